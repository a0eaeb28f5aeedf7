"""A copy of the database's backups in another region, for the day when the first one is gone."""

from __future__ import annotations

from modules import cdk, names
from modules.aws import rds
from modules.encryption_key import EncryptionKey

# What `cdk.aws_provider` calls the other region's provider.
REPLICA = "replica"


class ReplicatedBackups(cdk.Construct):
    """Automated backups and transaction logs, copied under a key of the other region.

    RDS copies them as they are made: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html

    Args:
        scope: The construct that the copy belongs to; its stack has a provider with the alias `REPLICA`.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        database_arn: The instance whose backups are copied.
        retention_days: How long a copied backup is kept.
        may_be_lost: Terraform may destroy the key, and with it the copies.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        database_arn: str,
        retention_days: int,
        may_be_lost: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self.provider_alias = REPLICA
        key = EncryptionKey(
            self,
            "Key",
            alias=f"alias/{names.prefix(environment)}-backups",
            description="Backups of the database, copied from another region",
            account_id=account_id,
            may_be_lost=may_be_lost,
        )
        rds.InstanceAutomatedBackupsReplication(
            self,
            "Replication",
            source_db_instance_arn=database_arn,
            kms_key_id=key.arn,
            retention_period=retention_days,
        )
