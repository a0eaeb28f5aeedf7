"""A server process under measurement."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT = Path(__file__).resolve().parents[2]
_STOP_SECONDS = 15
_POLL_SECONDS = 0.05


class Watched:
    """Runs a command for as long as its context lasts, in a process group of its own.

    Args:
        name: What to call it in errors.
        command: What to run.
        environment: Its environment variables.
        log: Where its output goes.
    """

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._name = name
        self._log = log
        with log.open("wb") as stream:
            self._process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=dict(environment),
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # The whole group: some servers leave workers behind when only their parent is told to go.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def until_answers(self, url: str, body: Mapping[str, Any], seconds: float) -> None:
        """Wait until a prediction is answered with 200.

        Raises:
            SlipwayError: The process ended, or the time is up.
        """
        import httpx

        from app.errors import SlipwayError

        deadline = time.monotonic() + seconds
        with httpx.Client(trust_env=False, timeout=10) as client:
            while time.monotonic() < deadline and self._process.poll() is None:
                with suppress(httpx.TransportError):
                    if client.post(url, json=dict(body)).is_success:
                        return
                time.sleep(_POLL_SECONDS)
        text = self._log.read_text(encoding="utf-8", errors="replace")
        raise SlipwayError(f"{self._name} did not answer within {seconds:g} s", why=text[-2000:])

    def memory_mib(self) -> float:
        """What the process and its children hold together, shared pages once."""
        import psutil

        total = 0
        root = psutil.Process(self._process.pid)
        for each in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                memory = each.memory_full_info()
                total += getattr(memory, "pss", memory.uss)
        return total / 2**20
