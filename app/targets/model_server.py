"""A model server as a local process: how it is started, and how one knows that it is ready or never will be."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from prometheus_client.parser import text_string_to_metric_families

from app.local.program import Program
from app.targets.port import CandidateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.local.supervisor import Supervisor
    from app.routing import Backend

START_SECONDS = 180.0
"""Importing MLflow and loading a model takes 5 to 15 s on two busy cores; big models and slow disks need more."""

_POLL_SECONDS = 0.1
_LOG_LINES = 8


@dataclass(frozen=True)
class Readiness:
    """What a server says of itself; `answers` is False where nothing listens."""

    ready: bool
    answers: bool
    detail: str


def program_name(deployment: str, version: str) -> str:
    """The name under which the server is supervised."""
    return f"model-{deployment}-{version}"


def program(
    deployment: str, model: str, backend: Backend, environment: Mapping[str, str], *, payload_log: str
) -> Program:
    """The server as a supervised program; `payload_log` is where it logs requests and answers."""
    options = {
        "--model-uri": f"models:/{model}/{backend.version}",
        "--name": model,
        "--version": backend.version,
        "--host": backend.host,
        "--port": str(backend.port),
        "--deployment": deployment,
        "--payload-log": payload_log,
        # Soon enough for `bin/slipway drift` right after a first request; in a cluster fewer, larger files are better.
        "--payload-flush-seconds": "2",
    }
    words = [word for pair in options.items() for word in pair]
    return Program(
        name=program_name(deployment, backend.version),
        command=(sys.executable, "-m", "app.serving", *words),
        environment=environment,
    )


def readiness(backend: Backend) -> Readiness:
    """Ask the server's /ready."""
    try:
        answer = httpx.get(f"http://{backend.host}:{backend.port}/ready", timeout=2, trust_env=False)
        body = answer.json()
    except httpx.HTTPError as error:
        return Readiness(ready=False, answers=False, detail=f"does not answer: {type(error).__name__}")
    except ValueError:
        body = {}
    said = ": ".join(str(body[key]) for key in ("status", "message") if body.get(key))
    return Readiness(ready=answer.status_code == httpx.codes.OK, answers=True, detail=said)


def wait_until_ready(supervisor: Supervisor, name: str, backend: Backend, *, seconds: float = START_SECONDS) -> None:
    """Return when the server is ready.

    Raises:
        CandidateError: It has ended, or is not ready in time; the reason is its own last word, or its log's last lines.
    """
    end = time.monotonic() + seconds
    first_pid: int | None = None
    last_words = ""
    while time.monotonic() < end:
        said = readiness(backend)
        if said.ready:
            return
        last_words = said.detail if said.answers else last_words
        status = supervisor.programs().get(name)
        pid = status.pid if status else None
        first_pid = first_pid or pid
        # supervisord starts again whatever ends: another process id, or none, is a server that has given up.
        if first_pid is not None and pid != first_pid:
            raise _failed(backend, "its server has ended", last_words, status.log_file if status else None)
        time.sleep(_POLL_SECONDS)
    status = supervisor.programs().get(name)
    raise _failed(backend, f"it is not ready after {seconds:g} s", last_words, status.log_file if status else None)


def model_errors(backend: Backend) -> int | None:
    """How many errors the model has raised since its server started; None where the server does not tell."""
    try:
        answer = httpx.get(f"http://{backend.host}:{backend.port}/metrics", timeout=2, trust_env=False)
        answer.raise_for_status()
        return counted_model_errors(answer.text)
    except (httpx.HTTPError, ValueError):
        return None


def counted_model_errors(metrics: str) -> int:
    """The errors of the model that a server's /metrics tells of.

    Raises:
        ValueError: These are no metrics.
    """
    samples = [sample for family in text_string_to_metric_families(metrics) for sample in family.samples]
    return int(sum(sample.value for sample in samples if sample.name == "slipway_model_errors_total"))


def _failed(backend: Backend, what: str, last_words: str, log: Path | None) -> CandidateError:
    return CandidateError(
        f"version {backend.version} does not serve: {what}",
        why=last_words or _tail(log),
        fix=f"see {log}" if log else "",
    )


def _tail(log: Path | None) -> str:
    if log is None or not log.exists():
        return "it wrote no log"
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(lines[-_LOG_LINES:]) or "its log is empty"
