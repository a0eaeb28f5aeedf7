"""Deployments of one environment: create, update, delete, look. MLflow's plugin and other fronts speak to this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import BadInputError, SlipwayError
from app.registry.stages import Stage, check_move
from app.rollout.executor import Executor
from app.rollout.state import FULL_WEIGHT, Phase, Policy, Release, Strategy
from app.rollout.store import ReleaseConflictError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress
    from app.registry.promotion import Registry
    from app.rollout.registered import RegisteredVersion
    from app.rollout.store import ReleaseStore
    from app.targets.port import DeploymentStatus, Target


class ExistsError(BadInputError):
    """There is a deployment of that name already."""


class MissingError(BadInputError):
    """There is no deployment of that name."""


class NotReleasedError(SlipwayError):
    """The release did not reach its end: it was rolled back, or is held for a person."""


@dataclass(frozen=True)
class Deployment:
    """A deployment and its newest release; `stable` is empty while its first one has not succeeded."""

    status: DeploymentStatus
    stable: str
    release: Release | None


class Deployments:
    """What can be done with an environment's deployments.

    Args:
        target: Where they run.
        store: Where their releases are remembered.
        registry: Where their models are.
        example: Loads a version's input example; None where it has none.
    """

    def __init__(
        self,
        target: Target,
        store: ReleaseStore,
        registry: Registry,
        example: Callable[[str, str], bytes | None],
    ) -> None:
        self._target = target
        self._store = store
        self._registry = registry
        self._example = example

    def create(self, name: str, version: RegisteredVersion, policy: Policy, progress: Progress) -> None:
        """Deploy a version under a new name, and make it Production once it has answered predictions.

        A first release that was killed or held goes on.

        Raises:
            ExistsError: The name is taken.
            NotReleasedError: The version does not serve (nothing of it stays), or the release is held.
            BadInputError: The registry would not let the version become Production.
            ReleaseConflictError: Somebody else is releasing it now.
        """
        with self._store.exclusive(name, version.model):
            unfinished = self._unfinished(name)
            if unfinished and unfinished.stable is None and unfinished.candidate == version.version:
                self.run(unfinished.change(policy=policy), progress)
                return
            if unfinished or self._target.status(name) is not None:
                raise ExistsError(
                    f"there is a deployment {name!r} already",
                    why=_unfinished_words(unfinished) if unfinished else "",
                    fix="update it, or delete it first",
                )
            self.run(self.begin(name, None, version, Strategy.REPLACE, policy), progress)

    def update(
        self,
        name: str,
        version: RegisteredVersion | None,
        strategy: Strategy,
        policy: Policy | None,
        progress: Progress,
    ) -> None:
        """Release a version to a deployment.

        An unfinished release of the same version (or of none, where `version` is None) goes on; one of another version
        is aborted by updating to the stable version.

        Args:
            name: The deployment.
            version: What to release.
            strategy: How, where a new release begins.
            policy: What the version must show; None: what the release began with.
            progress: Where to report to.

        Raises:
            MissingError: There is no such deployment.
            NotReleasedError: The version was rolled back, or the release is held.
            BadInputError: There is nothing to go on with, or the registry would not let the version become Production.
            ReleaseConflictError: Somebody else is releasing it now, or another version's release is not finished.
        """
        found = self.get(name)
        model = found.status.model
        if version is not None and version.model != model:
            raise BadInputError(
                f"{name} serves the model {model!r}, not {version.model!r}", fix="create another deployment for it"
            )
        with self._store.exclusive(name, model):
            unfinished = self._unfinished(name)
            if unfinished is not None:
                self._continue(unfinished, version, policy, progress)
                return
            if version is None:
                raise BadInputError(f"{name} has no unfinished release to go on with", fix="give a model URI")
            stable = self.get(name).stable
            if stable != version.version:
                self._check_example(version, strategy)
                self.run(self.begin(name, stable, version, strategy, policy or Policy()), progress)

    def delete(self, name: str) -> None:
        """Stop a deployment and forget it; does nothing where there is none. The registry stays as it is.

        Raises:
            ReleaseConflictError: Somebody is releasing it now.
        """
        status = self._target.status(name)
        latest = self._store.latest(name)
        if status is None and latest is None:
            return
        with self._store.exclusive(name, status.model if status else latest.model if latest else ""):
            unfinished = self._unfinished(name)
            if unfinished is not None:
                self._store.save(unfinished.change(phase=Phase.ABORTED, reason="the deployment was deleted"))
            self._target.delete(name)

    def get(self, name: str) -> Deployment:
        """The deployment and its newest release.

        Raises:
            MissingError: There is none.
        """
        status = self._target.status(name)
        if status is None:
            known = self._target.deployments()
            raise MissingError(f"there is no deployment {name!r}", why=f"there are: {', '.join(known) or 'none'}")
        release = self._store.latest(name)
        return Deployment(status, _stable(status, release), release)

    def list(self) -> list[Deployment]:
        """Every deployment whose first release has succeeded, by name."""
        found = [self.get(name) for name in self._target.deployments()]
        return [deployment for deployment in found if deployment.stable]

    def _continue(
        self, release: Release, version: RegisteredVersion | None, policy: Policy | None, progress: Progress
    ) -> None:
        wanted = version.version if version else release.candidate
        if wanted == release.candidate:
            # The steps and what comes after them stay: the release stands at one of them.
            same = release.policy.model_dump(include={"steps", "keep_seconds"})
            given = policy.model_copy(update=same) if policy else release.policy
            self.run(release.change(policy=given), progress)
        elif wanted == release.stable and not release.promoted:
            self.run(release.aborted_by(f"aborted by {self._target.actor()}"), progress, wanted=Phase.ABORTED)
        else:
            raise ReleaseConflictError(
                f"{release.deployment} cannot go to version {wanted} now",
                why=_unfinished_words(release),
                fix=_ways_out(release),
            )

    def begin(
        self, name: str, stable: str | None, version: RegisteredVersion, strategy: Strategy, policy: Policy
    ) -> Release:
        """Store a new release, which `run` then carries out; the caller keeps everybody else out meanwhile.

        Raises:
            BadInputError: The registry would not let the version become Production.
            ReleaseConflictError: The deployment has an unfinished release.
        """
        stage = self._registry.stage_of(version.model, version.version)
        if stage is not Stage.PRODUCTION:  # better refused now than after all steps
            check_move(version.model, version.version, stage, Stage.PRODUCTION)
        release = Release(
            deployment=name,
            model=version.model,
            stable=stable,
            candidate=version.version,
            strategy=strategy,
            policy=policy,
            actor=self._target.actor(),
            leftovers=self._leftovers(name, stable, version.version),
        )
        return self._store.save(release)

    def run(self, release: Release, progress: Progress, *, wanted: Phase = Phase.SUCCEEDED) -> Release:
        """Carry a stored release out from where it stands; the caller keeps everybody else out meanwhile.

        Returns:
            The release, ended as `wanted`.

        Raises:
            NotReleasedError: It ended otherwise, or is held.
        """
        ended = Executor(self._target, self._store, self._promote, self._probe_body(release)).run(release, progress)
        if ended.phase is not wanted:
            raise _unsuccessful(ended)
        return ended

    def _probe_body(self, release: Release) -> bytes | None:
        if not release.policy.probe or release.phase is Phase.ABORTING:  # on the way back nothing is waited for
            return None
        return self._example(release.model, release.candidate)

    def _leftovers(self, name: str, stable: str | None, candidate: str) -> tuple[str, ...]:
        """Versions without traffic that are neither of the two: kept by a blue-green release, or left by a kill."""
        status = self._target.status(name)
        idle = (each.version for each in status.versions if not each.weight) if status else ()
        return tuple(version for version in idle if version not in {stable, candidate})

    def _check_example(self, version: RegisteredVersion, strategy: Strategy) -> None:
        if strategy is Strategy.BLUE_GREEN and self._example(version.model, version.version) is None:
            raise BadInputError(
                f"{version.model} version {version.version} cannot be released with strategy=blue-green",
                why="it was logged without an input example to preview it with",
                fix="log it with input_example=…, or use strategy=canary",
            )

    def _promote(self, model: str, version: str, *, reason: str) -> None:
        self._registry.transition(model, version, Stage.PRODUCTION, reason=reason)

    def _unfinished(self, name: str) -> Release | None:
        latest = self._store.latest(name)
        return None if latest is None or latest.phase.finished else latest


def _stable(status: DeploymentStatus, release: Release | None) -> str:
    """The version a deployment stands on, by its newest release; by its weights where that is not known."""
    if release is None:
        return next((each.version for each in status.versions if each.weight == FULL_WEIGHT), "")
    stable = release.candidate if release.phase is Phase.SUCCEEDED else release.stable
    return stable or ""


def _unfinished_words(release: Release) -> str:
    origin = f"{release.stable} → " if release.stable else ""
    held = f", held: {release.held}" if release.held else ""
    return f"its release {origin}{release.candidate} by {release.actor} is not finished ({release.phase}{held})"


def _ways_out(release: Release) -> str:
    onward = f"update to {release.candidate} to go on with it"
    if release.promoted:
        return f"{onward}: it is Production already"
    return f"{onward}, or to {release.stable} to abort it" if release.stable else f"{onward}, or delete the deployment"


def _unsuccessful(release: Release) -> NotReleasedError:
    name, version = f"{release.model} version {release.candidate}", release.candidate
    if release.held:
        back = (
            f"update to version {release.stable} to abort it" if release.stable else "delete the deployment to abort it"
        )
        verb = "update" if release.stable else "create"
        return NotReleasedError(
            f"the release of {name} to {release.deployment} is held",
            why=release.held,
            fix=f"send it predictions and {verb} to version {version} again to go on, or {back}",
        )
    serving = f"version {release.stable} serves all of the traffic" if release.stable else "nothing of it stays behind"
    return NotReleasedError(f"{name} was not released to {release.deployment}; {serving}", why=release.reason)
