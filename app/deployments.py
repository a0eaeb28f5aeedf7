"""Slipway as an MLflow deployments plugin: `mlflow deployments … -t slipway:/<environment>`.

The contract is MLflow's (`mlflow/deployments/base.py`): one client class, `run_local` and `target_help`; every error is
an MlflowException.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mlflow.deployments import BaseDeploymentClient, PredictionsResponse
from mlflow.exceptions import MlflowException

from app.errors import BadInputError, SlipwayError
from app.rollout.config import explain, read
from app.rollout.service import Deployment, Deployments, ExistsError, MissingError, NotReleasedError
from app.rollout.state import Strategy
from app.rollout.store import ReleaseConflictError
from app.routing.route import DEPLOYMENT_NAME
from app.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.registry.promotion import Registry
    from app.targets.port import Target

FLAVOR = "python_function"
_ERROR_CODES: tuple[tuple[type[SlipwayError], str], ...] = (
    (ExistsError, "RESOURCE_ALREADY_EXISTS"),
    (MissingError, "RESOURCE_DOES_NOT_EXIST"),
    (ReleaseConflictError, "RESOURCE_CONFLICT"),
    (NotReleasedError, "INVALID_STATE"),
    (BadInputError, "INVALID_PARAMETER_VALUE"),
    (SlipwayError, "INTERNAL_ERROR"),
)
_INPUT_KEYS = frozenset({"dataframe_split", "dataframe_records", "inputs", "instances"})
_LOCAL_RUN_PORT = 5001  # one above `mlflow server`'s default, as `mlflow models serve` users choose it


class SlipwayDeploymentClient(BaseDeploymentClient):
    """Deployments of one Slipway environment.

    Args:
        target_uri: `slipway:/local`, `slipway:/dev`, …

    Raises:
        MlflowException: The URI names no environment with a target.
    """

    def __init__(self, target_uri: str) -> None:
        super().__init__(target_uri)  # type: ignore[no-untyped-call]  # MLflow leaves it untyped
        with _mlflow_errors():
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
            endpoint: The deployment's own name, or nothing.

        Returns:
            What `get_deployment` returns.

        Raises:
            MlflowException: The name is taken, the input is bad, or the version does not serve.
        """
        with self._deployments() as (deployments, registry):
            from app.progress import progress  # noqa: PLC0415 - rich is slow to import
            from app.rollout.registered import resolve  # noqa: PLC0415 - see above

            _check(name, flavor, endpoint)
            strategy, policy = read(config, default=Strategy.REPLACE)
            if strategy is not Strategy.REPLACE:
                raise BadInputError(
                    f"strategy={strategy} needs a version to compare with",
                    why="a create releases the first one",
                    fix="leave strategy out, or update an existing deployment",
                )
            deployments.create(name, resolve(model_uri, registry), policy, progress())
            return _described(deployments.get(name))

    def update_deployment(
        self,
        name: str,
        model_uri: str | None = None,
        flavor: str | None = None,
        config: Mapping[str, Any] | None = None,
        endpoint: str | None = None,
    ) -> dict[str, Any]:
        """Release another version, or go on with a release that was killed or held; returns when it has ended.

        Updating to the stable version aborts an unfinished release.

        Args:
            name: The deployment.
            model_uri: As for `create_deployment`; nothing: go on with the unfinished release.
            flavor: `python_function`, or nothing.
            config: See `target_help`.
            endpoint: The deployment's own name, or nothing.

        Returns:
            What `get_deployment` returns.

        Raises:
            MlflowException: The deployment is missing, the input is bad, somebody else is releasing it, or the version
                was rolled back or held.
        """
        with self._deployments() as (deployments, registry):
            from app.progress import progress  # noqa: PLC0415 - rich is slow to import
            from app.rollout.registered import resolve  # noqa: PLC0415 - see above

            _check(name, flavor, endpoint)
            strategy, policy = read(config, default=Strategy.CANARY)
            version = resolve(model_uri, registry) if model_uri else None
            deployments.update(name, version, strategy, policy if config else None, progress())
            return _described(deployments.get(name))

    def delete_deployment(
        self, name: str, config: Mapping[str, Any] | None = None, endpoint: str | None = None
    ) -> None:
        """Stop a deployment once the requests under way have ended; does nothing where there is none.

        The registry stays as it is: which version is Production is for the next deployment to know.

        Args:
            name: The deployment.
            config: Nothing; no key is known here.
            endpoint: The deployment's own name, or nothing.

        Raises:
            MlflowException: Somebody is releasing it, or the target does not work.
        """
        with self._deployments() as (deployments, _):
            _check(name, None, endpoint)
            if config:
                raise BadInputError(f"delete takes no config, not {', '.join(config)}", fix="leave it out")
            deployments.delete(name)

    def list_deployments(self, endpoint: str | None = None) -> list[dict[str, Any]]:
        """Every deployment whose first release has succeeded; of `endpoint` alone where one is named.

        Raises:
            MlflowException: The target does not work.
        """
        with self._deployments() as (deployments, _):
            found = [_described(deployment) for deployment in deployments.list()]
            return [each for each in found if endpoint in (None, each["name"])]

    def get_deployment(self, name: str, endpoint: str | None = None) -> dict[str, Any]:
        """A deployment's model, URL, stable version, the phase of its newest release, and its versions.

        Raises:
            MlflowException: There is none of that name.
        """
        with self._deployments() as (deployments, _):
            _check(name, None, endpoint)
            return _described(deployments.get(name))

    def predict(
        self, deployment_name: str | None = None, inputs: Any = None, endpoint: str | None = None
    ) -> PredictionsResponse:
        """Predict through the router, as every caller's request goes.

        Args:
            deployment_name: The deployment; `endpoint` says the same.
            inputs: A DataFrame, an array, a list, or a dict: either MLflow's request body or named inputs.
            endpoint: The deployment; used where `deployment_name` is not given.

        Raises:
            MlflowException: There is no such deployment, or the answer is an error; its body is in the message.
        """
        name = deployment_name or endpoint
        if name is None:
            raise _error("name a deployment to predict with", "INVALID_PARAMETER_VALUE")
        with _mlflow_errors():
            answer = self._target().predict(name, _request_body(inputs))
        if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
            code = "RESOURCE_DOES_NOT_EXIST" if answer.status == 404 else "BAD_REQUEST"  # noqa: PLR2004 - not found
            text = answer.body.decode(errors="replace")
            raise _error(f"{name} answers {answer.status}: {text}", code)
        response: PredictionsResponse = PredictionsResponse.from_json(answer.body)  # type: ignore[no-untyped-call]  # see above
        return response

    def _target(self) -> Target:
        if self._connected is None:
            from app.targets.registry import connect  # noqa: PLC0415 - the help starts fast

            self._connected = connect(self._environment)
        return self._connected

    @contextmanager
    def _deployments(self) -> Iterator[tuple[Deployments, Registry]]:
        """What can be done in the environment, and its registry, with the environment's variables set meanwhile."""
        from app.rollout.wiring import wired  # noqa: PLC0415 - the help starts fast

        with _mlflow_errors(), wired(self._target(), self._environment) as parts:
            yield parts.deployments, parts.registry


def run_local(name: str, model_uri: str, flavor: str | None = None, config: Mapping[str, Any] | None = None) -> None:
    """Serve a model in the foreground until Ctrl-C, with nothing in front of it and nothing remembered.

    Args:
        name: The name it has in logs and metrics.
        model_uri: Anything MLflow can load; `models:/…`, `runs:/…`, a path.
        flavor: `python_function`, or nothing.
        config: `port` (default 5001).

    Raises:
        MlflowException: The input is bad, or the server ends with an error.
    """
    with _mlflow_errors():
        _check(name, flavor, None)
        port = _port(config or {})
        known = re.fullmatch(r"models:/+[^/@]+/(\d+)", model_uri)
        command = [sys.executable, "-m", "app.serving", "--model-uri", model_uri, "--name", name]
        command += ["--version", known[1] if known else "0", "--port", str(port)]
        try:
            code = subprocess.run(command, env={**os.environ, **_platform_variables()}, check=False).returncode
        except KeyboardInterrupt:
            return  # the server got the signal too, and has drained
        if code != 0:
            raise SlipwayError(f"the model server ended with exit code {code}", fix="its own words are above")


def target_help() -> str:
    """What `mlflow deployments help -t slipway` prints."""
    from app.targets.registry import environments  # noqa: PLC0415 - needed for the help only

    return f"""\
Slipway: registered MLflow models behind Envoy, released so that nobody notices.

Target URI: slipway:/<environment>. Environments with a target here: {", ".join(environments()) or "none"}.
The tracking server is the environment's own; MLFLOW_TRACKING_URI need not be set.

  mlflow deployments create  -t slipway:/local --name wine -m models:/wine/1
  mlflow deployments update  -t slipway:/local --name wine -m models:/wine/2 -C steps=10,50,100
  mlflow deployments predict -t slipway:/local --name wine -I input.json
  mlflow deployments get     -t slipway:/local --name wine
  mlflow deployments delete  -t slipway:/local --name wine

Model URIs: models:/name/version, models:/name@alias, models:/name/Stage. A version must be in Staging (its gates have
passed) or have been in Production. In the last step of its release it becomes Production, and the version it replaces
becomes Archived; a release that fails ends with the stable version serving everything, as before.

An update moves the traffic step by step. At each step only a PASS goes on, a FAIL rolls back at once, and a step that
stays without a verdict is held: the command ends with an error that says why, and the weights stay. To go on with a
release that was held or killed, give the same command again; to abort it, update to the stable version. From a second
terminal: bin/slipway history | promote | abort | rollback NAME (each with --help).

A blue-green update probes the new version past the router first, then gives it all of the traffic at once. The old one
stays started without traffic, so that `bin/slipway rollback NAME` takes less than a second:

  mlflow deployments update  -t slipway:/local --name wine -m models:/wine/2 -C strategy=blue-green

Config (-C key=value), for create and update:
{explain()}

run-local serves one model in the foreground, alone (-C port=5001).
"""


def _described(deployment: Deployment) -> dict[str, Any]:
    status, release = deployment.status, deployment.release
    return {
        "name": status.name,
        "flavor": FLAVOR,
        "model": status.model,
        "url": f"{status.url}/invocations",
        "stable_version": deployment.stable,
        "phase": release.phase.value if release else "",
        "held": release.held if release else "",
        "versions": [
            {"version": each.version, "weight": each.weight, "healthy": each.healthy, "detail": each.detail}
            for each in status.versions
        ],
    }


def _check(name: str, flavor: str | None, endpoint: str | None) -> None:
    if not re.fullmatch(DEPLOYMENT_NAME, name):
        raise BadInputError(
            f"deployment name {name!r} cannot be used",
            why="it becomes part of a URL and of process names",
            fix="use up to 40 lower-case letters, digits and hyphens",
        )
    if flavor not in (None, FLAVOR):
        raise BadInputError(
            f"flavor {flavor!r} is not served", why=f"models are served as {FLAVOR}", fix="leave it out"
        )
    if endpoint not in (None, name):
        raise BadInputError(
            f"endpoint {endpoint!r} is not {name!r}", why="every deployment is its own endpoint", fix="leave it out"
        )


def _request_body(inputs: Any) -> bytes:
    from mlflow.utils.proto_json_utils import dump_input_data  # noqa: PLC0415 - imports pandas

    if isinstance(inputs, dict):  # MLflow's own helper cannot read one
        body = inputs if _INPUT_KEYS & inputs.keys() else {"inputs": inputs}
        return json.dumps(body).encode()
    return str(dump_input_data(inputs)).encode()


def _port(config: Mapping[str, Any]) -> int:
    unknown = sorted(config.keys() - {"port"})
    if unknown:
        raise BadInputError(f"unknown config key {unknown[0]!r}{nearest(unknown[0], ['port'])}", why="known keys: port")
    given = str(config.get("port", _LOCAL_RUN_PORT))
    if not given.isdigit() or not 0 < int(given) < 2**16:
        raise BadInputError(f"port={given!r} is no port", fix="give a number from 1 to 65535")
    return int(given)


def _platform_variables() -> Mapping[str, str]:
    """The local platform's variables where there is one; else the caller's own name the tracking server."""
    from app.targets.registry import connect  # noqa: PLC0415 - the help starts fast

    try:
        return connect("local").variables
    except SlipwayError:
        return {}


@contextmanager
def _mlflow_errors() -> Iterator[None]:
    try:
        yield
    except SlipwayError as error:
        code = next(code for kind, code in _ERROR_CODES if isinstance(error, kind))
        # The message says it all; a second traceback on the command line would only hide it.
        raise _error(str(error), code) from None


def _error(message: str, code: str) -> MlflowException:
    from mlflow.protos.databricks_pb2 import ErrorCode  # noqa: PLC0415 - needed for an error only

    return MlflowException(message, error_code=ErrorCode.Value(code))
