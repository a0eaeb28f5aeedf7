"""What `bin/bench rollout` measures, on a real cluster and held to its targets there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlflow
import pytest

from app.progress import PlainProgress
from app.rollout.wiring import wired
from bin.benchmarks.registered import logged
from bin.benchmarks.rollout import measure, targets

if TYPE_CHECKING:
    from tests.contract.kubernetes.conftest import World

pytestmark = pytest.mark.timeout(1800)  # on a machine that has none yet, the cluster is built first


def test_no_request_fails_a_rollback_takes_less_than_five_seconds_and_weights_are_true(world: World) -> None:
    mlflow.set_tracking_uri(world.variables["MLFLOW_TRACKING_URI"])
    with wired(world.target, "tests") as parts, logged(parts) as made:
        found, reached = measure(world.target, parts, made, PlainProgress(), requests=10_000, pairs=500, clients=2)
    assert {
        goal.what: value for goal, value in zip(targets("tests"), reached, strict=True) if value > goal.at_most
    } == {}
    assert found["bad_version"]["share_percent"] < 25  # its first step is 10 %
    assert found["latency_ms"]["direct"]["p50"] > 0
