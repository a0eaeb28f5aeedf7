"""Begins releases and carries them out; what the fronts and the commands for people share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.registry.stages import Stage, check_move
from app.rollout.executor import Executor
from app.rollout.outcome import unsuccessful
from app.rollout.reader import Reader
from app.rollout.samples import sampled
from app.rollout.state import Phase, Policy, Release, Strategy
from app.rollout.verification import check_evidence, rule, verified_tag
from app.rollout.verifying import verify
from app.targets.port import CandidateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress
    from app.registry.promotion import Registry
    from app.rollout.endpoints import Endpoints
    from app.rollout.registered import RegisteredVersion
    from app.rollout.samples import SampleStore
    from app.rollout.store import ReleaseStore
    from app.targets.port import Target


class Running:
    """Releases of one environment's deployments.

    Args:
        target: Where they run.
        store: Where they are remembered.
        registry: Where their models are.
        example: Loads a version's input example; None where it has none.
        environment: The environment's name.
        samples: Where is kept what was seen of their traffic.
        endpoints: The public paths that deployments answer besides their own.
    """

    def __init__(
        self,
        target: Target,
        store: ReleaseStore,
        registry: Registry,
        example: Callable[[str, str], bytes | None],
        *,
        environment: str,
        samples: SampleStore,
        endpoints: Endpoints,
    ) -> None:
        self._environment = environment
        self._target = target
        self._store = store
        self._registry = registry
        self._example = example
        self._samples = samples
        self._endpoints = endpoints

    def begin(
        self, name: str, stable: str | None, version: RegisteredVersion, strategy: Strategy, policy: Policy
    ) -> Release:
        """Store a new release, which `run` then carries out; the caller keeps everybody else out meanwhile.

        Raises:
            BadInputError: The registry would not let the version become Production.
            ReleaseConflictError: The deployment has an unfinished release.
        """
        return self._store.save(self.made(name, stable, version, strategy, policy))

    def made(
        self, name: str, stable: str | None, version: RegisteredVersion, strategy: Strategy, policy: Policy
    ) -> Release:
        """A new release, not yet stored.

        Raises:
            BadInputError: The registry would not let the version become Production, or it lacks the evidence or the
                input example that the environment asks for.
        """
        if strategy is not Strategy.ROLLBACK:  # a version that has served needs no evidence to serve again
            policy = self._checked(version, policy)
        stage = self._registry.stage_of(version.model, version.version)
        if stage is not Stage.PRODUCTION:  # better refused now than after all steps
            check_move(version.model, version.version, stage, Stage.PRODUCTION)
        return Release(
            deployment=name,
            model=version.model,
            stable=stable,
            candidate=version.version,
            strategy=strategy,
            policy=policy,
            actor=self._target.actor(),
            leftovers=self._leftovers(name, stable, version.version),
        )

    def run(self, release: Release, progress: Progress, *, wanted: Phase = Phase.SUCCEEDED) -> Release:
        """Carry a stored release out from where it stands; the caller keeps everybody else out meanwhile.

        Returns:
            The release, ended as `wanted`.

        Raises:
            NotReleasedError: It ended otherwise, or is held.
        """
        target = sampled(self._target, self._samples, release)
        example, reader = self._probe_body(release), Reader(self._target.variables)
        promote = partial(self._promote, release, example)
        ended = Executor(target, self._store, promote, example, read=reader).run(release, progress)
        if ended.phase is Phase.ABORTED and ended.stable is None:
            self._endpoints.forget(ended.deployment)  # it was never made
        if ended.phase is not wanted:
            raise unsuccessful(ended)
        return ended

    def check_example(self, version: RegisteredVersion, strategy: Strategy) -> None:
        """Refuse a strategy that asks a version its own input example where it has none.

        Raises:
            BadInputError: It was logged without one.
        """
        if strategy is Strategy.BLUE_GREEN and self._example(version.model, version.version) is None:
            raise BadInputError(
                f"{version.model} version {version.version} cannot be released with strategy=blue-green",
                why="it was logged without an input example to preview it with",
                fix="log it with input_example=…, or use strategy=canary",
            )

    def _probe_body(self, release: Release) -> bytes | None:
        if not release.policy.probe or release.phase is Phase.ABORTING:  # on the way back nothing is waited for
            return None
        return self._example(release.model, release.candidate)

    def _leftovers(self, name: str, stable: str | None, candidate: str) -> tuple[str, ...]:
        """Versions without traffic that are neither of the two: kept by a blue-green release, or left by a kill."""
        status = self._target.status(name)
        idle = (each.version for each in status.versions if not each.weight) if status else ()
        return tuple(version for version in idle if version not in {stable, candidate})

    def _checked(self, version: RegisteredVersion, policy: Policy) -> Policy:
        """The policy with what the environment asks for."""
        tags = self._registry.tags(version.model, version.version)
        check_evidence(self._environment, version.model, version.version, tags)
        verified = rule(self._environment).verify if policy.verify is None else policy.verify
        if verified and self._example(version.model, version.version) is None:
            raise BadInputError(
                f"{version.model} version {version.version} cannot be checked once it is deployed",
                why="it was logged without an input example to ask it with",
                fix="log it with input_example=…, or give verify=false",
            )
        return policy.model_copy(update={"verify": verified})

    def _promote(self, release: Release, example: bytes | None, model: str, version: str, *, reason: str) -> None:
        if version == release.candidate and release.policy.verify:
            self._verify(release, example or self._example(model, version) or b"")
        self._registry.transition(model, version, Stage.PRODUCTION, reason=reason)
        # A new deployment answers its endpoints before it counts as released; a kill in between does it again.
        self._endpoints.publish(release.deployment)

    def _verify(self, release: Release, example: bytes) -> None:
        """Check the version that takes all of the traffic, and write down what was found.

        Raises:
            CandidateError: It has not passed.
        """
        found = verify(self._target, release, example)
        words = f"checks in {self._environment}: {'; '.join(each.message for each in found.results)}"
        tag = verified_tag(self._environment)
        self._registry.record_check(release.model, release.candidate, tag, passed=found.passed, words=words)
        if not found.passed:
            raise CandidateError(
                f"version {release.candidate} did not pass the {words}", fix=f"bin/slipway history {release.deployment}"
            )
