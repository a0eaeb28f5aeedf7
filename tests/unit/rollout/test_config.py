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


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"strategy": "blue_green"}, "unknown strategy 'blue_green'; did you mean 'blue-green'"),
        ({"strategy": "rollback"}, "unknown strategy 'rollback'"),
        ({"strategy": "blue-green", "steps": "10,100"}, "goes with strategy=canary only"),
        ({"strategy": "blue-green", "probe": "false"}, "probe=false does not go with strategy=blue-green"),
        ({"keep_seconds": "10"}, "goes with strategy=blue-green only"),
        ({"strategy": "blue-green", "keep_seconds": "-1"}, "keep_seconds='-1'"),
        ({"strategy": "blue-green", "keep_second": "1"}, "did you mean 'keep_seconds'"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_rule(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(given, default=Strategy.CANARY)
    assert message in str(caught.value)
