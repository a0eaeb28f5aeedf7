"""Asks the planner of a release's strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.rollout import ab, blue_green, canary, rollback, shadow
from app.rollout.actions import Abort, Pause, Record
from app.rollout.readings import NO_READINGS, Readings
from app.rollout.state import Phase, Release, Strategy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rollout.actions import Action
    from app.targets.traffic import Observation


class Planner(Protocol):
    """What each strategy's module is."""

    def plan(
        self, release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings
    ) -> Action | None:
        """See `canary.plan`."""

    def after(self, release: Release, action: Action, observation: Observation, now: float) -> Release:
        """See `canary.after`."""


_PLANNERS: Mapping[Strategy, Planner] = {
    Strategy.CANARY: canary,
    Strategy.REPLACE: canary,
    Strategy.ROLLING: canary,
    Strategy.BLUE_GREEN: blue_green,
    Strategy.SHADOW: shadow,
    Strategy.AB: ab,
    Strategy.ROLLBACK: rollback,
}


def plan(
    release: Release, observation: Observation, now: float, *, can_probe: bool, readings: Readings = NO_READINGS
) -> Action | None:
    """See `canary.plan`. A paused release is watched, and goes nowhere but back."""
    planner = _PLANNERS[release.strategy]
    action = planner.plan(release, observation, now, can_probe=can_probe, readings=readings)
    stays = release.paused and not release.promoted and release.phase is not Phase.ABORTING
    if stays and action is not None and not isinstance(action, Abort | Pause | Record):
        return Pause(canary.LOOK_SECONDS)
    return action


def after(release: Release, action: Action, observation: Observation, now: float) -> Release:
    """See `canary.after`."""
    return _PLANNERS[release.strategy].after(release, action, observation, now)
