"""The rollback planner: no analysis, no pause, and the same end however often it is killed."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from app.rollout.actions import Advance, Promote, SetWeights, StartVersion, StopVersion
from app.rollout.state import Phase, Policy, Strategy
from tests.unit.rollout.world import BAD, release, run, serving_world


@given(crashes=st.sets(st.integers(0, 12), max_size=8))
def test_the_version_before_takes_everything_whatever_the_traffic_and_the_crashes(crashes: set[int]) -> None:
    world = serving_world()
    subject = release(strategy=Strategy.ROLLBACK, policy=Policy(steps=(100,), pause_seconds=0, probe=False))
    ended = run(subject, world, [{"1": BAD, "2": BAD}], crashes)
    assert ended.phase is Phase.SUCCEEDED
    distinct = list(dict.fromkeys(map(repr, world.done)))
    assert distinct == list(
        map(
            repr,
            [
                StartVersion("2"),
                SetWeights({"1": 0, "2": 100}),
                Advance("version 2 has served before"),
                Promote("2"),
                StopVersion("1"),
            ],
        )
    )
    assert (world.running, world.weights, world.production) == ({"2"}, {"2": 100}, "2")
