"""rds: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class InstanceBlueGreenUpdate(cdk.Block):
    """The `blue_green_update` block of `aws_db_instance`."""

    terraform_type = "aws_db_instance.blue_green_update"

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


class InstanceRestoreToPointInTime(cdk.Block):
    """The `restore_to_point_in_time` block of `aws_db_instance`."""

    terraform_type = "aws_db_instance.restore_to_point_in_time"

    def __init__(
        self,
        *,
        restore_time: str | None = None,
        source_db_instance_automated_backups_arn: str | None = None,
        source_db_instance_identifier: str | None = None,
        source_dbi_resource_id: str | None = None,
        use_latest_restorable_time: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "restore_time": restore_time,
                "source_db_instance_automated_backups_arn": source_db_instance_automated_backups_arn,
                "source_db_instance_identifier": source_db_instance_identifier,
                "source_dbi_resource_id": source_dbi_resource_id,
                "use_latest_restorable_time": use_latest_restorable_time,
            },
        )


class InstanceS3Import(cdk.Block):
    """The `s3_import` block of `aws_db_instance`."""

    terraform_type = "aws_db_instance.s3_import"

    def __init__(
        self,
        *,
        bucket_name: str,
        ingestion_role: str,
        source_engine: str,
        source_engine_version: str,
        bucket_prefix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "bucket_name": bucket_name,
                "bucket_prefix": bucket_prefix,
                "ingestion_role": ingestion_role,
                "source_engine": source_engine,
                "source_engine_version": source_engine_version,
            },
        )


class InstanceTimeouts(cdk.Block):
    """The `timeouts` block of `aws_db_instance`."""

    terraform_type = "aws_db_instance.timeouts"

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


class Instance(cdk.Resource):
    """`aws_db_instance`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance"""

    terraform_type = "aws_db_instance"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        instance_class: str,
        allocated_storage: float | None = None,
        allow_major_version_upgrade: bool | None = None,
        apply_immediately: bool | None = None,
        auto_minor_version_upgrade: bool | None = None,
        availability_zone: str | None = None,
        backup_retention_period: float | None = None,
        backup_target: str | None = None,
        backup_window: str | None = None,
        ca_cert_identifier: str | None = None,
        character_set_name: str | None = None,
        copy_tags_to_snapshot: bool | None = None,
        custom_iam_instance_profile: str | None = None,
        customer_owned_ip_enabled: bool | None = None,
        database_insights_mode: str | None = None,
        db_name: str | None = None,
        db_subnet_group_name: str | None = None,
        dedicated_log_volume: bool | None = None,
        delete_automated_backups: bool | None = None,
        deletion_protection: bool | None = None,
        domain: str | None = None,
        domain_auth_secret_arn: str | None = None,
        domain_dns_ips: Sequence[str] | None = None,
        domain_fqdn: str | None = None,
        domain_iam_role_name: str | None = None,
        domain_ou: str | None = None,
        enabled_cloudwatch_logs_exports: Sequence[str] | None = None,
        engine: str | None = None,
        engine_lifecycle_support: str | None = None,
        engine_version: str | None = None,
        final_snapshot_identifier: str | None = None,
        iam_database_authentication_enabled: bool | None = None,
        identifier: str | None = None,
        identifier_prefix: str | None = None,
        iops: float | None = None,
        kms_key_id: str | None = None,
        license_model: str | None = None,
        maintenance_window: str | None = None,
        manage_master_user_password: bool | None = None,
        master_user_secret_kms_key_id: str | None = None,
        max_allocated_storage: float | None = None,
        monitoring_interval: float | None = None,
        monitoring_role_arn: str | None = None,
        multi_az: bool | None = None,
        nchar_character_set_name: str | None = None,
        network_type: str | None = None,
        option_group_name: str | None = None,
        parameter_group_name: str | None = None,
        password: str | None = None,
        password_wo: str | None = None,
        password_wo_version: float | None = None,
        performance_insights_enabled: bool | None = None,
        performance_insights_kms_key_id: str | None = None,
        performance_insights_retention_period: float | None = None,
        port: float | None = None,
        publicly_accessible: bool | None = None,
        replica_mode: str | None = None,
        replicate_source_db: str | None = None,
        skip_final_snapshot: bool | None = None,
        snapshot_identifier: str | None = None,
        storage_encrypted: bool | None = None,
        storage_throughput: float | None = None,
        storage_type: str | None = None,
        tags: Mapping[str, str] | None = None,
        timezone: str | None = None,
        upgrade_storage_config: bool | None = None,
        username: str | None = None,
        vpc_security_group_ids: Sequence[str] | None = None,
        blue_green_update: InstanceBlueGreenUpdate | None = None,
        restore_to_point_in_time: InstanceRestoreToPointInTime | None = None,
        s3_import: InstanceS3Import | None = None,
        timeouts: InstanceTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "allocated_storage": allocated_storage,
                "allow_major_version_upgrade": allow_major_version_upgrade,
                "apply_immediately": apply_immediately,
                "auto_minor_version_upgrade": auto_minor_version_upgrade,
                "availability_zone": availability_zone,
                "backup_retention_period": backup_retention_period,
                "backup_target": backup_target,
                "backup_window": backup_window,
                "ca_cert_identifier": ca_cert_identifier,
                "character_set_name": character_set_name,
                "copy_tags_to_snapshot": copy_tags_to_snapshot,
                "custom_iam_instance_profile": custom_iam_instance_profile,
                "customer_owned_ip_enabled": customer_owned_ip_enabled,
                "database_insights_mode": database_insights_mode,
                "db_name": db_name,
                "db_subnet_group_name": db_subnet_group_name,
                "dedicated_log_volume": dedicated_log_volume,
                "delete_automated_backups": delete_automated_backups,
                "deletion_protection": deletion_protection,
                "domain": domain,
                "domain_auth_secret_arn": domain_auth_secret_arn,
                "domain_dns_ips": domain_dns_ips,
                "domain_fqdn": domain_fqdn,
                "domain_iam_role_name": domain_iam_role_name,
                "domain_ou": domain_ou,
                "enabled_cloudwatch_logs_exports": enabled_cloudwatch_logs_exports,
                "engine": engine,
                "engine_lifecycle_support": engine_lifecycle_support,
                "engine_version": engine_version,
                "final_snapshot_identifier": final_snapshot_identifier,
                "iam_database_authentication_enabled": iam_database_authentication_enabled,
                "identifier": identifier,
                "identifier_prefix": identifier_prefix,
                "instance_class": instance_class,
                "iops": iops,
                "kms_key_id": kms_key_id,
                "license_model": license_model,
                "maintenance_window": maintenance_window,
                "manage_master_user_password": manage_master_user_password,
                "master_user_secret_kms_key_id": master_user_secret_kms_key_id,
                "max_allocated_storage": max_allocated_storage,
                "monitoring_interval": monitoring_interval,
                "monitoring_role_arn": monitoring_role_arn,
                "multi_az": multi_az,
                "nchar_character_set_name": nchar_character_set_name,
                "network_type": network_type,
                "option_group_name": option_group_name,
                "parameter_group_name": parameter_group_name,
                "password": password,
                "password_wo": password_wo,
                "password_wo_version": password_wo_version,
                "performance_insights_enabled": performance_insights_enabled,
                "performance_insights_kms_key_id": performance_insights_kms_key_id,
                "performance_insights_retention_period": performance_insights_retention_period,
                "port": port,
                "publicly_accessible": publicly_accessible,
                "replica_mode": replica_mode,
                "replicate_source_db": replicate_source_db,
                "skip_final_snapshot": skip_final_snapshot,
                "snapshot_identifier": snapshot_identifier,
                "storage_encrypted": storage_encrypted,
                "storage_throughput": storage_throughput,
                "storage_type": storage_type,
                "tags": tags,
                "timezone": timezone,
                "upgrade_storage_config": upgrade_storage_config,
                "username": username,
                "vpc_security_group_ids": vpc_security_group_ids,
                "blue_green_update": blue_green_update,
                "restore_to_point_in_time": restore_to_point_in_time,
                "s3_import": s3_import,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def address(self) -> str:
        """A token for `address`."""
        return self._string("address")

    @property
    def allocated_storage(self) -> float:
        """A token for `allocated_storage`."""
        return self._number("allocated_storage")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def availability_zone(self) -> str:
        """A token for `availability_zone`."""
        return self._string("availability_zone")

    @property
    def backup_retention_period(self) -> float:
        """A token for `backup_retention_period`."""
        return self._number("backup_retention_period")

    @property
    def backup_target(self) -> str:
        """A token for `backup_target`."""
        return self._string("backup_target")

    @property
    def backup_window(self) -> str:
        """A token for `backup_window`."""
        return self._string("backup_window")

    @property
    def ca_cert_identifier(self) -> str:
        """A token for `ca_cert_identifier`."""
        return self._string("ca_cert_identifier")

    @property
    def character_set_name(self) -> str:
        """A token for `character_set_name`."""
        return self._string("character_set_name")

    @property
    def custom_iam_instance_profile(self) -> str:
        """A token for `custom_iam_instance_profile`."""
        return self._string("custom_iam_instance_profile")

    @property
    def database_insights_mode(self) -> str:
        """A token for `database_insights_mode`."""
        return self._string("database_insights_mode")

    @property
    def db_name(self) -> str:
        """A token for `db_name`."""
        return self._string("db_name")

    @property
    def db_subnet_group_name(self) -> str:
        """A token for `db_subnet_group_name`."""
        return self._string("db_subnet_group_name")

    @property
    def domain(self) -> str:
        """A token for `domain`."""
        return self._string("domain")

    @property
    def domain_auth_secret_arn(self) -> str:
        """A token for `domain_auth_secret_arn`."""
        return self._string("domain_auth_secret_arn")

    @property
    def domain_dns_ips(self) -> list[str]:
        """A token for `domain_dns_ips`."""
        return self._strings("domain_dns_ips")

    @property
    def domain_fqdn(self) -> str:
        """A token for `domain_fqdn`."""
        return self._string("domain_fqdn")

    @property
    def domain_iam_role_name(self) -> str:
        """A token for `domain_iam_role_name`."""
        return self._string("domain_iam_role_name")

    @property
    def domain_ou(self) -> str:
        """A token for `domain_ou`."""
        return self._string("domain_ou")

    @property
    def enabled_cloudwatch_logs_exports(self) -> list[str]:
        """A token for `enabled_cloudwatch_logs_exports`."""
        return self._strings("enabled_cloudwatch_logs_exports")

    @property
    def endpoint(self) -> str:
        """A token for `endpoint`."""
        return self._string("endpoint")

    @property
    def engine(self) -> str:
        """A token for `engine`."""
        return self._string("engine")

    @property
    def engine_lifecycle_support(self) -> str:
        """A token for `engine_lifecycle_support`."""
        return self._string("engine_lifecycle_support")

    @property
    def engine_version(self) -> str:
        """A token for `engine_version`."""
        return self._string("engine_version")

    @property
    def engine_version_actual(self) -> str:
        """A token for `engine_version_actual`."""
        return self._string("engine_version_actual")

    @property
    def final_snapshot_identifier(self) -> str:
        """A token for `final_snapshot_identifier`."""
        return self._string("final_snapshot_identifier")

    @property
    def hosted_zone_id(self) -> str:
        """A token for `hosted_zone_id`."""
        return self._string("hosted_zone_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def identifier(self) -> str:
        """A token for `identifier`."""
        return self._string("identifier")

    @property
    def identifier_prefix(self) -> str:
        """A token for `identifier_prefix`."""
        return self._string("identifier_prefix")

    @property
    def instance_class(self) -> str:
        """A token for `instance_class`."""
        return self._string("instance_class")

    @property
    def iops(self) -> float:
        """A token for `iops`."""
        return self._number("iops")

    @property
    def kms_key_id(self) -> str:
        """A token for `kms_key_id`."""
        return self._string("kms_key_id")

    @property
    def latest_restorable_time(self) -> str:
        """A token for `latest_restorable_time`."""
        return self._string("latest_restorable_time")

    @property
    def license_model(self) -> str:
        """A token for `license_model`."""
        return self._string("license_model")

    @property
    def maintenance_window(self) -> str:
        """A token for `maintenance_window`."""
        return self._string("maintenance_window")

    @property
    def master_user_secret_kms_key_id(self) -> str:
        """A token for `master_user_secret_kms_key_id`."""
        return self._string("master_user_secret_kms_key_id")

    @property
    def max_allocated_storage(self) -> float:
        """A token for `max_allocated_storage`."""
        return self._number("max_allocated_storage")

    @property
    def monitoring_interval(self) -> float:
        """A token for `monitoring_interval`."""
        return self._number("monitoring_interval")

    @property
    def monitoring_role_arn(self) -> str:
        """A token for `monitoring_role_arn`."""
        return self._string("monitoring_role_arn")

    @property
    def nchar_character_set_name(self) -> str:
        """A token for `nchar_character_set_name`."""
        return self._string("nchar_character_set_name")

    @property
    def network_type(self) -> str:
        """A token for `network_type`."""
        return self._string("network_type")

    @property
    def option_group_name(self) -> str:
        """A token for `option_group_name`."""
        return self._string("option_group_name")

    @property
    def parameter_group_name(self) -> str:
        """A token for `parameter_group_name`."""
        return self._string("parameter_group_name")

    @property
    def password(self) -> str:
        """A token for `password`."""
        return self._string("password")

    @property
    def password_wo(self) -> str:
        """A token for `password_wo`."""
        return self._string("password_wo")

    @property
    def password_wo_version(self) -> float:
        """A token for `password_wo_version`."""
        return self._number("password_wo_version")

    @property
    def performance_insights_kms_key_id(self) -> str:
        """A token for `performance_insights_kms_key_id`."""
        return self._string("performance_insights_kms_key_id")

    @property
    def performance_insights_retention_period(self) -> float:
        """A token for `performance_insights_retention_period`."""
        return self._number("performance_insights_retention_period")

    @property
    def port(self) -> float:
        """A token for `port`."""
        return self._number("port")

    @property
    def replica_mode(self) -> str:
        """A token for `replica_mode`."""
        return self._string("replica_mode")

    @property
    def replicas(self) -> list[str]:
        """A token for `replicas`."""
        return self._strings("replicas")

    @property
    def replicate_source_db(self) -> str:
        """A token for `replicate_source_db`."""
        return self._string("replicate_source_db")

    @property
    def resource_id(self) -> str:
        """A token for `resource_id`."""
        return self._string("resource_id")

    @property
    def snapshot_identifier(self) -> str:
        """A token for `snapshot_identifier`."""
        return self._string("snapshot_identifier")

    @property
    def status(self) -> str:
        """A token for `status`."""
        return self._string("status")

    @property
    def storage_throughput(self) -> float:
        """A token for `storage_throughput`."""
        return self._number("storage_throughput")

    @property
    def storage_type(self) -> str:
        """A token for `storage_type`."""
        return self._string("storage_type")

    @property
    def timezone(self) -> str:
        """A token for `timezone`."""
        return self._string("timezone")

    @property
    def username(self) -> str:
        """A token for `username`."""
        return self._string("username")

    @property
    def vpc_security_group_ids(self) -> list[str]:
        """A token for `vpc_security_group_ids`."""
        return self._strings("vpc_security_group_ids")


class InstanceAutomatedBackupsReplicationTimeouts(cdk.Block):
    """The `timeouts` block of `aws_db_instance_automated_backups_replication`."""

    terraform_type = "aws_db_instance_automated_backups_replication.timeouts"

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


class InstanceAutomatedBackupsReplication(cdk.Resource):
    """`aws_db_instance_automated_backups_replication`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance_automated_backups_replication"""

    terraform_type = "aws_db_instance_automated_backups_replication"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        source_db_instance_arn: str,
        kms_key_id: str | None = None,
        pre_signed_url: str | None = None,
        retention_period: float | None = None,
        timeouts: InstanceAutomatedBackupsReplicationTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "kms_key_id": kms_key_id,
                "pre_signed_url": pre_signed_url,
                "retention_period": retention_period,
                "source_db_instance_arn": source_db_instance_arn,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def kms_key_id(self) -> str:
        """A token for `kms_key_id`."""
        return self._string("kms_key_id")

    @property
    def pre_signed_url(self) -> str:
        """A token for `pre_signed_url`."""
        return self._string("pre_signed_url")

    @property
    def retention_period(self) -> float:
        """A token for `retention_period`."""
        return self._number("retention_period")

    @property
    def source_db_instance_arn(self) -> str:
        """A token for `source_db_instance_arn`."""
        return self._string("source_db_instance_arn")


class ParameterGroupParameter(cdk.Block):
    """The `parameter` block of `aws_db_parameter_group`."""

    terraform_type = "aws_db_parameter_group.parameter"

    def __init__(
        self,
        *,
        name: str,
        value: str,
        apply_method: str | None = None,
    ) -> None:
        super().__init__(
            {
                "apply_method": apply_method,
                "name": name,
                "value": value,
            },
        )


class ParameterGroup(cdk.Resource):
    """`aws_db_parameter_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group"""

    terraform_type = "aws_db_parameter_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        family: str,
        description: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        skip_destroy: bool | None = None,
        tags: Mapping[str, str] | None = None,
        parameter: Sequence[ParameterGroupParameter] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "description": description,
                "family": family,
                "name": name,
                "name_prefix": name_prefix,
                "skip_destroy": skip_destroy,
                "tags": tags,
                "parameter": parameter,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def family(self) -> str:
        """A token for `family`."""
        return self._string("family")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")


class SubnetGroup(cdk.Resource):
    """`aws_db_subnet_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_subnet_group"""

    terraform_type = "aws_db_subnet_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        subnet_ids: Sequence[str],
        description: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "description": description,
                "name": name,
                "name_prefix": name_prefix,
                "subnet_ids": subnet_ids,
                "tags": tags,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def subnet_ids(self) -> list[str]:
        """A token for `subnet_ids`."""
        return self._strings("subnet_ids")

    @property
    def supported_network_types(self) -> list[str]:
        """A token for `supported_network_types`."""
        return self._strings("supported_network_types")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")
