"""The EKS cluster that runs model servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import cloudwatch, eks, iam
from modules.encryption_key import EncryptionKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AWS_POLICY = "arn:aws:iam::aws:policy"
# https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
_CLUSTER_POLICIES = ("AmazonEKSClusterPolicy",)
_AUTO_MODE_POLICIES = (
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
)
# https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
_NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly")
# The network plugin's own, by EKS Pod Identity, so that a pod on the node's credentials cannot move network interfaces:
# https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
_NETWORK_POLICIES = ("AmazonEKS_CNI_Policy",)
_NETWORK_NAMESPACE, _NETWORK_ACCOUNT = "kube-system", "aws-node"
_ADMINISTRATOR = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
AUDIT_LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")
# Auto Mode brings these itself; nodes of a managed group need them. The versions are those for Kubernetes 1.35:
# `aws eks describe-addon-versions --kubernetes-version 1.35` lists the newer ones.
# Without the first three a node never turns ready; CoreDNS is not ready without a node.
ADDONS_BEFORE_NODES = {
    "VpcCni": ("vpc-cni", "v1.21.1-eksbuild.3"),
    "KubeProxy": ("kube-proxy", "v1.35.0-eksbuild.2"),
    "PodIdentityAgent": ("eks-pod-identity-agent", "v1.3.10-eksbuild.3"),
}
ADDONS_AFTER_NODES = {"CoreDns": ("coredns", "v1.13.2-eksbuild.1")}


@dataclass(frozen=True, kw_only=True)
class NodeGroup:
    """A managed group of nodes.

    Args:
        name: PascalCase; part of the resource's address.
        instance_types: Tried in this order.
        capacity_type: `ON_DEMAND` or `SPOT`.
        gpu: The accelerated image, and a taint that keeps other pods away.
        minimum_nodes: Nodes that always run.
        maximum_nodes: Up to how many the group may hold.
    """

    name: str
    instance_types: Sequence[str]
    capacity_type: str
    gpu: bool
    minimum_nodes: int
    maximum_nodes: int


class ServingCluster(cdk.Construct):
    """A cluster with its log, key, nodes and administrators.

    Args:
        scope: The construct that the cluster belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        may_be_lost: Terraform may destroy the cluster and the key of its secrets.
        kubernetes_version: The minor version.
        auto_mode: EKS starts and stops nodes for waiting pods, with no controller of our own.
        node_groups: Managed groups besides.
        public_endpoint: The Kubernetes API answers from the internet.
        subnet_ids: Private subnets.
        administrator_role_arns: Roles that administer the cluster.
        log_key_arn: The key that encrypts the audit log.
        log_retention_days: How long it is kept.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        may_be_lost: bool,
        kubernetes_version: str,
        auto_mode: bool,
        node_groups: Sequence[NodeGroup],
        public_endpoint: bool,
        subnet_ids: Sequence[str],
        administrator_role_arns: Sequence[str],
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._account_id, self._auto_mode, self._may_be_lost = account_id, auto_mode, may_be_lost
        self._subnet_ids = subnet_ids
        # EKS writes to this very name, and would make it without key and retention.
        logs = cloudwatch.LogGroup(
            self,
            "AuditLogs",
            name=f"/aws/eks/{self._name}/cluster",
            kms_key_id=log_key_arn,
            retention_in_days=log_retention_days,
        )
        self._node_role = self._make_node_role()
        self._cluster = self._make_cluster(kubernetes_version, public_endpoint, logs)
        if node_groups:
            self._make_node_groups(node_groups)
        self._administrators(administrator_role_arns)

    @property
    def name(self) -> str:
        """The cluster's name."""
        return self._cluster.name

    @property
    def endpoint(self) -> str:
        """The Kubernetes API's URL."""
        return self._cluster.endpoint

    def _make_node_role(self) -> iam.Role:
        role = iam.Role(
            self,
            "NodeRole",
            name=f"{self._name}-node",
            assume_role_policy=policy.assume_by_service("ec2.amazonaws.com"),
        )
        self._attach(role, _NODE_POLICIES)
        return role

    def _make_cluster_role(self) -> tuple[iam.Role, list[iam.RolePolicyAttachment]]:
        trust = policy.assume_by_service("eks.amazonaws.com", account_id=self._account_id, session_tags=True)
        role = iam.Role(self, "ClusterRole", name=f"{self._name}-cluster", assume_role_policy=trust)
        return role, self._attach(role, _CLUSTER_POLICIES + (_AUTO_MODE_POLICIES if self._auto_mode else ()))

    def _attach(self, role: iam.Role, managed: Sequence[str]) -> list[iam.RolePolicyAttachment]:
        return [
            iam.RolePolicyAttachment(self, name.replace("_", ""), role=role.name, policy_arn=f"{AWS_POLICY}/{name}")
            for name in managed
        ]

    def _make_cluster(self, version: str, public_endpoint: bool, logs: cloudwatch.LogGroup) -> eks.Cluster:  # noqa: FBT001 - the setting's own name
        role, attachments = self._make_cluster_role()
        key = EncryptionKey(
            self,
            "SecretsKey",
            alias=f"alias/{self._name}-kubernetes",
            description="Kubernetes secrets",
            account_id=self._account_id,
            may_be_lost=self._may_be_lost,
        )
        auto = self._auto_mode_blocks()
        return eks.Cluster(
            self,
            "Cluster",
            name=self._name,
            version=version,
            role_arn=role.arn,
            enabled_cluster_log_types=AUDIT_LOGS,
            vpc_config=eks.ClusterVpcConfig(
                subnet_ids=self._subnet_ids, endpoint_private_access=True, endpoint_public_access=public_endpoint
            ),
            access_config=eks.ClusterAccessConfig(
                authentication_mode="API", bootstrap_cluster_creator_admin_permissions=True
            ),
            encryption_config=eks.ClusterEncryptionConfig(
                resources=["secrets"], provider=eks.ClusterEncryptionConfigProvider(key_arn=key.arn)
            ),
            bootstrap_self_managed_addons=False if self._auto_mode else None,
            compute_config=auto[0],
            kubernetes_network_config=auto[1],
            storage_config=auto[2],
            depends_on=[*attachments, logs],
            lifecycle=cdk.protected(may_be_lost=self._may_be_lost),
        )

    def _auto_mode_blocks(
        self,
    ) -> tuple[
        eks.ClusterComputeConfig | None, eks.ClusterKubernetesNetworkConfig | None, eks.ClusterStorageConfig | None
    ]:
        """All three go on together: https://docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html."""
        if not self._auto_mode:
            return None, None, None
        compute = eks.ClusterComputeConfig(
            enabled=True, node_pools=["general-purpose", "system"], node_role_arn=self._node_role.arn
        )
        balancing = eks.ClusterKubernetesNetworkConfigElasticLoadBalancing(enabled=True)
        storage = eks.ClusterStorageConfigBlockStorage(enabled=True)
        return (
            compute,
            eks.ClusterKubernetesNetworkConfig(elastic_load_balancing=balancing),
            eks.ClusterStorageConfig(block_storage=storage),
        )

    def _node_group(self, group: NodeGroup, *, after: Sequence[cdk.Resource]) -> eks.NodeGroup:
        taint = eks.NodeGroupTaint(key="nvidia.com/gpu", value="true", effect="NO_SCHEDULE")
        return eks.NodeGroup(
            self,
            f"{group.name}Nodes",
            cluster_name=self._cluster.name,
            node_group_name=group.name.lower(),
            node_role_arn=self._node_role.arn,
            subnet_ids=self._subnet_ids,
            instance_types=group.instance_types,
            capacity_type=group.capacity_type,
            ami_type="AL2023_x86_64_NVIDIA" if group.gpu else "AL2023_x86_64_STANDARD",
            taint=[taint] if group.gpu else None,
            scaling_config=eks.NodeGroupScalingConfig(
                min_size=group.minimum_nodes, max_size=group.maximum_nodes, desired_size=max(group.minimum_nodes, 1)
            ),
            update_config=eks.NodeGroupUpdateConfig(max_unavailable=1),
            depends_on=after,
            lifecycle=cdk.Lifecycle(ignore_changes=["scaling_config[0].desired_size"]),
        )

    def _make_node_groups(self, node_groups: Sequence[NodeGroup]) -> None:
        needed = self._addons(ADDONS_BEFORE_NODES, after=[self._network_identity()])
        made = [self._node_group(group, after=needed) for group in node_groups]
        self._addons(ADDONS_AFTER_NODES, after=made)

    def _network_identity(self) -> eks.PodIdentityAssociation:
        trust = policy.assume_by_service("pods.eks.amazonaws.com", session_tags=True)
        role = iam.Role(self, "VpcCniRole", name=f"{self._name}-vpc-cni", assume_role_policy=trust)
        attached = self._attach(role, _NETWORK_POLICIES)
        return eks.PodIdentityAssociation(
            self,
            "VpcCniIdentity",
            cluster_name=self._cluster.name,
            namespace=_NETWORK_NAMESPACE,
            service_account=_NETWORK_ACCOUNT,
            role_arn=role.arn,
            depends_on=attached,
        )

    def _addons(self, addons: Mapping[str, tuple[str, str]], *, after: Sequence[cdk.Resource]) -> list[eks.Addon]:
        return [
            eks.Addon(
                self,
                construct_id,
                cluster_name=self._cluster.name,
                addon_name=name,
                addon_version=version,
                # EKS may have put its own unmanaged copy there first.
                resolve_conflicts_on_create="OVERWRITE",
                resolve_conflicts_on_update="OVERWRITE",
                depends_on=after,
            )
            for construct_id, (name, version) in addons.items()
        ]

    def _administrators(self, role_arns: Sequence[str]) -> None:
        for number, role_arn in enumerate(role_arns, start=1):
            entry = eks.AccessEntry(
                self, f"Administrator{number}", cluster_name=self._cluster.name, principal_arn=role_arn
            )
            eks.AccessPolicyAssociation(
                self,
                f"Administrator{number}Policy",
                cluster_name=self._cluster.name,
                principal_arn=entry.principal_arn,
                policy_arn=_ADMINISTRATOR,
                access_scope=eks.AccessPolicyAssociationAccessScope(type="cluster"),
            )
