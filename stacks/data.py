"""The data stack: the key, the buckets, the database and the image repositories. What must not be lost is here."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from modules import cdk, names
from modules.alarms import DatabaseAlarms
from modules.artifact_lifecycle import ArtifactLifecycle
from modules.buckets import PrivateBucket, expire_after
from modules.encryption_key import EncryptionKey
from modules.existing import ExistingPostgres
from modules.image_repository import ImageRepository
from modules.instance_classes import connection_limit
from modules.postgres_database import DatabaseAddress, PostgresDatabase, connect_arn
from modules.replicated_backups import REPLICA, ReplicatedBackups
from stacks.base import SlipwayStack, provider_arguments

if TYPE_CHECKING:
    from modules.alarms import AlarmTopic
    from modules.buckets import AccessLogBucket
    from stacks.network import NetworkStack
    from stacks.settings import Settings

ACCESS_LOG_DAYS = 90


class DataStack(SlipwayStack):
    """Artifacts, metadata and images.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        network: Where the database is, and what buckets log to.
    """

    part = "data"

    def __init__(self, app: cdk.App, settings: Settings, *, network: NetworkStack) -> None:
        super().__init__(app, settings)
        self._key = self._make_key()
        self.artifacts = self._make_artifact_bucket(network.access_logs)
        self._payloads = self._make_payload_log_bucket(network.access_logs)
        # Here and not beside the bucket: S3 takes a minute over each set of rules, which nothing should wait for.
        expire_after(self, "AccessLogLifecycle", network.access_logs, ACCESS_LOG_DAYS)
        self.database = self._existing_database() or self._make_database(network)
        self._model_server_images = self._make_repository("ModelServerImages", "model-server")
        self.tracking_images = self._make_repository("TrackingImages", "tracking")
        self._training_images = self._make_repository("TrainingImages", "training")
        self._router_images = self._make_repository("RouterImages", "router")
        self.publish(
            {
                "artifact_bucket": self.artifacts.name,
                "payload_log_bucket": self._payloads.name,
                "kms_key_arn": self._key.arn,
                "database": self._published_database(),
                "model_server_repository_url": self._model_server_images.url,
                "tracking_repository_url": self.tracking_images.url,
                "training_repository_url": self._training_images.url,
                "router_repository_url": self._router_images.url,
            }
        )

    def _make_key(self) -> EncryptionKey:
        return EncryptionKey(
            self,
            "Key",
            alias=names.data_key_alias(self.settings.name),
            description="Artifacts, payload logs, images and the database",
            account_id=self.account_id,
            may_be_lost=self.settings.allow_data_deletion,
        )

    def _make_artifact_bucket(self, access_logs: AccessLogBucket) -> PrivateBucket:
        settings = self.settings.artifacts
        bucket = PrivateBucket(
            self,
            "Artifacts",
            name=names.artifact_bucket(self.settings.name, self.account_id),
            key_arn=self._key.arn,
            delete_with_objects=self.settings.allow_data_deletion,
            log_bucket=access_logs.name,
        )
        ArtifactLifecycle(
            self,
            "ArtifactLifecycle",
            bucket=bucket,
            infrequent_access_after_days=settings.infrequent_access_after_days,
            instant_retrieval_after_days=settings.instant_retrieval_after_days,
            noncurrent_versions_kept=settings.noncurrent_versions_kept,
            noncurrent_version_days=settings.noncurrent_version_days,
        )
        return bucket

    def _make_payload_log_bucket(self, access_logs: AccessLogBucket) -> PrivateBucket:
        bucket = PrivateBucket(
            self,
            "Payloads",
            name=names.payload_log_bucket(self.settings.name, self.account_id),
            key_arn=self._key.arn,
            delete_with_objects=self.settings.allow_data_deletion,
            log_bucket=access_logs.name,
        )
        expire_after(self, "PayloadLifecycle", bucket, self.settings.artifacts.payload_log_days)
        return bucket

    def _existing_database(self) -> ExistingPostgres | None:
        database = self.settings.database.existing
        if database is None:
            return None
        resource = (self.settings.region, self.account_id, database.resource_id, database.username)
        return ExistingPostgres(
            address=DatabaseAddress(
                host=database.host, port=database.port, name=database.name, username=database.username
            ),
            client_security_group_id=database.client_security_group_id,
            connect_arn=connect_arn(*resource),
        )

    def _make_database(self, network: NetworkStack) -> PostgresDatabase:
        settings = self.settings.database
        database = PostgresDatabase(
            self,
            "Database",
            environment=self.settings.name,
            account_id=self.account_id,
            region=self.settings.region,
            vpc_id=network.network.vpc_id,
            subnet_ids=network.network.database_subnet_ids,
            key_arn=self._key.arn,
            instance_class=settings.instance_class,
            engine_version=settings.engine_version,
            storage_gib=settings.storage_gib,
            storage_limit_gib=settings.storage_limit_gib,
            multi_az=settings.multi_az,
            backup_retention_days=settings.backup_retention_days,
            deletion_protection=settings.deletion_protection,
            performance_insights=settings.performance_insights,
            final_snapshot=not self.settings.allow_data_deletion,
        )
        self._watch(database, network.alarm_topic)
        if settings.replica_region:
            self._copy_backups(database, settings.replica_region)
        return database

    def _copy_backups(self, database: PostgresDatabase, region: str) -> None:
        cdk.aws_provider(self, {**provider_arguments(self.settings), "region": region}, alias=REPLICA)
        ReplicatedBackups(
            self,
            "ReplicatedBackups",
            environment=self.settings.name,
            account_id=self.account_id,
            database_arn=database.arn,
            retention_days=self.settings.database.backup_retention_days,
            may_be_lost=self.settings.allow_data_deletion,
        )

    def _watch(self, database: PostgresDatabase, topic: AlarmTopic) -> None:
        settings, alarms = self.settings.database, self.settings.alarms
        DatabaseAlarms(
            self,
            "DatabaseAlarms",
            environment=self.settings.name,
            topic_arn=topic.arn,
            identifier=database.identifier,
            least_free_bytes=int(settings.storage_gib * 1024**3 * alarms.free_storage_percent / 100),
            most_connections=connection_limit(settings.instance_class) * alarms.connections_percent // 100,
        )

    def _make_repository(self, construct_id: str, name: str) -> ImageRepository:
        return ImageRepository(
            self,
            construct_id,
            environment=self.settings.name,
            name=name,
            key_arn=self._key.arn,
            delete_with_images=self.settings.allow_data_deletion,
        )

    def _published_database(self) -> dict[str, Any]:
        """Locally the embedded PostgreSQL: the emulator's database is one in name only."""
        runtime, address = self.settings.local_runtime, self.database.address
        return asdict(replace(address, host="127.0.0.1", port=runtime.database_port) if runtime else address)
