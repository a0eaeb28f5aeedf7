"""What supervisord is told: its own configuration, and a section for each program (http://supervisord.org/configuration)."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class Program:
    """A process to keep alive.

    Args:
        name: Lower-case letters, digits and hyphens.
        command: Program and arguments. Never a secret: every user of the machine can read it.
        environment: Variables beside those of the caller.
        stop_signal: The signal that asks it to end.
        stop_timeout_seconds: How long it may take to end after that before it is killed.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_timeout_seconds: int = 30

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            msg = f"program name {self.name!r} must match {_NAME.pattern}"
            raise ValueError(msg)


def program_section(program: Program, *, logs: Path, mark: Mapping[str, str]) -> str:
    """The section of one program; `mark` is added to its environment.

    Raises:
        ValueError: A value of the environment cannot be written down.
    """
    environment = {**program.environment, **mark}
    pairs = ",".join(f"{key}={_quoted(value)}" for key, value in sorted(environment.items()))
    return "\n".join(
        [
            f"[program:{program.name}]",
            f"command={_escaped(shlex.join(program.command))}",
            f"environment={pairs}",
            "startsecs=1",
            "startretries=1000000",  # each a second later than the one before; callers decide when to give up
            "autorestart=true",
            "stopasgroup=true",
            "killasgroup=true",
            f"stopsignal={program.stop_signal}",
            f"stopwaitsecs={program.stop_timeout_seconds}",
            "redirect_stderr=true",
            f"stdout_logfile={_escaped(str(logs / program.name))}.log",
            "stdout_logfile_maxbytes=10MB",
            "stdout_logfile_backups=2",
            "",
        ]
    )


def daemon_configuration(folder: Path, *, socket: Path, programs: Path) -> str:
    """Supervisord's own configuration: its files lie in `folder`, its control socket is its owner's alone."""
    return "\n".join(
        [
            "[supervisord]",
            f"logfile={_escaped(str(folder))}/supervisord.log",
            f"pidfile={_escaped(str(folder))}/supervisord.pid",
            f"childlogdir={_escaped(str(folder))}",
            "umask=077",
            "[unix_http_server]",
            f"file={_escaped(str(socket))}",
            "chmod=0600",
            "[rpcinterface:supervisor]",
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface",
            "[supervisorctl]",
            f"serverurl=unix://{_escaped(str(socket))}",
            "[include]",
            f"files={_escaped(str(programs))}/*.conf",
            "",
        ]
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(value: str) -> str:
    if "\n" in value or ('"' in value and "'" in value):
        msg = (
            f"an environment value with a line break or both kinds of quotes cannot be given to supervisord: {value!r}"
        )
        raise ValueError(msg)
    quote = "'" if '"' in value else '"'
    return f"{quote}{_escaped(value)}{quote}"
