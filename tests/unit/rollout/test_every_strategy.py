"""Every planner, for any sequence of observations, readings, crashes and commands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from app.rollout.actions import Action, Advance, Preview, Promote, SetWeights
from app.rollout.config import read
from app.rollout.planner import after, plan
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, PREDICTION_DRIFT, Readings
from app.rollout.state import Phase, Policy, Release, Strategy
from tests.unit.rollout.world import GOOD, World, answers, observations, release, serving_world

if TYPE_CHECKING:
    from app.targets.traffic import Traffic

COMMANDS_END = 120
FAST = {"pause_seconds": "3", "analysis_timeout_seconds": "20"}
CONFIGS = {
    "canary": {"strategy": "canary", "steps": "5,40,100", "max_prediction_drift": "0.2"},
    "canary, nothing kept": {"strategy": "canary", "keep_seconds": "0"},
    "canary, kept for a time": {"strategy": "canary", "keep_seconds": "10"},
    "blue-green": {"strategy": "blue-green"},
    "blue-green, kept for a time": {"strategy": "blue-green", "keep_seconds": "10"},
    "shadow": {"strategy": "shadow", "mirror_percent": "50"},
    "shadow, then all at once": {"strategy": "shadow", "then": "promote"},
    "ab by value": {"strategy": "ab", "ab_header": "x-variant", "ab_values": "b", "ab_seconds": "30"},
    "ab by hash": {"strategy": "ab", "ab_header": "x-user", "ab_percent": "30"},
    "rolling": {"strategy": "rolling", "batches": "3"},
    "replace": {"strategy": "replace"},
}


def begun(name: str) -> Release:
    if name == "rollback":
        return release(strategy=Strategy.ROLLBACK, policy=Policy(steps=(100,), pause_seconds=0, probe=False))
    strategy, policy = read(FAST | CONFIGS[name], default=Strategy.CANARY)
    return release(strategy=strategy, policy=policy, stable=None if strategy is Strategy.REPLACE else "1")


def commanded(subject: Release, command: str, now: float) -> Release:
    """What app.rollout.control makes of a release that goes forward; see there."""
    if subject.phase.finished or subject.phase is Phase.ABORTING or subject.decided:
        return subject
    match command:
        case "pause":
            return subject.change(paused="somebody")
        case "resume":
            return subject.change(paused="", since=now)
        case "promote":
            return subject.change(paused="", asked=subject.asked or subject.testing).resumed(now)
        case "full":
            return subject.hurried().resumed(now)
        case _:
            return subject.aborted_by("a person wants it")


@dataclass
class Journey:
    """One release from begin to end, and what was seen on the way."""

    world: World
    passed_at: list[dict[str, int]] = field(default_factory=list)

    def take(self, subject: Release, action: Action, traffic: dict[str, Traffic | None], *, crash: bool) -> Release:
        shadowing = subject.strategy is Strategy.SHADOW and not self.passed_at
        if isinstance(action, Advance):
            self.passed_at.append(dict(self.world.weights))
        if isinstance(action, SetWeights):
            assert sum(action.weights.values()) in {0, 100}
            assert not (shadowing and action.weights.get("2")), "a shadow's candidate had traffic before it passed"
            assert not (subject.paused and subject.phase is not Phase.ABORTING), "a paused release moved"
        self.world.perform(action)
        if subject.stable and not subject.promoted and subject.phase is not Phase.SUCCEEDED:
            assert subject.stable in self.world.running, "there was no way back"
        seen = answers(traffic) if isinstance(action, Preview) else self.world.serve(traffic)
        return subject.resumed(self.world.now) if crash else after(subject, action, seen, self.world.now)


GOOD_READINGS = {MIRROR_PAIRS: 50, MIRROR_MISMATCHES: 0, PREDICTION_DRIFT: 0.1}
metrics = st.sampled_from(
    [
        {},
        GOOD_READINGS,
        {MIRROR_PAIRS: None},
        {MIRROR_PAIRS: 50, MIRROR_MISMATCHES: 30},
        {PREDICTION_DRIFT: math.nan},
        {PREDICTION_DRIFT: 0.9},
    ]
)


@pytest.mark.parametrize("name", [*CONFIGS, "rollback"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    traffic=observations,
    readings=st.just([GOOD_READINGS]) | st.lists(metrics, min_size=1, max_size=10),
    crashes=st.sets(st.integers(0, 60), max_size=20),
    commands=st.dictionaries(
        st.integers(0, COMMANDS_END), st.sampled_from(["pause", "resume", "promote", "full", "abort"]), max_size=6
    ),
)
def test_whatever_happens_the_traffic_is_served_and_only_a_pass_promotes(
    name: str,
    traffic: list[dict[str, Traffic | None]],
    readings: list[dict[str, float | None]],
    crashes: set[int],
    commands: dict[int, str],
) -> None:
    subject = begun(name)
    journey = Journey(world := serving_world(subject.stable))
    for number in range(600):
        command = commands.get(number)
        if number > COMMANDS_END:  # whoever has paused a release or runs a test ends that at last
            command = "resume" if subject.paused else "promote" if subject.testing and not subject.asked else None
        subject = commanded(subject, command, world.now) if command else subject
        known = Readings(readings[number % len(readings)])
        now_seen = traffic[number % len(traffic)]
        action = plan(subject, world.serve(now_seen), world.now, can_probe=True, readings=known)
        if action is not None:
            subject = journey.take(subject, action, now_seen, crash=number in crashes)
        elif number > COMMANDS_END or subject.phase.finished:
            break
        world.now += 1
    else:
        pytest.fail("the release never ends")
    check_end(subject, journey)


def test_a_first_version_whose_promotion_may_have_been_forgotten_is_not_given_up() -> None:
    first = begun("replace").change(phase=Phase.PROMOTING)
    assert first.decided
    assert commanded(first, "abort", 0.0) == first
    later = begun("canary").change(phase=Phase.PROMOTING)
    assert commanded(later, "abort", 0.0).phase is Phase.ABORTING, "there is a version to restore"


@pytest.mark.parametrize("name", [name for name in CONFIGS if name != "replace"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    traffic=observations | st.just([{"1": GOOD, "2": GOOD}]),
    actions=st.integers(0, 60),
    crashes=st.sets(st.integers(0, 60)),
)
def test_a_rollback_leads_back_from_wherever_a_release_stands(
    name: str, traffic: list[dict[str, Traffic | None]], actions: int, crashes: set[int]
) -> None:
    subject = begun(name).change(asked=True)
    journey = Journey(world := serving_world())

    def go(subject: Release, steps: int) -> Release:
        for number in range(steps):
            seen = traffic[number % len(traffic)]
            observed, known = world.serve(seen), Readings(GOOD_READINGS)
            action = plan(subject, observed, world.now, can_probe=True, readings=known)
            if action is None:
                break
            subject = journey.take(subject, action, seen, crash=number in crashes)
            world.now += 1
        return subject

    subject = go(subject, actions)
    if subject.phase is Phase.ABORTED:
        return
    # As app.rollout.control does it: an unfinished release is aborted, after Production moved a new one leads back.
    if subject.promoted or subject.phase is Phase.SUCCEEDED:
        subject = release(
            stable="2", candidate="1", strategy=Strategy.ROLLBACK, policy=Policy(steps=(100,), probe=False)
        )
    elif subject.phase is not Phase.ABORTING:
        subject = subject.aborted_by("a person wants it")
    assert go(subject, 200).phase.finished
    assert (world.weights, world.production) == ({"1": 100}, "1")


def check_end(subject: Release, journey: Journey) -> None:
    world, stable = journey.world, subject.stable
    before = {stable} if stable else set()
    if Promote("2") in world.done:
        assert journey.passed_at[-1] == {"2": 100}, "it was promoted without a pass at 100 %"
    match subject.phase:
        case Phase.SUCCEEDED:
            assert (world.weights, world.production) == ({"2": 100}, "2")
            assert world.running == {"2"} | (before if subject.keeps_stable else set())
        case Phase.ABORTED:
            assert (world.running, world.reached, world.production) == (before, before, stable)
        case _:
            assert subject.held
            assert sum(world.weights.values()) == 100
            assert {"2"} | before <= world.running
