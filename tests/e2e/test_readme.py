"""Every command in the README is run: here, or where `ELSEWHERE` says."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.platform import ROOT

if TYPE_CHECKING:
    from tests.support.platform import Platform

pytestmark = pytest.mark.timeout(900)  # the first of them waits for the platform's first start

# These start, stop or test the platform itself.
ELSEWHERE = {
    "bin/up": "tests/e2e/test_up.py",
    "bin/up --dataset breast-cancer": "tests/e2e/test_up.py",
    "bin/down": "tests/e2e/test_up.py",
    "bin/down --delete-data": "tests/e2e/test_up.py",
    "bin/test": ".ci/run",
    "cdktf deploy 'prod-*'": "tests/emulator/test_every_environment.py",  # with the emulator for AWS
}


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]


def test_the_two_commands_stand_first() -> None:
    assert commands()[:2] == ["bin/up", "bin/test"]


@pytest.mark.parametrize("command", sorted(ELSEWHERE))
def test_a_command_that_is_run_elsewhere_really_is(command: str) -> None:
    words = shlex.split(command.removeprefix("cdktf "))
    text = (ROOT / ELSEWHERE[command]).read_text()
    assert command in text or ", ".join(f'"{word}"' for word in words) in text


@pytest.mark.parametrize("command", [line for line in commands() if line not in ELSEWHERE])
def test_a_command_works_on_the_platform(command: str, platform: Platform, first_up: Any) -> None:
    assert first_up["prediction"]
    inside = "" if command.startswith((".", "bin/")) else ". bin/activate; "
    done = platform.run("bash", "-c", f"{inside}{command}")
    assert done.returncode == 0, done.stderr
