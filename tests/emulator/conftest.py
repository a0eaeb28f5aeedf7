"""An AWS emulator of the layer's own, on a free port, gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from app.local.emulator import variables

if TYPE_CHECKING:
    from collections.abc import Iterator

READY_SECONDS = 30


@pytest.fixture(scope="session")
def emulator_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("emulator")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (folder / "emulator.log").open("w") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("ministack"))],
            cwd=folder,
            env={**os.environ, **variables(port)},
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_ready(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_localstack/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the emulator did not start within {READY_SECONDS} s")
