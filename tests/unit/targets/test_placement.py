"""What a version's servers get, as a person writes it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.errors import BadInputError
from app.rollout.config import explain, read
from app.rollout.state import Strategy
from app.targets.placement import Placement


def test_config_keys_of_the_command_line_place_a_versions_servers() -> None:
    config = {"replicas": "3", "max_replicas": "6", "gpu": "1", "node_selector": "pool=models, zone=a", "steps": "100"}
    _, policy = read(config, default=Strategy.CANARY)
    assert policy.placement == Placement(
        replicas=3, max_replicas=6, gpu=1, node_selector={"pool": "models", "zone": "a"}
    )
    assert policy.steps == (100,)


def test_without_such_keys_nothing_is_said_about_servers() -> None:
    assert read({}, default=Strategy.CANARY)[1].placement is None


def test_help_explains_each_key_and_not_the_block_they_make() -> None:
    assert "  replicas " in explain()
    assert "  placement " not in explain()


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"replicas": "0"}, "greater than or equal to 1"),
        ({"replicas": "3", "max_replicas": "2"}, "max_replicas 2 is below replicas 3"),
        ({"cpu": "much"}, "cpu='much'"),
        ({"node_selector": "pool"}, "key=value pairs"),
        ({"replcas": "2"}, "did you mean 'replicas'"),
        ({"placement": "x"}, "unknown config key"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_rule(config: dict[str, str], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        read(config, default=Strategy.CANARY)


def test_only_a_greater_maximum_lets_the_number_follow_the_load() -> None:
    assert [Placement(replicas=2, max_replicas=most).scales for most in (None, 2, 3)] == [False, False, True]
    with pytest.raises(ValidationError):
        Placement(replicas=2, max_replicas=1)
