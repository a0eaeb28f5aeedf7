"""The ingress stack: the load balancers that the gateway enters the VPC through.

Apart from what stands behind them, because they take minutes and need nothing but the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import names
from modules.buckets import AccessLogBucket
from modules.load_balancers import RouterDoor, TrackingDoor
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from modules import cdk
    from modules.network import Network
    from stacks.settings import Settings


ACCESS_LOG_DAYS = 90
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html and, for the second,
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
LOG_DELIVERY = ("logdelivery.elasticloadbalancing.amazonaws.com", "delivery.logs.amazonaws.com")


class IngressStack(SlipwayStack):
    """The doors to the tracking server and, where models are served, to the router.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        network: Where the load balancers are.
    """

    part = "ingress"

    def __init__(self, app: cdk.App, settings: Settings, *, network: Network) -> None:
        super().__init__(app, settings)
        self._logs = self._make_log_bucket()
        self.tracking = self._make_tracking_door(network)
        self.router = self._make_router_door(network) if settings.serving else None
        self.publish(
            {
                "tracking_url": self.tracking.url,
                "router_url": self.router.url if self.router else None,
                "router_target_group_arn": self.router.target_group_arn if self.router else None,
            }
        )

    def _make_log_bucket(self) -> AccessLogBucket:
        return AccessLogBucket(
            self,
            "AccessLogs",
            name=names.ingress_log_bucket(self.settings.name, self.account_id),
            account_id=self.account_id,
            delivered_by=LOG_DELIVERY,
            retention_days=ACCESS_LOG_DAYS,
            delete_with_objects=self.settings.allow_data_deletion,
        )

    def _make_tracking_door(self, network: Network) -> TrackingDoor:
        return TrackingDoor(
            self,
            "TrackingDoor",
            environment=self.settings.name,
            vpc_id=network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.private_subnet_ids,
            certificate_arn=self.settings.tracking.certificate_arn,
            log_bucket=self._logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )

    def _make_router_door(self, network: Network) -> RouterDoor:
        return RouterDoor(
            self,
            "RouterDoor",
            environment=self.settings.name,
            vpc_id=network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.private_subnet_ids,
            log_bucket=self._logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )
