"""What a person may write after `--config`."""

from __future__ import annotations

import pytest

from app.errors import BadInputError
from app.rollout.config import explain, read
from app.rollout.state import Policy, Strategy
from app.targets.placement import Placement


def test_text_from_the_command_line_becomes_a_policy() -> None:
    given = {"strategy": "canary", "steps": "5, 25,100", "pause_seconds": "1.5", "probe": "false"}
    strategy, policy = read(given, default=Strategy.CANARY)
    assert strategy is Strategy.CANARY
    assert policy == Policy(steps=(5, 25, 100), pause_seconds=1.5, probe=False)


def test_values_of_the_right_type_are_taken_as_they_are() -> None:
    assert read({"steps": [20, 100], "min_requests": 7}, default=Strategy.CANARY)[1] == Policy(
        steps=(20, 100), min_requests=7
    )


def test_a_replace_takes_all_of_the_traffic_in_one_step() -> None:
    assert read(None, default=Strategy.REPLACE) == (Strategy.REPLACE, Policy(steps=(100,)))


@pytest.mark.parametrize("steps", ["", "10", "10,10,100", "100,50", "0,100", "10,101", "ten,100"])
def test_steps_that_do_not_rise_to_100_are_refused_with_their_value(steps: str) -> None:
    with pytest.raises(BadInputError, match="steps"):
        read({"steps": steps}, default=Strategy.CANARY)


@pytest.mark.parametrize(
    ("key", "nearest"), [("step", "steps"), ("pause", "pause_seconds"), ("max_error", "max_error_rate")]
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(key: str, nearest: str) -> None:
    with pytest.raises(BadInputError, match=f"unknown config key '{key}'; did you mean '{nearest}'"):
        read({key: "1"}, default=Strategy.CANARY)


def test_every_key_is_explained_with_its_default() -> None:
    text = explain()
    assert all(f"  {key} " in text for key in {*Policy.model_fields, *Placement.model_fields} - {"placement"})
    assert "(default 10,50,100)" in text


def test_blue_green_takes_everything_in_one_step_and_may_keep_the_old_version_for_a_time() -> None:
    given = {"strategy": "blue-green", "keep_seconds": "300"}
    assert read(given, default=Strategy.CANARY) == (Strategy.BLUE_GREEN, Policy(steps=(100,), keep_seconds=300))


def test_every_strategy_has_its_steps() -> None:
    def steps(**given: str) -> tuple[int, ...]:
        return read(given, default=Strategy.CANARY)[1].steps

    assert steps(strategy="rolling", batches="3") == (34, 67, 100)
    assert steps(strategy="ab", ab_header="x-user", ab_percent="30") == (30, 100)
    assert steps(strategy="shadow") == (10, 50, 100)
    assert steps(strategy="shadow", then="promote") == (100,)


def test_a_rolling_release_neither_pauses_nor_keeps_the_old_version_unless_it_is_asked_to() -> None:
    policy = read({"strategy": "rolling"}, default=Strategy.CANARY)[1]
    assert (policy.pause_seconds, policy.keep_seconds) == (0, 0)
    assert read({"strategy": "rolling", "pause_seconds": "2"}, default=Strategy.CANARY)[1].pause_seconds == 2


def test_gates_and_values_are_lists_on_the_command_line() -> None:
    gates = {"gate": "up > 0; sum(rate(e[1m])) < 0.5", "prometheus_url": "http://127.0.0.1:9090"}
    assert read(gates, default=Strategy.CANARY)[1].gate == ("up > 0", "sum(rate(e[1m])) < 0.5")
    named = {"strategy": "ab", "ab_header": "x-variant", "ab_values": "b, beta"}
    assert read(named, default=Strategy.CANARY)[1].ab_values == ("b", "beta")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"strategy": "blue_green"}, "unknown strategy 'blue_green'; did you mean 'blue-green'"),
        ({"strategy": "rollback"}, "unknown strategy 'rollback'"),
        ({"strategy": "blue-green", "steps": "10,100"}, "goes with strategy=canary or shadow only"),
        ({"strategy": "blue-green", "probe": "false"}, "probe=false does not go with strategy=blue-green"),
        ({"strategy": "rolling", "batches": "0"}, "batches='0'"),
        (
            {"strategy": "rolling", "max_latency_ratio": "2"},
            "goes with strategy=canary or blue-green or",
        ),
        ({"mirror_percent": "10"}, "goes with strategy=shadow only"),
        ({"strategy": "ab"}, "strategy=ab needs ab_header"),
        ({"strategy": "ab", "ab_header": "x user"}, "ab_header='x user'"),
        ({"strategy": "ab", "ab_header": "x", "ab_values": "b", "ab_percent": "5"}, "do not go together"),
        ({"strategy": "shadow", "then": "hope"}, "then='hope'"),
        ({"strategy": "blue-green", "max_prediction_drift": "0.2"}, "goes with strategy=canary or shadow or ab"),
        ({"gate": "up > 0"}, "gate and ab_result need prometheus_url"),
        ({"gate": "up", "prometheus_url": "http://127.0.0.1:9090"}, "'up' is no gate"),
        ({"prometheus_url": "http://me:secret@prometheus"}, "prometheus_url"),
        ({"strategy": "blue-green", "keep_seconds": "-1"}, "keep_seconds='-1'"),
        ({"strategy": "blue-green", "keep_second": "1"}, "did you mean 'keep_seconds'"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_rule(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(given, default=Strategy.CANARY)
    assert message in str(caught.value)
