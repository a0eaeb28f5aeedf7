"""What a release would do if every gate passed: told by the planner that decides it. Pure, and nothing is performed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout.actions import Action, Advance, Pause, Preview, Record
from app.rollout.analysis import analyse
from app.rollout.expressions import parse_gate
from app.rollout.planner import after, plan
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, PREDICTION_DRIFT, Readings
from app.rollout.state import Phase, Release
from app.rollout.words import note
from app.targets.traffic import Observation, Traffic

if TYPE_CHECKING:
    from collections.abc import Iterator

_A_PERSON = "the test runs until a person promotes or aborts it; once it is promoted:"


def forecast(release: Release, *, can_probe: bool) -> tuple[str, ...]:
    """A release's actions from where it stands, in words and in order.

    Every version is taken to answer well, and as often as is asked of it.

    Args:
        release: The release; a paused one as if it were not.
        can_probe: Whether there is an input example to probe with.
    """
    return tuple(_lines(release.change(held="", paused=""), can_probe=can_probe))


def _lines(release: Release, *, can_probe: bool) -> Iterator[str]:
    now, seen, readings = 0.0, 0, _passing(release)
    while True:
        seen += release.policy.min_requests
        observed = _well(release, seen)
        action = plan(release, observed, now, can_probe=can_probe, readings=readings)
        if action is None:
            return
        if isinstance(action, Pause) and release.testing and not release.asked:
            yield _A_PERSON
            release = release.change(asked=True)
            continue
        if isinstance(action, Pause):
            waited = _whole_pause(release, action, now)
            yield f"waiting {waited:g} s at least"
            now += waited
        elif said := _said(release, action, observed, readings):
            yield said
        answers = _well(release, action.count) if isinstance(action, Preview) else observed
        release = after(release, action, answers, now)


def _said(release: Release, action: Action, observed: Observation, readings: Readings) -> str:
    if isinstance(action, Record):
        return ""
    if not isinstance(action, Advance):
        return note(action)
    shown = release.preview if release.phase is Phase.PREVIEWING else observed
    asked = ", ".join(result.metric for result in analyse(release, shown, readings).results)
    return f"on only if these pass: {asked}"


def _whole_pause(release: Release, action: Pause, now: float) -> float:
    """The pause as a whole: planners wait in short steps, so as to see what happens meanwhile."""
    wanted = (release.policy.keep_seconds or 0.0) if release.promoted else release.policy.pause_seconds
    return max(action.seconds, release.since + wanted - now)


def _well(release: Release, requests: int) -> Observation:
    versions = (release.stable, release.candidate)
    return {each: Traffic(requests=requests, latency_buckets={1.0: requests}) for each in versions if each}


def _passing(release: Release) -> Readings:
    gates = [parse_gate(text) for text in release.policy.gate]
    bounds = {gate.metric: gate.maximum if gate.maximum is not None else gate.minimum for gate in gates}
    compared = {MIRROR_PAIRS: release.policy.min_requests, MIRROR_MISMATCHES: 0, PREDICTION_DRIFT: 0}
    return Readings({**compared, **bounds})
