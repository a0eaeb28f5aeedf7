"""The client that MLflow's command line and Python interface speak to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mlflow.deployments import BaseDeploymentClient, PredictionsResponse

from app.deployments.described import deployment_words
from app.deployments.endpoint_methods import EndpointMethods, check_answers
from app.deployments.errors import failure, mlflow_errors
from app.deployments.given import check, request_body, waiting
from app.errors import BadInputError
from app.rollout.background import carry_out
from app.rollout.config import read
from app.rollout.state import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.rollout.state import Release
    from app.rollout.wiring import Wired
    from app.targets.port import Target


class SlipwayDeploymentClient(EndpointMethods, BaseDeploymentClient):
    """Deployments of one Slipway environment.

    Args:
        target_uri: `slipway:/local`, `slipway:/dev`, …

    Raises:
        MlflowException: The URI names no environment with a target.
    """

    def __init__(self, target_uri: str) -> None:
        super().__init__(target_uri)  # type: ignore[no-untyped-call]  # MLflow leaves it untyped
        with mlflow_errors():
            from app.targets.registry import environment_of  # noqa: PLC0415 - not needed for the help

            self._environment = environment_of(target_uri)
        self._connected: Target | None = None

    def create_deployment(
        self,
        name: str,
        model_uri: str,
        flavor: str | None = None,
        config: Mapping[str, Any] | None = None,
        endpoint: str | None = None,
    ) -> dict[str, Any]:
        """Deploy a registered version and make it Production; returns when it has answered predictions.

        Args:
            name: Lower-case letters, digits and hyphens; predictions are answered at `/endpoints/<name>`.
            model_uri: `models:/name/version`, `models:/name@alias` or `models:/name/Stage`.
            flavor: `python_function`, or nothing.
            config: See `target_help`.
            endpoint: An endpoint that it answers too, once it serves; one that nobody answers yet.

        Returns:
            What `get_deployment` returns.

        Raises:
            MlflowException: The name or the endpoint is taken, the input is bad, or the version does not serve.
        """
        with self._parts() as parts:
            from app.progress import progress  # noqa: PLC0415 - rich is slow to import
            from app.rollout.registered import resolve  # noqa: PLC0415 - see above

            check(name, flavor)
            wait, given = waiting(config)
            strategy, policy = read(given, default=Strategy.REPLACE)
            if strategy is not Strategy.REPLACE:
                raise BadInputError(
                    f"strategy={strategy} needs a version to compare with",
                    why="a create releases the first one",
                    fix="leave strategy out, or update an existing deployment",
                )
            version = resolve(model_uri, parts.registry)
            release = parts.deployments.create(
                name, version, policy, progress(), endpoint=endpoint or "", carry_out=wait
            )
            return self._after(name, parts, None if wait else release)

    def update_deployment(
        self,
        name: str,
        model_uri: str | None = None,
        flavor: str | None = None,
        config: Mapping[str, Any] | None = None,
        endpoint: str | None = None,
    ) -> dict[str, Any]:
        """Release another version, or go on with a release that was killed or held; returns when it has ended.

        Updating to the stable version aborts an unfinished release. Without one, `config` may name another number of
        servers, or another place for them (`replicas`, …): then the versions that run are brought there.

        Args:
            name: The deployment.
            model_uri: As for `create_deployment`; nothing: go on with the unfinished release.
            flavor: `python_function`, or nothing.
            config: See `target_help`.
            endpoint: An endpoint that the deployment must answer, or nothing.

        Returns:
            What `get_deployment` returns.

        Raises:
            MlflowException: The deployment is missing, the input is bad, somebody else is releasing it, or the version
                was rolled back or held.
        """
        with self._parts() as parts:
            from app.progress import progress  # noqa: PLC0415 - rich is slow to import
            from app.rollout.registered import resolve  # noqa: PLC0415 - see above

            check(name, flavor)
            wait, given = waiting(config)
            strategy, policy = read(given, default=Strategy.CANARY)
            check_answers(parts, name, endpoint)
            version = resolve(model_uri, parts.registry) if model_uri else None
            release = parts.deployments.update(
                name, version, strategy, policy if given else None, progress(), carry_out=wait
            )
            return self._after(name, parts, None if wait else release)

    def delete_deployment(
        self, name: str, config: Mapping[str, Any] | None = None, endpoint: str | None = None
    ) -> None:
        """Stop a deployment once the requests under way have ended; does nothing where there is none.

        The registry stays as it is: which version is Production is for the next deployment to know.

        Args:
            name: The deployment.
            config: Nothing; no key is known here.
            endpoint: An endpoint that the deployment must answer, or nothing.

        Raises:
            MlflowException: Somebody is releasing it, or the target does not work.
        """
        with self._parts() as parts:
            check(name, None)
            if config:
                raise BadInputError(f"delete takes no config, not {', '.join(config)}", fix="leave it out")
            if self._target().status(name) is not None:  # again without effect, whatever the endpoint
                check_answers(parts, name, endpoint)
            parts.deployments.delete(name)

    def list_deployments(self, endpoint: str | None = None) -> list[dict[str, Any]]:
        """Every deployment whose first release has succeeded; the one that answers `endpoint` where that is named.

        Raises:
            MlflowException: There is no such endpoint, or the target does not work.
        """
        with self._parts() as parts:
            only = parts.endpoints.get(endpoint).deployment if endpoint else None
            found = [deployment_words(each, self._environment) for each in parts.deployments.list()]
            return [each for each in found if only in (None, each["name"])]

    def get_deployment(self, name: str, endpoint: str | None = None) -> dict[str, Any]:
        """A deployment's model, URL, endpoints, stable version, versions, and how its newest release goes.

        Raises:
            MlflowException: There is none of that name, or it does not answer `endpoint`.
        """
        with self._parts() as parts:
            check(name, None)
            check_answers(parts, name, endpoint)
            return deployment_words(parts.deployments.get(name), self._environment)

    def predict(
        self, deployment_name: str | None = None, inputs: Any = None, endpoint: str | None = None
    ) -> PredictionsResponse:
        """Predict through the router, as every caller's request goes.

        Args:
            deployment_name: The deployment.
            inputs: A DataFrame, an array, a list, or a dict: either MLflow's request body or named inputs.
            endpoint: The endpoint, instead of the deployment; where both are given, it must be the deployment's.

        Raises:
            MlflowException: There is no such deployment or endpoint, or the answer is an error; its body is told.
        """
        name = endpoint or deployment_name
        if name is None:
            raise failure("name a deployment or an endpoint to predict with", "INVALID_PARAMETER_VALUE")
        if deployment_name and endpoint:
            with self._parts() as parts:
                check_answers(parts, deployment_name, endpoint)
        with mlflow_errors():
            answer = self._target().predict(name, request_body(inputs))
        if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
            code = "RESOURCE_DOES_NOT_EXIST" if answer.status == 404 else "BAD_REQUEST"  # noqa: PLR2004 - not found
            text = answer.body.decode(errors="replace")
            raise failure(f"{name} answers {answer.status}: {text}", code)
        response: PredictionsResponse = PredictionsResponse.from_json(answer.body)  # type: ignore[no-untyped-call]  # see above
        return response

    def _target(self) -> Target:
        if self._connected is None:
            from app.targets.registry import connect  # noqa: PLC0415 - the help starts fast

            self._connected = connect(self._environment)
        return self._connected

    def _after(self, name: str, parts: Wired, begun: Release | None) -> dict[str, Any]:
        """The deployment as it is now; a release that was only begun goes on in the background."""
        if begun is not None:
            carry_out(self._environment, begun)
        return deployment_words(parts.deployments.get(name), self._environment)

    @contextmanager
    def _parts(self) -> Iterator[Wired]:
        """What can be done in the environment, with the environment's variables set meanwhile."""
        from app.rollout.wiring import wired  # noqa: PLC0415 - the help starts fast

        with mlflow_errors(), wired(self._target(), self._environment) as parts:
            yield parts
