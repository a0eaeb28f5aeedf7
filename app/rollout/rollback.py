"""Rollback: a version that served before takes all of the traffic back at once.

Pure. Nothing is analysed, because every second counts and the version has passed its own release. What goes wrong on
the way leaves the traffic where it was, as in every other release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout import canary
from app.rollout.actions import Action, Advance, SetWeights
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import Phase, Release

if TYPE_CHECKING:
    from app.targets.traffic import Observation


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """See `canary.plan`."""
    if release.phase is not Phase.PROGRESSING:
        return canary.plan(release, observation, now, can_probe=can_probe, readings=readings)
    if release.position == 0:
        return SetWeights(canary.weights(release))
    return Advance(f"version {release.candidate} has served before")


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    return canary.after(release, action, observation, now)
