"""The state of a release: everything a planner needs to know, and all that is stored.

The words are Argo Rollouts': https://argo-rollouts.readthedocs.io/en/stable/concepts/
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.rollout.policy import DEFAULT_STEPS, FULL_WEIGHT, Policy, Strategy
from app.rollout.readings import Results  # noqa: TC001 - pydantic reads it
from app.targets.traffic import Traffic  # noqa: TC001 - pydantic reads it

__all__ = ["DEFAULT_STEPS", "FULL_WEIGHT", "Phase", "Policy", "Release", "Strategy"]


class Phase(StrEnum):
    """Where a release stands; the last two are its ends."""

    STARTING = "starting"
    PREVIEWING = "previewing"
    MIRRORING = "mirroring"
    PROGRESSING = "progressing"
    PROMOTING = "promoting"
    ABORTING = "aborting"
    SUCCEEDED = "succeeded"
    ABORTED = "aborted"

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Phase.SUCCEEDED, Phase.ABORTED)


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
        since: When the present weights (in PROMOTING: Production) began, or the release went on with them after it was
            held, killed or paused, in seconds since the epoch.
        began: When the present weights began, whatever has happened since.
        baseline: Counters by version at that moment.
        preview: Answers of both versions to probes sent past the router, by version.
        leftovers: Versions that an earlier release kept started; stopped before the candidate starts.
        results: Figures of a shadow or an A/B test, by version.
        recorded: When they were last written down, in seconds since the epoch.
        asked: Whether a person has asked for the end of an A/B test and for the candidate.
        paused: Who has paused the release; empty while it is not paused.
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
    began: float = 0.0
    baseline: Mapping[str, Traffic] = Field(default_factory=dict)
    preview: Mapping[str, Traffic] = Field(default_factory=dict)
    leftovers: tuple[str, ...] = ()
    results: Results = Field(default_factory=dict)
    recorded: float = 0.0
    asked: bool = False
    paused: str = ""
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
    def decided(self) -> bool:
        """Whether only another release leads back: the candidate is Production or, as a first version, about to be.

        A first version has none to go back to. Given up now, after a kill between its promotion and the note of it, it
        would stay Production with nothing that serves it.
        """
        return self.promoted or (self.phase is Phase.PROMOTING and self.stable is None)

    @property
    def keeps_stable(self) -> bool:
        """Whether the version that was replaced stays started after the release."""
        return self.strategy is not Strategy.ROLLBACK and self.policy.keep_seconds is None

    @property
    def testing(self) -> bool:
        """Whether the present step is an A/B test."""
        return self.strategy is Strategy.AB and self.step == 0

    def change(self, **fields: object) -> Release:
        """A copy with `fields` changed and checked."""
        return Release.model_validate({**dict(self), **fields})

    def resumed(self, now: float) -> Release:
        """The same release going on after it was held or killed: the step's time, not its counting, begins anew."""
        return self.change(held="", since=now)

    def hurried(self) -> Release:
        """The same release, from its present step straight to 100 % and without pauses; the analyses stay."""
        steps = tuple(sorted({*self.policy.steps[: self.step + 1], FULL_WEIGHT}))
        policy = self.policy.model_copy(update={"steps": steps, "pause_seconds": 0.0})
        return self.change(policy=policy, asked=True, paused="")

    def aborted_by(self, reason: str) -> Release:
        """The same release on its way back to the stable version, because a person wants that."""
        return self.change(phase=Phase.ABORTING, position=0, held="", paused="", reason=reason)
