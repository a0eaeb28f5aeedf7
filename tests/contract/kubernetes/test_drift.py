"""A cluster that checks a deployment for drift by itself: a real CronJob, in the model servers' image."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import mlflow
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from app.errors import SlipwayError
from app.monitoring.reference import log_profile
from app.monitoring.stores import S3Store
from app.progress import PlainProgress
from app.registry.stages import Stage
from app.rollout.registered import RegisteredVersion
from app.rollout.state import Policy
from app.rollout.wiring import wired
from app.targets.manifests import DriftSchedule
from tests.contract.deployments.support import wait_until
from tests.contract.kubernetes.conftest import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.kubernetes.conftest import World

pytestmark = pytest.mark.timeout(1800)  # on a machine that has none yet, the cluster is built first
TRAINED_ON = pd.DataFrame({"x": [float(number) for number in range(200)]})
ASKED = {"dataframe_split": {"columns": ["x"], "data": [[1000.0 + number] for number in range(150)]}}
AT_ONCE = Policy(steps=(100,), pause_seconds=0, min_requests=5, analysis_timeout_seconds=60, placement=SMALL)


@pytest.fixture
def deployment(world: World) -> Iterator[str]:
    """A deployment whose version has a reference profile."""
    name = f"model-{next(world.numbers)}"
    mlflow.set_tracking_uri(world.variables["MLFLOW_TRACKING_URI"])
    with mlflow.start_run():
        model = LinearRegression().fit(TRAINED_ON, 2 * TRAINED_ON["x"])
        mlflow.sklearn.log_model(
            model,
            name="double",
            input_example=TRAINED_ON[:1],
            registered_model_name=name,
            pip_requirements=["scikit-learn"],
        )
        log_profile(TRAINED_ON, model.predict(TRAINED_ON))
    world.registry.transition(name, "1", Stage.STAGING, reason="the tests' gates passed")
    with wired(world.target, "tests") as parts:
        parts.deployments.create("double", RegisteredVersion(name, "1"), AT_ONCE, PlainProgress())
    yield "double"
    world.target.delete("double")


def cron_jobs(world: World) -> list[str]:
    versions = ("batch/v1", "batch/v1beta1")
    return [each["metadata"]["name"] for served in versions for each in world.api.items(served, "CronJob", {})]


def test_the_cluster_finds_drift_by_itself_until_it_is_told_not_to(world: World, deployment: str) -> None:
    checks, store = world.target.drift_checks, S3Store("payloads", "models")
    assert world.target.predict(deployment, json.dumps(ASKED).encode()).status == 200
    checks.schedule(DriftSchedule(deployment, "* * * * *", "1h"))

    def verdict() -> str:
        found = f"drift/{deployment}.json"
        return str(json.loads(store.read(found))["verdict"]) if found in set(store.keys("drift/")) else "none"

    # The first check may come before the server has written its log: it keeps its findings that there are too few rows.
    wait_until(lambda: verdict() == "fail", "no check finds the drift", seconds=300)
    checks.end(deployment)
    assert cron_jobs(world) == []

    checks.schedule(DriftSchedule(deployment, "0 0 1 1 *", "24h"))
    assert cron_jobs(world) == [f"drift-{deployment}"]
    world.target.delete(deployment)
    assert cron_jobs(world) == []


def test_a_schedule_that_is_none_is_refused_in_the_clusters_own_words(world: World, deployment: str) -> None:
    with pytest.raises(SlipwayError, match="schedule"):
        world.target.drift_checks.schedule(DriftSchedule(deployment, "every now and then", "24h"))
    assert cron_jobs(world) == []
