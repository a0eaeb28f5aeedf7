"""An AWS emulator for the tests of a module: a process of its own on a free port, gone afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.local import emulator
from app.local.supervisor import Supervisor
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def running_emulator(folder: Path) -> Iterator[str]:
    """The URL of an emulator that keeps its files in `folder`."""
    supervisor, port = Supervisor(folder), free_port()
    url = f"http://127.0.0.1:{port}"
    try:
        supervisor.ensure(emulator.program(folder, port))
        emulator.wait(url)
        yield url
    finally:
        supervisor.shutdown()
