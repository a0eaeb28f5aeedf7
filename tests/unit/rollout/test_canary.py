"""The planner, for any sequence of observations, crashes and commands."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given, settings

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
    interrupted,
    observations,
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


step_lists = st.lists(st.integers(1, 99), unique=True, max_size=5).map(lambda low: (*sorted(low), 100))


@settings(max_examples=300, deadline=None)
@given(
    traffic=observations,
    crashes=st.sets(st.integers(0, 60), max_size=20),
    steps=step_lists,
    pause=st.floats(0, 20),
    stable=st.sampled_from(["1", None]),
    aborted_after=st.none() | st.integers(0, 30),
)
def test_whatever_happens_the_traffic_is_served_and_only_a_pass_promotes(  # noqa: PLR0917 - hypothesis names them
    traffic: list[dict[str, Traffic | None]],
    crashes: set[int],
    steps: tuple[int, ...],
    pause: float,
    stable: str | None,
    aborted_after: int | None,
) -> None:
    policy = Policy(steps=steps if stable else (100,), pause_seconds=pause, analysis_timeout_seconds=40)
    subject = release(stable=stable, policy=policy)
    world = serving_world(stable)
    if aborted_after is not None:
        subject = interrupted(subject, world, traffic, aborted_after)
    ended = run(subject, world, traffic, crashes)

    passes = [action for action in world.done if isinstance(action, Advance)]
    promoted = any(isinstance(action, Promote) for action in world.done)
    if promoted:
        assert len(passes) >= len(policy.steps)
    assert stable is None or ended.phase is Phase.SUCCEEDED or stable in world.running
    match ended.phase:
        case Phase.SUCCEEDED:
            assert (world.running, world.weights, world.production) == ({"2"}, {"2": 100}, "2")
        case Phase.ABORTED:
            assert "2" not in world.running
            assert "2" not in world.weights
            assert world.production == stable
        case _:
            assert ended.held
            assert "2" in world.running
