"""The MLflow tracking server: the real one, on the embedded PostgreSQL, artifacts straight to the stacks' S3 bucket."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpx
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from app import database
from app.errors import SlipwayError
from app.local.home import write_private
from app.local.program import Program

if TYPE_CHECKING:
    from app.local.runtime import Runtime
    from app.outputs import StackOutputs

NAME = "tracking"
_START_SECONDS = 120


def upgrade_schema(runtime: Runtime, outputs: StackOutputs) -> None:
    """Bring the database to the schema of the installed MLflow, once for each version of it.

    Raises:
        SlipwayError: The upgrade failed; the database is as it was before.
    """
    done_for = runtime.home / "tracking-schema"
    if done_for.exists() and done_for.read_text(encoding="utf-8").strip() == version("mlflow"):
        return
    upgrade(runtime, outputs)
    write_private(done_for, version("mlflow") + "\n")


def upgrade(runtime: Runtime, outputs: StackOutputs) -> str:
    """Run the tracking image's own upgrade as a process, with the server stopped; returns what it says.

    Raises:
        SlipwayError: The upgrade failed; the database is as it was before.
    """
    runtime.supervisor().remove(NAME)
    command = [sys.executable, "-m", "app.tracking", "upgrade", "--database-url", _backend(outputs)]
    environment = {**os.environ, **runtime.environment}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        errors = done.stderr.rpartition("error: ")[2].strip()
        raise SlipwayError("the upgrade of the tracking database failed", why=errors)
    return done.stdout.strip()


def program(runtime: Runtime, outputs: StackOutputs) -> Program:
    """The server as a program. One worker: it serves one machine, and each worker is 300 MB."""
    options = {
        "--backend-store-uri": _backend(outputs),
        "--default-artifact-root": outputs.artifact_root,
        "--host": "127.0.0.1",
        "--port": str(runtime.ports.tracking_port),
        "--workers": "1",
    }
    words = [word for pair in options.items() for word in pair]
    return Program(
        name=NAME,
        command=(sys.executable, "-m", "app.tracking", "serve", "--no-serve-artifacts", *words),
        # Jobs are for evaluating language models; they would start a task queue of their own.
        environment={**runtime.environment, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"},
    )


def wait(runtime: Runtime, *, seconds: float = _START_SECONDS) -> None:
    """Return when the server answers an API call; `/health` alone would not show that its database works.

    Raises:
        SlipwayError: It does not in time; the end of its log is the reason given.
    """
    waiting = Retrying(
        retry=retry_if_exception_type(httpx.HTTPError), stop=stop_after_delay(seconds), wait=wait_fixed(0.25)
    )
    try:
        waiting(lambda: ask(runtime.tracking_uri))
    except RetryError as error:
        log = runtime.home / "logs" / f"{NAME}.log"
        raise SlipwayError(
            f"the tracking server does not come up at {runtime.tracking_uri}",
            why=_tail(log.read_text(encoding="utf-8", errors="replace")) if log.exists() else "it wrote no log",
            fix=f"see {log}",
        ) from error


def ask(tracking_uri: str) -> None:
    """One API call that reads the database.

    Raises:
        httpx.HTTPError: The server does not answer, or answers with an error.
    """
    answer = httpx.post(
        f"{tracking_uri}/api/2.0/mlflow/experiments/search", json={"max_results": 1}, timeout=10, trust_env=False
    )
    answer.raise_for_status()


def _backend(outputs: StackOutputs) -> str:
    return database.url(outputs.data.database).render_as_string()


def _tail(log: str, *, lines: int = 8) -> str:
    return "\n".join(log.strip().splitlines()[-lines:])
