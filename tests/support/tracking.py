"""A real MLflow tracking server for tests: one a session, on the session's PostgreSQL, artifacts in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import httpx
import pytest

from app.database import SECRET_FILE_VARIABLE, url
from app.local.postgres import Postgres
from app.outputs import Database
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_START_SECONDS = 300
_STOP_SECONDS = 15


@pytest.fixture(scope="session")
def tracking_server(postgres_home: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URI of a running tracking server; models and experiments of all tests of the session meet in it."""
    folder = tmp_path_factory.mktemp("tracking")
    with running_tracking_server(postgres_home, folder, artifact_root=(folder / "artifacts").as_uri()) as uri:
        yield uri


@contextmanager
def running_tracking_server(
    postgres_home: tuple[Path, int],
    folder: Path,
    *,
    artifact_root: str,
    name: str = "tracking",
    host: str = "127.0.0.1",
) -> Iterator[str]:
    """The URI of a running tracking server.

    Args:
        postgres_home: The session's PostgreSQL.
        folder: Where its log lies.
        artifact_root: Where experiments keep their artifacts.
        name: The database's name.
        host: The address it listens on.
    """
    home, postgres_port = postgres_home
    database = Database(host="127.0.0.1", port=postgres_port, name=name, username="slipway")
    postgres = Postgres(home, database)
    postgres.provide()
    port = free_port()
    options = {
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--backend-store-uri": url(database).render_as_string(),
        "--default-artifact-root": artifact_root,
    }
    command = [sys.executable, "-m", "mlflow", "server", "--no-serve-artifacts"]
    command += [word for pair in options.items() for word in pair]
    environment = {
        **os.environ,
        SECRET_FILE_VARIABLE: str(postgres.secret_file),
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    log = folder / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=stream, stderr=subprocess.STDOUT)
    uri = f"http://{host}:{port}"
    try:
        _wait(uri, process, log)
        yield uri
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(uri: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{uri}/api/2.0/mlflow/registered-models/search", trust_env=False).is_success:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the tracking server did not come up:\n{log.read_text()[-4000:]}")
