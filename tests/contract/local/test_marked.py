"""Processes are found by their mark, however early they are asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from app.local import marked
from app.local.infrastructure import Infrastructure
from app.local.runtime import Ports, Runtime
from app.progress import progress
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from pathlib import Path

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")


def interrupted_on_the_way(*words: Any, **options: Any) -> subprocess.Popen[str]:
    """Popen, with Ctrl-C just before the process exists."""
    os.kill(os.getpid(), signal.SIGINT)
    return REAL(*words, **options)


REAL = subprocess.Popen


def of(home: Path) -> list[int]:
    return [process.pid for process in psutil.process_iter() if marked.belongs_to(process, home)]


def test_a_started_process_bears_the_mark_at_once(tmp_path: Path) -> None:
    for _ in range(20):
        process = marked.start(SLEEP, tmp_path, os.environ)
        assert of(tmp_path) == [process.pid]
        process.kill()
        process.wait()


def test_ctrl_c_in_the_middle_of_a_start_is_heard_when_the_process_can_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", interrupted_on_the_way)
    heard_by = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        marked.start(SLEEP, tmp_path, os.environ)
    assert signal.getsignal(signal.SIGINT) is heard_by
    (left,) = of(tmp_path)
    assert marked.end(tmp_path, None, signal.SIGTERM, 20) == [left]
    assert of(tmp_path) == []


def test_a_thread_that_cannot_hear_ctrl_c_may_start_one_too(tmp_path: Path) -> None:
    thread = threading.Thread(target=marked.start, args=(SLEEP, tmp_path, os.environ))
    thread.start()
    thread.join()
    assert marked.end(tmp_path, None, signal.SIGTERM, 20) != []


def test_a_command_that_ends_before_anyone_looks_is_no_error(tmp_path: Path) -> None:
    assert marked.start((sys.executable, "-c", ""), tmp_path, os.environ).wait() == 0


def test_ctrl_c_while_cdktf_starts_leaves_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ports = Ports(**{name: free_port() for name in Ports.model_fields})
    runtime = Runtime(tmp_path, endpoint_url="http://127.0.0.1:9", embedded_emulator=True, ports=ports)
    monkeypatch.setattr(subprocess, "Popen", interrupted_on_the_way)
    with pytest.raises(KeyboardInterrupt):
        Infrastructure(runtime, {}).deploy(progress())
    assert of(tmp_path) == []
