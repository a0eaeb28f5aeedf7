"""checkov over every stack of every environment: no failed check but those that `suppressed.toml` excuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from stacks.environments import NAMES, environment
from tests.support.template import synthesise
from tests.synth.changed import equipped

CHECKOV = "checkov==3.3.30"
SUPPRESSED = tomllib.loads((Path(__file__).parent / "suppressed.toml").read_text(encoding="utf-8"))
MOST_SUPPRESSED = 10
PROJECT = Path(__file__).resolve().parents[2]


def uv() -> str:
    """The uv on PATH, or the one that `bin/up` has installed for the project."""
    found = shutil.which("uv") or str(PROJECT / ".slipway" / "tools" / "bin" / "uv")
    assert Path(found).is_file(), "uv is needed to run checkov in an environment of its own"
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("scanned")
    stacks = synthesise(*(environment(name, {}) for name in NAMES), equipped())
    for name, template in stacks.items():
        (folder / name).mkdir()
        (folder / name / "stack.tf.json").write_text(json.dumps(template.content), encoding="utf-8")
    command = [
        uv(),
        "tool",
        "run",
        "--python",
        "3.11",
        CHECKOV,
        "--framework",
        "terraform_json",
        "--directory",
        str(folder),
    ]
    command += ["--output", "json", "--compact", "--skip-download"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_scan_reads_every_stack_and_finds_resources_in_it(report: dict[str, Any]) -> None:
    assert report["summary"]["parsing_errors"] == 0
    scanned = {check["file_path"].split("/")[1] for check in report["results"]["passed_checks"]}
    assert {name.partition("-")[0] for name in scanned} == {*NAMES, "equipped"}
    assert len(scanned) == 6 * (len(NAMES) + 1)
    assert report["summary"]["passed"] > 1000


def test_no_check_fails_but_those_with_a_reason(report: dict[str, Any]) -> None:
    unexcused = defaultdict(list)
    for check in report["results"]["failed_checks"]:
        stack = check["file_path"].split("/")[1]
        excuse = SUPPRESSED.get(check["check_id"])
        if excuse is None or stack.partition("-")[0] not in excuse.get("environments", (*NAMES, "equipped")):
            unexcused[f"{check['check_id']} {check['check_name']}"].append(f"{stack} {check['resource']}")
    assert dict(unexcused) == {}


def test_at_most_ten_rules_are_suppressed_and_each_is_still_needed(report: dict[str, Any]) -> None:
    assert len(SUPPRESSED) <= MOST_SUPPRESSED
    assert all(excuse["reason"] for excuse in SUPPRESSED.values())
    failing = {check["check_id"] for check in report["results"]["failed_checks"]}
    assert set(SUPPRESSED) - failing == set()
