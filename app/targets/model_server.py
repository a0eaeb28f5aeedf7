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
    from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class Server:
    """One process: the name under which it is supervised, the version it serves, and where it listens."""

    name: str
    version: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://{self.host}:{self.port}"


def servers(deployment: str, backend: Backend) -> tuple[Server, ...]:
    """All servers of a version; the second is called `model-<deployment>-<version>-s2`."""
    first = f"model-{deployment}-{backend.version}"
    names = (first, *(f"{first}-s{number}" for number in range(2, len(backend.ports) + 1)))
    return tuple(
        Server(name, backend.version, backend.host, port) for name, port in zip(names, backend.ports, strict=True)
    )


def program(
    deployment: str, model: str, server: Server, environment: Mapping[str, str], *, payload_log: str
) -> Program:
    """The server as a supervised program; `payload_log` is where it logs requests and answers."""
    options = {
        "--model-uri": f"models:/{model}/{server.version}",
        "--name": model,
        "--version": server.version,
        "--host": server.host,
        "--port": str(server.port),
        "--deployment": deployment,
        "--payload-log": payload_log,
        # Soon enough for `bin/slipway drift` right after a first request; in a cluster fewer, larger files are better.
        "--payload-flush-seconds": "2",
    }
    words = [word for pair in options.items() for word in pair]
    return Program(
        name=server.name,
        command=(sys.executable, "-m", "app.serving", *words),
        environment=environment,
    )


def readiness(server: Server) -> Readiness:
    """Ask the server's /ready."""
    try:
        answer = httpx.get(f"{server.url}/ready", timeout=2, trust_env=False)
        body = answer.json()
    except httpx.HTTPError as error:
        return Readiness(ready=False, answers=False, detail=f"does not answer: {type(error).__name__}")
    except ValueError:
        body = {}
    said = ": ".join(str(body[key]) for key in ("status", "message") if body.get(key))
    return Readiness(ready=answer.status_code == httpx.codes.OK, answers=True, detail=said)


def wait_until_ready(supervisor: Supervisor, server: Server, *, seconds: float = START_SECONDS) -> None:
    """Return when the server is ready.

    Raises:
        CandidateError: It has ended, or is not ready in time; the reason is its own last word, or its log's last lines.
    """
    end = time.monotonic() + seconds
    first_pid: int | None = None
    last_words = ""
    while time.monotonic() < end:
        said = readiness(server)
        if said.ready:
            return
        last_words = said.detail if said.answers else last_words
        status = supervisor.programs().get(server.name)
        pid = status.pid if status else None
        first_pid = first_pid or pid
        # supervisord starts again whatever ends: another process id, or none, is a server that has given up.
        if first_pid is not None and pid != first_pid:
            raise _failed(server, "its server has ended", last_words, status.log_file if status else None)
        time.sleep(_POLL_SECONDS)
    status = supervisor.programs().get(server.name)
    raise _failed(server, f"it is not ready after {seconds:g} s", last_words, status.log_file if status else None)


def model_errors(asked: Iterable[Server]) -> int | None:
    """How many errors the model has raised since these servers started; None where one of them does not tell."""
    try:
        return sum(_model_errors(server) for server in asked)
    except (httpx.HTTPError, ValueError):
        return None


def _model_errors(server: Server) -> int:
    answer = httpx.get(f"{server.url}/metrics", timeout=2, trust_env=False)
    answer.raise_for_status()
    return counted_model_errors(answer.text)


def counted_model_errors(metrics: str) -> int:
    """The errors of the model that a server's /metrics tells of.

    Raises:
        ValueError: These are no metrics.
    """
    samples = [sample for family in text_string_to_metric_families(metrics) for sample in family.samples]
    return int(sum(sample.value for sample in samples if sample.name == "slipway_model_errors_total"))


def _failed(server: Server, what: str, last_words: str, log: Path | None) -> CandidateError:
    return CandidateError(
        f"version {server.version} does not serve: {what}",
        why=last_words or _tail(log),
        fix=f"see {log}" if log else "",
    )


def _tail(log: Path | None) -> str:
    if log is None or not log.exists():
        return "it wrote no log"
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(lines[-_LOG_LINES:]) or "its log is empty"
