"""A/B test: a header decides which version answers, until a person decides between the two.

Pure. The first step is the test; a person's `promote` ends it, and the second step is 100 %, judged like a canary's
last. While it runs, a candidate that fails its gates is taken back. Nothing is probed: the results are callers' alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout import canary
from app.rollout.actions import Abort, Action, Hold, Pause, SetWeights
from app.rollout.readings import NO_READINGS, Readings, Results
from app.rollout.results import figures, in_words, noted
from app.rollout.state import FULL_WEIGHT, Phase, Release
from app.routing.route import Assigned

if TYPE_CHECKING:
    from app.targets.traffic import Observation


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """See `canary.plan`."""
    if release.held or release.phase is not Phase.PROGRESSING or not release.testing:
        return canary.plan(release, observation, now, can_probe=can_probe, readings=readings)
    if release.position == 0:
        return _divided(release)
    results = figures(release, observation, readings)
    action = canary.judge(release, observation, now, can_probe=False, readings=readings)
    return noted(release, _kept_running(release, action, results, now), results, now)


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    return canary.after(release, action, observation, now)


def _kept_running(release: Release, action: Action, results: Results, now: float) -> Action:
    """What a canary would do, where the test is over; else only what stops a bad candidate."""
    if isinstance(action, Abort) or release.asked:
        return action
    seconds, elapsed = release.policy.ab_seconds, now - release.began
    if seconds is not None and elapsed >= seconds:
        return Hold(f"the test has run for {elapsed:.0f} s: {in_words(results)}")
    return Pause(canary.LOOK_SECONDS)


def _divided(release: Release) -> SetWeights:
    policy, stable = release.policy, release.stable or ""
    if policy.ab_values:
        values = dict.fromkeys(policy.ab_values, release.candidate)
        named = Assigned(header=policy.ab_header, values=values)
        return SetWeights({stable: FULL_WEIGHT, release.candidate: 0}, assigned=named)
    return SetWeights(canary.weights(release), sticky_header=policy.ab_header)
