"""The A/B planner: a test until a person decides, watched all the while."""

from __future__ import annotations

from app.rollout.actions import Abort, Advance, Hold, Pause, Promote, Record, SetWeights
from app.rollout.config import read
from app.rollout.planner import after, plan
from app.rollout.readings import Readings, result_of
from app.rollout.state import Phase, Release, Strategy
from app.routing import Assigned
from app.targets.traffic import Traffic
from tests.unit.rollout.world import BAD, GOOD, release, run, serving_world

BOTH = {"1": GOOD, "2": GOOD}


def ab(**config: str) -> Release:
    given = {"strategy": "ab", "ab_header": "x-user", "pause_seconds": "0", **config}
    strategy, policy = read(given, default=Strategy.CANARY)
    return release(strategy=strategy, policy=policy)


def in_test(subject: Release) -> Release:
    return subject.change(phase=Phase.PROGRESSING, position=1, recorded=1000.0)


def test_values_name_the_candidate_and_all_others_meet_the_stable_version() -> None:
    subject = ab(ab_header="x-variant", ab_values="b,beta").change(phase=Phase.PROGRESSING)
    assigned = Assigned(header="x-variant", values={"b": "2", "beta": "2"})
    expected = SetWeights({"1": 100, "2": 0}, assigned=assigned)
    assert plan(subject, {}, 0.0, can_probe=True) == expected


def test_without_values_the_header_is_hashed_in_proportion() -> None:
    subject = ab(ab_percent="30").change(phase=Phase.PROGRESSING)
    expected = SetWeights({"1": 70, "2": 30}, sticky_header="x-user")
    assert plan(subject, {}, 0.0, can_probe=True) == expected


def test_it_runs_on_though_everything_is_well_until_a_person_promotes_it() -> None:
    subject = in_test(ab())
    assert plan(subject, BOTH, 900.0, can_probe=True) == Pause(0.5)
    assert isinstance(plan(subject.change(asked=True), BOTH, 900.0, can_probe=True), Advance)
    assert isinstance(plan(subject, {"1": GOOD, "2": BAD}, 900.0, can_probe=True), Abort)


def test_a_person_gets_no_promotion_without_a_pass() -> None:
    quiet = {"1": Traffic(), "2": Traffic()}
    asked = in_test(ab()).change(asked=True, since=1000.0)
    assert plan(asked, quiet, 1001.0, can_probe=True) == Pause(0.5)
    assert isinstance(plan(asked, quiet, 1120.0, can_probe=True), Hold)


def test_the_end_of_its_time_holds_it_with_the_results_in_words_and_figures() -> None:
    subject = in_test(ab(ab_seconds="60", ab_result="conversions", prometheus_url="http://127.0.0.1:9090"))
    readings = Readings({result_of("1"): 0.25, result_of("2"): 0.5})
    action = plan(subject, {"1": GOOD, "2": GOOD}, 60.0, can_probe=True, readings=readings)
    assert isinstance(action, Hold)
    assert "version 1: 100 requests, 0.00 % errors, p95 5 ms, result 0.25; version 2: 100 requests" in action.reason
    held = after(subject, action, {}, 60.0)
    assert held.results["2"] == {"requests": 100, "errors": 0, "error_rate": 0.0, "p95_ms": 5.0, "result": 0.5}


def test_results_are_noted_every_few_seconds_while_they_change() -> None:
    subject = in_test(ab()).change(recorded=0.0)
    noted = plan(subject, BOTH, 6.0, can_probe=True)
    assert isinstance(noted, Record)
    recorded = after(subject, noted, BOTH, 6.0)
    assert recorded.results["1"]["requests"] == 100
    assert plan(recorded, {"1": GOOD, "2": Traffic()}, 8.0, can_probe=True) == Pause(0.5)
    assert plan(recorded, BOTH, 12.0, can_probe=True) == Pause(0.5)


def test_once_it_is_asked_for_the_candidate_takes_everything_and_is_judged_again() -> None:
    world = serving_world()
    ended = run(ab().change(asked=True), world, [BOTH], set())
    assert ended.phase is Phase.SUCCEEDED
    assert [action.weights["2"] for action in world.done if isinstance(action, SetWeights)] == [50, 100]
    assert sum(isinstance(action, Advance) for action in world.done) == 2
    assert world.done[-1] == Promote("2")


def test_a_paused_test_is_watched_and_notes_its_results() -> None:
    paused = in_test(ab()).change(paused="somebody", recorded=0.0, asked=True)
    assert isinstance(plan(paused, BOTH, 10.0, can_probe=True), Pause)
    assert isinstance(plan(paused, {"1": GOOD, "2": BAD}, 10.0, can_probe=True), Abort)
