"""The serving stack: the cluster that runs model servers, and what their pods may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.existing import ExistingCluster
from modules.pod_roles import DRIFT, MODEL_SERVER, PodRole, drift_permissions, model_server_permissions
from modules.serving_cluster import NodeGroup, ServingCluster
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from modules import cdk
    from stacks.ingress import IngressStack
    from stacks.network import NetworkStack
    from stacks.setting_blocks import ServingSettings
    from stacks.settings import Settings


class ServingStack(SlipwayStack):
    """EKS.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        serving: Its block for this stack.
        network: Where nodes run, and the key of the audit log.
        ingress: The router's door, whose URL is published; not read for `local`, where both are made side by side.
    """

    part = "serving"

    def __init__(
        self,
        app: cdk.App,
        settings: Settings,
        *,
        serving: ServingSettings,
        network: NetworkStack,
        ingress: IngressStack,
    ) -> None:
        super().__init__(app, settings)
        self._serving = serving
        cluster = self._existing_cluster() or self._make_cluster(network)
        self._make_role("ModelServerRole", MODEL_SERVER, cluster.name, model_server_permissions)
        self._make_role("DriftRole", DRIFT, cluster.name, drift_permissions)
        self.publish(
            {
                "cluster_name": cluster.name,
                "cluster_endpoint": cluster.endpoint,
                "namespace": serving.namespace,
                "router_url": self._router_url(ingress),
            }
        )

    def _existing_cluster(self) -> ExistingCluster | None:
        name = self._serving.existing_cluster
        return ExistingCluster(self, "ExistingCluster", name=name) if name else None

    def _make_cluster(self, network: NetworkStack) -> ServingCluster:
        serving = self._serving
        return ServingCluster(
            self,
            "Cluster",
            environment=self.settings.name,
            account_id=self.account_id,
            may_be_lost=self.settings.allow_data_deletion,
            kubernetes_version=serving.kubernetes_version,
            auto_mode=serving.auto_mode,
            node_groups=[NodeGroup(**group.model_dump()) for group in serving.node_groups],
            public_endpoint=serving.public_endpoint,
            subnet_ids=network.network.private_subnet_ids,
            administrator_role_arns=serving.administrator_role_arns,
            log_key_arn=network.log_key.arn,
            log_retention_days=serving.log_retention_days,
        )

    def _make_role(
        self, construct_id: str, service_account: str, cluster_name: str, permissions: Callable[[str, str, str], str]
    ) -> None:
        PodRole(
            self,
            construct_id,
            environment=self.settings.name,
            cluster_name=cluster_name,
            namespace=self._serving.namespace,
            service_account=service_account,
            permissions=permissions(self.settings.name, self.account_id, self.settings.region),
        )

    def _router_url(self, ingress: IngressStack) -> str | None:
        if self.settings.local_runtime:
            return self.settings.local_runtime.router_url
        return ingress.router.url if ingress.router else None
