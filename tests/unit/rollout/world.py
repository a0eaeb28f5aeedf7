"""What planners act on, without what does it: processes, weights, the registry, and kinds of traffic."""

from __future__ import annotations

from dataclasses import dataclass, field

import hypothesis.strategies as st

from app.rollout.actions import Action, Pause, Preview, Promote, Restore, SetWeights, StartVersion, StopVersion
from app.rollout.planner import after, plan
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import Policy, Release, Strategy
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


@dataclass
class World:
    """What the actions do, without what does it: processes, weights, the registry."""

    running: set[str]
    weights: dict[str, int]
    production: str | None
    counters: dict[str, Traffic] = field(default_factory=dict)
    now: float = 0.0
    done: list[Action] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def perform(self, action: Action) -> None:
        self.done.append(action)
        match action:
            case StartVersion(version):
                self.running.add(version)
            case SetWeights(weights):
                assert action.versions <= self.running
                self.weights = {version: share for version, share in weights.items() if share}
                self.reached = action.versions
            case StopVersion(version):
                assert version not in self.reached, "a version was stopped while it had traffic, or copies of it"
                self.running.discard(version)
            case Promote(version) | Restore(version):
                self.production = version
            case Pause(seconds):
                self.now += seconds
            case Preview(versions):
                assert set(versions) <= self.running
        assert sum(self.weights.values()) in ((0, 100) if self.production is None else (100,))

    def serve(self, traffic: dict[str, Traffic | None]) -> Observation:
        for version, more in traffic.items():
            if more is not None:
                self.counters[version] = Traffic.sum([self.counters.get(version, Traffic()), more])
        return {version: None if more is None else self.counters[version] for version, more in traffic.items()}


def run(
    subject: Release,
    world: World,
    traffic: list[dict[str, Traffic | None]],
    crashes: set[int],
    readings: Readings = NO_READINGS,
) -> Release:
    """Follow the planner; at each number in `crashes` an action is performed and forgotten, as by a kill."""
    for number in range(400):
        observed = world.serve(traffic[number % len(traffic)])
        action = plan(subject, observed, world.now, can_probe=True, readings=readings)
        if action is None:
            return subject
        world.perform(action)
        if number not in crashes:
            # A preview is told its own answers, everything else the counters.
            seen = answers(traffic[number % len(traffic)]) if isinstance(action, Preview) else observed
            subject = after(subject, action, seen, world.now)
        world.now += 1
    raise AssertionError("the release never ends")


def answers(traffic: dict[str, Traffic | None]) -> Observation:
    """The answers to a preview; a server that is not there has answered each with an error."""
    silent = Traffic(requests=10, server_errors=10)
    return {version: more if more and more.requests else silent for version, more in traffic.items()}


def serving_world(stable: str | None = "1") -> World:
    running = {stable} if stable else set()
    weights = {stable: 100} if stable else {}
    return World(running=running, weights=weights, production=stable, reached=set(weights))


traffics = st.sampled_from([GOOD, BAD, RAISING, SLOW, LITTLE, Traffic(), None])
observations = st.lists(st.fixed_dictionaries({"1": traffics, "2": traffics}), min_size=1, max_size=30)
