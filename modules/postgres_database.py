"""PostgreSQL on RDS that hands out no password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import iam, rds, vpc

if TYPE_CHECKING:
    from collections.abc import Sequence

PORT = 5432
# The role that MLflow and the app sign in as, with an IAM token; it is not the master and has no password.
APP_USERNAME = "slipway"
DATABASE_NAME = "mlflow"
# The finest that Enhanced Monitoring offers for free is 60 s; below, the logs it writes cost more than the instance.
MONITORING_INTERVAL_SECONDS = 60
_MONITORING_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"


@dataclass(frozen=True, kw_only=True)
class DatabaseAddress:
    """Where a database is and who signs in, which is all that a client needs: its password is a token."""

    host: str
    port: int
    name: str
    username: str


@dataclass(frozen=True, kw_only=True)
class MasterSecret:
    """Where RDS keeps the master's password, and the key that encrypts it there."""

    arn: str
    key_arn: str


class PostgresDatabase(cdk.Construct):
    """A database instance in the database subnets.

    Who may connect is who carries `client_security_group_id`, and holds `rds-db:connect` on `connect_arn`.

    Args:
        scope: The construct that the database belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        region: The region.
        vpc_id: The VPC.
        subnet_ids: Subnets in two zones at least.
        key_arn: Encrypts storage, backups, query statistics and the master's secret.
        instance_class: An RDS class, `db.m7g.large`.
        engine_version: PostgreSQL's version.
        storage_gib: Storage to start with.
        storage_limit_gib: Up to what it may grow by itself.
        multi_az: A standby in another zone.
        backup_retention_days: 0 turns backups off.
        deletion_protection: AWS itself refuses to delete the instance.
        performance_insights: Query statistics.
        final_snapshot: Deleting the instance leaves a snapshot.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        region: str,
        vpc_id: str,
        subnet_ids: Sequence[str],
        key_arn: str,
        instance_class: str,
        engine_version: str,
        storage_gib: int,
        storage_limit_gib: int,
        multi_az: bool,
        backup_retention_days: int,
        deletion_protection: bool,
        performance_insights: bool,
        final_snapshot: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.database(environment)
        self._account_id, self._region, self._key_arn = account_id, region, key_arn
        self._client = self._security_groups(vpc_id)
        self._instance = rds.Instance(
            self,
            "Instance",
            identifier=self._name,
            engine="postgres",
            engine_version=engine_version,
            instance_class=instance_class,
            allocated_storage=storage_gib,
            max_allocated_storage=storage_limit_gib,
            storage_type="gp3",
            storage_encrypted=True,
            kms_key_id=key_arn,
            db_name=DATABASE_NAME,
            username="postgres",
            # RDS keeps the master's password in Secrets Manager and rotates it: it is in no state file.
            manage_master_user_password=True,
            master_user_secret_kms_key_id=key_arn,
            iam_database_authentication_enabled=True,
            port=PORT,
            multi_az=multi_az,
            publicly_accessible=False,
            db_subnet_group_name=self._subnet_group(subnet_ids).name,
            vpc_security_group_ids=[self._server.id],
            parameter_group_name=self._parameters(engine_version).name,
            backup_retention_period=backup_retention_days,
            copy_tags_to_snapshot=True,
            delete_automated_backups=not final_snapshot,
            skip_final_snapshot=not final_snapshot,
            final_snapshot_identifier=f"{self._name}-final" if final_snapshot else None,
            deletion_protection=deletion_protection,
            auto_minor_version_upgrade=True,
            performance_insights_enabled=performance_insights,
            performance_insights_kms_key_id=key_arn if performance_insights else None,
            monitoring_interval=MONITORING_INTERVAL_SECONDS,
            monitoring_role_arn=self._monitoring_role().arn,
            enabled_cloudwatch_logs_exports=["postgresql", "upgrade"],
            lifecycle=cdk.protected(may_be_lost=not final_snapshot),
        )

    @property
    def identifier(self) -> str:
        """What CloudWatch knows the instance by."""
        return self._instance.identifier

    @property
    def arn(self) -> str:
        """The instance's ARN."""
        return self._instance.arn

    @property
    def address(self) -> DatabaseAddress:
        """What clients connect to."""
        return DatabaseAddress(host=self._instance.address, port=PORT, name=DATABASE_NAME, username=APP_USERNAME)

    @property
    def master_secret(self) -> MasterSecret:
        """With what the app's role is made; nobody else needs the master."""
        arn = self._instance.reference_if_any("master_user_secret[*].secret_arn")
        return MasterSecret(arn=arn, key_arn=self._key_arn)

    @property
    def client_security_group_id(self) -> str:
        """The security group whose members may reach the database."""
        return self._client.id

    @property
    def connect_arn(self) -> str:
        """What `rds-db:connect` is granted on: the app's role of this instance."""
        return connect_arn(self._region, self._account_id, self._instance.resource_id, APP_USERNAME)

    def _security_groups(self, vpc_id: str) -> vpc.SecurityGroup:
        client = vpc.SecurityGroup(
            self,
            "Clients",
            name=f"{self._name}-clients",
            description="May connect to the database",
            vpc_id=vpc_id,
        )
        self._server = vpc.SecurityGroup(
            self, "Server", name=f"{self._name}-server", description="The database itself", vpc_id=vpc_id
        )
        for construct_id, group, other, rule in (
            ("FromClients", self._server, client, vpc.VpcSecurityGroupIngressRule),
            ("ToServer", client, self._server, vpc.VpcSecurityGroupEgressRule),
        ):
            rule(
                self,
                construct_id,
                security_group_id=group.id,
                referenced_security_group_id=other.id,
                description="PostgreSQL",
                ip_protocol="tcp",
                from_port=PORT,
                to_port=PORT,
            )
        return client

    def _subnet_group(self, subnet_ids: Sequence[str]) -> rds.SubnetGroup:
        return rds.SubnetGroup(
            self, "SubnetGroup", name=self._name, description="Subnets without a route out", subnet_ids=subnet_ids
        )

    def _parameters(self, engine_version: str) -> rds.ParameterGroup:
        settings = {"rds.force_ssl": "1", "log_connections": "1", "log_min_duration_statement": "1000"}
        return rds.ParameterGroup(
            self,
            "Parameters",
            name=self._name,
            description="TLS is demanded; slow statements are logged",
            family=f"postgres{engine_version.partition('.')[0]}",
            parameter=[rds.ParameterGroupParameter(name=name, value=value) for name, value in sorted(settings.items())],
            lifecycle=cdk.Lifecycle(create_before_destroy=True),
        )

    def _monitoring_role(self) -> iam.Role:
        trust = policy.assume_by_service("monitoring.rds.amazonaws.com", account_id=self._account_id)
        role = iam.Role(self, "MonitoringRole", name=f"{self._name}-monitoring", assume_role_policy=trust)
        iam.RolePolicyAttachment(self, "MonitoringPolicy", role=role.name, policy_arn=_MONITORING_POLICY)
        return role


def connect_arn(region: str, account_id: str, resource_id: str, username: str) -> str:
    """What `rds-db:connect` is granted on: a role of an instance.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
    """
    return f"arn:aws:rds-db:{region}:{account_id}:dbuser:{resource_id}/{username}"
