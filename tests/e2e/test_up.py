"""The main job, as a new user meets it. The tests build on each other, in the order in which they stand."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.support import commands

if TYPE_CHECKING:
    from tests.support.platform import Platform

pytestmark = pytest.mark.timeout(900)


def weights(status: Any, deployment: str) -> dict[str, int]:
    found = next(entry for entry in status["deployments"] if entry["name"] == deployment)
    return {version["version"]: version["weight"] for version in found["versions"] if version["weight"]}


def test_up_ends_with_a_prediction_through_the_gateway_that_is_the_models_own(first_up: Any) -> None:
    prediction = first_up["prediction"]
    assert prediction["deployment"] == "wine"
    assert prediction["version"] == "2"
    assert prediction["through_gateway"] == prediction["in_process"]
    assert len(prediction["through_gateway"]) == prediction["rows"] > 1
    assert len(set(prediction["through_gateway"])) > 1, "one class only would prove little"


def test_version_2_has_all_traffic_after_the_canary(first_up: Any) -> None:
    assert weights(first_up["status"], "wine") == {"2": 100}


@pytest.mark.usefixtures("first_up")
def test_the_last_step_of_the_canary_made_version_2_production_and_archived_version_1(platform: Platform) -> None:
    answer = platform.run(
        "curl",
        "-sS",
        f"http://127.0.0.1:{platform.environment['SLIPWAY_TRACKING_PORT']}/api/2.0/mlflow/registered-models/get?name=wine",
    )
    model = json.loads(answer.stdout)["registered_model"]
    assert {alias["alias"]: alias["version"] for alias in model["aliases"]}["production"] == "2"
    assert {each["version"]: each["current_stage"] for each in model["latest_versions"]} == {
        "1": "Archived",
        "2": "Production",
    }


def test_the_curl_line_works_when_pasted(first_up: Any) -> None:
    pasted = subprocess.run(["bash", "-c", first_up["prediction"]["curl"]], capture_output=True, text=True, check=True)
    assert json.loads(pasted.stdout)["predictions"] == first_up["prediction"]["through_gateway"][:1]


def test_without_its_token_the_gateway_refuses_the_same_call(first_up: Any) -> None:
    words = shlex.split(first_up["prediction"]["curl"])
    without = [word for word in words if not word.startswith("Authorization")]
    without.remove("-H")
    answer = subprocess.run(
        [*without, "-o", os.devnull, "-w", "%{http_code}"], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "401"


@pytest.mark.usefixtures("first_up")
def test_everything_listens_on_loopback_only(platform: Platform) -> None:
    addresses = {
        connection.laddr[0]
        for process in platform.processes()
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


@pytest.mark.usefixtures("first_up")
def test_no_secret_is_in_a_command_line_a_log_or_terraforms_state(platform: Platform) -> None:
    secrets = [path.read_text().strip() for path in (platform.home / "secrets").iterdir()]
    assert len(secrets) == 2
    lines = [" ".join(process.cmdline()) for process in platform.processes()]
    files = [*(platform.home / "logs").iterdir(), *(platform.home / "terraform").glob("*.tfstate")]
    texts = lines + [path.read_text(errors="replace") for path in files if path.is_file()]
    assert not [secret for secret in secrets for text in texts if secret in text]


@pytest.mark.usefixtures("first_up")
def test_status_shows_every_component_and_version_as_healthy(platform: Platform) -> None:
    status = platform.ask("bin/slipway", "status", "--json")
    names = {component["name"] for component in status["components"]}
    stacks = {f"local-{part}" for part in ("network", "data", "ingress", "tracking", "serving", "gateway")}
    assert names == {"emulator", "postgres", "tracking", "router", *stacks}
    assert all(component["healthy"] for component in status["components"])
    assert weights(status, "wine") == {"2": 100}


@pytest.mark.usefixtures("first_up")
def test_a_second_up_deploys_nothing_trains_nothing_and_predicts(platform: Platform) -> None:
    before = platform.running()
    done = platform.run("bin/up", "--json")
    assert done.returncode == 0, done.stderr
    assert "Deploying" not in done.stderr
    assert "training" not in done.stderr
    assert json.loads(done.stdout)["prediction"]["version"] == "2"
    assert platform.running() == before


@pytest.mark.usefixtures("first_up")
def test_mlflows_own_command_line_works_on_the_deployment(platform: Platform) -> None:
    helped = platform.run(".venv/bin/mlflow", "deployments", "help", "-t", "slipway")
    assert "slipway:/local" in helped.stdout
    listed = platform.run(".venv/bin/mlflow", "deployments", "list", "-t", "slipway:/local")
    assert "wine" in listed.stdout
    got = platform.run(".venv/bin/mlflow", "deployments", "get", "-t", "slipway:/local", "--name", "wine")
    assert "stable_version: 2" in got.stdout


@pytest.mark.usefixtures("first_up")
def test_a_second_data_set_is_served_beside_the_first(platform: Platform) -> None:
    summary = platform.ask(*commands.words(commands.UP_WITH_OTHER_DATA), "--json")
    assert summary["prediction"]["through_gateway"] == summary["prediction"]["in_process"]
    assert weights(summary["status"], "breast-cancer") == {"2": 100}
    assert weights(summary["status"], "wine") == {"2": 100}


@pytest.mark.usefixtures("first_up")
def test_a_second_up_at_the_same_time_is_refused(platform: Platform) -> None:
    first = platform.start("bin/up", "--json")
    assert first.stderr
    first.stderr.readline()  # it holds the lock from its first word on
    second = platform.run("bin/up")
    first.communicate()
    assert second.returncode == 1
    assert "another bin/up or bin/down is at work" in second.stderr


@pytest.mark.usefixtures("first_up")
def test_down_stops_everything_and_up_goes_on_from_its_data(platform: Platform) -> None:
    assert platform.run(*commands.words(commands.DOWN)).returncode == 0
    assert platform.processes() == []
    assert platform.run("bin/slipway", "status").returncode == 1
    done = platform.run("bin/up", "--json")
    assert done.returncode == 0, done.stderr
    assert "Deploying" not in done.stderr, "the emulator kept its memory"
    assert "training" not in done.stderr, "the database and the bucket kept the versions"
    status = json.loads(done.stdout)["status"]
    assert weights(status, "wine") == weights(status, "breast-cancer") == {"2": 100}


def kill_everything(platform: Platform) -> None:
    for process in platform.processes():
        process.send_signal(signal.SIGKILL)


@pytest.mark.usefixtures("first_up")
def test_up_recovers_from_a_lost_memory_and_from_a_kill_in_the_middle_of_a_deployment(platform: Platform) -> None:
    kill_everything(platform)
    killed = platform.start("bin/up")
    assert killed.stderr
    seen = []
    for line in killed.stderr:
        seen.append(line)
        if "Deploying" in line and "aws_" in line:  # some resources exist now
            break
    assert any("lost its memory" in line for line in seen), "Terraform's state and the emulator never disagree silently"
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    kill_everything(platform)
    time.sleep(1)
    summary = platform.ask("bin/up", "--json")
    assert summary["prediction"]["version"] == "2", "database and bucket outlived the kill: nothing was trained again"
    assert summary["prediction"]["through_gateway"] == summary["prediction"]["in_process"]


@pytest.mark.usefixtures("first_up")
def test_ctrl_c_stops_cleanly_and_leaves_what_ran_before(platform: Platform) -> None:
    before = platform.running()
    interrupted = platform.start("bin/up")
    assert interrupted.stderr
    next(line for line in interrupted.stderr if "Synthesising" in line)
    interrupted.send_signal(signal.SIGINT)
    rest = interrupted.stderr.read()
    assert interrupted.wait(timeout=60) == 130
    assert "Traceback" not in rest
    assert platform.running() == before


@pytest.mark.usefixtures("first_up")
def test_down_with_its_flag_deletes_the_data(platform: Platform) -> None:
    assert platform.run(*commands.words(commands.DOWN_AND_DELETE)).returncode == 0
    assert platform.processes() == []
    assert not platform.home.exists()
