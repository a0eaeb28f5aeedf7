"""The ingress stack: the load balancers that the gateway enters the VPC through.

Apart from what stands behind them, because they take minutes and need nothing but the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.load_balancers import RouterDoor, TrackingDoor
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from modules import cdk
    from stacks.network import NetworkStack
    from stacks.settings import Settings


class IngressStack(SlipwayStack):
    """The doors to the tracking server and, where models are served, to the router.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        network: Where the load balancers are, and what they log to.
    """

    part = "ingress"

    def __init__(self, app: cdk.App, settings: Settings, *, network: NetworkStack) -> None:
        super().__init__(app, settings)
        self.tracking = self._make_tracking_door(network)
        self.router = self._make_router_door(network) if settings.serving else None
        self.publish(
            {
                "tracking_url": self.tracking.url,
                "router_url": self.router.url if self.router else None,
                "router_target_group_arn": self.router.target_group_arn if self.router else None,
            }
        )

    def _make_tracking_door(self, network: NetworkStack) -> TrackingDoor:
        return TrackingDoor(
            self,
            "TrackingDoor",
            environment=self.settings.name,
            vpc_id=network.network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.network.private_subnet_ids,
            certificate_arn=self.settings.tracking.certificate_arn,
            log_bucket=network.access_logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )

    def _make_router_door(self, network: NetworkStack) -> RouterDoor:
        return RouterDoor(
            self,
            "RouterDoor",
            environment=self.settings.name,
            vpc_id=network.network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.network.private_subnet_ids,
            log_bucket=network.access_logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )
