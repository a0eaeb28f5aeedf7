"""The blue-green planner: judged before it has traffic, then everything at once, with the way back kept warm."""

from __future__ import annotations

import pytest

from app.rollout.actions import Hold, Pause, Preview, Promote, Restore, SetWeights, StopVersion
from app.rollout.planner import after, plan
from app.rollout.state import Phase, Policy, Release, Strategy
from app.targets.traffic import Traffic
from tests.unit.rollout.world import (
    BAD,
    GOOD,
    SLOW,
    World,
    release,
    run,
    serving_world,
)


def blue_green(**policy: object) -> Release:
    fields = {"steps": (100,), "pause_seconds": 0, "analysis_timeout_seconds": 60} | policy
    return release(strategy=Strategy.BLUE_GREEN, policy=Policy.model_validate(fields))


def moves(world: World) -> list[dict[str, int]]:
    return [dict(action.weights) for action in world.done if isinstance(action, SetWeights)]


def test_a_good_candidate_is_previewed_takes_everything_at_once_and_leaves_the_old_version_started() -> None:
    world = serving_world()
    ended = run(blue_green(), world, [{"1": GOOD, "2": GOOD}], set())
    assert ended.phase is Phase.SUCCEEDED
    assert moves(world) == [{"1": 0, "2": 100}]
    first_move = next(number for number, action in enumerate(world.done) if isinstance(action, SetWeights))
    assert any(isinstance(action, Preview) for action in world.done[:first_move])
    assert (world.running, world.production) == ({"1", "2"}, "2")


@pytest.mark.parametrize("bad", [BAD, SLOW, None], ids=["failing", "slow", "silent"])
def test_a_candidate_that_fails_its_preview_never_gets_a_request_of_a_caller(bad: Traffic | None) -> None:
    world = serving_world()
    ended = run(blue_green(), world, [{"1": GOOD, "2": bad}], set())
    assert ended.phase is Phase.ABORTED
    assert ended.reason.startswith("in preview: ")
    assert all(share.get("2", 0) == 0 for share in moves(world))
    assert (world.running, world.weights, world.production) == ({"1"}, {"1": 100}, "1")


def test_a_candidate_that_fails_after_the_switch_is_taken_back_to_the_version_still_started() -> None:
    world = serving_world()
    ended = run(blue_green(min_requests=30), world, [{"1": GOOD, "2": GOOD}] * 5 + [{"1": GOOD, "2": BAD}] * 20, set())
    assert ended.phase is Phase.SUCCEEDED  # the preview and the analysis fit into the good beginning
    world = serving_world()
    good_preview = [{"1": GOOD, "2": GOOD}] * 3
    ended = run(blue_green(), world, good_preview + [{"1": GOOD, "2": BAD}] * 50, set())
    assert ended.phase is Phase.ABORTED
    assert moves(world) == [{"1": 0, "2": 100}, {"1": 100, "2": 0}]
    assert world.done[-2:] == [Restore("1"), StopVersion("2")]


def test_the_old_version_is_stopped_after_the_time_it_is_kept() -> None:
    world = serving_world()
    ended = run(blue_green(keep_seconds=30), world, [{"1": GOOD, "2": GOOD}], set())
    assert ended.phase is Phase.SUCCEEDED
    promoted = world.done.index(Promote("2"))
    kept = world.done[promoted + 1 : -1]
    assert kept
    assert all(isinstance(action, Pause) for action in kept)
    assert world.done[-1] == StopVersion("1")
    assert world.running == {"2"}


def test_a_preview_asks_for_what_is_missing_and_without_an_example_for_a_person() -> None:
    subject = blue_green(min_requests=70).change(phase=Phase.PREVIEWING)
    assert plan(subject, {}, 0.0, can_probe=True) == Preview(("1", "2"), 50)
    half = after(subject, Preview(("1", "2"), 50), {"1": GOOD, "2": Traffic(requests=50)}, 0.0)
    assert plan(half, {}, 0.0, can_probe=True) == Preview(("1", "2"), 20)
    assert isinstance(plan(subject, {}, 0.0, can_probe=False), Hold)


def test_what_a_release_before_kept_started_is_stopped_first() -> None:
    world = serving_world()
    world.running |= {"7", "8"}
    run(blue_green().change(leftovers=("7", "8")), world, [{"1": GOOD, "2": GOOD}], {0, 2})
    assert [action for action in world.done[:4] if isinstance(action, StopVersion)] == [
        StopVersion("7"),
        StopVersion("7"),  # killed in between, and done again
        StopVersion("8"),
        StopVersion("8"),
    ]
    assert world.running == {"1", "2"}
