"""The network stack: VPC, subnets, endpoints, and what every stack logs and reports to: a key, a bucket, a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import names
from modules.alarms import PUBLISHERS, AlarmTopic
from modules.buckets import AccessLogBucket
from modules.encryption_key import EncryptionKey
from modules.existing import ExistingNetwork
from modules.monthly_budget import MonthlyBudget
from modules.network import Network
from modules.vpc_endpoints import VpcEndpoints
from stacks.base import SlipwayStack
from stacks.setting_blocks import Nat

if TYPE_CHECKING:
    from modules import cdk
    from stacks.settings import Settings


# S3, and both kinds of load balancer:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
LOG_DELIVERY = (
    "logging.s3.amazonaws.com",
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "delivery.logs.amazonaws.com",
)


class NetworkStack(SlipwayStack):
    """The VPC that everything else is in."""

    part = "network"

    def __init__(self, app: cdk.App, settings: Settings) -> None:
        super().__init__(app, settings)
        self.cidr = settings.network.cidr
        self.log_key = self._make_log_key()
        self.access_logs = self._make_access_log_bucket()
        self.alarm_topic = self._make_alarm_topic()
        self.network = self._existing_network() or self._make_network()
        self.publish(
            {
                "vpc_id": self.network.vpc_id,
                "public_subnet_ids": self.network.public_subnet_ids,
                "private_subnet_ids": self.network.private_subnet_ids,
                "database_subnet_ids": self.network.database_subnet_ids,
            }
        )

    def _make_log_key(self) -> EncryptionKey:
        return EncryptionKey(
            self,
            "LogKey",
            alias=f"alias/{names.prefix(self.settings.name)}-logs",
            description="Logs and alarms of every stack",
            account_id=self.account_id,
            may_be_lost=self.settings.allow_data_deletion,
            log_services=[f"logs.{self.settings.region}.amazonaws.com"],
            publishers=PUBLISHERS,
        )

    def _make_access_log_bucket(self) -> AccessLogBucket:
        return AccessLogBucket(
            self,
            "AccessLogs",
            name=names.access_log_bucket(self.settings.name, self.account_id),
            account_id=self.account_id,
            delivered_by=LOG_DELIVERY,
            delete_with_objects=self.settings.allow_data_deletion,
        )

    def _make_alarm_topic(self) -> AlarmTopic:
        alarms = self.settings.alarms
        topic = AlarmTopic(
            self,
            "Alarms",
            environment=self.settings.name,
            account_id=self.account_id,
            key_arn=self.log_key.arn,
            email_addresses=alarms.email_addresses,
        )
        if alarms.monthly_budget_usd:
            MonthlyBudget(
                self,
                "Budget",
                environment=self.settings.name,
                limit_usd=alarms.monthly_budget_usd,
                topic_arn=topic.arn,
            )
        return topic

    def _existing_network(self) -> ExistingNetwork | None:
        vpc = self.settings.network.existing
        return ExistingNetwork(**vpc.model_dump()) if vpc else None

    def _make_network(self) -> Network:
        settings = self.settings.network
        zones = settings.availability_zones
        network = Network(
            self,
            "Network",
            environment=self.settings.name,
            account_id=self.account_id,
            cidr=settings.cidr,
            availability_zones=zones,
            nat_gateways={Nat.NONE: 0, Nat.ONE: 1, Nat.PER_ZONE: len(zones)}[settings.nat],
            log_key_arn=self.log_key.arn,
            log_retention_days=settings.log_retention_days,
        )
        self._make_endpoints(network)
        return network

    def _make_endpoints(self, network: Network) -> None:
        VpcEndpoints(
            self,
            "Endpoints",
            environment=self.settings.name,
            region=self.settings.region,
            network=network,
            cidr=self.cidr,
            interface=self.settings.network.interface_endpoints,
        )
