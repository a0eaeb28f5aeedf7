from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from app.errors import SlipwayError
from app.local.marked import mark
from app.local.program import Program
from app.local.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path)
    yield made
    made.shutdown()


def eventually(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.05)


def pid(supervisor: Supervisor, name: str) -> int:
    eventually(lambda: supervisor.programs()[name].pid is not None)
    found = supervisor.programs()[name].pid
    assert found
    return found


def test_nothing_runs_until_a_program_is_asked_for(supervisor: Supervisor) -> None:
    assert not supervisor.running()
    assert supervisor.programs() == {}


def test_asking_twice_for_the_same_program_leaves_it_alone(supervisor: Supervisor) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    first = pid(supervisor, "sleeper")
    supervisor.ensure(Program("sleeper", SLEEP))
    assert pid(supervisor, "sleeper") == first


def test_a_program_whose_definition_changed_is_restarted_with_the_new_one(supervisor: Supervisor) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    first = pid(supervisor, "sleeper")
    supervisor.ensure(Program("sleeper", SLEEP, environment={"COLOUR": "50% 'blue', green"}))
    second = pid(supervisor, "sleeper")
    assert second != first
    eventually(lambda: psutil.Process(second).environ().get("COLOUR") == "50% 'blue', green")


def test_a_killed_program_comes_back(supervisor: Supervisor) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    first = pid(supervisor, "sleeper")
    os.kill(first, signal.SIGKILL)
    eventually(lambda: supervisor.programs()["sleeper"].pid not in {None, first})


def test_a_removed_program_ends_and_is_forgotten(supervisor: Supervisor) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    ended = pid(supervisor, "sleeper")
    supervisor.remove("sleeper")
    supervisor.remove("sleeper")
    assert not psutil.pid_exists(ended)
    assert supervisor.programs() == {}


def has_ended(process: int) -> bool:
    try:
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE  # nobody may be there to take its exit code
    except psutil.NoSuchProcess:
        return True


def test_what_a_killed_supervisor_left_is_ended_before_a_new_one_starts(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    stray = pid(supervisor, "sleeper")
    os.kill(int((tmp_path / "supervisor" / "supervisord.pid").read_text()), signal.SIGKILL)
    eventually(lambda: not supervisor.running())
    supervisor.ensure(Program("sleeper", SLEEP))
    eventually(lambda: has_ended(stray))
    assert pid(supervisor, "sleeper") != stray


STARTS_ANOTHER_AS_IT_ENDS = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, lambda *_: (subprocess.Popen([sys.executable, "-c", sys.argv[1]]), sys.exit()))
print("ready", flush=True)
signal.pause()
"""
NEVER_LISTENS = (
    "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print('ready', flush=True); time.sleep(600)"
)


def test_what_a_stray_starts_while_it_ends_is_ended_too(supervisor: Supervisor, tmp_path: Path) -> None:
    with marked(tmp_path, STARTS_ANOTHER_AS_IT_ENDS, "import time; time.sleep(600)") as stray:
        ended = supervisor.end_strays(signal.SIGINT)
        assert stray.pid in ended
        assert len(ended) == 2
        assert all(map(has_ended, ended))


def test_a_stray_that_does_not_listen_is_killed(supervisor: Supervisor, tmp_path: Path) -> None:
    with marked(tmp_path, NEVER_LISTENS) as stray:
        assert supervisor.end_strays(signal.SIGINT, seconds=0.2) == [stray.pid]
        assert stray.wait() == -signal.SIGKILL


@contextlib.contextmanager
def marked(home: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", *words]
    environment = {**os.environ, **mark(home)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        assert started.stdout.readline() == "ready\n"
        yield started
        started.kill()


def test_a_program_writes_its_log_into_the_home(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.ensure(Program("speaker", (sys.executable, "-uc", "import time; print('hello'); time.sleep(600)")))
    log = tmp_path / "logs" / "speaker.log"
    eventually(lambda: log.exists() and "hello" in log.read_text())


@pytest.mark.parametrize("name", ["", "Upper", "a b", "-x", "a/b", "a\n[b]"])
def test_a_name_that_could_break_the_configuration_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="program name"):
        Program(name, SLEEP)


def test_an_environment_value_with_a_line_break_is_refused(supervisor: Supervisor) -> None:
    with pytest.raises(ValueError, match="line break"):
        supervisor.ensure(Program("sleeper", SLEEP, environment={"A": "one\n[program:evil]"}))


def test_a_refusal_of_supervisord_is_told_in_its_words_and_spoils_nothing(supervisor: Supervisor) -> None:
    supervisor.ensure(Program("sleeper", SLEEP))
    with pytest.raises(SlipwayError, match="supervisord refuses"):
        supervisor.ensure(Program("other", SLEEP, stop_signal="NONSENSE"))
    supervisor.ensure(Program("another", SLEEP))
    assert set(supervisor.programs()) == {"sleeper", "another"}
