"""`mlflow deployments run-local`: one model, alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from app.deployments.errors import mlflow_errors
from app.deployments.given import check
from app.errors import BadInputError, SlipwayError
from app.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCAL_RUN_PORT = 5001  # one above `mlflow server`'s default, as `mlflow models serve` users choose it


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
    with mlflow_errors():
        check(name, flavor)
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
