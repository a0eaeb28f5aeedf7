"""Blue-green: the candidate is judged before it has traffic, takes all of it at once, and the old version stays warm.

Pure, like the canary planner, which does what the two have in common: the analysis after the switch, the way back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gates import Verdict
from app.rollout import canary
from app.rollout.actions import Abort, Action, Advance, Hold, Preview, StartVersion
from app.rollout.analysis import analyse, missing_requests
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import Phase, Release
from app.targets.traffic import Traffic

if TYPE_CHECKING:
    from app.targets.traffic import Observation


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """See `canary.plan`."""
    if release.held:
        return None
    if release.phase is Phase.PREVIEWING:
        return _preview(release, can_probe=can_probe)
    return canary.plan(release, observation, now, can_probe=can_probe, readings=readings)


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    match action:
        case StartVersion():
            return release.change(phase=Phase.PREVIEWING, position=0, preview={})
        case Preview(versions):
            return release.change(preview={version: _more(release, observation, version) for version in versions})
        case Advance() if release.phase is Phase.PREVIEWING:
            return release.change(phase=Phase.PROGRESSING, step=0, position=0)
        case _:
            return canary.after(release, action, observation, now)


def _preview(release: Release, *, can_probe: bool) -> Action:
    versions = tuple(version for version in (release.stable, release.candidate) if version)
    answers = {version: release.preview.get(version, Traffic()) for version in versions}
    report = analyse(release, answers)
    if report.verdict is Verdict.FAIL:
        return Abort(f"in preview: {canary.words(report)}")
    if report.verdict is Verdict.PASS:
        return Advance(canary.words(report))
    missing = missing_requests(release, answers)
    if not missing or not can_probe:  # more of the same would tell no more
        return Hold(f"no verdict in preview: {canary.words(report)}")
    return Preview(versions, min(canary.MAX_PROBES, max(missing.values())))


def _more(release: Release, observation: Observation, version: str) -> Traffic:
    return Traffic.sum([release.preview.get(version, Traffic()), observation.get(version) or Traffic()])
