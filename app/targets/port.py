"""The port every target implements: start and stop versions, move weights, and tell how things are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from app.targets.placement import Placement
    from app.targets.traffic import Observation, Split


class CandidateError(SlipwayError):
    """A version cannot serve, and the fault is its own: its model does not load, or it is never ready."""


@dataclass(frozen=True)
class VersionStatus:
    """One version of a deployment as it is now.

    Args:
        version: The registered version.
        weight: Percent of the traffic.
        healthy: Whether its servers are ready.
        detail: What it says about itself: its state, and why it is not healthy where it is not.
        address: Where it listens, or one of its servers does.
        placement: What its servers have; None where the target does not tell.
    """

    version: str
    weight: int
    healthy: bool
    detail: str
    address: str
    placement: Placement | None = None


@dataclass(frozen=True)
class DeploymentStatus:
    """A deployment as it is now: its model, where it is called, its versions by number, its other public names."""

    name: str
    model: str
    url: str
    versions: tuple[VersionStatus, ...]
    endpoints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The router's answer to one prediction; `version` is empty where no model server gave it."""

    status: int
    version: str
    body: bytes


class Target(Protocol):
    """One environment's serving side. Every method can be called again with the effect of once."""

    @classmethod
    def connect(cls, environment: str) -> Target:
        """The target of `environment`.

        Raises:
            SlipwayError: There is nothing to connect to.
        """

    @property
    def variables(self) -> Mapping[str, str]:
        """Environment variables a client needs to reach this environment: MLFLOW_TRACKING_URI and AWS's."""

    def database(self) -> Engine:
        """Where releases and the ledger of this environment are kept."""

    def actor(self) -> str:
        """Who is acting, verified by the environment."""

    def start(self, deployment: str, model: str, version: str, placement: Placement | None = None) -> None:
        """Start the version's servers, without traffic, and return when they are ready.

        Called for a version that runs, it brings its servers to `placement`. None: as they are, or as those of the
        deployment's other versions are.

        Raises:
            BadInputError: The target cannot give what `placement` asks for.
            CandidateError: They never will be; why is said in the server's own words, and nothing of it stays behind.
        """

    def set_split(self, deployment: str, split: Split) -> None:
        """Divide the deployment's requests as `split` says, all of it: what it leaves out is no more.

        Raises:
            CandidateError: A version that would newly take traffic is not healthy. The split is the old one.
            SlipwayError: The router does not work. The split is the old one.
        """

    def set_endpoints(self, deployment: str, endpoints: tuple[str, ...]) -> None:
        """Publish the deployment at `/endpoints/<endpoint>/` for each of these names too, and at no others.

        Does nothing where there is no such deployment. A name that two deployments have for a moment is answered by
        one of them: so it moves from one to the other without a request that nobody answers.

        Raises:
            SlipwayError: The router does not work.
        """

    def stop(self, deployment: str, version: str) -> None:
        """Stop the version's servers once the requests under way have ended; no split may name it any more."""

    def delete(self, deployment: str) -> None:
        """Offer the deployment no more and stop all its servers."""

    def observe(self, deployment: str) -> Observation:
        """Counters of every version since it was started.

        Raises:
            SlipwayError: The router cannot be asked.
        """

    def predict(self, deployment: str, body: bytes, *, synthetic: bool = False) -> Answer:
        """Send one request with the JSON `body` to `/endpoints/<deployment>/invocations` through the router.

        `deployment` may be the name of an endpoint.

        A `synthetic` one is marked with the header `x-slipway-synthetic`: drift is not judged by what a release asks.

        Raises:
            SlipwayError: The router does not answer.
        """

    def preview(self, deployment: str, version: str, body: bytes) -> Answer:
        """Send one request straight to the version's server, whatever its weight; status 503 where it gives none.

        Raises:
            CandidateError: The version is not started.
        """

    def status(self, deployment: str) -> DeploymentStatus | None:
        """The deployment as it is now; None where there is none."""

    def deployments(self) -> list[str]:
        """The names of all deployments, sorted."""
