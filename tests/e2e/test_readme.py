"""Every command in the README is run: here, or where `tests/support/commands.py` says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import commands
from tests.support.platform import ROOT

if TYPE_CHECKING:
    from tests.support.platform import Platform

pytestmark = pytest.mark.timeout(900)  # the first of them waits for the platform's first start

# It runs these very tests.
CI = "bin/test"


def documented() -> list[str]:
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def test_the_two_commands_stand_first() -> None:
    assert documented()[:2] == ["bin/up", "bin/test"]


def test_the_second_of_them_is_what_ci_runs() -> None:
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == f"exec {CI}"


@pytest.mark.parametrize("command", [line for line in documented() if line in commands.ELSEWHERE])
def test_a_command_that_another_test_runs_really_is_run_there(command: str) -> None:
    assert commands.is_run(commands.ELSEWHERE[command])


@pytest.mark.parametrize("command", [line for line in documented() if line not in {CI, *commands.ELSEWHERE}])
def test_a_command_works_on_the_platform(command: str, platform: Platform, first_up: Any) -> None:
    assert first_up["prediction"]
    inside = "" if command.startswith((".", "bin/")) else ". bin/activate; "
    done = platform.run("bash", "-c", f"{inside}{command}")
    assert done.returncode == 0, done.stderr
