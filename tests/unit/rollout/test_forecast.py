"""What a release would do, told by the planner that would decide it."""

from __future__ import annotations

import pytest

from app.rollout.config import read
from app.rollout.forecast import forecast
from app.rollout.state import Phase, Release, Strategy
from tests.unit.rollout.test_every_strategy import CONFIGS, begun
from tests.unit.rollout.world import GOOD, release


def made(**config: str) -> Release:
    strategy, policy = read(config, default=Strategy.CANARY)
    return release(strategy=strategy, policy=policy)


def test_a_canary_is_told_step_by_step_with_its_gates_and_pauses() -> None:
    assert forecast(made(steps="20,100", pause_seconds="60", keep_seconds="30"), can_probe=False) == (
        "starting version 2",
        "weights 1: 80 %, 2: 20 %",
        "waiting 60 s at least",
        "on only if these pass: error_rate, p95_latency_ratio",
        "weights 1: 0 %, 2: 100 %",
        "waiting 60 s at least",
        "on only if these pass: error_rate",
        "making version 2 Production",
        "waiting 30 s at least",
        "stopping version 1",
    )


def test_own_gates_drift_and_mirrored_answers_are_among_what_must_pass() -> None:
    config = {"gate": "up > 0", "prometheus_url": "http://127.0.0.1:9090", "max_prediction_drift": "0.2"}
    told = forecast(made(strategy="shadow", then="promote", **config), can_probe=True)
    gates = [line for line in told if line.startswith("on only if")]
    assert gates == [
        "on only if these pass: error_rate, p95_latency_ratio, mirror_mismatch_rate, up, prediction_drift",
        "on only if these pass: error_rate, up",
    ]
    assert "weights 1: 100 %, 2: 0 %; copies of 20 % to version 2" in told


def test_an_ab_test_is_told_until_a_person_decides_and_after() -> None:
    told = forecast(made(strategy="ab", ab_header="x-variant", ab_values="b"), can_probe=True)
    assert told[1] == "weights 1: 100 %, 2: 0 %; x-variant: b meets version 2"
    assert told[2].startswith("the test runs until a person")
    assert told[-1] == "making version 2 Production"


@pytest.mark.parametrize("name", [*CONFIGS, "rollback"])
def test_every_strategy_comes_to_its_end_where_all_is_well(name: str) -> None:
    told = forecast(begun(name), can_probe=True)
    assert "making version 2 Production" in told
    assert not any(line.startswith(("abort", "hold")) for line in told)


def test_a_release_under_way_is_told_from_where_it_stands() -> None:
    standing = made().change(phase=Phase.PROGRESSING, step=2, position=1, baseline={"2": GOOD}, paused="somebody")
    assert forecast(standing, can_probe=True)[-1] == "making version 2 Production"
    assert "starting version 2" not in forecast(standing, can_probe=True)
