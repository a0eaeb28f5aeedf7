"""Asks the planner of a release's strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout import blue_green, canary, rollback
from app.rollout.state import Release, Strategy

if TYPE_CHECKING:
    from app.rollout.actions import Action
    from app.targets.traffic import Observation


def plan(release: Release, observation: Observation, now: float, *, can_probe: bool) -> Action | None:
    """See `canary.plan`."""
    match release.strategy:
        case Strategy.BLUE_GREEN:
            return blue_green.plan(release, observation, now, can_probe=can_probe)
        case Strategy.ROLLBACK:
            return rollback.plan(release, observation, now, can_probe=can_probe)
        case _:
            return canary.plan(release, observation, now, can_probe=can_probe)


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    if release.strategy is Strategy.BLUE_GREEN:
        return blue_green.after(release, action, observation, now)
    return canary.after(release, action, observation, now)
