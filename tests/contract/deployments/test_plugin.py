"""The plugin as MLflow's users meet it: its command line and its Python interface, on a real platform."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mlflow.deployments import get_deploy_client
from mlflow.exceptions import MlflowException

from app.registry.stages import Stage
from tests.contract.deployments.support import ClosedLoop, mlflow_deployments, slipway, wait_until
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.deployments.conftest import Platform

PAYLOAD: dict[str, object] = {"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}
ROLLBACK_SECONDS = 20.0  # from the first bad answer to the last: some two, with room for a busy machine
FAST = {"pause_seconds": "0", "max_latency_ratio": "50"}
"""Latency is judged where it is what a test is about: a busy machine makes a version slow that has done nothing."""


@pytest.fixture(scope="module")
def model(platform: Platform) -> str:
    name = platform.new_name()
    platform.register(name, "good", "good", "failing", "broken", "slow")
    return name


@pytest.fixture
def client(platform: Platform) -> Any:
    made = get_deploy_client("slipway:/local")
    yield made
    for deployment in list(made._target().deployments()):
        made.delete_deployment(deployment)


def mlflow(*words: str) -> subprocess.CompletedProcess[str]:
    """MLflow's own command line, with nothing of the tracking server in its environment."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("MLFLOW_", "AWS_"))}
    command = [sys.executable, "-m", "mlflow", "deployments", *words]
    return subprocess.run(command, env=bare, capture_output=True, text=True, check=False, timeout=120)


def weights(described: dict[str, Any]) -> dict[str, int]:
    return {each["version"]: each["weight"] for each in described["versions"]}


def test_the_whole_journey_works_from_mlflows_command_line(
    client: Any, platform: Platform, model: str, tmp_path: Path
) -> None:
    target = ("-t", "slipway:/local")
    created = mlflow("create", *target, "--name", "wine", "-m", f"models:/{model}/1")
    assert created.returncode == 0, created.stderr
    assert "python_function deployment wine is created" in created.stdout
    assert platform.registry.stage_of(model, "1") is Stage.PRODUCTION

    rows = tmp_path / "rows.json"
    rows.write_text(json.dumps([{"x": 1.0}]))
    predicted = mlflow_deployments("predict", *target, "--name", "wine", "-I", str(rows))
    assert json.loads(predicted.stdout) == {"predictions": [1.0]}, predicted.stderr

    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        config = ("-C", "steps=10,50,100", "-C", "max_latency_ratio=50")
        updated = mlflow("update", *target, "--name", "wine", "-m", f"models:/{model}/2", *config)
    assert updated.returncode == 0, updated.stderr
    assert callers.failures == []
    assert {version for _, version in callers.answers} == {"1", "2"}
    assert platform.registry.stage_of(model, "2") is Stage.PRODUCTION
    assert platform.registry.stage_of(model, "1") is Stage.ARCHIVED

    shown = mlflow_deployments("get", *target, "--name", "wine")
    assert "stable_version: 2" in shown.stdout, shown.stderr
    assert "'name': 'wine'" in mlflow_deployments("list", *target).stdout
    assert mlflow_deployments("delete", *target, "--name", "wine").returncode == 0
    assert mlflow_deployments("delete", *target, "--name", "wine").returncode == 0
    assert mlflow_deployments("get", *target, "--name", "wine").returncode != 0


def test_servers_are_added_and_taken_away_by_an_update_without_a_release(
    client: Any, platform: Platform, model: str
) -> None:
    def names() -> set[str]:
        return {name for name in platform.runtime.supervisor().programs() if name.startswith("model-wine")}

    client.create_deployment("wine", f"models:/{model}/1")
    before = client.get_deployment("wine")
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        for replicas, expected in (("2", {"model-wine-1", "model-wine-1-s2"}), ("1", {"model-wine-1"})):
            told = slipway("release", "wine", f"models:/{model}/1", "-C", f"replicas={replicas}", "--dry-run").stdout
            assert told == f"bring the servers of every started version to replicas={replicas}\n"
            client.update_deployment("wine", config={"replicas": replicas})
            assert names() == expected
    assert callers.failures == []
    assert client.get_deployment("wine") == before
    with pytest.raises(MlflowException, match="cannot place servers by cpu"):
        client.update_deployment("wine", config={"cpu": "2"})


def test_a_version_that_fails_is_rolled_back_and_never_becomes_production(
    client: Any, platform: Platform, model: str
) -> None:
    client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers, pytest.raises(MlflowException) as caught:
        client.update_deployment("wine", f"models:/{model}/3", config=FAST)
    assert "error_rate" in str(caught.value)
    assert "version 1 serves all of the traffic" in str(caught.value)
    assert weights(client.get_deployment("wine")) == {"1": 100}
    assert platform.registry.stage_of(model, "3") is Stage.STAGING
    assert platform.registry.stage_of(model, "1") is Stage.PRODUCTION
    assert len(callers.failures) / sum(callers.answers.values()) < 0.15, "more than the first step's share"
    assert callers.failed_at[-1] - callers.failed_at[0] < ROLLBACK_SECONDS


def test_a_version_that_is_slow_is_rolled_back(client: Any, platform: Platform, model: str) -> None:
    client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    with pytest.raises(MlflowException, match="p95_latency_ratio"):
        client.update_deployment("wine", f"models:/{model}/5", config={"pause_seconds": "0", "steps": "50,100"})
    assert client.get_deployment("wine")["stable_version"] == "1"


def test_a_version_that_does_not_load_never_gets_traffic(client: Any, platform: Platform, model: str) -> None:
    client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    with pytest.raises(MlflowException, match="made to be broken"):
        client.update_deployment("wine", f"models:/{model}/4", config=FAST)
    assert weights(client.get_deployment("wine")) == {"1": 100}


def test_a_first_version_that_does_not_load_leaves_no_deployment(client: Any, platform: Platform, model: str) -> None:
    with pytest.raises(MlflowException, match="nothing of it stays behind"):
        client.create_deployment("wine", f"models:/{model}/4", config=FAST)
    assert client.list_deployments() == []
    with pytest.raises(MlflowException, match="there is no deployment 'wine'"):
        client.get_deployment("wine")


def test_a_name_that_is_taken_is_refused_and_the_deployment_stays(client: Any, platform: Platform, model: str) -> None:
    created = client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    assert created["name"] == "wine"
    with pytest.raises(MlflowException, match="there is a deployment 'wine' already") as caught:
        client.create_deployment("wine", f"models:/{model}/2", config=FAST)
    assert caught.value.error_code == "RESOURCE_ALREADY_EXISTS"
    assert client.predict("wine", PAYLOAD) == {"predictions": [1.0]}


def test_a_release_without_a_verdict_is_held_and_goes_on_or_back_when_asked(client: Any, platform: Platform) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    quiet = FAST | {"probe": "false", "analysis_timeout_seconds": "1"}
    with pytest.raises(MlflowException, match=r"is held[\s\S]*no verdict"):
        client.update_deployment("wine", f"models:/{name}/2", config=quiet)
    held = client.get_deployment("wine")
    assert weights(held) == {"1": 90, "2": 10}
    assert (held["stable_version"], held["phase"]) == ("1", "progressing")
    client.update_deployment("wine", f"models:/{name}/1")
    assert weights(client.get_deployment("wine")) == {"1": 100}

    with pytest.raises(MlflowException, match="is held"):
        client.update_deployment("wine", f"models:/{name}/2", config=quiet)
    client.update_deployment("wine", config=FAST)
    assert client.get_deployment("wine")["stable_version"] == "2"
    assert platform.registry.stage_of(name, "2") is Stage.PRODUCTION


def test_a_first_version_nobody_can_probe_waits_for_callers_and_goes_on_when_asked(
    client: Any, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", example=False)
    with pytest.raises(MlflowException, match=r"is held[\s\S]*send it predictions"):
        client.create_deployment("wine", f"models:/{name}/1", config=FAST | {"analysis_timeout_seconds": "1"})
    assert platform.registry.stage_of(name, "1") is Stage.STAGING
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD):
        created = client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    assert created["stable_version"] == "1"
    assert platform.registry.stage_of(name, "1") is Stage.PRODUCTION


def test_going_back_to_the_version_before_moves_production_back(client: Any, platform: Platform) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    client.update_deployment("wine", f"models:/{name}@staging", config=FAST)
    assert client.get_deployment("wine")["stable_version"] == "2"
    client.update_deployment("wine", f"models:/{name}/1", config=FAST | {"strategy": "replace"})
    assert platform.registry.version_in(name, Stage.PRODUCTION) == "1"
    assert platform.registry.stage_of(name, "2") is Stage.ARCHIVED
    client.delete_deployment("wine")
    again = client.create_deployment("wine", f"models:/{name}/Production", config=FAST)
    assert again["stable_version"] == "1"


def test_a_killed_release_goes_on_where_it_stood(client: Any, platform: Platform, model: str) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    config = ("-C", "pause_seconds=60", "-C", "max_latency_ratio=50")
    words = ("update", "-t", "slipway:/local", "--name", "wine", "-m", f"models:/{name}/2", *config)
    with subprocess.Popen([sys.executable, "-m", "mlflow", "deployments", *words], env=os.environ) as release:

        def begun() -> bool:
            assert release.poll() is None, "the command ended before its release stood at the first step"
            return weights(client.get_deployment("wine")).get("2") == 10

        wait_until(begun, "the canary never begins")  # the command's imports, then the server's
        with pytest.raises(MlflowException, match="by somebody else right now") as caught:
            client.update_deployment("wine", f"models:/{name}/2", config=FAST)
        assert caught.value.error_code == "RESOURCE_CONFLICT"
        release.kill()
    assert client.get_deployment("wine")["phase"] == "progressing"
    with pytest.raises(MlflowException, match=r"no version 9"):
        client.update_deployment("wine", f"models:/{name}/9", config=FAST)
    client.update_deployment("wine", f"models:/{name}/2", config=FAST)
    assert weights(client.get_deployment("wine")) == {"1": 0, "2": 100}


def test_a_version_whose_gates_have_not_passed_is_refused_before_anything_starts(
    client: Any, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", stage=Stage.NONE)
    with pytest.raises(MlflowException, match="cannot move from None to Production"):
        client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    assert platform.runtime.supervisor().programs().keys() == {"emulator", "router"}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"stepz": "10,100"}, "unknown config key 'stepz'; did you mean 'steps'?"),
        ({"steps": "50,10,100"}, "must rise and end at 100"),
        ({"max_error_rate": "7"}, "max_error_rate='7'"),
        ({"strategy": "cannary"}, "did you mean 'canary'?"),
        ({"strategy": "replace", "steps": "10,100"}, "goes with strategy=canary or shadow only"),
    ],
)
def test_config_that_cannot_be_used_is_refused_with_the_rule(
    client: Any, model: str, config: dict[str, str], message: str
) -> None:
    with pytest.raises(MlflowException) as caught:
        client.update_deployment("wine", f"models:/{model}/1", config=config)
    assert message in str(caught.value)
    assert caught.value.error_code == "INVALID_PARAMETER_VALUE"


@pytest.mark.parametrize("model_uri", ["runs:/abc/model", "models:/nobody/1", "models:/nobody@champion", "./model"])
def test_a_model_uri_that_names_no_registered_version_is_refused(client: Any, model_uri: str) -> None:
    with pytest.raises(MlflowException) as caught:
        client.create_deployment("wine", model_uri)
    assert caught.value.error_code == "INVALID_PARAMETER_VALUE"


def test_an_unknown_environment_is_refused_with_the_known_ones() -> None:
    with pytest.raises(MlflowException, match=r"'slipway:/loca' names no environment.*did you mean 'local'"):
        get_deploy_client("slipway:/loca")


def test_a_prediction_from_a_deployment_that_is_not_there_is_an_error(client: Any) -> None:
    with pytest.raises(MlflowException, match="nobody answers 404"):
        client.predict("nobody", PAYLOAD)


def test_help_names_every_config_key() -> None:
    shown = mlflow_deployments("help", "-t", "slipway")
    assert shown.returncode == 0, shown.stderr
    assert "slipway:/<environment>" in shown.stdout
    for key in ("strategy", "async", "steps", "min_requests", "max_error_rate", "probe"):
        assert f"  {key}" in shown.stdout
    assert "Undefined" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 120, "too wide for a terminal"


def test_run_local_serves_a_model_alone_until_it_is_interrupted(platform: Platform, model: str) -> None:
    port = free_port()
    words = ("run-local", "-t", "slipway", "-m", f"models:/{model}/2", "--name", "alone", "-C", f"port={port}")
    command = [sys.executable, "-m", "mlflow", "deployments", *words]
    with subprocess.Popen(command, env=os.environ, start_new_session=True) as process:
        try:
            wait_until(lambda: _predicts(f"http://127.0.0.1:{port}/invocations"), "it never predicts")
        finally:
            os.killpg(process.pid, signal.SIGINT)
    assert process.returncode == 0


def _predicts(url: str) -> bool:
    try:
        return httpx.post(url, json=PAYLOAD, timeout=5, trust_env=False).json() == {"predictions": [2.0]}
    except (httpx.HTTPError, ValueError):
        return False
