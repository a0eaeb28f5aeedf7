"""The half of the client that is about endpoints: public paths, each answered by one deployment at a time."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from app.deployments.described import endpoint_words
from app.deployments.given import answering
from app.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from app.rollout.endpoints import Endpoint
    from app.rollout.wiring import Wired
    from app.targets.port import Target


class EndpointMethods:
    """MLflow's endpoint methods."""

    @abstractmethod
    def _parts(self) -> AbstractContextManager[Wired]:
        """What can be done in the environment; errors within become MlflowException."""

    @abstractmethod
    def _target(self) -> Target:
        """The environment's target."""

    def create_endpoint(self, name: str, config: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Make an endpoint, a public path `/endpoints/<name>`.

        Args:
            name: Lower-case letters, digits and hyphens; no deployment has the same name.
            config: `deployment`: who answers it. Left out: nobody yet; callers get a 404 until a deployment is created
                with `endpoint=<name>`, or the endpoint is updated.

        Returns:
            What `get_endpoint` returns.

        Raises:
            MlflowException: The name is taken, or there is no such deployment.
        """
        with self._parts() as parts:
            return self._endpoint(parts.endpoints.create(name, answering(config)))

    def update_endpoint(self, endpoint: str, config: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Let another deployment answer an endpoint, without a request that nobody answers.

        Args:
            endpoint: The endpoint.
            config: `deployment`: who answers it from now on.

        Returns:
            What `get_endpoint` returns.

        Raises:
            MlflowException: There is no such endpoint or deployment.
        """
        with self._parts() as parts:
            deployment = answering(config)
            if not deployment:
                raise BadInputError("an endpoint's update names no deployment", fix="give deployment=<name>")
            return self._endpoint(parts.endpoints.update(endpoint, deployment))

    def delete_endpoint(self, endpoint: str) -> None:
        """Remove an endpoint; its deployment stays. Does nothing where there is none.

        Raises:
            MlflowException: The target does not work.
        """
        with self._parts() as parts:
            parts.endpoints.delete(endpoint)

    def list_endpoints(self) -> list[dict[str, Any]]:
        """Every endpoint, by name.

        Raises:
            MlflowException: The target does not work.
        """
        with self._parts() as parts:
            return [self._endpoint(each) for each in parts.endpoints.list()]

    def get_endpoint(self, endpoint: str) -> dict[str, Any]:
        """Who answers an endpoint, and its URL; both are empty while nobody does.

        Raises:
            MlflowException: There is none of that name.
        """
        with self._parts() as parts:
            return self._endpoint(parts.endpoints.get(endpoint))

    def _endpoint(self, found: Endpoint) -> dict[str, Any]:
        status = self._target().status(found.deployment) if found.deployment else None
        return endpoint_words(found, status.url if status else "")


def check_answers(parts: Wired, deployment: str, endpoint: str | None) -> None:
    """Refuse a deployment that does not answer the endpoint it is named with.

    Raises:
        BadInputError: Another one does, or none.
        MissingError: There is no such endpoint.
    """
    if endpoint is None:
        return
    answers = parts.endpoints.get(endpoint).deployment
    if answers != deployment:
        raise BadInputError(
            f"the deployment {deployment!r} does not answer the endpoint {endpoint!r}",
            why=f"{answers!r} does" if answers else "none does",
            fix=f"leave the endpoint out, or update it with deployment={deployment}",
        )
