"""The processes of a home folder, known by a mark in their environment, whoever started them and whoever died since."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_MARK = "SLIPWAY_SUPERVISED"  # its value is the home folder
_LOOK_SECONDS = 0.05
# One look does not do: what is being started right then shows no environment, or has no number in the list yet.
_QUIET_LOOKS = 2


def mark(home: Path) -> dict[str, str]:
    """The environment variable of a process that belongs to `home`."""
    return {_MARK: str(home)}


def belongs_to(process: psutil.Process, home: Path) -> bool:
    """Whether `process` was started for the runtime in `home`."""
    try:
        return process.environ().get(_MARK) == str(home)
    except psutil.Error:  # gone, or another user's: not ours
        return False


def start(command: Sequence[str], home: Path, environment: Mapping[str, str], **options: Any) -> subprocess.Popen[str]:
    """Start a command that bears the mark, and that shows it before Ctrl-C is heard.

    Ctrl-C in the middle of a start would leave a process of which nobody knows.

    Args:
        command: What to run.
        home: Whose it is.
        environment: The process's other variables.
        options: Further ones of `subprocess.Popen`.
    """
    with _ctrl_c_waits():
        process = subprocess.Popen(command, env={**environment, **mark(home)}, text=True, **options)
        with contextlib.suppress(psutil.NoSuchProcess):
            seen = psutil.Process(process.pid)
            while process.poll() is None and not belongs_to(seen, home):
                time.sleep(0.001)
    return process


@contextlib.contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():  # nobody would hear it here
        yield
        return
    heard: list[Any] = []
    signal.signal(signal.SIGINT, lambda *said: heard.append(said))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        before(*heard[0])


def end(home: Path, kept: int | None, sign: signal.Signals, seconds: float) -> list[int]:
    """End the processes of `home`, but for `kept` and what descends from it; returns their ids.

    Args:
        home: Whose processes.
        kept: The id of a process that stays.
        sign: How each is asked; what has not ended `seconds` later is killed.
        seconds: How long all of them together have to end.
    """
    asked: set[int] = set()
    until = time.monotonic() + seconds
    quiet = 0
    while quiet < _QUIET_LOOKS:  # again and again: one that is ending may start another
        strays = [process for process in psutil.process_iter() if _is_stray(process, home, kept)]
        quiet = 0 if strays else quiet + 1
        for process in strays:
            with contextlib.suppress(psutil.NoSuchProcess):
                if time.monotonic() > until:
                    process.kill()
                elif process.pid not in asked:  # once: at a second signal Terraform would not save its state
                    process.send_signal(sign)
            asked.add(process.pid)
        time.sleep(_LOOK_SECONDS)
    return sorted(asked)


def _is_stray(process: psutil.Process, home: Path, kept: int | None) -> bool:
    if not belongs_to(process, home):
        return False
    try:
        ancestors = {parent.pid for parent in process.parents()}
    except psutil.NoSuchProcess:
        return False
    return kept is None or kept not in {process.pid, *ancestors}
