"""What a person asks of a release, also of one that another process is carrying out: go on, wait, hurry, go back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed

from app.errors import BadInputError
from app.registry.stages import Stage
from app.rollout.outcome import ways_out
from app.rollout.registered import RegisteredVersion
from app.rollout.state import FULL_WEIGHT, Phase, Policy, Release, Strategy
from app.rollout.store import ReleaseConflictError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress
    from app.registry.promotion import Registry
    from app.rollout.service import Deployments
    from app.rollout.store import Past, ReleaseStore
    from app.targets.port import Target

_LET_GO_SECONDS = 240.0
"""A release under way looks for what is asked of it between two actions; starting a version takes it up to 180 s, and
requests under way up to 30 s."""

_HISTORY_LIMIT = 1000


@dataclass(frozen=True)
class Return:
    """A way back that was taken.

    Args:
        origin: The version that was given up.
        to: The version that serves; empty where a first release was aborted and nothing is left.
        seconds: From the moment it was asked for until `origin` had none of the traffic.
    """

    origin: str
    to: str
    seconds: float


class Control:
    """Commands for the releases of one environment.

    Args:
        deployments: Its deployments.
        target: Where they run.
        store: Where their releases are remembered.
        registry: Where their models are.
    """

    def __init__(self, deployments: Deployments, target: Target, store: ReleaseStore, registry: Registry) -> None:
        self._deployments = deployments
        self._target = target
        self._store = store
        self._registry = registry

    def history(self, name: str, *, limit: int = 20) -> list[Past]:
        """The releases of a deployment, newest first, those from before it was deleted included.

        Raises:
            BadInputError: There has never been a deployment of that name.
        """
        found = self._store.history(name, limit=limit)
        if not found:
            self._deployments.get(name)  # raises where there is none, and names those there are
        return found

    def promote(self, name: str, progress: Progress, *, full: bool = False) -> Release:
        """Go on with a release that was held or killed; `full`: then straight to 100 %.

        Every step it still takes needs a PASS. A release that another process carries out is not waited for: it is
        asked to hurry where `full`, and is no business of ours where not.

        Returns:
            The release: finished, or where it stands in the other process.

        Raises:
            BadInputError: There is no unfinished release, or it is on its way back.
            NotReleasedError: It was rolled back, or is held again.
            ReleaseConflictError: It goes on already.
        """
        release = self._going_forward(name)
        told = full or release.testing  # of an A/B test a person wants the end, whoever carries it out
        if told:
            release = self._ask(name, Release.hurried if full else _ended_test)
        elif release.paused:
            release = self._ask(name, _unpaused)
        try:
            with self._store.exclusive(name, release.model):
                return self._deployments.run(self._going_forward(name), progress)
        except ReleaseConflictError:
            if not told:
                raise
            return release

    def pause(self, name: str) -> Release:
        """Keep a release at its weights, whoever carries it out: it is watched, and goes nowhere but back.

        Raises:
            BadInputError: There is no unfinished release, it is on its way back, or its version is Production already.
        """
        paused = f"paused by {self._target.actor()}"
        return self._ask(name, lambda found: found.change(paused=found.paused or paused))

    def resume(self, name: str, progress: Progress) -> Release:
        """Let a paused release go on: in the process that carries it out, or else here.

        Returns:
            The release: finished, or where it stands in the other process.

        Raises:
            BadInputError: There is no paused release.
            NotReleasedError: It went on here, and was rolled back or is held.
        """
        if not self._going_forward(name).paused:
            raise BadInputError(
                f"the release of {name} is not paused", fix=f"bin/slipway promote {name} goes on with it"
            )
        release = self._ask(name, _unpaused)
        try:
            with self._store.exclusive(name, release.model):
                return self._deployments.run(self._going_forward(name), progress)
        except ReleaseConflictError:
            return release

    def abort(self, name: str, progress: Progress) -> Return:
        """Give an unfinished release up: back to the stable version, whoever carries the release out now.

        Raises:
            BadInputError: There is no unfinished release, or its version is Production already.
            ReleaseConflictError: The process that carries it out does not let go.
        """
        began = time.time()
        release = self._unfinished(name)
        if release.phase is not Phase.ABORTING:
            reason = f"aborted by {self._target.actor()}"
            release = self._ask(name, lambda found: found.aborted_by(reason))
        with self._store.exclusive(name, release.model, wait_seconds=_LET_GO_SECONDS):
            ended = self._store.latest(name) or release
            if not ended.phase.finished:
                ended = self._deployments.run(ended, progress, wanted=Phase.ABORTED)
        return Return(release.candidate, release.stable or "", ended.since - began)

    def rollback(self, name: str, progress: Progress, *, to: str | None = None) -> Return:
        """Go back to the version before, or to `to`, at once; an unfinished release is aborted.

        The weights move first, then Production in the registry. Where the version is not started any more, that comes
        before all else, and takes as long as its model takes to load.

        Raises:
            BadInputError: There is no such deployment, or no version to go back to.
            NotReleasedError: The version to go back to does not serve; the traffic stays where it is.
            ReleaseConflictError: Another process releases the deployment and does not let go.
        """
        began = time.time()
        release = self._deployments.get(name).release
        if release is not None and not release.phase.finished:
            if not release.promoted:
                _check_abort(release, to)
                return self.abort(name, progress)
            self._ask(name, lambda found: found.change(phase=Phase.SUCCEEDED, position=0, held=""))
        model = self._deployments.get(name).status.model
        with self._store.exclusive(name, model, wait_seconds=_LET_GO_SECONDS):
            bad = self._deployments.get(name).stable
            version = RegisteredVersion(model, to or self._before(name, model, bad))
            self._check_return(version, bad)
            policy = Policy(steps=(FULL_WEIGHT,), pause_seconds=0, probe=False)
            begun = self._deployments.begin(name, bad, version, Strategy.ROLLBACK, policy)
            ended = self._deployments.run(begun, progress)
        # Production moved after the weights did, and `since` tells when the weights did.
        return Return(bad, version.version, ended.since - began)

    @retry(
        retry=retry_if_exception_type(ReleaseConflictError),
        stop=stop_after_attempt(50),
        wait=wait_fixed(0.02),
        reraise=True,
    )
    def _ask(self, name: str, change: Callable[[Release], Release]) -> Release:
        """Store a changed release for whoever carries it out, again where that one has just stored a step."""
        release = self._unfinished(name)
        asked = change(release)
        if asked.phase is not Phase.SUCCEEDED:
            _check_forward(release)
        return self._store.save(asked)

    def _unfinished(self, name: str) -> Release:
        latest = self._store.latest(name)
        if latest is None or latest.phase.finished:
            self._deployments.get(name)
            raise BadInputError(
                f"{name} has no unfinished release",
                why=f"its last one, of version {latest.candidate}, has {latest.phase}" if latest else "",
                fix=f"to go back to the version before: bin/slipway rollback {name}",
            )
        return latest

    def _going_forward(self, name: str) -> Release:
        release = self._unfinished(name)
        if release.phase is Phase.ABORTING:
            raise _on_its_way_back(release)
        return release

    def _before(self, name: str, model: str, version: str) -> str:
        """The version that `version` replaced when it was released, however often somebody went back since."""
        for past in self._store.history(name, limit=_HISTORY_LIMIT):
            release = past.release
            arrived = release.phase is Phase.SUCCEEDED and release.strategy is not Strategy.ROLLBACK
            if arrived and (release.model, release.candidate) == (model, version):
                if release.stable:
                    return release.stable
                break
        raise BadInputError(
            f"{name} has no version before {version or 'its first'} to go back to", fix="name one with --to"
        )

    def _check_return(self, version: RegisteredVersion, bad: str) -> None:
        if version.version == bad:
            raise BadInputError(f"version {bad} serves already", fix="name another one with --to")
        stage = self._registry.stage_of(version.model, version.version)
        if stage not in {Stage.ARCHIVED, Stage.PRODUCTION}:
            raise BadInputError(
                f"{version.model} version {version.version} is no version to go back to",
                why=f"it is in {stage} and has never been Production",
                fix="release it with `mlflow deployments update`",
            )


def _unpaused(release: Release) -> Release:
    # The step's time begins anew, so that a step that was paused for long is not held at once.
    return release.change(paused="", since=time.time())


def _ended_test(release: Release) -> Release:
    return _unpaused(release).change(asked=True)


def _check_abort(release: Release, to: str | None) -> None:
    if to not in {None, release.stable}:
        raise BadInputError(
            f"{release.deployment} cannot go back to version {to} now",
            why=f"the release of version {release.candidate} is not finished, and version {release.stable} stands by",
            fix=f"bin/slipway abort {release.deployment}, then go back to {to}",
        )


def _check_forward(release: Release) -> None:
    if release.phase is Phase.ABORTING:
        raise _on_its_way_back(release)
    if release.decided:
        raise BadInputError(
            f"version {release.candidate} of {release.deployment} is Production already",
            why="its release is at its last actions",
            fix=f"to go back: bin/slipway rollback {release.deployment}" if release.stable else ways_out(release),
        )


def _on_its_way_back(release: Release) -> BadInputError:
    return BadInputError(
        f"the release of version {release.candidate} to {release.deployment} is on its way back",
        why=release.reason,
        fix=f"bin/slipway abort {release.deployment} ends it",
    )
