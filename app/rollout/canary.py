"""Decides what a release does next. Pure: (release, observation, time) in, one action out.

Canary, replace and rolling share it: a replace is a canary whose only step is 100 %, and a rolling release one whose
steps are even and whose latency is not compared. The other strategies differ from it in what
comes before the traffic or after it, and leave the rest to it. Only a PASS moves a release forward, FAIL
sends it back, and everything else waits, at last for a person.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.gates import GateReport, Verdict
from app.rollout.actions import (
    Abort,
    Action,
    Advance,
    Hold,
    Pause,
    Probe,
    Promote,
    Record,
    Restore,
    SetWeights,
    StartVersion,
    StopVersion,
)
from app.rollout.analysis import analyse, missing_requests
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import FULL_WEIGHT, Phase, Release

if TYPE_CHECKING:
    from app.targets.traffic import Observation, Traffic

LOOK_SECONDS = 0.5
"""How often a waiting release looks again: a bad candidate is found within this time."""

MAX_PROBES = 50
"""Probes sent before looking again, so that a bad candidate is not probed for long."""


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """The next action; None where the release has ended or is held.

    Args:
        release: Where it stands.
        observation: The counters of its versions now.
        now: Seconds since the epoch.
        can_probe: Whether there is an input example to probe with.
        readings: What else its gates ask for.
    """
    if release.phase.finished or release.held:
        return None
    if release.promoted and (left := (release.policy.keep_seconds or 0.0) - (now - release.since)) > 0:
        return Pause(min(left, LOOK_SECONDS))
    match release.phase:
        case Phase.STARTING:
            return _starting(release)[release.position]
        case Phase.PROGRESSING if release.position == 0:
            return SetWeights(weights(release))
        case Phase.PROGRESSING:
            return judge(release, observation, now, can_probe=can_probe, readings=readings)
        case _:
            return _ending(release)[release.position]


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """The release once `action` is done.

    Args:
        release: Where it stood.
        action: What was done.
        observation: The counters after it.
        now: Seconds since the epoch.
    """
    if isinstance(action, Record | Hold | Advance | Abort) and action.results:
        release = release.change(results=action.results, recorded=now)
    change: dict[str, object]
    match action:
        case Abort(reason):
            return release.aborted_by(reason)
        case Pause() | Probe() | Record():
            return release
        case Hold(reason):
            change = {"held": reason}
        case StartVersion():
            change = {"phase": Phase.PROGRESSING, "step": 0, "position": 0}
        case Advance() if release.last_step:
            change = {"phase": Phase.PROMOTING, "position": 0}
        case Advance():
            change = {"step": release.step + 1, "position": 0}
        case SetWeights() if release.phase in {Phase.PROGRESSING, Phase.MIRRORING}:
            change = {"position": 1, "since": now, "began": now, "baseline": _readable(observation)}
        case StopVersion() if release.phase is Phase.STARTING:
            change = {"position": release.position + 1}
        case _:
            change = _further(release, action, now)
    return release.change(**change)


def weights(release: Release) -> dict[str, int]:
    """Percent of the traffic by version at the release's present step."""
    if release.stable is None:
        return {release.candidate: FULL_WEIGHT}
    return {release.stable: FULL_WEIGHT - release.weight, release.candidate: release.weight}


def judge(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action:
    """What the analysis of the present step leads to: on, back, another look, or a person."""
    report = analyse(release, observation, readings)
    elapsed = now - release.since
    if report.verdict is Verdict.FAIL:
        return Abort(words(report))
    if report.verdict is Verdict.PASS:
        left = release.policy.pause_seconds - elapsed
        return Pause(min(left, LOOK_SECONDS)) if left > 0 else Advance(words(report))
    if elapsed >= release.policy.analysis_timeout_seconds:
        return Hold(f"no verdict after {elapsed:.0f} s {_where(release)}: {words(report)}")
    missing = missing_requests(release, observation)
    if missing and can_probe and report.verdict is Verdict.INCONCLUSIVE:
        shares = weights(release)
        needed = max(math.ceil(count * FULL_WEIGHT / shares[version]) for version, count in missing.items())
        return Probe(min(MAX_PROBES, needed))
    return Pause(LOOK_SECONDS)


def _where(release: Release) -> str:
    mirrored = release.phase is Phase.MIRRORING
    return f"with copies of {release.policy.mirror_percent} %" if mirrored else f"at {release.weight} %"


def _starting(release: Release) -> tuple[Action, ...]:
    """The actions of the first phase, in order."""
    return (*(StopVersion(version) for version in release.leftovers), StartVersion(release.candidate))


def _ending(release: Release) -> tuple[Action, ...]:
    """The actions of the last phase, in order."""
    if release.phase is Phase.PROMOTING:
        # The old version goes last: until the registry has agreed there is a way back.
        if release.stable is None or release.keeps_stable:
            return (Promote(release.candidate),)
        return (Promote(release.candidate), StopVersion(release.stable))
    if release.stable is None:
        return (SetWeights({}), StopVersion(release.candidate))
    back = SetWeights({release.stable: FULL_WEIGHT, release.candidate: 0})
    return (back, Restore(release.stable), StopVersion(release.candidate))


def _further(release: Release, action: Action, now: float) -> dict[str, object]:
    done = release.position + 1
    # The time the old version is kept begins with Production; otherwise `since` tells when the weights moved.
    timed = isinstance(action, SetWeights) or (isinstance(action, Promote) and release.policy.keep_seconds)
    since = {"since": now} if timed else {}
    if done < len(_ending(release)):
        return {"position": done, **since}
    return {"phase": Phase.SUCCEEDED if release.phase is Phase.PROMOTING else Phase.ABORTED, "position": 0, **since}


def _readable(observation: Observation) -> dict[str, Traffic]:
    return {version: traffic for version, traffic in observation.items() if traffic is not None}


def words(report: GateReport) -> str:
    """What each gate said, in a line."""
    return "; ".join(result.message for result in report.results)
