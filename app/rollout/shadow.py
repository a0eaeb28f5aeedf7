"""Shadow: the candidate gets copies of callers' requests, and its answers are compared and thrown away.

Pure. What follows a passed shadow is a canary's: its steps, or 100 % at once where the policy says so. Only callers'
requests count: nothing is probed, because a probe would compare one and the same answer again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout import canary
from app.rollout.actions import Action, Advance, SetWeights, StartVersion
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.results import figures, noted
from app.rollout.state import FULL_WEIGHT, Phase, Release
from app.routing.route import Mirror

if TYPE_CHECKING:
    from app.targets.traffic import Observation


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """See `canary.plan`."""
    if release.held or release.phase is not Phase.MIRRORING:
        return canary.plan(release, observation, now, can_probe=can_probe, readings=readings)
    if release.position == 0:
        return _mirrored(release)
    action = canary.judge(release, observation, now, can_probe=False, readings=readings)
    return noted(release, action, figures(release, observation, readings), now)


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    match action:
        case StartVersion():
            return release.change(phase=Phase.MIRRORING, step=0, position=0)
        case Advance(_, results) if release.phase is Phase.MIRRORING:
            return release.change(phase=Phase.PROGRESSING, step=0, position=0, results=results)
        case _:
            return canary.after(release, action, observation, now)


def _mirrored(release: Release) -> SetWeights:
    copies = Mirror(version=release.candidate, percent=release.policy.mirror_percent)
    serving = {release.stable: FULL_WEIGHT} if release.stable else {}
    return SetWeights({**serving, release.candidate: 0}, mirror=copies)
