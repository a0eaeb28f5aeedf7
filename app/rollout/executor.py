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
    Preview,
    Probe,
    Promote,
    Record,
    Restore,
    SetWeights,
    StartVersion,
    StopVersion,
)
from app.rollout.planner import after, plan
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import Phase, Release
from app.rollout.store import ReleaseConflictError
from app.rollout.words import note, title
from app.targets.port import CandidateError
from app.targets.traffic import NOTHING_OBSERVED, Observation, Traffic

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress, Step
    from app.rollout.store import ReleaseStore
    from app.targets.port import Target


_OK = 200
_NOTHING = (NOTHING_OBSERVED, NO_READINGS)


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
        read: What gates ask for beside the counters.
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
        read: Callable[[Release], Readings] = lambda _: NO_READINGS,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._target = target
        self._store = store
        self._promote = promote
        self._example = example
        self._read = read
        self._clock = clock
        self._sleep = sleep

    def run(self, release: Release, progress: Progress) -> Release:
        """Carry `release` out from where it stands.

        What somebody else asks of it meanwhile (to abort it, to hurry) is stored, and found here before each action.

        Returns:
            The release, finished or held.

        Raises:
            SlipwayError: Something other than the candidate failed; the release goes on from there when run again.
        """
        release = release.resumed(self._clock())
        with progress.step(title(release)) as step:
            while (action := self._next(release)) is not None:
                release = self._asked(self._act(release, action, step))
        return release

    def _asked(self, release: Release) -> Release:
        """The release as somebody else stored it since; itself where nobody did."""
        stored = self._store.latest(release.deployment)
        newer = stored is not None and stored.number == release.number and stored.revision > release.revision
        return stored if stored is not None and newer else release

    def _next(self, release: Release) -> Action | None:
        can_probe = release.policy.probe and self._example is not None
        observed, readings = (self._observe(release), self._read(release)) if _looks(release) else _NOTHING
        return plan(release, observed, self._clock(), can_probe=can_probe, readings=readings)

    def _act(self, release: Release, action: Action, step: Step) -> Release:
        if said := note(action):
            step.advance(said)
        observed = NOTHING_OBSERVED
        try:
            self._perform(release, action)
            observed = self._observed_by(release, action)
        except (CandidateError, BadInputError) as error:
            if release.phase is Phase.ABORTING:
                raise
            action = Abort(str(error))
        following = after(release, action, observed, self._clock())
        if following == release:
            return release
        try:
            return self._store.save(following)
        except ReleaseConflictError:
            return self._asked(release)  # performed and forgotten, as after a kill

    def _perform(self, release: Release, action: Action) -> None:
        match action:
            case StartVersion(version):
                placement = release.policy.placement if version == release.candidate else None
                self._target.start(release.deployment, release.model, version, placement)
            case SetWeights():
                self._target.set_split(release.deployment, action)
            case StopVersion(version):
                self._target.stop(release.deployment, version)
            case Promote(version):
                self._promote(release.model, version, reason=f"release to {release.deployment} passed every step")
            case Restore(version):
                self._promote(release.model, version, reason=f"release of {release.candidate} was aborted")
            case Probe(count):
                for _ in range(count):
                    self._target.predict(release.deployment, self._example or b"", synthetic=True)
            case Pause(seconds):
                self._sleep(seconds)
            case Preview() | Record() | Advance() | Hold() | Abort():
                """Answers to read, and decisions: they change the release alone."""

    def _observed_by(self, release: Release, action: Action) -> Observation:
        """What is to be remembered of the traffic once `action` is performed."""
        match action:
            case SetWeights():
                return self._target.observe(release.deployment)
            case Preview(versions, count):
                # In turns, so that a moment of slowness of the machine meets all of them.
                asked = [version for _ in range(count) for version in versions]
                answers = [(version, self._ask(release.deployment, version)) for version in asked]
                return {
                    version: Traffic.sum([answer for whose, answer in answers if whose == version])
                    for version in versions
                }
            case _:
                return NOTHING_OBSERVED

    def _ask(self, deployment: str, version: str) -> Traffic:
        began = time.perf_counter()
        answer = self._target.preview(deployment, version, self._example or b"")
        milliseconds = round((time.perf_counter() - began) * 1000, 1)
        failed = int(answer.status != _OK)  # a model that raises answers 400, and the example is the model's own
        return Traffic(requests=1, server_errors=failed, latency_buckets={milliseconds: 1})

    def _observe(self, release: Release) -> Observation:
        try:
            return self._target.observe(release.deployment)
        except SlipwayError:  # unknown is never a pass: the analysis calls it an error and waits
            return NOTHING_OBSERVED


def _looks(release: Release) -> bool:
    """Whether the present step is one that is analysed, and has begun."""
    return release.phase in {Phase.PROGRESSING, Phase.MIRRORING} and release.position > 0
