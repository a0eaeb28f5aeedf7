"""What a planner can ask for. Every action can be performed twice with the effect of once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.targets.traffic import Split

if TYPE_CHECKING:
    from app.rollout.readings import Results


@dataclass(frozen=True)
class StartVersion:
    """Start the version's model servers and wait until they are ready; no traffic yet."""

    version: str


@dataclass(frozen=True)
class SetWeights(Split):
    """Divide the deployment's requests like this, all of it."""


@dataclass(frozen=True)
class Probe:
    """Send this many predictions of the model's own input example through the router."""

    count: int


@dataclass(frozen=True)
class Preview:
    """Send this many predictions of the model's own input example to each version's server, past the router."""

    versions: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Pause:
    """Wait this long, in seconds, and look again."""

    seconds: float


@dataclass(frozen=True)
class Advance:
    """The step's analysis passed: go to the next one, or from the last to promotion."""

    report: str
    results: Results = field(default_factory=dict)


@dataclass(frozen=True)
class Hold:
    """Stop here and ask a person: the analysis stays without a verdict, or a test is over."""

    reason: str
    results: Results = field(default_factory=dict)


@dataclass(frozen=True)
class Abort:
    """Give the candidate up and go back to the stable version."""

    reason: str
    results: Results = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """Write down what a shadow or an A/B test has shown until now."""

    results: Results


@dataclass(frozen=True)
class Promote:
    """Make the version Production in the registry."""

    version: str


@dataclass(frozen=True)
class Restore:
    """Make sure the version is Production in the registry, as it was before the release."""

    version: str


@dataclass(frozen=True)
class StopVersion:
    """Stop the version's model servers once no request uses them."""

    version: str


Action = (
    StartVersion
    | SetWeights
    | Probe
    | Preview
    | Pause
    | Record
    | Advance
    | Hold
    | Abort
    | Promote
    | Restore
    | StopVersion
)
