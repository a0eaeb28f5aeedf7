"""ecs: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ClusterConfigurationExecuteCommandConfigurationLogConfiguration(cdk.Block):
    """The `log_configuration` block of `aws_ecs_cluster.configuration.execute_command_configuration`."""

    terraform_type = "aws_ecs_cluster.configuration.execute_command_configuration.log_configuration"

    def __init__(
        self,
        *,
        cloud_watch_encryption_enabled: bool | None = None,
        cloud_watch_log_group_name: str | None = None,
        s3_bucket_encryption_enabled: bool | None = None,
        s3_bucket_name: str | None = None,
        s3_key_prefix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "cloud_watch_encryption_enabled": cloud_watch_encryption_enabled,
                "cloud_watch_log_group_name": cloud_watch_log_group_name,
                "s3_bucket_encryption_enabled": s3_bucket_encryption_enabled,
                "s3_bucket_name": s3_bucket_name,
                "s3_key_prefix": s3_key_prefix,
            },
        )


class ClusterConfigurationExecuteCommandConfiguration(cdk.Block):
    """The `execute_command_configuration` block of `aws_ecs_cluster.configuration`."""

    terraform_type = "aws_ecs_cluster.configuration.execute_command_configuration"

    def __init__(
        self,
        *,
        kms_key_id: str | None = None,
        logging: str | None = None,
        log_configuration: ClusterConfigurationExecuteCommandConfigurationLogConfiguration | None = None,
    ) -> None:
        super().__init__(
            {
                "kms_key_id": kms_key_id,
                "logging": logging,
                "log_configuration": log_configuration,
            },
        )


class ClusterConfigurationManagedStorageConfiguration(cdk.Block):
    """The `managed_storage_configuration` block of `aws_ecs_cluster.configuration`."""

    terraform_type = "aws_ecs_cluster.configuration.managed_storage_configuration"

    def __init__(
        self,
        *,
        fargate_ephemeral_storage_kms_key_id: str | None = None,
        kms_key_id: str | None = None,
    ) -> None:
        super().__init__(
            {
                "fargate_ephemeral_storage_kms_key_id": fargate_ephemeral_storage_kms_key_id,
                "kms_key_id": kms_key_id,
            },
        )


class ClusterConfiguration(cdk.Block):
    """The `configuration` block of `aws_ecs_cluster`."""

    terraform_type = "aws_ecs_cluster.configuration"

    def __init__(
        self,
        *,
        execute_command_configuration: ClusterConfigurationExecuteCommandConfiguration | None = None,
        managed_storage_configuration: ClusterConfigurationManagedStorageConfiguration | None = None,
    ) -> None:
        super().__init__(
            {
                "execute_command_configuration": execute_command_configuration,
                "managed_storage_configuration": managed_storage_configuration,
            },
        )


class ClusterServiceConnectDefaults(cdk.Block):
    """The `service_connect_defaults` block of `aws_ecs_cluster`."""

    terraform_type = "aws_ecs_cluster.service_connect_defaults"

    def __init__(
        self,
        *,
        namespace: str,
    ) -> None:
        super().__init__(
            {
                "namespace": namespace,
            },
        )


class ClusterSetting(cdk.Block):
    """The `setting` block of `aws_ecs_cluster`."""

    terraform_type = "aws_ecs_cluster.setting"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class Cluster(cdk.Resource):
    """`aws_ecs_cluster`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster"""

    terraform_type = "aws_ecs_cluster"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        tags: Mapping[str, str] | None = None,
        configuration: ClusterConfiguration | None = None,
        service_connect_defaults: ClusterServiceConnectDefaults | None = None,
        setting: Sequence[ClusterSetting] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "name": name,
                "tags": tags,
                "configuration": configuration,
                "service_connect_defaults": service_connect_defaults,
                "setting": setting,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")


class ServiceAlarms(cdk.Block):
    """The `alarms` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.alarms"

    def __init__(
        self,
        *,
        alarm_names: Sequence[str],
        enable: bool,
        rollback: bool,
    ) -> None:
        super().__init__(
            {
                "alarm_names": alarm_names,
                "enable": enable,
                "rollback": rollback,
            },
        )


class ServiceCapacityProviderStrategy(cdk.Block):
    """The `capacity_provider_strategy` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.capacity_provider_strategy"

    def __init__(
        self,
        *,
        capacity_provider: str,
        base: float | None = None,
        weight: float | None = None,
    ) -> None:
        super().__init__(
            {
                "base": base,
                "capacity_provider": capacity_provider,
                "weight": weight,
            },
        )


class ServiceDeploymentCircuitBreaker(cdk.Block):
    """The `deployment_circuit_breaker` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.deployment_circuit_breaker"

    def __init__(
        self,
        *,
        enable: bool,
        rollback: bool,
    ) -> None:
        super().__init__(
            {
                "enable": enable,
                "rollback": rollback,
            },
        )


class ServiceDeploymentController(cdk.Block):
    """The `deployment_controller` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.deployment_controller"

    def __init__(
        self,
        *,
        type: str | None = None,
    ) -> None:
        super().__init__(
            {
                "type": type,
            },
        )


class ServiceLoadBalancer(cdk.Block):
    """The `load_balancer` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.load_balancer"

    def __init__(
        self,
        *,
        container_name: str,
        container_port: float,
        elb_name: str | None = None,
        target_group_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "container_name": container_name,
                "container_port": container_port,
                "elb_name": elb_name,
                "target_group_arn": target_group_arn,
            },
        )


class ServiceNetworkConfiguration(cdk.Block):
    """The `network_configuration` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.network_configuration"

    def __init__(
        self,
        *,
        subnets: Sequence[str],
        assign_public_ip: bool | None = None,
        security_groups: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "assign_public_ip": assign_public_ip,
                "security_groups": security_groups,
                "subnets": subnets,
            },
        )


class ServiceOrderedPlacementStrategy(cdk.Block):
    """The `ordered_placement_strategy` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.ordered_placement_strategy"

    def __init__(
        self,
        *,
        type: str,
        field: str | None = None,
    ) -> None:
        super().__init__(
            {
                "field": field,
                "type": type,
            },
        )


class ServicePlacementConstraints(cdk.Block):
    """The `placement_constraints` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.placement_constraints"

    def __init__(
        self,
        *,
        type: str,
        expression: str | None = None,
    ) -> None:
        super().__init__(
            {
                "expression": expression,
                "type": type,
            },
        )


class ServiceServiceConnectConfigurationLogConfigurationSecretOption(cdk.Block):
    """The `secret_option` block of `aws_ecs_service.service_connect_configuration.log_configuration`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.log_configuration.secret_option"

    def __init__(
        self,
        *,
        name: str,
        value_from: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value_from": value_from,
            },
        )


class ServiceServiceConnectConfigurationLogConfiguration(cdk.Block):
    """The `log_configuration` block of `aws_ecs_service.service_connect_configuration`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.log_configuration"

    def __init__(
        self,
        *,
        log_driver: str,
        options: Mapping[str, str] | None = None,
        secret_option: Sequence[ServiceServiceConnectConfigurationLogConfigurationSecretOption] | None = None,
    ) -> None:
        super().__init__(
            {
                "log_driver": log_driver,
                "options": options,
                "secret_option": secret_option,
            },
        )


class ServiceServiceConnectConfigurationServiceClientAlias(cdk.Block):
    """The `client_alias` block of `aws_ecs_service.service_connect_configuration.service`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.service.client_alias"

    def __init__(
        self,
        *,
        port: float,
        dns_name: str | None = None,
    ) -> None:
        super().__init__(
            {
                "dns_name": dns_name,
                "port": port,
            },
        )


class ServiceServiceConnectConfigurationServiceTimeout(cdk.Block):
    """The `timeout` block of `aws_ecs_service.service_connect_configuration.service`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.service.timeout"

    def __init__(
        self,
        *,
        idle_timeout_seconds: float | None = None,
        per_request_timeout_seconds: float | None = None,
    ) -> None:
        super().__init__(
            {
                "idle_timeout_seconds": idle_timeout_seconds,
                "per_request_timeout_seconds": per_request_timeout_seconds,
            },
        )


class ServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority(cdk.Block):
    """The `issuer_cert_authority` block of `aws_ecs_service.service_connect_configuration.service.tls`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.service.tls.issuer_cert_authority"

    def __init__(
        self,
        *,
        aws_pca_authority_arn: str,
    ) -> None:
        super().__init__(
            {
                "aws_pca_authority_arn": aws_pca_authority_arn,
            },
        )


class ServiceServiceConnectConfigurationServiceTls(cdk.Block):
    """The `tls` block of `aws_ecs_service.service_connect_configuration.service`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.service.tls"

    def __init__(
        self,
        *,
        issuer_cert_authority: ServiceServiceConnectConfigurationServiceTlsIssuerCertAuthority,
        kms_key: str | None = None,
        role_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "kms_key": kms_key,
                "role_arn": role_arn,
                "issuer_cert_authority": issuer_cert_authority,
            },
        )


class ServiceServiceConnectConfigurationService(cdk.Block):
    """The `service` block of `aws_ecs_service.service_connect_configuration`."""

    terraform_type = "aws_ecs_service.service_connect_configuration.service"

    def __init__(
        self,
        *,
        port_name: str,
        discovery_name: str | None = None,
        ingress_port_override: float | None = None,
        client_alias: ServiceServiceConnectConfigurationServiceClientAlias | None = None,
        timeout: ServiceServiceConnectConfigurationServiceTimeout | None = None,
        tls: ServiceServiceConnectConfigurationServiceTls | None = None,
    ) -> None:
        super().__init__(
            {
                "discovery_name": discovery_name,
                "ingress_port_override": ingress_port_override,
                "port_name": port_name,
                "client_alias": client_alias,
                "timeout": timeout,
                "tls": tls,
            },
        )


class ServiceServiceConnectConfiguration(cdk.Block):
    """The `service_connect_configuration` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.service_connect_configuration"

    def __init__(
        self,
        *,
        enabled: bool,
        namespace: str | None = None,
        log_configuration: ServiceServiceConnectConfigurationLogConfiguration | None = None,
        service: Sequence[ServiceServiceConnectConfigurationService] | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
                "namespace": namespace,
                "log_configuration": log_configuration,
                "service": service,
            },
        )


class ServiceServiceRegistries(cdk.Block):
    """The `service_registries` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.service_registries"

    def __init__(
        self,
        *,
        registry_arn: str,
        container_name: str | None = None,
        container_port: float | None = None,
        port: float | None = None,
    ) -> None:
        super().__init__(
            {
                "container_name": container_name,
                "container_port": container_port,
                "port": port,
                "registry_arn": registry_arn,
            },
        )


class ServiceTimeouts(cdk.Block):
    """The `timeouts` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.timeouts"

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


class ServiceVolumeConfigurationManagedEbsVolumeTagSpecifications(cdk.Block):
    """The `tag_specifications` block of `aws_ecs_service.volume_configuration.managed_ebs_volume`."""

    terraform_type = "aws_ecs_service.volume_configuration.managed_ebs_volume.tag_specifications"

    def __init__(
        self,
        *,
        resource_type: str,
        propagate_tags: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            {
                "propagate_tags": propagate_tags,
                "resource_type": resource_type,
                "tags": tags,
            },
        )


class ServiceVolumeConfigurationManagedEbsVolume(cdk.Block):
    """The `managed_ebs_volume` block of `aws_ecs_service.volume_configuration`."""

    terraform_type = "aws_ecs_service.volume_configuration.managed_ebs_volume"

    def __init__(
        self,
        *,
        role_arn: str,
        encrypted: bool | None = None,
        file_system_type: str | None = None,
        iops: float | None = None,
        kms_key_id: str | None = None,
        size_in_gb: float | None = None,
        snapshot_id: str | None = None,
        throughput: float | None = None,
        volume_initialization_rate: float | None = None,
        volume_type: str | None = None,
        tag_specifications: Sequence[ServiceVolumeConfigurationManagedEbsVolumeTagSpecifications] | None = None,
    ) -> None:
        super().__init__(
            {
                "encrypted": encrypted,
                "file_system_type": file_system_type,
                "iops": iops,
                "kms_key_id": kms_key_id,
                "role_arn": role_arn,
                "size_in_gb": size_in_gb,
                "snapshot_id": snapshot_id,
                "throughput": throughput,
                "volume_initialization_rate": volume_initialization_rate,
                "volume_type": volume_type,
                "tag_specifications": tag_specifications,
            },
        )


class ServiceVolumeConfiguration(cdk.Block):
    """The `volume_configuration` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.volume_configuration"

    def __init__(
        self,
        *,
        name: str,
        managed_ebs_volume: ServiceVolumeConfigurationManagedEbsVolume,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "managed_ebs_volume": managed_ebs_volume,
            },
        )


class ServiceVpcLatticeConfigurations(cdk.Block):
    """The `vpc_lattice_configurations` block of `aws_ecs_service`."""

    terraform_type = "aws_ecs_service.vpc_lattice_configurations"

    def __init__(
        self,
        *,
        port_name: str,
        role_arn: str,
        target_group_arn: str,
    ) -> None:
        super().__init__(
            {
                "port_name": port_name,
                "role_arn": role_arn,
                "target_group_arn": target_group_arn,
            },
        )


class Service(cdk.Resource):
    """`aws_ecs_service`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service"""

    terraform_type = "aws_ecs_service"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        availability_zone_rebalancing: str | None = None,
        cluster: str | None = None,
        deployment_maximum_percent: float | None = None,
        deployment_minimum_healthy_percent: float | None = None,
        desired_count: float | None = None,
        enable_ecs_managed_tags: bool | None = None,
        enable_execute_command: bool | None = None,
        force_delete: bool | None = None,
        force_new_deployment: bool | None = None,
        health_check_grace_period_seconds: float | None = None,
        iam_role: str | None = None,
        launch_type: str | None = None,
        platform_version: str | None = None,
        propagate_tags: str | None = None,
        scheduling_strategy: str | None = None,
        tags: Mapping[str, str] | None = None,
        task_definition: str | None = None,
        triggers: Mapping[str, str] | None = None,
        wait_for_steady_state: bool | None = None,
        alarms: ServiceAlarms | None = None,
        capacity_provider_strategy: Sequence[ServiceCapacityProviderStrategy] | None = None,
        deployment_circuit_breaker: ServiceDeploymentCircuitBreaker | None = None,
        deployment_controller: ServiceDeploymentController | None = None,
        load_balancer: Sequence[ServiceLoadBalancer] | None = None,
        network_configuration: ServiceNetworkConfiguration | None = None,
        ordered_placement_strategy: Sequence[ServiceOrderedPlacementStrategy] | None = None,
        placement_constraints: Sequence[ServicePlacementConstraints] | None = None,
        service_connect_configuration: ServiceServiceConnectConfiguration | None = None,
        service_registries: ServiceServiceRegistries | None = None,
        timeouts: ServiceTimeouts | None = None,
        volume_configuration: ServiceVolumeConfiguration | None = None,
        vpc_lattice_configurations: Sequence[ServiceVpcLatticeConfigurations] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "availability_zone_rebalancing": availability_zone_rebalancing,
                "cluster": cluster,
                "deployment_maximum_percent": deployment_maximum_percent,
                "deployment_minimum_healthy_percent": deployment_minimum_healthy_percent,
                "desired_count": desired_count,
                "enable_ecs_managed_tags": enable_ecs_managed_tags,
                "enable_execute_command": enable_execute_command,
                "force_delete": force_delete,
                "force_new_deployment": force_new_deployment,
                "health_check_grace_period_seconds": health_check_grace_period_seconds,
                "iam_role": iam_role,
                "launch_type": launch_type,
                "name": name,
                "platform_version": platform_version,
                "propagate_tags": propagate_tags,
                "scheduling_strategy": scheduling_strategy,
                "tags": tags,
                "task_definition": task_definition,
                "triggers": triggers,
                "wait_for_steady_state": wait_for_steady_state,
                "alarms": alarms,
                "capacity_provider_strategy": capacity_provider_strategy,
                "deployment_circuit_breaker": deployment_circuit_breaker,
                "deployment_controller": deployment_controller,
                "load_balancer": load_balancer,
                "network_configuration": network_configuration,
                "ordered_placement_strategy": ordered_placement_strategy,
                "placement_constraints": placement_constraints,
                "service_connect_configuration": service_connect_configuration,
                "service_registries": service_registries,
                "timeouts": timeouts,
                "volume_configuration": volume_configuration,
                "vpc_lattice_configurations": vpc_lattice_configurations,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def availability_zone_rebalancing(self) -> str:
        """A token for `availability_zone_rebalancing`."""
        return self._string("availability_zone_rebalancing")

    @property
    def cluster(self) -> str:
        """A token for `cluster`."""
        return self._string("cluster")

    @property
    def deployment_maximum_percent(self) -> float:
        """A token for `deployment_maximum_percent`."""
        return self._number("deployment_maximum_percent")

    @property
    def deployment_minimum_healthy_percent(self) -> float:
        """A token for `deployment_minimum_healthy_percent`."""
        return self._number("deployment_minimum_healthy_percent")

    @property
    def desired_count(self) -> float:
        """A token for `desired_count`."""
        return self._number("desired_count")

    @property
    def health_check_grace_period_seconds(self) -> float:
        """A token for `health_check_grace_period_seconds`."""
        return self._number("health_check_grace_period_seconds")

    @property
    def iam_role(self) -> str:
        """A token for `iam_role`."""
        return self._string("iam_role")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def launch_type(self) -> str:
        """A token for `launch_type`."""
        return self._string("launch_type")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def platform_version(self) -> str:
        """A token for `platform_version`."""
        return self._string("platform_version")

    @property
    def propagate_tags(self) -> str:
        """A token for `propagate_tags`."""
        return self._string("propagate_tags")

    @property
    def scheduling_strategy(self) -> str:
        """A token for `scheduling_strategy`."""
        return self._string("scheduling_strategy")

    @property
    def task_definition(self) -> str:
        """A token for `task_definition`."""
        return self._string("task_definition")


class TaskDefinitionEphemeralStorage(cdk.Block):
    """The `ephemeral_storage` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.ephemeral_storage"

    def __init__(
        self,
        *,
        size_in_gib: float,
    ) -> None:
        super().__init__(
            {
                "size_in_gib": size_in_gib,
            },
        )


class TaskDefinitionInferenceAccelerator(cdk.Block):
    """The `inference_accelerator` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.inference_accelerator"

    def __init__(
        self,
        *,
        device_name: str,
        device_type: str,
    ) -> None:
        super().__init__(
            {
                "device_name": device_name,
                "device_type": device_type,
            },
        )


class TaskDefinitionPlacementConstraints(cdk.Block):
    """The `placement_constraints` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.placement_constraints"

    def __init__(
        self,
        *,
        type: str,
        expression: str | None = None,
    ) -> None:
        super().__init__(
            {
                "expression": expression,
                "type": type,
            },
        )


class TaskDefinitionProxyConfiguration(cdk.Block):
    """The `proxy_configuration` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.proxy_configuration"

    def __init__(
        self,
        *,
        container_name: str,
        properties: Mapping[str, str] | None = None,
        type: str | None = None,
    ) -> None:
        super().__init__(
            {
                "container_name": container_name,
                "properties": properties,
                "type": type,
            },
        )


class TaskDefinitionRuntimePlatform(cdk.Block):
    """The `runtime_platform` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.runtime_platform"

    def __init__(
        self,
        *,
        cpu_architecture: str | None = None,
        operating_system_family: str | None = None,
    ) -> None:
        super().__init__(
            {
                "cpu_architecture": cpu_architecture,
                "operating_system_family": operating_system_family,
            },
        )


class TaskDefinitionVolumeDockerVolumeConfiguration(cdk.Block):
    """The `docker_volume_configuration` block of `aws_ecs_task_definition.volume`."""

    terraform_type = "aws_ecs_task_definition.volume.docker_volume_configuration"

    def __init__(
        self,
        *,
        autoprovision: bool | None = None,
        driver: str | None = None,
        driver_opts: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        scope_: str | None = None,
    ) -> None:
        super().__init__(
            {
                "autoprovision": autoprovision,
                "driver": driver,
                "driver_opts": driver_opts,
                "labels": labels,
                "scope": scope_,
            },
        )


class TaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig(cdk.Block):
    """The `authorization_config` block of `aws_ecs_task_definition.volume.efs_volume_configuration`."""

    terraform_type = "aws_ecs_task_definition.volume.efs_volume_configuration.authorization_config"

    def __init__(
        self,
        *,
        access_point_id: str | None = None,
        iam: str | None = None,
    ) -> None:
        super().__init__(
            {
                "access_point_id": access_point_id,
                "iam": iam,
            },
        )


class TaskDefinitionVolumeEfsVolumeConfiguration(cdk.Block):
    """The `efs_volume_configuration` block of `aws_ecs_task_definition.volume`."""

    terraform_type = "aws_ecs_task_definition.volume.efs_volume_configuration"

    def __init__(
        self,
        *,
        file_system_id: str,
        root_directory: str | None = None,
        transit_encryption: str | None = None,
        transit_encryption_port: float | None = None,
        authorization_config: TaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig | None = None,
    ) -> None:
        super().__init__(
            {
                "file_system_id": file_system_id,
                "root_directory": root_directory,
                "transit_encryption": transit_encryption,
                "transit_encryption_port": transit_encryption_port,
                "authorization_config": authorization_config,
            },
        )


class TaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig(cdk.Block):
    """The `authorization_config` block of `aws_ecs_task_definition.volume.fsx_windows_file_server_volume_configuration`."""

    terraform_type = "aws_ecs_task_definition.volume.fsx_windows_file_server_volume_configuration.authorization_config"

    def __init__(
        self,
        *,
        credentials_parameter: str,
        domain: str,
    ) -> None:
        super().__init__(
            {
                "credentials_parameter": credentials_parameter,
                "domain": domain,
            },
        )


class TaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration(cdk.Block):
    """The `fsx_windows_file_server_volume_configuration` block of `aws_ecs_task_definition.volume`."""

    terraform_type = "aws_ecs_task_definition.volume.fsx_windows_file_server_volume_configuration"

    def __init__(
        self,
        *,
        file_system_id: str,
        root_directory: str,
        authorization_config: TaskDefinitionVolumeFsxWindowsFileServerVolumeConfigurationAuthorizationConfig,
    ) -> None:
        super().__init__(
            {
                "file_system_id": file_system_id,
                "root_directory": root_directory,
                "authorization_config": authorization_config,
            },
        )


class TaskDefinitionVolume(cdk.Block):
    """The `volume` block of `aws_ecs_task_definition`."""

    terraform_type = "aws_ecs_task_definition.volume"

    def __init__(
        self,
        *,
        name: str,
        configure_at_launch: bool | None = None,
        host_path: str | None = None,
        docker_volume_configuration: TaskDefinitionVolumeDockerVolumeConfiguration | None = None,
        efs_volume_configuration: TaskDefinitionVolumeEfsVolumeConfiguration | None = None,
        fsx_windows_file_server_volume_configuration: TaskDefinitionVolumeFsxWindowsFileServerVolumeConfiguration | None = None,
    ) -> None:
        super().__init__(
            {
                "configure_at_launch": configure_at_launch,
                "host_path": host_path,
                "name": name,
                "docker_volume_configuration": docker_volume_configuration,
                "efs_volume_configuration": efs_volume_configuration,
                "fsx_windows_file_server_volume_configuration": fsx_windows_file_server_volume_configuration,
            },
        )


class TaskDefinition(cdk.Resource):
    """`aws_ecs_task_definition`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition"""

    terraform_type = "aws_ecs_task_definition"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        container_definitions: str,
        family: str,
        cpu: str | None = None,
        enable_fault_injection: bool | None = None,
        execution_role_arn: str | None = None,
        ipc_mode: str | None = None,
        memory: str | None = None,
        network_mode: str | None = None,
        pid_mode: str | None = None,
        requires_compatibilities: Sequence[str] | None = None,
        skip_destroy: bool | None = None,
        tags: Mapping[str, str] | None = None,
        task_role_arn: str | None = None,
        track_latest: bool | None = None,
        ephemeral_storage: TaskDefinitionEphemeralStorage | None = None,
        inference_accelerator: Sequence[TaskDefinitionInferenceAccelerator] | None = None,
        placement_constraints: Sequence[TaskDefinitionPlacementConstraints] | None = None,
        proxy_configuration: TaskDefinitionProxyConfiguration | None = None,
        runtime_platform: TaskDefinitionRuntimePlatform | None = None,
        volume: Sequence[TaskDefinitionVolume] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "container_definitions": container_definitions,
                "cpu": cpu,
                "enable_fault_injection": enable_fault_injection,
                "execution_role_arn": execution_role_arn,
                "family": family,
                "ipc_mode": ipc_mode,
                "memory": memory,
                "network_mode": network_mode,
                "pid_mode": pid_mode,
                "requires_compatibilities": requires_compatibilities,
                "skip_destroy": skip_destroy,
                "tags": tags,
                "task_role_arn": task_role_arn,
                "track_latest": track_latest,
                "ephemeral_storage": ephemeral_storage,
                "inference_accelerator": inference_accelerator,
                "placement_constraints": placement_constraints,
                "proxy_configuration": proxy_configuration,
                "runtime_platform": runtime_platform,
                "volume": volume,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def arn_without_revision(self) -> str:
        """A token for `arn_without_revision`."""
        return self._string("arn_without_revision")

    @property
    def container_definitions(self) -> str:
        """A token for `container_definitions`."""
        return self._string("container_definitions")

    @property
    def cpu(self) -> str:
        """A token for `cpu`."""
        return self._string("cpu")

    @property
    def execution_role_arn(self) -> str:
        """A token for `execution_role_arn`."""
        return self._string("execution_role_arn")

    @property
    def family(self) -> str:
        """A token for `family`."""
        return self._string("family")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ipc_mode(self) -> str:
        """A token for `ipc_mode`."""
        return self._string("ipc_mode")

    @property
    def memory(self) -> str:
        """A token for `memory`."""
        return self._string("memory")

    @property
    def network_mode(self) -> str:
        """A token for `network_mode`."""
        return self._string("network_mode")

    @property
    def pid_mode(self) -> str:
        """A token for `pid_mode`."""
        return self._string("pid_mode")

    @property
    def requires_compatibilities(self) -> list[str]:
        """A token for `requires_compatibilities`."""
        return self._strings("requires_compatibilities")

    @property
    def revision(self) -> float:
        """A token for `revision`."""
        return self._number("revision")

    @property
    def task_role_arn(self) -> str:
        """A token for `task_role_arn`."""
        return self._string("task_role_arn")
