"""The emulators, each a process of the layer's own on a free port, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx

from app.local.emulator import COMMAND, variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

READY_SECONDS = 60


@contextlib.contextmanager
def ministack(folder: Path) -> Iterator[int]:
    """MiniStack; its port."""
    port = free_port()
    with _server(COMMAND, variables(port), folder, f"http://127.0.0.1:{port}/_localstack/health"):
        yield port


@contextlib.contextmanager
def moto(folder: Path) -> Iterator[int]:
    """moto; its port."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _server(command, {}, folder, f"http://127.0.0.1:{port}/moto-api/"):
        yield port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _server(command: Sequence[str], environment: Mapping[str, str], folder: Path, health: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(health)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=5).status_code == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {READY_SECONDS} s")
