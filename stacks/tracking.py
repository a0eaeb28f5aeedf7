"""The tracking stack: the MLflow server behind its door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.load_balancers import TRACKING_PORT
from modules.schema_upgrade import SchemaUpgrade
from modules.tracking_server import TrackingServer
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from modules import cdk
    from stacks.data import DataStack
    from stacks.ingress import IngressStack
    from stacks.network import NetworkStack
    from stacks.settings import Settings


class TrackingStack(SlipwayStack):
    """MLflow on ECS Fargate.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        network: Where tasks run, and the key of their log.
        data: The database, the artifact bucket, the image.
        ingress: The door that tasks stand behind.
    """

    part = "tracking"

    def __init__(
        self, app: cdk.App, settings: Settings, *, network: NetworkStack, data: DataStack, ingress: IngressStack
    ) -> None:
        super().__init__(app, settings)
        self._make_server(network, data, ingress)
        runtime = settings.local_runtime
        self.publish({"tracking_uri": runtime.tracking_uri if runtime else ingress.tracking.url})

    def _make_server(self, network: NetworkStack, data: DataStack, ingress: IngressStack) -> None:
        settings, door = self.settings.tracking, ingress.tracking
        people = [ingress.people.target_group_arn] if ingress.people else []
        image = f"{data.tracking_images.url}:{settings.image_tag}"
        server = TrackingServer(
            self,
            "Server",
            environment=self.settings.name,
            account_id=self.account_id,
            region=self.settings.region,
            image=image,
            cpu_units=settings.cpu_units,
            memory_mib=settings.memory_mib,
            minimum_tasks=settings.minimum_tasks,
            maximum_tasks=settings.maximum_tasks,
            allowed_hosts=self._allowed_hosts(ingress),
            allowed_origins=[f"https://{settings.sign_in.host_name}"] if settings.sign_in else [],
            subnet_ids=network.network.private_subnet_ids,
            security_group_ids=[door.target_security_group_id, data.database.client_security_group_id],
            target_group_arns=[door.target_group_arn, *people],
            database=data.database.address,
            database_connect_arn=data.database.connect_arn,
            artifact_bucket=data.artifacts.name,
            log_key_arn=network.log_key.arn,
            log_retention_days=settings.log_retention_days,
        )
        SchemaUpgrade(
            self,
            "Upgrade",
            environment=self.settings.name,
            account_id=self.account_id,
            region=self.settings.region,
            image=image,
            execution_role_arn=server.execution_role_arn,
            log_group=server.log_group,
            database=data.database.address,
            database_connect_arn=data.database.connect_arn,
            master_secret=data.database.master_secret,
        )

    def _allowed_hosts(self, ingress: IngressStack) -> list[str]:
        """By which names the server is called; a client sends the port with the name where it is not the scheme's own.

        A VPC link passes on the name that the gateway was called by.
        """
        door, settings = ingress.tracking.dns_name, self.settings
        hosts = [door, f"{door}:{TRACKING_PORT}", f"*.execute-api.{settings.region}.amazonaws.com"]
        named = [settings.gateway.domain if settings.gateway else None, settings.tracking.sign_in]
        return [*hosts, *(block.host_name for block in named if block), *settings.tracking.allowed_hosts]
