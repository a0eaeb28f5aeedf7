"""The canary planner, and what every planner shares with it. Any sequence of events: see test_every_strategy.py."""

from __future__ import annotations

from app.rollout.actions import (
    Abort,
    Advance,
    Hold,
    Pause,
    Probe,
    Promote,
    SetWeights,
    StopVersion,
)
from app.rollout.canary import MAX_PROBES, plan
from app.rollout.state import Phase, Policy
from app.targets.traffic import Traffic
from tests.unit.rollout.world import (
    BAD,
    GOOD,
    RAISING,
    SLOW,
    release,
    run,
    serving_world,
)


def test_a_good_candidate_goes_through_every_step_and_becomes_production_last() -> None:
    world = serving_world()
    ended = run(release(), world, [{"1": GOOD, "2": GOOD}], set())
    assert ended.phase is Phase.SUCCEEDED
    assert [action.weights for action in world.done if isinstance(action, SetWeights)] == [
        {"1": 90, "2": 10},
        {"1": 50, "2": 50},
        {"1": 0, "2": 100},
    ]
    assert world.done[-1] == Promote("2")
    assert (world.running, world.production) == ({"1", "2"}, "2"), "the old version is kept for a way back"


def test_the_old_version_is_stopped_last_where_nobody_wants_it_kept() -> None:
    world = serving_world()
    policy = Policy(pause_seconds=0, keep_seconds=0)
    assert run(release(policy=policy), world, [{"1": GOOD, "2": GOOD}], set()).phase is Phase.SUCCEEDED
    assert world.done[-2:] == [Promote("2"), StopVersion("1")]
    assert (world.running, world.production) == ({"2"}, "2")


def test_a_candidate_that_fails_at_the_first_step_never_gets_more_than_its_share() -> None:
    for bad in (BAD, RAISING, SLOW):
        world = serving_world()
        ended = run(release(), world, [{"1": GOOD, "2": bad}], set())
        assert ended.phase is Phase.ABORTED
        assert max(action.weights.get("2", 0) for action in world.done if isinstance(action, SetWeights)) == 10
        assert (world.running, world.weights, world.production) == ({"1"}, {"1": 100}, "1")


def test_no_verdict_is_held_after_the_timeout_and_never_promoted() -> None:
    for unknown in ({"1": GOOD, "2": None}, {"1": GOOD, "2": Traffic()}, {}):
        world = serving_world()
        held = run(release(), world, [unknown], set())
        assert held.held
        assert held.phase is Phase.PROGRESSING
        assert not any(isinstance(action, Promote) for action in world.done)


def test_a_candidate_without_callers_is_probed_in_proportion_to_its_share() -> None:
    subject = release(phase=Phase.PROGRESSING, position=1)
    quiet = {"1": Traffic(), "2": Traffic(requests=17)}
    assert plan(subject, quiet, 0.0, can_probe=True) == Probe(30)
    assert plan(subject, quiet, 0.0, can_probe=False) == Pause(0.5)
    assert plan(subject, {"1": Traffic(), "2": Traffic()}, 0.0, can_probe=True) == Probe(MAX_PROBES)


def test_a_step_lasts_its_pause_even_where_it_has_passed() -> None:
    subject = release(phase=Phase.PROGRESSING, position=1, since=100.0, policy=Policy(pause_seconds=30))
    seen = {"1": GOOD, "2": GOOD}
    assert isinstance(plan(subject, seen, 129.8, can_probe=True), Pause)
    assert isinstance(plan(subject, seen, 130.0, can_probe=True), Advance)


def test_a_failure_is_found_during_the_pause() -> None:
    subject = release(phase=Phase.PROGRESSING, position=1, since=100.0, policy=Policy(pause_seconds=3600))
    assert isinstance(plan(subject, {"1": GOOD, "2": BAD}, 101.0, can_probe=True), Abort)


def test_a_few_errors_that_no_later_request_can_make_good_fail_at_once() -> None:
    subject = release(phase=Phase.PROGRESSING, position=1)
    assert isinstance(plan(subject, {"2": Traffic(requests=2, model_errors=1)}, 0.0, can_probe=True), Abort)


def test_a_first_version_that_fails_leaves_nothing() -> None:
    world = serving_world(None)
    ended = run(release(stable=None, policy=Policy(steps=(100,))), world, [{"2": BAD}], set())
    assert ended.phase is Phase.ABORTED
    assert (world.running, world.weights, world.production) == (set(), {}, None)


def test_a_release_that_is_held_goes_on_with_a_new_timeout() -> None:
    held = release(phase=Phase.PROGRESSING, position=1, held="no verdict", since=0.0)
    assert plan(held, {}, 1000.0, can_probe=True) is None
    assert not isinstance(plan(held.resumed(1000.0), {}, 1000.0, can_probe=True), Hold)
