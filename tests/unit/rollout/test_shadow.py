"""The shadow planner: copies first, traffic only after their answers have passed."""

from __future__ import annotations

import pytest

from app.rollout.actions import Abort, Advance, Hold, Promote, Record, SetWeights
from app.rollout.config import read
from app.rollout.planner import plan
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, MISMATCH_RATE, Readings
from app.rollout.state import Phase, Release, Strategy
from app.routing import Mirror
from app.targets.traffic import Traffic
from tests.unit.rollout.world import BAD, GOOD, release, run, serving_world

SAME = Readings({MIRROR_PAIRS: 40, MIRROR_MISMATCHES: 1})
OTHER = Readings({MIRROR_PAIRS: 40, MIRROR_MISMATCHES: 30}, examples=("a1",))


def shadow(**config: str) -> Release:
    strategy, policy = read({"strategy": "shadow", "pause_seconds": "0", **config}, default=Strategy.CANARY)
    return release(strategy=strategy, policy=policy)


def test_a_shadow_gets_copies_first_and_then_goes_on_as_a_canary() -> None:
    world = serving_world()
    ended = run(shadow(mirror_percent="30"), world, [{"1": GOOD, "2": GOOD}], set(), SAME)
    assert ended.phase is Phase.SUCCEEDED
    moves = [action for action in world.done if isinstance(action, SetWeights)]
    assert moves[0] == SetWeights({"1": 100, "2": 0}, mirror=Mirror(version="2", percent=30))
    assert [(move.weights["2"], move.mirror) for move in moves[1:]] == [(10, None), (50, None), (100, None)]
    assert ended.results["2"]["compared"] == 40
    assert ended.results["2"]["answered_otherwise"] == 1


def test_a_shadow_that_shall_be_promoted_takes_everything_at_once_and_is_analysed_again() -> None:
    world = serving_world()
    assert run(shadow(then="promote"), world, [{"1": GOOD, "2": GOOD}], set(), SAME).phase is Phase.SUCCEEDED
    assert [action.weights["2"] for action in world.done if isinstance(action, SetWeights)] == [0, 100]
    assert sum(isinstance(action, Advance) for action in world.done) == 2


@pytest.mark.parametrize(("traffic", "readings"), [(GOOD, OTHER), (BAD, SAME)], ids=["answers otherwise", "fails"])
def test_a_shadow_that_fails_never_had_traffic(traffic: Traffic, readings: Readings) -> None:
    world = serving_world()
    ended = run(shadow(), world, [{"1": GOOD, "2": traffic}], set(), readings)
    assert ended.phase is Phase.ABORTED
    assert all(not action.weights.get("2") for action in world.done if isinstance(action, SetWeights))
    assert (world.running, world.reached, world.production) == ({"1"}, {"1"}, "1")
    assert ended.results["2"]["examples"] == ", ".join(readings.examples)


def test_a_model_that_is_meant_to_answer_otherwise_passes_where_that_is_said() -> None:
    ended = run(shadow(max_mismatch_rate="1"), serving_world(), [{"1": GOOD, "2": GOOD}], set(), OTHER)
    assert ended.phase is Phase.SUCCEEDED


@pytest.mark.parametrize(
    "readings",
    [Readings(), Readings({MIRROR_PAIRS: 19, MIRROR_MISMATCHES: 0}), Readings({MIRROR_PAIRS: None})],
    ids=["nothing logged", "too few", "unreadable"],
)
def test_without_enough_compared_answers_it_is_held_and_never_promoted(readings: Readings) -> None:
    world = serving_world()
    held = run(shadow(), world, [{"1": GOOD, "2": GOOD}], set(), readings)
    assert (held.phase, Promote("2") in world.done) == (Phase.MIRRORING, False)
    assert held.held.startswith("no verdict after ")
    assert "with copies of 20 %" in held.held


def test_why_a_metric_could_not_be_read_is_said() -> None:
    subject = shadow(analysis_timeout_seconds="1").change(phase=Phase.MIRRORING, position=1)
    unreadable = Readings({MIRROR_PAIRS: None}, problems={MISMATCH_RATE: "no payload log here"})
    action = plan(subject, {"1": GOOD, "2": GOOD}, 5.0, can_probe=True, readings=unreadable)
    assert isinstance(action, Hold)
    assert "mirror_mismatch_rate could not be read (no payload log here)" in action.reason


def test_mismatches_that_no_later_answer_can_make_good_fail_at_once() -> None:
    subject = shadow().change(phase=Phase.MIRRORING, position=1)
    few = Readings({MIRROR_PAIRS: 3, MIRROR_MISMATCHES: 2})
    assert isinstance(plan(subject, {"1": GOOD, "2": GOOD}, 0.0, can_probe=True, readings=few), Abort)


def test_a_shadow_notes_its_figures_while_it_waits_and_probes_nothing() -> None:
    subject = shadow().change(phase=Phase.MIRRORING, position=1)
    quiet = {"1": Traffic(), "2": Traffic()}
    noted = plan(subject, quiet, 10.0, can_probe=True, readings=Readings())
    assert isinstance(noted, Record)
    assert noted.results["1"]["requests"] == 0
