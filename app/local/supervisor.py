"""Keeps the local processes alive, on top of supervisord (http://supervisord.org).

A program is one file below `supervisor/programs`; supervisord restarts what dies, rotates its log, and outlives the
command that started it. It speaks over a Unix socket that only its owner can open.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import xmlrpc.client
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psutil
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from app.errors import SlipwayError
from app.local import marked
from app.local.home import socket_dir, write_private
from app.local.program import daemon_configuration, program_section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.local.program import Program

_NO_SUCH_NAME = 10  # supervisor.xmlrpc.Faults.BAD_NAME
_NOT_RUNNING = 70  # supervisor.xmlrpc.Faults.NOT_RUNNING
_START_SECONDS = 15


@dataclass(frozen=True)
class ProgramStatus:
    """What supervisord says of a program; `state` is one of its words (RUNNING, STARTING, BACKOFF, FATAL, …)."""

    name: str
    state: str
    pid: int | None
    uptime_seconds: float
    log_file: Path


class Supervisor:
    """The processes of one home folder. Making one starts nothing; `ensure` starts supervisord where it must."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "supervisor"
        self._programs = self._folder / "programs"
        self._logs = home / "logs"

    def ensure(self, program: Program) -> None:
        """Run `program`: start it, restart it where its definition changed or it gave up, else leave it alone.

        Raises:
            SlipwayError: supervisord does not start or refuses the program.
        """
        self._start()
        section = self._programs / f"{program.name}.conf"
        write_private(section, program_section(program, logs=self._logs, mark=marked.mark(self._home)))
        try:
            with self._server() as server:
                _take_up(server, program.name)
        except SlipwayError:
            section.unlink()  # or it would spoil every later change
            raise

    def remove(self, name: str) -> None:
        """Stop the program and forget it; does nothing where there is none."""
        (self._programs / f"{name}.conf").unlink(missing_ok=True)
        if self.running():
            with self._server() as server:
                _stop_group(server, name)

    def send_signal(self, name: str, sign: str) -> None:
        """Send a signal, by its name without SIG, to a running program.

        Raises:
            SlipwayError: It does not run.
        """
        with self._server() as server:
            server.signalProcess(name, sign)

    def programs(self) -> dict[str, ProgramStatus]:
        """Every program by name; empty where supervisord does not run."""
        if not self.running():
            return {}
        with self._server() as server:
            rows = server.getAllProcessInfo()
        return {
            row["name"]: ProgramStatus(
                name=row["name"],
                state=row["statename"],
                pid=row["pid"] or None,
                uptime_seconds=float(row["now"] - row["start"]) if row["pid"] else 0.0,
                log_file=self._logs / f"{row['name']}.log",
            )
            for row in rows
        }

    def running(self) -> bool:
        """Whether supervisord answers."""
        try:
            with self._server() as server:
                return bool(server.getState()["statename"] == "RUNNING")
        except OSError:
            return False

    def shutdown(self) -> None:
        """Stop every program, then supervisord; returns when all of them have ended."""
        if self.running():
            with self._server() as server, contextlib.suppress(OSError):
                server.shutdown()
        pid = self._pid()
        if pid is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(pid).wait(timeout=90)
        self.end_strays()

    def end_strays(self, sign: signal.Signals = signal.SIGTERM, *, seconds: float = 20) -> list[int]:
        """End the processes of this home that supervisord does not keep; returns their ids.

        Args:
            sign: How each is asked; what has not ended `seconds` later is killed.
            seconds: How long all of them together have to end.
        """
        return marked.end(self._home, self._pid() if self.running() else None, sign, seconds)

    def _start(self) -> None:
        if self.running():
            return
        self.end_strays()
        for folder in (self._programs, self._logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self._programs.glob("*.conf"):  # programs are started by those who need them, never by a restart
            left.unlink()
        self._socket.unlink(missing_ok=True)
        write_private(
            self._configuration, daemon_configuration(self._folder, socket=self._socket, programs=self._programs)
        )
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self._configuration)]
        # It bears the mark as well: a child that it has just forked shows its environment, not yet its own.
        environment = {**os.environ, **marked.mark(self._home)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self._folder, env=environment)
        if done.returncode != 0:
            raise SlipwayError("supervisord does not start", why=(done.stderr or done.stdout).strip())
        self._wait_until_it_answers()

    @retry(retry=retry_if_exception_type(OSError), stop=stop_after_delay(_START_SECONDS), wait=wait_fixed(0.05))
    def _wait_until_it_answers(self) -> None:
        with self._server() as server:
            server.getState()

    def _pid(self) -> int | None:
        try:
            return int((self._folder / "supervisord.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None

    @property
    def _configuration(self) -> Path:
        return self._folder / "supervisord.conf"

    @property
    def _socket(self) -> Path:
        return socket_dir(self._home) / "supervisor.sock"

    @contextlib.contextmanager
    def _server(self) -> Iterator[Any]:
        from supervisor.xmlrpc import SupervisorTransport  # noqa: PLC0415 - slow to import, and only local runs need it

        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        try:
            with xmlrpc.client.ServerProxy("http://localhost", transport=transport) as proxy:
                yield proxy.supervisor
        except xmlrpc.client.Fault as fault:
            raise SlipwayError(f"supervisord refuses: {fault.faultString}", fix=f"see {self._folder}") from fault


def _take_up(server: Any, name: str) -> None:
    added, changed, _ = server.reloadConfig()[0]
    if name in changed:
        _stop_group(server, name)
    if name in {*added, *changed}:
        server.addProcessGroup(name)
    elif server.getProcessInfo(name)["statename"] not in {"RUNNING", "STARTING", "BACKOFF"}:
        server.startProcess(name, False)  # noqa: FBT003 - XML-RPC has no keywords; False: do not wait


def _stop_group(server: Any, name: str) -> None:
    for call in (server.stopProcess, server.removeProcessGroup):
        try:
            call(name)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode not in {_NO_SUCH_NAME, _NOT_RUNNING}:
                raise
