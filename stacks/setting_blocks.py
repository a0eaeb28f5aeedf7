"""The blocks of an environment's settings: one a stack, or a part of a stack.

Each validator cites the rule that it enforces.
"""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from modules.instance_classes import connection_limit
from stacks.existing_settings import (  # noqa: TC001 - pydantic reads them when the classes are made
    ExistingDatabase,
    ExistingVpc,
)
from stacks.frozen import Frozen
from stacks.log_retention import known_retention

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
INFREQUENT_ACCESS_MINIMUM_DAYS = 30


class Nat(StrEnum):
    """How private subnets reach the internet: not at all, through one gateway, or through one in each zone."""

    NONE = "none"
    ONE = "one"
    PER_ZONE = "per-zone"


class NetworkSettings(Frozen):
    """The VPC.

    Args:
        cidr: The VPC's addresses, /16 to /20: three kinds of subnet in up to three zones must fit.
        availability_zones: Two or three zones of the environment's region.
        nat: How private subnets reach the internet.
        interface_endpoints: Private endpoints for the AWS services that the platform calls (billed per hour and zone).
        log_retention_days: How long flow logs are kept.
        existing: A VPC to use instead of making one; `cidr` is then its block, and what else stands here is not read.
    """

    cidr: str = "10.0.0.0/16"
    availability_zones: tuple[str, ...] = Field(min_length=2, max_length=3)
    nat: Nat = Nat.ONE
    interface_endpoints: bool = False
    log_retention_days: int = 365
    existing: ExistingVpc | None = None

    @model_validator(mode="after")
    def _cidr_fits(self) -> Self:
        """A VPC takes /16 to /28: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html."""
        network = ipaddress.ip_network(self.cidr)
        if not 16 <= network.prefixlen <= 20:  # noqa: PLR2004 - said in the message
            raise ValueError(f"cidr {self.cidr!r} must be /16 to /20: give, for example, 10.0.0.0/16")
        return self

    @model_validator(mode="after")
    def _log_retention(self) -> Self:
        known_retention(self.log_retention_days)
        return self


class DatabaseSettings(Frozen):
    """PostgreSQL on RDS, which keeps runs, the model registry, releases and the ledger.

    Args:
        instance_class: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html
        engine_version: PostgreSQL's version; a major alone lets RDS choose the minor.
        storage_gib: Storage to start with.
        storage_limit_gib: Up to what RDS may grow the storage by itself.
        multi_az: A standby in another zone.
        backup_retention_days: 0 to 35; 0 turns backups off.
        deletion_protection: AWS itself refuses to delete the instance.
        performance_insights: Query statistics.
        replica_region: Another region that keeps a copy of the backups, under a key of its own; None: no copy.
        existing: A database to use instead of making one; but for `deletion_protection`, which load balancers and the
            user pool follow too, nothing else here is read then.
    """

    instance_class: str = "db.t4g.medium"
    engine_version: str = "16"
    storage_gib: int = Field(default=20, ge=20)
    storage_limit_gib: int = Field(default=100, ge=20)
    multi_az: bool = False
    backup_retention_days: int = Field(default=7, ge=0, le=35)
    deletion_protection: bool = True
    performance_insights: bool = True
    replica_region: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")] | None = None
    existing: ExistingDatabase | None = None

    @model_validator(mode="after")
    def _connections_are_known(self) -> Self:
        """The alarm on connections follows from the class's memory."""
        connection_limit(self.instance_class)
        return self

    @model_validator(mode="after")
    def _there_are_backups_to_copy(self) -> Self:
        """Only an instance with automated backups can have them replicated.

        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
        """
        if self.replica_region and (self.existing or not self.backup_retention_days):
            raise ValueError(
                f"replica_region {self.replica_region!r} needs a database of our own with backup_retention_days "
                "of 1 or more: there are no backups to copy"
            )
        return self

    @model_validator(mode="after")
    def _storage_grows(self) -> Self:
        """At least 10 % above: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html."""
        if self.storage_limit_gib * 10 < self.storage_gib * 11:
            raise ValueError(
                f"storage_limit_gib {self.storage_limit_gib} must be at least 10 % above storage_gib {self.storage_gib}"
            )
        return self


class ArtifactSettings(Frozen):
    """How model artifacts age. By age alone they move only to classes that read at once.

    Args:
        infrequent_access_after_days: To S3 Standard-IA.
        instant_retrieval_after_days: To S3 Glacier Instant Retrieval.
        noncurrent_versions_kept: The newest overwritten versions that stay, whatever their age.
        noncurrent_version_days: When older overwritten versions go.
        payload_log_days: How long logged predictions are kept.
    """

    infrequent_access_after_days: int = 60
    instant_retrieval_after_days: int = 180
    noncurrent_versions_kept: int = Field(default=3, ge=1, le=100)
    noncurrent_version_days: int = Field(default=90, ge=1)
    payload_log_days: int = Field(default=90, ge=1)

    @model_validator(mode="after")
    def _transitions_are_allowed(self) -> Self:
        """S3 moves nothing to Standard-IA before 30 days, and bills 30 days of it in any case."""
        if self.infrequent_access_after_days < INFREQUENT_ACCESS_MINIMUM_DAYS:
            raise ValueError(
                f"infrequent_access_after_days {self.infrequent_access_after_days} is below the "
                f"{INFREQUENT_ACCESS_MINIMUM_DAYS} days that S3 demands"
            )
        earliest = self.infrequent_access_after_days + INFREQUENT_ACCESS_MINIMUM_DAYS
        if self.instant_retrieval_after_days < earliest:
            raise ValueError(
                f"instant_retrieval_after_days {self.instant_retrieval_after_days} must be {earliest} or more: "
                "30 days in Standard-IA are billed in any case"
            )
        return self


class CapacityType(StrEnum):
    """How the nodes of a group are paid for."""

    ON_DEMAND = "ON_DEMAND"
    SPOT = "SPOT"


class NodeGroupSettings(Frozen):
    """A managed group of nodes, besides those that Auto Mode starts and stops by itself.

    Args:
        name: PascalCase; part of the resource's address.
        instance_types: Tried in this order.
        capacity_type: On demand or spot.
        gpu: Nodes run the accelerated image and take only pods that ask for a GPU.
        minimum_nodes: Nodes that always run.
        maximum_nodes: Up to how many the group may hold.
    """

    name: str = Field(pattern=r"^[A-Z][A-Za-z0-9]{0,30}$")
    instance_types: tuple[str, ...] = Field(min_length=1)
    capacity_type: CapacityType = CapacityType.ON_DEMAND
    gpu: bool = False
    minimum_nodes: int = Field(default=1, ge=0)
    maximum_nodes: int = Field(default=3, ge=1)


class ServingSettings(Frozen):
    """The EKS cluster for model servers.

    Args:
        kubernetes_version: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
        auto_mode: EKS itself starts and stops nodes for waiting pods.
        node_groups: Managed groups besides Auto Mode; needed where Auto Mode is off.
        public_endpoint: The Kubernetes API answers from the internet (still authenticated).
        namespace: Where model servers run.
        administrator_role_arns: IAM roles that administer the cluster.
        log_retention_days: How long the control plane's audit log is kept.
        existing_cluster: The name of a cluster to use instead of making one; only `namespace` is read besides.
    """

    kubernetes_version: str = Field(default="1.35", pattern=r"^1\.\d{2}$")
    auto_mode: bool = True
    node_groups: tuple[NodeGroupSettings, ...] = ()
    public_endpoint: bool = False
    namespace: str = "models"
    administrator_role_arns: tuple[str, ...] = ()
    log_retention_days: int = 365
    existing_cluster: str | None = None

    @model_validator(mode="after")
    def _pods_have_somewhere_to_run(self) -> Self:
        if not self.auto_mode and not self.node_groups:
            raise ValueError("node_groups is empty and auto_mode is off: no pod could ever start")
        known_retention(self.log_retention_days)
        return self


class PipelineSettings(Frozen):
    """The continuous-integration pipeline that may deploy, by the token of its own identity provider.

    Args:
        subject: `repo:owner/name:environment:prod` (GitHub) or `project_path:group/name:ref_type:branch:ref:main`
            (GitLab).
        issuer: Who issues the pipeline's tokens.
        audience: What the tokens are meant for.
    """

    subject: str = Field(pattern=r"^[^*]+$")  # a wildcard would let every branch, or every repository, deploy
    issuer: str = Field(default="https://token.actions.githubusercontent.com", pattern=r"^https://")
    audience: str = "sts.amazonaws.com"


class StateSettings(Frozen):
    """Where Terraform keeps its state on AWS; None (local) keeps it in files.

    Args:
        bucket: Made once an account by the bootstrap stack.
        role_arn: Assumed to read and write it.
    """

    bucket: str
    role_arn: str | None = None
