"""The plugin as MLflow's users meet it: its command line and its Python interface, on a real platform."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mlflow.deployments import get_deploy_client
from mlflow.exceptions import MlflowException

from app.registry.stages import Stage
from tests.contract.deployments.support import ClosedLoop

if TYPE_CHECKING:
    from tests.contract.deployments.conftest import Platform

PAYLOAD: dict[str, object] = {"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}
FAST = {"pause_seconds": "0"}


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
    predicted = mlflow("predict", *target, "--name", "wine", "-I", str(rows))
    assert json.loads(predicted.stdout) == {"predictions": [1.0]}, predicted.stderr

    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        updated = mlflow("update", *target, "--name", "wine", "-m", f"models:/{model}/2", "-C", "steps=10,50,100")
    assert updated.returncode == 0, updated.stderr
    assert callers.failures == []
    assert {version for _, version in callers.answers} == {"1", "2"}
    assert platform.registry.stage_of(model, "2") is Stage.PRODUCTION
    assert platform.registry.stage_of(model, "1") is Stage.ARCHIVED

    shown = mlflow("get", *target, "--name", "wine")
    assert "stable_version: 2" in shown.stdout, shown.stderr
    assert "'name': 'wine'" in mlflow("list", *target).stdout
    assert mlflow("delete", *target, "--name", "wine").returncode == 0
    assert mlflow("delete", *target, "--name", "wine").returncode == 0
    assert mlflow("get", *target, "--name", "wine").returncode != 0
