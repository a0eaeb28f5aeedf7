"""The planner, for any sequence of observations, crashes and commands."""

from __future__ import annotations

from dataclasses import dataclass, field

import hypothesis.strategies as st
from hypothesis import given, settings

from app.rollout.actions import (
    Abort,
    Action,
    Advance,
    Hold,
    Pause,
    Probe,
    Promote,
    Restore,
    SetWeights,
    StartVersion,
    StopVersion,
)
from app.rollout.canary import MAX_PROBES, after, plan
from app.rollout.state import Phase, Policy, Release, Strategy
from app.targets.traffic import Observation, Traffic

GOOD = Traffic(requests=100, latency_buckets={5.0: 100})
BAD = Traffic(requests=100, server_errors=60, latency_buckets={5.0: 100})
RAISING = Traffic(requests=100, model_errors=60, latency_buckets={5.0: 100})
SLOW = Traffic(requests=100, latency_buckets={500.0: 100})
LITTLE = Traffic(requests=1, latency_buckets={5.0: 1})


def release(**fields: object) -> Release:
    policy = Policy(steps=(10, 50, 100), pause_seconds=0, analysis_timeout_seconds=60)
    base = {
        "deployment": "wine",
        "model": "wine",
        "stable": "1",
        "candidate": "2",
        "strategy": Strategy.CANARY,
        "policy": policy,
        "actor": "tests",
    }
    return Release.model_validate({**base, **fields})


def plus(before: Traffic, more: Traffic) -> Traffic:
    buckets = {
        upper: before.latency_buckets.get(upper, 0) + more.latency_buckets.get(upper, 0)
        for upper in {*before.latency_buckets, *more.latency_buckets}
    }
    return Traffic(
        requests=before.requests + more.requests,
        server_errors=before.server_errors + more.server_errors,
        model_errors=before.model_errors + more.model_errors,
        latency_buckets=buckets,
    )


@dataclass
class World:
    """What the actions do, without what does it: processes, weights, the registry."""

    running: set[str]
    weights: dict[str, int]
    production: str | None
    counters: dict[str, Traffic] = field(default_factory=dict)
    now: float = 0.0
    done: list[Action] = field(default_factory=list)

    def perform(self, action: Action) -> None:
        self.done.append(action)
        match action:
            case StartVersion(version):
                self.running.add(version)
            case SetWeights(weights):
                assert {version for version, share in weights.items() if share} <= self.running
                self.weights = {version: share for version, share in weights.items() if share}
            case StopVersion(version):
                assert version not in self.weights, "a version was stopped while it had traffic"
                self.running.discard(version)
            case Promote(version) | Restore(version):
                self.production = version
            case Pause(seconds):
                self.now += seconds
        assert sum(self.weights.values()) in ((0, 100) if self.production is None else (100,))

    def serve(self, traffic: dict[str, Traffic | None]) -> Observation:
        for version, more in traffic.items():
            if more is not None:
                self.counters[version] = plus(self.counters.get(version, Traffic()), more)
        return {version: None if more is None else self.counters[version] for version, more in traffic.items()}


def run(subject: Release, world: World, traffic: list[dict[str, Traffic | None]], crashes: set[int]) -> Release:
    """Follow the planner; at each number in `crashes` an action is performed and forgotten, as by a kill."""
    for number in range(400):
        observed = world.serve(traffic[number % len(traffic)])
        action = plan(subject, observed, world.now, can_probe=True)
        if action is None:
            return subject
        world.perform(action)
        if number not in crashes:
            subject = after(subject, action, observed, world.now)
        world.now += 1
    raise AssertionError("the release never ends")


def canary_world() -> World:
    return World(running={"1"}, weights={"1": 100}, production="1")


def test_a_good_candidate_goes_through_every_step_and_becomes_production_last() -> None:
    world = canary_world()
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
        world = canary_world()
        ended = run(release(), world, [{"1": GOOD, "2": bad}], set())
        assert ended.phase is Phase.ABORTED
        assert max(action.weights.get("2", 0) for action in world.done if isinstance(action, SetWeights)) == 10
        assert (world.running, world.weights, world.production) == ({"1"}, {"1": 100}, "1")


def test_no_verdict_is_held_after_the_timeout_and_never_promoted() -> None:
    for unknown in ({"1": GOOD, "2": None}, {"1": GOOD, "2": Traffic()}, {}):
        world = canary_world()
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
    world = World(running=set(), weights={}, production=None)
    ended = run(release(stable=None, policy=Policy(steps=(100,))), world, [{"2": BAD}], set())
    assert ended.phase is Phase.ABORTED
    assert (world.running, world.weights, world.production) == (set(), {}, None)


def test_a_release_that_is_held_goes_on_with_a_new_timeout() -> None:
    held = release(phase=Phase.PROGRESSING, position=1, held="no verdict", since=0.0)
    assert plan(held, {}, 1000.0, can_probe=True) is None
    assert not isinstance(plan(held.resumed(1000.0), {}, 1000.0, can_probe=True), Hold)


traffics = st.sampled_from([GOOD, BAD, RAISING, SLOW, LITTLE, Traffic(), None])
observations = st.lists(st.fixed_dictionaries({"1": traffics, "2": traffics}), min_size=1, max_size=30)
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
    world = World(running={stable} if stable else set(), weights={stable: 100} if stable else {}, production=stable)
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


def interrupted(
    subject: Release, world: World, traffic: list[dict[str, Traffic | None]], after_actions: int
) -> Release:
    """The release after some actions, when a person aborts it; one that has promoted is left to end."""
    for number in range(after_actions):
        observed = world.serve(traffic[number % len(traffic)])
        action = plan(subject, observed, world.now, can_probe=True)
        if action is None or subject.phase is Phase.PROMOTING:
            return subject
        world.perform(action)
        subject = after(subject, action, observed, world.now)
    return subject if subject.phase.finished else subject.aborted_by("a person wants it")
