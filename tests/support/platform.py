"""A whole local platform for end-to-end tests: the commands as a person runs them, on ports and a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from app.local.marked import belongs_to
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
PORT_NAMES = ("EMULATOR", "DATABASE", "TRACKING", "ROUTER", "ROUTER_ADMIN", "MODEL_SERVER_FIRST")
_INHERITED = ("SLIPWAY_", "MLFLOW_", "AWS_", "LOCALSTACK_")


@dataclass
class Platform:
    """The commands in `bin/`, run with the environment of one platform."""

    environment: Mapping[str, str]

    @classmethod
    def in_folder(cls, home: Path) -> Platform:
        """A platform that keeps its data in `home` and listens on free ports."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_INHERITED)}
        ports = {f"SLIPWAY_{name}_PORT": str(free_port()) for name in PORT_NAMES}
        return cls({**clean, **ports, "SLIPWAY_HOME": str(home)})

    @property
    def home(self) -> Path:
        """Where its data lies."""
        return Path(self.environment["SLIPWAY_HOME"])

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command from the project's root; standard output and error are kept apart."""
        return subprocess.run(
            words, cwd=ROOT, env={**self.environment, **environment}, capture_output=True, text=True, check=False
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command in a session of its own, its errors in a pipe, open to Ctrl-C as at a terminal."""
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env=dict(self.environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # A shell's background job ignores the signal, and would hand that down to us.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )

    def ask(self, *words: str) -> Any:
        """Run a command that prints JSON and succeeds; returns what it printed."""
        done = self.run(*words)
        assert done.returncode == 0, f"{' '.join(words)} exits with {done.returncode}\n{done.stderr}\n{done.stdout}"
        return json.loads(done.stdout)

    def processes(self) -> list[psutil.Process]:
        """Every live process that belongs to this platform."""
        return [found for found in psutil.process_iter() if belongs_to(found, self.home) and _is_itself(found)]

    def running(self) -> dict[int, str]:
        """The command lines of its processes, by id."""
        return {process.pid: " ".join(process.cmdline()) for process in self.processes()}


def _is_itself(process: psutil.Process) -> bool:
    """Not what PostgreSQL has forked a moment ago and what still has its parent's name; nor what is gone."""
    try:
        parent = process.parent()
        return parent is None or parent.cmdline() != process.cmdline()
    except psutil.NoSuchProcess:
        return False
