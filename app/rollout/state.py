"""The state of a release: everything a planner needs to know, and all that is stored.

The words are Argo Rollouts': https://argo-rollouts.readthedocs.io/en/stable/concepts/
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.targets.placement import Placement  # noqa: TC001 - pydantic reads it
from app.targets.traffic import Traffic  # noqa: TC001 - pydantic reads it

FULL_WEIGHT = 100
DEFAULT_STEPS = (10, 50, 100)
DAY_SECONDS = 86_400


class Phase(StrEnum):
    """Where a release stands; the last two are its ends."""

    STARTING = "starting"
    PREVIEWING = "previewing"
    PROGRESSING = "progressing"
    PROMOTING = "promoting"
    ABORTING = "aborting"
    SUCCEEDED = "succeeded"
    ABORTED = "aborted"

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Phase.SUCCEEDED, Phase.ABORTED)


class Strategy(StrEnum):
    """How the candidate takes over; ROLLBACK is no choice of a config: it goes back to a version that served before."""

    CANARY = "canary"
    BLUE_GREEN = "blue-green"
    REPLACE = "replace"
    ROLLBACK = "rollback"


class Policy(BaseModel):
    """What a candidate must show, and how fast it may go; each field's description says what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: Annotated[
        tuple[Annotated[int, Field(ge=1, le=FULL_WEIGHT)], ...],
        Field(description="percent of the traffic at each step; rising, the last one 100"),
    ] = DEFAULT_STEPS
    pause_seconds: Annotated[float, Field(ge=0, le=DAY_SECONDS, description="least time at each step")] = 5.0
    min_requests: Annotated[
        int,
        Field(
            ge=1, le=100_000, description="least number of the new version's requests at each step: fewer prove nothing"
        ),
    ] = 20
    max_error_rate: Annotated[
        float,
        Field(ge=0, lt=1, description="greatest share of its requests that may fail, errors of the model included"),
    ] = 0.01
    max_latency_ratio: Annotated[
        float,
        Field(ge=1, description="greatest 95th percentile of its latency, as a multiple of the stable version's"),
    ] = 2.0
    analysis_timeout_seconds: Annotated[
        float,
        Field(
            gt=0, le=DAY_SECONDS, description="how long a step may stay without a verdict before the release is held"
        ),
    ] = 120.0
    probe: Annotated[
        bool,
        Field(description="send the model's logged input example through the router where callers send too little"),
    ] = True
    keep_seconds: Annotated[
        float | None,
        Field(
            ge=0,
            le=DAY_SECONDS,
            description="blue-green: how long the command keeps the old version started after the switch, for an "
            "instant rollback; left out: until the next release, and the command does not wait",
        ),
    ] = None
    placement: Annotated[
        Placement | None,
        Field(description="Kubernetes: how many servers the version gets, which, and where; left out: as they are"),
    ] = None

    @field_validator("steps")
    @classmethod
    def _rising(cls, steps: tuple[int, ...]) -> tuple[int, ...]:
        rising = all(low < high for low, high in itertools.pairwise(steps))
        if not steps or not rising or steps[-1] != FULL_WEIGHT:
            raise ValueError(f"steps {list(steps)} must rise and end at {FULL_WEIGHT}, for example 10,50,100")
        return steps


class Release(BaseModel):
    """One version on its way to replace another.

    Args:
        deployment: The deployment's name.
        model: The registered model's name.
        stable: The version that serves now; None for the first release.
        candidate: The version that is released.
        strategy: How it takes over.
        policy: What it must show.
        actor: Who releases it, verified by the caller.
        phase: Where it stands.
        step: Index of the step in `policy.steps`.
        position: How many actions of the phase (in PROGRESSING: of the step) are done.
        since: When the present weights (in PROMOTING: Production) began, in seconds since the epoch.
        baseline: Counters by version at that moment.
        preview: Answers of both versions to probes sent past the router, by version.
        leftovers: Versions that an earlier release kept started; stopped before the candidate starts.
        held: Why the release waits for a person; empty while it goes on.
        reason: Why it was aborted.
        number: The database's number for it; None before it is stored.
        revision: Grows with each change, so that two who change it notice each other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    deployment: str
    model: str
    stable: str | None
    candidate: str
    strategy: Strategy
    policy: Policy
    actor: str
    phase: Phase = Phase.STARTING
    step: int = 0
    position: int = 0
    since: float = 0.0
    baseline: Mapping[str, Traffic] = Field(default_factory=dict)
    preview: Mapping[str, Traffic] = Field(default_factory=dict)
    leftovers: tuple[str, ...] = ()
    held: str = ""
    reason: str = ""
    number: int | None = None
    revision: int = 0

    @property
    def weight(self) -> int:
        """The candidate's share of the traffic at the present step, in percent."""
        return self.policy.steps[self.step]

    @property
    def last_step(self) -> bool:
        """Whether the present step is the last."""
        return self.step == len(self.policy.steps) - 1

    @property
    def promoted(self) -> bool:
        """Whether the candidate is Production already: there is no way back but another release."""
        return self.phase is Phase.PROMOTING and self.position > 0

    @property
    def keeps_stable(self) -> bool:
        """Whether the version that was replaced stays started after the release."""
        return self.strategy is Strategy.BLUE_GREEN and self.policy.keep_seconds is None

    def change(self, **fields: object) -> Release:
        """A copy with `fields` changed and checked."""
        return Release.model_validate({**dict(self), **fields})

    def resumed(self, now: float) -> Release:
        """The same release going on after it was held or killed: the step's time, not its counting, begins anew."""
        return self.change(held="", since=now)

    def hurried(self) -> Release:
        """The same release, from its present step straight to 100 % and without pauses; the analyses stay."""
        steps = tuple(sorted({*self.policy.steps[: self.step + 1], FULL_WEIGHT}))
        return self.change(policy=self.policy.model_copy(update={"steps": steps, "pause_seconds": 0.0}))

    def aborted_by(self, reason: str) -> Release:
        """The same release on its way back to the stable version, because a person wants that."""
        return self.change(phase=Phase.ABORTING, position=0, held="", reason=reason)
