"""bin/slipway watch and report on a release that is under way, on a real platform."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mlflow.deployments import get_deploy_client

from tests.contract.deployments.support import ClosedLoop
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

SLIPWAY = (sys.executable, str(Path(__file__).resolve().parents[3] / "bin" / "slipway"))


def test_a_release_is_watched_until_it_ends_and_reported_after_it(
    target: LocalTarget, platform: Platform, tmp_path: Path
) -> None:
    name, screen = platform.new_name(), tmp_path / "screen"
    platform.register(name, "good", "good")
    client = get_deploy_client("slipway:/local")
    client.create_deployment("wine", f"models:/{name}/1", config={"pause_seconds": "0"})
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD):
        policy = {"async": "true", "pause_seconds": "5", "max_latency_ratio": "20"}
        client.update_deployment("wine", f"models:/{name}/2", config=policy)
        # Rich draws as on a terminal where it is told so: not every machine that runs tests has pseudo-terminals.
        as_on_a_terminal = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm"}
        with screen.open("wb") as drawn:
            watching = subprocess.Popen([*SLIPWAY, "watch", "wine"], stdout=drawn, env=as_on_a_terminal)
        plain = subprocess.run(
            [*SLIPWAY, "watch", "wine", "--json"], capture_output=True, text=True, check=False, timeout=120
        )
        assert watching.wait(120) == plain.returncode == 0, plain.stderr
    rows = [json.loads(line) for line in plain.stdout.splitlines()]
    assert rows[0]["phase"] != "succeeded"
    assert rows[-1]["phase"] == "succeeded"
    weights = [{each["version"]: each["weight"] for each in row["versions"]} for row in rows]
    assert {"1": 50, "2": 50} in weights
    shown_there = screen.read_text()
    assert "2 candidate" in shown_there
    assert "\x1b[2K" in shown_there, "the view is not renewed in place"

    page = tmp_path / "report.html"
    shown = subprocess.run(
        [*SLIPWAY, "report", "wine", "--output", str(page)], capture_output=True, text=True, check=False, timeout=120
    )
    assert shown.returncode == 0, shown.stderr
    assert "version 2</text>" in page.read_text()
    missing = subprocess.run(
        [*SLIPWAY, "report", "wine", "--number", "999999", "--output", str(page)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert missing.returncode == 2
    assert "wine has no release 999999" in missing.stderr


@pytest.mark.parametrize("command", [("watch", "nobody"), ("report", "nobody", "--output", "x.html")])
def test_what_was_never_released_cannot_be_watched(platform: Platform, command: tuple[str, ...]) -> None:
    done = subprocess.run([*SLIPWAY, *command], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "there is no deployment 'nobody'" in done.stderr
