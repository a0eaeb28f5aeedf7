"""The environments, as four instances that can be compared line by line.

A new environment is one more instance in `_ENVIRONMENTS`; nothing else changes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stacks.alarm_settings import AlarmSettings
from stacks.gateway_settings import GatewaySettings
from stacks.local_settings import LocalRuntime, with_overrides
from stacks.setting_blocks import (
    CapacityType,
    DatabaseSettings,
    Nat,
    NetworkSettings,
    NodeGroupSettings,
    ServingSettings,
    StateSettings,
)
from stacks.settings import Settings
from stacks.tracking_settings import TrackingSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL = Settings(
    name="local",
    allow_data_deletion=True,
    network=NetworkSettings(availability_zones=("us-east-1a", "us-east-1b"), nat=Nat.NONE),
    database=DatabaseSettings(deletion_protection=False, backup_retention_days=1),
    # The emulator has no Auto Mode and no VPC links (tests/emulator/coverage.toml).
    serving=ServingSettings(
        auto_mode=False,
        node_groups=(NodeGroupSettings(name="Small", instance_types=("t3.large",), maximum_nodes=1),),
    ),
    gateway=GatewaySettings(vpc_link=False),
    local_runtime=LocalRuntime(),
)

DEV = Settings(
    name="dev",
    allow_data_deletion=True,
    network=NetworkSettings(cidr="10.10.0.0/16", availability_zones=("us-east-1a", "us-east-1b")),
    database=DatabaseSettings(deletion_protection=False, backup_retention_days=1),
    serving=ServingSettings(
        node_groups=(
            NodeGroupSettings(name="Spot", instance_types=("m7i.large", "m6i.large"), capacity_type=CapacityType.SPOT),
        ),
    ),
    gateway=GatewaySettings(requests_per_second=50, burst_requests=100),
    alarms=AlarmSettings(monthly_budget_usd=600),
    state=StateSettings(bucket="slipway-dev-state"),
)

STAGING = Settings(
    name="staging",
    network=NetworkSettings(
        cidr="10.20.0.0/16", availability_zones=("us-east-1a", "us-east-1b", "us-east-1c"), nat=Nat.ONE
    ),
    database=DatabaseSettings(instance_class="db.m7g.large", multi_az=True),
    tracking=TrackingSettings(minimum_tasks=2, maximum_tasks=4),
    gateway=GatewaySettings(firewall=True),
    alarms=AlarmSettings(monthly_budget_usd=900),
    state=StateSettings(bucket="slipway-staging-state"),
)

PROD = Settings(
    name="prod",
    network=NetworkSettings(
        cidr="10.30.0.0/16",
        availability_zones=("us-east-1a", "us-east-1b", "us-east-1c"),
        nat=Nat.PER_ZONE,
        interface_endpoints=True,
    ),
    database=DatabaseSettings(
        instance_class="db.m7g.xlarge", multi_az=True, storage_gib=100, storage_limit_gib=1000, backup_retention_days=30
    ),
    tracking=TrackingSettings(cpu_units=2048, memory_mib=4096, minimum_tasks=2, maximum_tasks=8),
    gateway=GatewaySettings(requests_per_second=1000, burst_requests=2000, firewall=True),
    alarms=AlarmSettings(monthly_budget_usd=1800),
    state=StateSettings(bucket="slipway-prod-state"),
)

_ENVIRONMENTS = {settings.name: settings for settings in (LOCAL, DEV, STAGING, PROD)}
NAMES = tuple(_ENVIRONMENTS)


class UnknownEnvironmentError(ValueError):
    """There is no environment of that name."""


def environment(name: str, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of an environment; for `local`, with the ports that environment variables ask for.

    Args:
        name: One of `NAMES`.
        environ: `os.environ` unless given.

    Raises:
        UnknownEnvironmentError: Names the environments that there are.
        LocalPortError: A port variable of `local` is not a usable port.
    """
    if name not in _ENVIRONMENTS:
        raise UnknownEnvironmentError(f"unknown environment {name!r}: give one of {', '.join(NAMES)}")
    settings = _ENVIRONMENTS[name]
    if settings.local_runtime is None:
        return settings
    runtime = with_overrides(settings.local_runtime, os.environ if environ is None else environ)
    return settings.model_copy(update={"local_runtime": runtime})
