"""What an environment can be told: typed, frozen, and refused where AWS would refuse it later, and more slowly."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from stacks.alarm_settings import AlarmSettings
from stacks.frozen import Frozen
from stacks.gateway_settings import GatewaySettings
from stacks.local_settings import LocalRuntime  # noqa: TC001 - pydantic reads it when the class is made
from stacks.setting_blocks import (
    ArtifactSettings,
    DatabaseSettings,
    Nat,
    NetworkSettings,
    PipelineSettings,
    ServingSettings,
    StateSettings,
)
from stacks.tracking_settings import TrackingSettings

AccountId = Annotated[str, Field(pattern=r"^\d{12}$")]


class Settings(Frozen):
    """One environment.

    Args:
        name: First part of every stack's and resource's name.
        region: AWS region.
        account_id: The only account that may be deployed to; None: whichever the credentials are for.
        deploy_role_arn: Assumed by Terraform's provider.
        owner: Tag of every resource.
        cost_center: Tag of every resource.
        allow_data_deletion: The first of two keys: without it data cannot be deleted, whatever a command's flag says.
        serving: None: the environment stops at tracking.
        gateway: None: no public API.
        alarms: When somebody is told, and what a month may cost.
        state: None: state is kept in files of this machine.
        pipeline: Who may deploy besides people; used by the bootstrap stack.
        local_runtime: Where the embedded runtime listens; given for `local` alone.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9]{1,11}$")
    region: str = "us-east-1"
    account_id: AccountId | None = None
    deploy_role_arn: str | None = None
    owner: str = "ml-platform"
    cost_center: str = "ml-platform"
    allow_data_deletion: bool = False
    network: NetworkSettings
    database: DatabaseSettings = DatabaseSettings()
    artifacts: ArtifactSettings = ArtifactSettings()
    tracking: TrackingSettings = TrackingSettings()
    serving: ServingSettings | None = ServingSettings()
    gateway: GatewaySettings | None = GatewaySettings()
    alarms: AlarmSettings = AlarmSettings()
    state: StateSettings | None = None
    pipeline: PipelineSettings | None = None
    local_runtime: LocalRuntime | None = None

    @model_validator(mode="after")
    def _zones_are_in_the_region(self) -> Self:
        foreign = [zone for zone in self.network.availability_zones if not zone.startswith(self.region)]
        if foreign:
            raise ValueError(f"availability zone {foreign[0]!r} is not in region {self.region!r}")
        return self

    @model_validator(mode="after")
    def _a_database_needs_subnets(self) -> Self:
        """RDS asks for two zones.

        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
        """
        vpc, database = self.network.existing, self.database.existing
        if vpc and not database and len(vpc.database_subnet_ids) < 2:  # noqa: PLR2004 - said in the message
            raise ValueError("network.existing.database_subnet_ids must name two subnets or more, in different zones")
        return self

    @model_validator(mode="after")
    def _certificates_and_backups_are_where_aws_wants_them(self) -> Self:
        """A regional endpoint takes certificates of its own region; a copy of backups is for when that region is gone.

        https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html
        """
        blocks = (("tracking.sign_in", self.tracking.sign_in), ("gateway.domain", self.gateway and self.gateway.domain))
        for name, block in blocks:
            if block and block.certificate_arn.split(":")[3] != self.region:
                raise ValueError(f"{name}.certificate_arn {block.certificate_arn!r} is not in region {self.region!r}")
        if self.database.replica_region == self.region:
            raise ValueError(f"database.replica_region {self.region!r} is the environment's own: give another")
        return self

    @model_validator(mode="after")
    def _aws_state_is_shared(self) -> Self:
        if (self.state is None) != (self.local_runtime is not None):
            raise ValueError("an AWS environment needs `state`, a local one `local_runtime`, and none needs both")
        return self

    @model_validator(mode="after")
    def _production_invariants(self) -> Self:
        if self.name == "prod":
            problems = production_problems(self)
            if problems:
                raise ValueError("not fit for production: " + "; ".join(problems))
        return self

    @model_validator(mode="after")
    def _private_subnets_reach_aws(self) -> Self:
        """On AWS a task must reach ECR, the logs and the cluster; without NAT only endpoints lead there."""
        network = self.network
        closed = network.existing is None and network.nat is Nat.NONE and not network.interface_endpoints
        if closed and self.local_runtime is None:
            raise ValueError("network.nat is 'none' and interface_endpoints is off: no task could pull its image")
        return self


def production_problems(settings: Settings) -> list[str]:
    """What keeps an environment from being fit for production, one sentence each; empty where nothing does."""
    database, network, serving = settings.database, settings.network, settings.serving
    ours = database.existing is None
    reachable = (
        network.existing is not None
        or network.nat is Nat.PER_ZONE
        or (network.nat is Nat.NONE and network.interface_endpoints)
    )
    rules = {
        "database.multi_az must be on": database.multi_az or not ours,
        "database.deletion_protection must be on": database.deletion_protection,
        "database.backup_retention_days must be 7 or more": database.backup_retention_days >= 7 or not ours,  # noqa: PLR2004
        "allow_data_deletion must be off": not settings.allow_data_deletion,
        "network.nat must be per-zone, or none with interface_endpoints": reachable,
        "serving.public_endpoint must be off": serving is None or not serving.public_endpoint,
        "tracking.minimum_tasks must be 2 or more": settings.tracking.minimum_tasks >= 2,  # noqa: PLR2004
    }
    return [problem for problem, holds in rules.items() if not holds]
