"""Carries releases out: asks the planner, acts through the target, stores, and asks again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from app.errors import BadInputError, SlipwayError
from app.rollout.actions import (
    Abort,
    Action,
    Advance,
    Hold,
    Pause,
    Probe,
    Promote,
    Restore,
    SetWeights,
    StartVersion,
    StopVersion,
)
from app.rollout.canary import after, plan
from app.rollout.state import Phase, Release
from app.targets.port import CandidateError
from app.targets.traffic import NOTHING_OBSERVED, Observation

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress, Step
    from app.rollout.store import ReleaseStore
    from app.targets.port import Target


class Promoter(Protocol):
    """Makes a version Production in the registry; again without effect where it is there already."""

    def __call__(self, model: str, version: str, *, reason: str) -> None:
        """Move `version` of `model`; raise BadInputError where the registry does not allow it."""


class Executor:
    """Runs releases to their end, or to where they must be held.

    Args:
        target: Where they run.
        store: Where they are remembered; written after every action that changes something.
        promote: Makes a version Production.
        example: One request body for probes, the model's own input example; None where it has none.
        clock: Seconds since the epoch.
        sleep: Waits for seconds.
    """

    def __init__(
        self,
        target: Target,
        store: ReleaseStore,
        promote: Promoter,
        example: bytes | None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._target = target
        self._store = store
        self._promote = promote
        self._example = example
        self._clock = clock
        self._sleep = sleep

    def run(self, release: Release, progress: Progress) -> Release:
        """Carry `release` out from where it stands.

        Returns:
            The release, finished or held.

        Raises:
            SlipwayError: Something other than the candidate failed; the release goes on from there when run again.
            ReleaseConflictError: Somebody else changed it meanwhile.
        """
        release = release.resumed(self._clock())
        with progress.step(_title(release)) as step:
            while (action := self._next(release)) is not None:
                release = self._act(release, action, step)
        return release

    def _next(self, release: Release) -> Action | None:
        can_probe = release.policy.probe and self._example is not None
        return plan(release, self._observe(release), self._clock(), can_probe=can_probe)

    def _act(self, release: Release, action: Action, step: Step) -> Release:
        if note := _note(action):
            step.advance(note)
        try:
            self._perform(release, action)
        except (CandidateError, BadInputError) as error:
            if release.phase is Phase.ABORTING:
                raise
            action = Abort(str(error))
        observed = self._target.observe(release.deployment) if isinstance(action, SetWeights) else NOTHING_OBSERVED
        following = after(release, action, observed, self._clock())
        return release if following == release else self._store.save(following)

    def _perform(self, release: Release, action: Action) -> None:
        match action:
            case StartVersion(version):
                self._target.start(release.deployment, release.model, version)
            case SetWeights(weights):
                self._target.set_weights(release.deployment, weights)
            case StopVersion(version):
                self._target.stop(release.deployment, version)
            case Promote(version):
                self._promote(release.model, version, reason=f"release to {release.deployment} passed every step")
            case Restore(version):
                self._promote(release.model, version, reason=f"release of {release.candidate} was aborted")
            case Probe(count):
                for _ in range(count):
                    self._target.predict(release.deployment, self._example or b"")
            case Pause(seconds):
                self._sleep(seconds)
            case Advance() | Hold() | Abort():
                """Decisions: they change the release alone."""

    def _observe(self, release: Release) -> Observation:
        if release.phase is not Phase.PROGRESSING:
            return NOTHING_OBSERVED
        try:
            return self._target.observe(release.deployment)
        except SlipwayError:  # unknown is never a pass: the analysis calls it an error and waits
            return NOTHING_OBSERVED


def _title(release: Release) -> str:
    origin = f" {release.stable} →" if release.stable else ""
    return f"{release.deployment}: {release.model}{origin} {release.candidate} ({release.strategy})"


def _note(action: Action) -> str:
    match action:
        case StartVersion(version):
            note = f"starting version {version}"
        case SetWeights(weights):
            note = "weights " + (", ".join(f"{version}: {share} %" for version, share in weights.items()) or "none")
        case Advance(report):
            note = f"passed: {report}"
        case Hold(reason) | Abort(reason):
            note = f"{type(action).__name__.lower()}: {reason}"
        case Promote(version):
            note = f"making version {version} Production"
        case Restore(version):
            note = f"version {version} stays Production"
        case StopVersion(version):
            note = f"stopping version {version}"
        case Probe() | Pause():
            note = ""
    return note
