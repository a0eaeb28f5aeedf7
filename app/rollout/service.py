"""Deployments of one environment: create, update, delete, look. MLflow's plugin and other fronts speak to this."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.rollout.forecast import forecast
from app.rollout.outcome import ExistsError, MissingError, unfinished_words, ways_out
from app.rollout.policy import LASTING
from app.rollout.running import Running
from app.rollout.state import FULL_WEIGHT, Phase, Policy, Release, Strategy
from app.rollout.store import ReleaseConflictError
from app.suggest import nearest
from app.targets.port import DeploymentStatus

if TYPE_CHECKING:
    from app.progress import Progress
    from app.rollout.registered import RegisteredVersion
    from app.targets.placement import Placement

_LET_GO_SECONDS = 10.0
"""Whoever begins a release for another process to carry out holds it for a moment longer."""

_ASKED_AT_ONCE = 8
"""Deployments whose servers are asked for their health at the same time: one that does not answer delays no other."""


@dataclass(frozen=True)
class Deployment:
    """A deployment and its newest release; `stable` is empty while its first one has not succeeded."""

    status: DeploymentStatus
    stable: str
    release: Release | None


class Deployments(Running):
    """What can be done with an environment's deployments."""

    def create(
        self,
        name: str,
        version: RegisteredVersion,
        policy: Policy,
        progress: Progress,
        *,
        endpoint: str = "",
        carry_out: bool = True,
    ) -> Release:
        """Deploy a version under a new name, and make it Production once it has answered predictions.

        A first release that was killed or held goes on.

        Args:
            name: The deployment.
            version: What to release.
            policy: What the version must show.
            progress: Where to report to.
            endpoint: The endpoint that it answers, once it serves; nobody else may.
            carry_out: Whether to do it now; otherwise the release is stored for `carry_on`.

        Returns:
            The release: ended, or as it is stored.

        Raises:
            ExistsError: The name is taken, or the endpoint is.
            MissingError: There is no such endpoint.
            NotReleasedError: The version does not serve (nothing of it stays), or the release is held.
            BadInputError: The registry would not let the version become Production.
            ReleaseConflictError: Somebody else is releasing it now.
        """
        with self._store.exclusive(name, version.model):
            release = self._first(name, version, policy)
            if endpoint:
                self._endpoints.claim(endpoint, name)
            release = self._store.save(release)
            return self.run(release, progress) if carry_out else release

    def update(
        self,
        name: str,
        version: RegisteredVersion | None,
        strategy: Strategy,
        policy: Policy | None,
        progress: Progress,
        *,
        carry_out: bool = True,
    ) -> Release | None:
        """Release a version to a deployment.

        An unfinished release of the same version (or of none, where `version` is None) goes on; one of another version
        is aborted by updating to the stable version.

        Args:
            name: The deployment.
            version: What to release.
            strategy: How, where a new release begins.
            policy: What the version must show; None: what the release began with.
            progress: Where to report to.
            carry_out: Whether to do it now; otherwise the release is stored for `carry_on`.

        Returns:
            The release: ended, or as it is stored; None where the version is the stable one already. Servers are then
            brought to the policy's placement, if it has one; no version but that of the deployment need be named.

        Raises:
            MissingError: There is no such deployment.
            CandidateError: The servers that are added do not become ready; those there were go on.
            NotReleasedError: The version was rolled back, or the release is held.
            BadInputError: There is nothing to go on with, or the registry would not let the version become Production.
            ReleaseConflictError: Somebody else is releasing it now, or another version's release is not finished.
        """
        with self._store.exclusive(name, self._model(name, version)):
            release = self._next(name, version, strategy, policy)
            if release is None:
                if policy is not None and policy.placement is not None:
                    self._place(name, policy.placement)
                return None
            stored = self._store.save(release)
            return self._end(stored, progress) if carry_out else stored

    def place(self, name: str, placement: Placement) -> None:
        """Bring the servers of all started versions to a placement: a rollback finds as many as there are now.

        Raises:
            MissingError: There is no such deployment.
            CandidateError: The servers that are added do not become ready; those there were go on.
            ReleaseConflictError: A release is not finished, which this must not end.
        """
        with self._store.exclusive(name, self._model(name, None)):
            unfinished = self._unfinished(name)
            if unfinished is not None:
                raise ReleaseConflictError(
                    f"the servers of {name} stay as they are now",
                    why=unfinished_words(unfinished),
                    fix=ways_out(unfinished),
                )
            self._place(name, placement)

    def forecast(
        self, name: str, version: RegisteredVersion | None, strategy: Strategy, policy: Policy | None
    ) -> tuple[str, ...]:
        """What `update` would do if every gate passed, in words; nothing is stored and nothing performed.

        Raises:
            MissingError: There is no such deployment.
            BadInputError: There is nothing to go on with, or the registry would not let the version become Production.
            ReleaseConflictError: Another version's release is not finished.
        """
        self._model(name, version)
        release = self._next(name, version, strategy, policy)
        if release is not None:
            return forecast(release, can_probe=self._probe_body(release) is not None)
        placed = policy.placement.model_dump(exclude_unset=True) if policy and policy.placement else {}
        words = ", ".join(f"{key}={value}" for key, value in placed.items())
        return (f"bring the servers of every started version to {words}",) if placed else ()

    def carry_on(self, name: str, progress: Progress) -> Release | None:
        """Carry out what another process has begun; None where nothing is left to do.

        Raises:
            NotReleasedError: The version was rolled back, or the release is held.
            ReleaseConflictError: Somebody else carries it out.
        """
        release = self._unfinished(name)
        if release is None:
            return None
        with self._store.exclusive(name, release.model, wait_seconds=_LET_GO_SECONDS):
            release = self._unfinished(name)
            return self._end(release, progress) if release else None

    def delete(self, name: str) -> None:
        """Stop a deployment and forget it; does nothing where there is none. Registry and endpoints stay.

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
            self._endpoints.forget(name)

    def get(self, name: str) -> Deployment:
        """The deployment and its newest release; one that is being made has no versions at first.

        Raises:
            MissingError: There is none.
        """
        status, release = self._target.status(name), self._store.latest(name)
        first = release is not None and release.stable is None
        if status is None and release is not None and first and not release.phase.finished:
            status = DeploymentStatus(name, release.model, "", ())
        if status is None:
            known = self._target.deployments()
            raise MissingError(
                f"there is no deployment {name!r}{nearest(name, known)}",
                why=f"its first release was aborted: {release.reason}"
                if release and first and release.phase is Phase.ABORTED
                else f"there are: {', '.join(known) or 'none'}",
            )
        return Deployment(status, _stable(status, release), release)

    def list(self) -> list[Deployment]:
        """Every deployment whose first release has succeeded, by name."""
        releases, names = self._store.newest(), self._target.deployments()
        with ThreadPoolExecutor(_ASKED_AT_ONCE) as asking:
            statuses = [status for status in asking.map(self._target.status, names) if status]
        found = [Deployment(each, _stable(each, releases.get(each.name)), releases.get(each.name)) for each in statuses]
        return [deployment for deployment in found if deployment.stable]

    def _first(self, name: str, version: RegisteredVersion, policy: Policy) -> Release:
        """The deployment's first release: a new one, or one that was killed or held."""
        unfinished = self._unfinished(name)
        if unfinished and unfinished.stable is None and unfinished.candidate == version.version:
            return _with(unfinished, policy)
        if unfinished or self._target.status(name) is not None:
            raise ExistsError(
                f"there is a deployment {name!r} already",
                why=unfinished_words(unfinished) if unfinished else "",
                fix="update it, or delete it first",
            )
        self._endpoints.check_free(name)
        return self.made(name, None, version, Strategy.REPLACE, policy)

    def _next(
        self, name: str, version: RegisteredVersion | None, strategy: Strategy, policy: Policy | None
    ) -> Release | None:
        """What `update` asks for: a new release, or the unfinished one on its way on or back."""
        unfinished = self._unfinished(name)
        if unfinished is not None:
            return self._continued(unfinished, version, policy)
        if version is None:
            if policy and policy.placement:
                return None
            raise BadInputError(f"{name} has no unfinished release to go on with", fix="give a model URI")
        stable = self.get(name).stable
        if stable == version.version:
            return None
        self.check_example(version, strategy)
        return self.made(name, stable, version, strategy, policy or Policy())

    def _place(self, name: str, placement: Placement) -> None:
        status = self.get(name).status
        for each in status.versions:
            self._target.start(name, status.model, each.version, placement)

    def _model(self, name: str, version: RegisteredVersion | None) -> str:
        """The model that a deployment serves, which is the version's."""
        model = self.get(name).status.model
        if version is not None and version.model != model:
            raise BadInputError(
                f"{name} serves the model {model!r}, not {version.model!r}", fix="create another deployment for it"
            )
        return model

    def _continued(self, release: Release, version: RegisteredVersion | None, policy: Policy | None) -> Release:
        wanted = version.version if version else release.candidate
        if wanted == release.candidate:
            return _with(release, policy) if policy else release
        if wanted == release.stable and not release.promoted:
            return release.aborted_by(f"aborted by {self._target.actor()}")
        raise ReleaseConflictError(
            f"{release.deployment} cannot go to version {wanted} now",
            why=unfinished_words(release),
            fix=ways_out(release),
        )

    def _end(self, release: Release, progress: Progress) -> Release:
        wanted = Phase.ABORTED if release.phase is Phase.ABORTING else Phase.SUCCEEDED
        return self.run(release, progress, wanted=wanted)

    def _unfinished(self, name: str) -> Release | None:
        latest = self._store.latest(name)
        return None if latest is None or latest.phase.finished else latest


def _with(release: Release, policy: Policy) -> Release:
    """The release with another policy, but for what it stands in the middle of."""
    same = {name: getattr(release.policy, name) for name in LASTING}
    return release.change(policy=policy.model_copy(update=same))


def _stable(status: DeploymentStatus, release: Release | None) -> str:
    """The version a deployment stands on, by its newest release; by its weights where that is not known."""
    if release is None:
        return next((each.version for each in status.versions if each.weight == FULL_WEIGHT), "")
    stable = release.candidate if release.phase is Phase.SUCCEEDED else release.stable
    return stable or ""
