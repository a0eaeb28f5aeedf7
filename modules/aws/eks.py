"""eks: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AccessEntryTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eks_access_entry`."""

    terraform_type = "aws_eks_access_entry.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
            },
        )


class AccessEntry(cdk.Resource):
    """`aws_eks_access_entry`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_entry"""

    terraform_type = "aws_eks_access_entry"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        cluster_name: str,
        principal_arn: str,
        kubernetes_groups: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        type: str | None = None,
        user_name: str | None = None,
        timeouts: AccessEntryTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "cluster_name": cluster_name,
                "kubernetes_groups": kubernetes_groups,
                "principal_arn": principal_arn,
                "tags": tags,
                "type": type,
                "user_name": user_name,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def access_entry_arn(self) -> str:
        """A token for `access_entry_arn`."""
        return self._string("access_entry_arn")

    @property
    def cluster_name(self) -> str:
        """A token for `cluster_name`."""
        return self._string("cluster_name")

    @property
    def created_at(self) -> str:
        """A token for `created_at`."""
        return self._string("created_at")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def kubernetes_groups(self) -> list[str]:
        """A token for `kubernetes_groups`."""
        return self._strings("kubernetes_groups")

    @property
    def modified_at(self) -> str:
        """A token for `modified_at`."""
        return self._string("modified_at")

    @property
    def principal_arn(self) -> str:
        """A token for `principal_arn`."""
        return self._string("principal_arn")

    @property
    def type(self) -> str:
        """A token for `type`."""
        return self._string("type")

    @property
    def user_name(self) -> str:
        """A token for `user_name`."""
        return self._string("user_name")


class AccessPolicyAssociationAccessScope(cdk.Block):
    """The `access_scope` block of `aws_eks_access_policy_association`."""

    terraform_type = "aws_eks_access_policy_association.access_scope"

    def __init__(
        self,
        *,
        type: str,
        namespaces: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "namespaces": namespaces,
                "type": type,
            },
        )


class AccessPolicyAssociationTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eks_access_policy_association`."""

    terraform_type = "aws_eks_access_policy_association.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
            },
        )


class AccessPolicyAssociation(cdk.Resource):
    """`aws_eks_access_policy_association`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_access_policy_association"""

    terraform_type = "aws_eks_access_policy_association"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        cluster_name: str,
        policy_arn: str,
        principal_arn: str,
        access_scope: AccessPolicyAssociationAccessScope,
        timeouts: AccessPolicyAssociationTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "cluster_name": cluster_name,
                "policy_arn": policy_arn,
                "principal_arn": principal_arn,
                "access_scope": access_scope,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def associated_at(self) -> str:
        """A token for `associated_at`."""
        return self._string("associated_at")

    @property
    def cluster_name(self) -> str:
        """A token for `cluster_name`."""
        return self._string("cluster_name")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def modified_at(self) -> str:
        """A token for `modified_at`."""
        return self._string("modified_at")

    @property
    def policy_arn(self) -> str:
        """A token for `policy_arn`."""
        return self._string("policy_arn")

    @property
    def principal_arn(self) -> str:
        """A token for `principal_arn`."""
        return self._string("principal_arn")


class AddonPodIdentityAssociation(cdk.Block):
    """The `pod_identity_association` block of `aws_eks_addon`."""

    terraform_type = "aws_eks_addon.pod_identity_association"

    def __init__(
        self,
        *,
        role_arn: str,
        service_account: str,
    ) -> None:
        super().__init__(
            {
                "role_arn": role_arn,
                "service_account": service_account,
            },
        )


class AddonTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eks_addon`."""

    terraform_type = "aws_eks_addon.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class Addon(cdk.Resource):
    """`aws_eks_addon`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_addon"""

    terraform_type = "aws_eks_addon"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        addon_name: str,
        cluster_name: str,
        addon_version: str | None = None,
        configuration_values: str | None = None,
        preserve: bool | None = None,
        resolve_conflicts_on_create: str | None = None,
        resolve_conflicts_on_update: str | None = None,
        service_account_role_arn: str | None = None,
        tags: Mapping[str, str] | None = None,
        pod_identity_association: Sequence[AddonPodIdentityAssociation] | None = None,
        timeouts: AddonTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "addon_name": addon_name,
                "addon_version": addon_version,
                "cluster_name": cluster_name,
                "configuration_values": configuration_values,
                "preserve": preserve,
                "resolve_conflicts_on_create": resolve_conflicts_on_create,
                "resolve_conflicts_on_update": resolve_conflicts_on_update,
                "service_account_role_arn": service_account_role_arn,
                "tags": tags,
                "pod_identity_association": pod_identity_association,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def addon_name(self) -> str:
        """A token for `addon_name`."""
        return self._string("addon_name")

    @property
    def addon_version(self) -> str:
        """A token for `addon_version`."""
        return self._string("addon_version")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cluster_name(self) -> str:
        """A token for `cluster_name`."""
        return self._string("cluster_name")

    @property
    def configuration_values(self) -> str:
        """A token for `configuration_values`."""
        return self._string("configuration_values")

    @property
    def created_at(self) -> str:
        """A token for `created_at`."""
        return self._string("created_at")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def modified_at(self) -> str:
        """A token for `modified_at`."""
        return self._string("modified_at")

    @property
    def resolve_conflicts_on_create(self) -> str:
        """A token for `resolve_conflicts_on_create`."""
        return self._string("resolve_conflicts_on_create")

    @property
    def resolve_conflicts_on_update(self) -> str:
        """A token for `resolve_conflicts_on_update`."""
        return self._string("resolve_conflicts_on_update")

    @property
    def service_account_role_arn(self) -> str:
        """A token for `service_account_role_arn`."""
        return self._string("service_account_role_arn")


class ClusterAccessConfig(cdk.Block):
    """The `access_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.access_config"

    def __init__(
        self,
        *,
        authentication_mode: str | None = None,
        bootstrap_cluster_creator_admin_permissions: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "authentication_mode": authentication_mode,
                "bootstrap_cluster_creator_admin_permissions": bootstrap_cluster_creator_admin_permissions,
            },
        )


class ClusterComputeConfig(cdk.Block):
    """The `compute_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.compute_config"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
        node_pools: Sequence[str] | None = None,
        node_role_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
                "node_pools": node_pools,
                "node_role_arn": node_role_arn,
            },
        )


class ClusterEncryptionConfigProvider(cdk.Block):
    """The `provider` block of `aws_eks_cluster.encryption_config`."""

    terraform_type = "aws_eks_cluster.encryption_config.provider"

    def __init__(
        self,
        *,
        key_arn: str,
    ) -> None:
        super().__init__(
            {
                "key_arn": key_arn,
            },
        )


class ClusterEncryptionConfig(cdk.Block):
    """The `encryption_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.encryption_config"

    def __init__(
        self,
        *,
        resources: Sequence[str],
        provider: ClusterEncryptionConfigProvider,
    ) -> None:
        super().__init__(
            {
                "resources": resources,
                "provider": provider,
            },
        )


class ClusterKubernetesNetworkConfigElasticLoadBalancing(cdk.Block):
    """The `elastic_load_balancing` block of `aws_eks_cluster.kubernetes_network_config`."""

    terraform_type = "aws_eks_cluster.kubernetes_network_config.elastic_load_balancing"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
            },
        )


class ClusterKubernetesNetworkConfig(cdk.Block):
    """The `kubernetes_network_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.kubernetes_network_config"

    def __init__(
        self,
        *,
        ip_family: str | None = None,
        service_ipv4_cidr: str | None = None,
        elastic_load_balancing: ClusterKubernetesNetworkConfigElasticLoadBalancing | None = None,
    ) -> None:
        super().__init__(
            {
                "ip_family": ip_family,
                "service_ipv4_cidr": service_ipv4_cidr,
                "elastic_load_balancing": elastic_load_balancing,
            },
        )


class ClusterOutpostConfigControlPlanePlacement(cdk.Block):
    """The `control_plane_placement` block of `aws_eks_cluster.outpost_config`."""

    terraform_type = "aws_eks_cluster.outpost_config.control_plane_placement"

    def __init__(
        self,
        *,
        group_name: str,
    ) -> None:
        super().__init__(
            {
                "group_name": group_name,
            },
        )


class ClusterOutpostConfig(cdk.Block):
    """The `outpost_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.outpost_config"

    def __init__(
        self,
        *,
        control_plane_instance_type: str,
        outpost_arns: Sequence[str],
        control_plane_placement: ClusterOutpostConfigControlPlanePlacement | None = None,
    ) -> None:
        super().__init__(
            {
                "control_plane_instance_type": control_plane_instance_type,
                "outpost_arns": outpost_arns,
                "control_plane_placement": control_plane_placement,
            },
        )


class ClusterRemoteNetworkConfigRemoteNodeNetworks(cdk.Block):
    """The `remote_node_networks` block of `aws_eks_cluster.remote_network_config`."""

    terraform_type = "aws_eks_cluster.remote_network_config.remote_node_networks"

    def __init__(
        self,
        *,
        cidrs: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "cidrs": cidrs,
            },
        )


class ClusterRemoteNetworkConfigRemotePodNetworks(cdk.Block):
    """The `remote_pod_networks` block of `aws_eks_cluster.remote_network_config`."""

    terraform_type = "aws_eks_cluster.remote_network_config.remote_pod_networks"

    def __init__(
        self,
        *,
        cidrs: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "cidrs": cidrs,
            },
        )


class ClusterRemoteNetworkConfig(cdk.Block):
    """The `remote_network_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.remote_network_config"

    def __init__(
        self,
        *,
        remote_node_networks: ClusterRemoteNetworkConfigRemoteNodeNetworks,
        remote_pod_networks: ClusterRemoteNetworkConfigRemotePodNetworks | None = None,
    ) -> None:
        super().__init__(
            {
                "remote_node_networks": remote_node_networks,
                "remote_pod_networks": remote_pod_networks,
            },
        )


class ClusterStorageConfigBlockStorage(cdk.Block):
    """The `block_storage` block of `aws_eks_cluster.storage_config`."""

    terraform_type = "aws_eks_cluster.storage_config.block_storage"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
            },
        )


class ClusterStorageConfig(cdk.Block):
    """The `storage_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.storage_config"

    def __init__(
        self,
        *,
        block_storage: ClusterStorageConfigBlockStorage | None = None,
    ) -> None:
        super().__init__(
            {
                "block_storage": block_storage,
            },
        )


class ClusterTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class ClusterUpgradePolicy(cdk.Block):
    """The `upgrade_policy` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.upgrade_policy"

    def __init__(
        self,
        *,
        support_type: str | None = None,
    ) -> None:
        super().__init__(
            {
                "support_type": support_type,
            },
        )


class ClusterVpcConfig(cdk.Block):
    """The `vpc_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.vpc_config"

    def __init__(
        self,
        *,
        subnet_ids: Sequence[str],
        endpoint_private_access: bool | None = None,
        endpoint_public_access: bool | None = None,
        public_access_cidrs: Sequence[str] | None = None,
        security_group_ids: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "endpoint_private_access": endpoint_private_access,
                "endpoint_public_access": endpoint_public_access,
                "public_access_cidrs": public_access_cidrs,
                "security_group_ids": security_group_ids,
                "subnet_ids": subnet_ids,
            },
        )


class ClusterZonalShiftConfig(cdk.Block):
    """The `zonal_shift_config` block of `aws_eks_cluster`."""

    terraform_type = "aws_eks_cluster.zonal_shift_config"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
            },
        )


class Cluster(cdk.Resource):
    """`aws_eks_cluster`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster"""

    terraform_type = "aws_eks_cluster"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        role_arn: str,
        vpc_config: ClusterVpcConfig,
        bootstrap_self_managed_addons: bool | None = None,
        enabled_cluster_log_types: Sequence[str] | None = None,
        force_update_version: bool | None = None,
        tags: Mapping[str, str] | None = None,
        version: str | None = None,
        access_config: ClusterAccessConfig | None = None,
        compute_config: ClusterComputeConfig | None = None,
        encryption_config: ClusterEncryptionConfig | None = None,
        kubernetes_network_config: ClusterKubernetesNetworkConfig | None = None,
        outpost_config: ClusterOutpostConfig | None = None,
        remote_network_config: ClusterRemoteNetworkConfig | None = None,
        storage_config: ClusterStorageConfig | None = None,
        timeouts: ClusterTimeouts | None = None,
        upgrade_policy: ClusterUpgradePolicy | None = None,
        zonal_shift_config: ClusterZonalShiftConfig | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bootstrap_self_managed_addons": bootstrap_self_managed_addons,
                "enabled_cluster_log_types": enabled_cluster_log_types,
                "force_update_version": force_update_version,
                "name": name,
                "role_arn": role_arn,
                "tags": tags,
                "version": version,
                "access_config": access_config,
                "compute_config": compute_config,
                "encryption_config": encryption_config,
                "kubernetes_network_config": kubernetes_network_config,
                "outpost_config": outpost_config,
                "remote_network_config": remote_network_config,
                "storage_config": storage_config,
                "timeouts": timeouts,
                "upgrade_policy": upgrade_policy,
                "vpc_config": vpc_config,
                "zonal_shift_config": zonal_shift_config,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cluster_id(self) -> str:
        """A token for `cluster_id`."""
        return self._string("cluster_id")

    @property
    def created_at(self) -> str:
        """A token for `created_at`."""
        return self._string("created_at")

    @property
    def enabled_cluster_log_types(self) -> list[str]:
        """A token for `enabled_cluster_log_types`."""
        return self._strings("enabled_cluster_log_types")

    @property
    def endpoint(self) -> str:
        """A token for `endpoint`."""
        return self._string("endpoint")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def platform_version(self) -> str:
        """A token for `platform_version`."""
        return self._string("platform_version")

    @property
    def role_arn(self) -> str:
        """A token for `role_arn`."""
        return self._string("role_arn")

    @property
    def status(self) -> str:
        """A token for `status`."""
        return self._string("status")

    @property
    def version(self) -> str:
        """A token for `version`."""
        return self._string("version")


class NodeGroupLaunchTemplate(cdk.Block):
    """The `launch_template` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.launch_template"

    def __init__(
        self,
        *,
        version: str,
        name: str | None = None,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "version": version,
            },
        )


class NodeGroupNodeRepairConfig(cdk.Block):
    """The `node_repair_config` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.node_repair_config"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
            },
        )


class NodeGroupRemoteAccess(cdk.Block):
    """The `remote_access` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.remote_access"

    def __init__(
        self,
        *,
        ec2_ssh_key: str | None = None,
        source_security_group_ids: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "ec2_ssh_key": ec2_ssh_key,
                "source_security_group_ids": source_security_group_ids,
            },
        )


class NodeGroupScalingConfig(cdk.Block):
    """The `scaling_config` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.scaling_config"

    def __init__(
        self,
        *,
        desired_size: float,
        max_size: float,
        min_size: float,
    ) -> None:
        super().__init__(
            {
                "desired_size": desired_size,
                "max_size": max_size,
                "min_size": min_size,
            },
        )


class NodeGroupTaint(cdk.Block):
    """The `taint` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.taint"

    def __init__(
        self,
        *,
        effect: str,
        key: str,
        value: str | None = None,
    ) -> None:
        super().__init__(
            {
                "effect": effect,
                "key": key,
                "value": value,
            },
        )


class NodeGroupTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class NodeGroupUpdateConfig(cdk.Block):
    """The `update_config` block of `aws_eks_node_group`."""

    terraform_type = "aws_eks_node_group.update_config"

    def __init__(
        self,
        *,
        max_unavailable: float | None = None,
        max_unavailable_percentage: float | None = None,
    ) -> None:
        super().__init__(
            {
                "max_unavailable": max_unavailable,
                "max_unavailable_percentage": max_unavailable_percentage,
            },
        )


class NodeGroup(cdk.Resource):
    """`aws_eks_node_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_node_group"""

    terraform_type = "aws_eks_node_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        cluster_name: str,
        node_role_arn: str,
        subnet_ids: Sequence[str],
        scaling_config: NodeGroupScalingConfig,
        ami_type: str | None = None,
        capacity_type: str | None = None,
        disk_size: float | None = None,
        force_update_version: bool | None = None,
        instance_types: Sequence[str] | None = None,
        labels: Mapping[str, str] | None = None,
        node_group_name: str | None = None,
        node_group_name_prefix: str | None = None,
        release_version: str | None = None,
        tags: Mapping[str, str] | None = None,
        version: str | None = None,
        launch_template: NodeGroupLaunchTemplate | None = None,
        node_repair_config: NodeGroupNodeRepairConfig | None = None,
        remote_access: NodeGroupRemoteAccess | None = None,
        taint: Sequence[NodeGroupTaint] | None = None,
        timeouts: NodeGroupTimeouts | None = None,
        update_config: NodeGroupUpdateConfig | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "ami_type": ami_type,
                "capacity_type": capacity_type,
                "cluster_name": cluster_name,
                "disk_size": disk_size,
                "force_update_version": force_update_version,
                "instance_types": instance_types,
                "labels": labels,
                "node_group_name": node_group_name,
                "node_group_name_prefix": node_group_name_prefix,
                "node_role_arn": node_role_arn,
                "release_version": release_version,
                "subnet_ids": subnet_ids,
                "tags": tags,
                "version": version,
                "launch_template": launch_template,
                "node_repair_config": node_repair_config,
                "remote_access": remote_access,
                "scaling_config": scaling_config,
                "taint": taint,
                "timeouts": timeouts,
                "update_config": update_config,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def ami_type(self) -> str:
        """A token for `ami_type`."""
        return self._string("ami_type")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def capacity_type(self) -> str:
        """A token for `capacity_type`."""
        return self._string("capacity_type")

    @property
    def cluster_name(self) -> str:
        """A token for `cluster_name`."""
        return self._string("cluster_name")

    @property
    def disk_size(self) -> float:
        """A token for `disk_size`."""
        return self._number("disk_size")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def instance_types(self) -> list[str]:
        """A token for `instance_types`."""
        return self._strings("instance_types")

    @property
    def node_group_name(self) -> str:
        """A token for `node_group_name`."""
        return self._string("node_group_name")

    @property
    def node_group_name_prefix(self) -> str:
        """A token for `node_group_name_prefix`."""
        return self._string("node_group_name_prefix")

    @property
    def node_role_arn(self) -> str:
        """A token for `node_role_arn`."""
        return self._string("node_role_arn")

    @property
    def release_version(self) -> str:
        """A token for `release_version`."""
        return self._string("release_version")

    @property
    def status(self) -> str:
        """A token for `status`."""
        return self._string("status")

    @property
    def subnet_ids(self) -> list[str]:
        """A token for `subnet_ids`."""
        return self._strings("subnet_ids")

    @property
    def version(self) -> str:
        """A token for `version`."""
        return self._string("version")


class PodIdentityAssociation(cdk.Resource):
    """`aws_eks_pod_identity_association`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_pod_identity_association"""

    terraform_type = "aws_eks_pod_identity_association"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        cluster_name: str,
        namespace: str,
        role_arn: str,
        service_account: str,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "cluster_name": cluster_name,
                "namespace": namespace,
                "role_arn": role_arn,
                "service_account": service_account,
                "tags": tags,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def association_arn(self) -> str:
        """A token for `association_arn`."""
        return self._string("association_arn")

    @property
    def association_id(self) -> str:
        """A token for `association_id`."""
        return self._string("association_id")

    @property
    def cluster_name(self) -> str:
        """A token for `cluster_name`."""
        return self._string("cluster_name")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def namespace(self) -> str:
        """A token for `namespace`."""
        return self._string("namespace")

    @property
    def role_arn(self) -> str:
        """A token for `role_arn`."""
        return self._string("role_arn")

    @property
    def service_account(self) -> str:
        """A token for `service_account`."""
        return self._string("service_account")
