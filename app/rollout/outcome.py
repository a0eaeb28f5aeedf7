"""What became of a release or a request for one: the errors a caller meets, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import BadInputError, SlipwayError

if TYPE_CHECKING:
    from app.rollout.state import Release


class ExistsError(BadInputError):
    """There is a deployment or an endpoint of that name already."""


class MissingError(BadInputError):
    """There is no deployment or no endpoint of that name."""


class NotReleasedError(SlipwayError):
    """The release did not reach its end: it was rolled back, or is held for a person."""


def unfinished_words(release: Release) -> str:
    """Who is releasing what, and how far it has come."""
    origin = f"{release.stable} → " if release.stable else ""
    held = f", held: {release.held}" if release.held else ""
    return f"its release {origin}{release.candidate} by {release.actor} is not finished ({release.phase}{held})"


def ways_out(release: Release) -> str:
    """What a person can do with an unfinished release."""
    onward = f"update to {release.candidate} to go on with it"
    if release.decided:
        return f"{onward}: it is Production already"
    return f"{onward}, or to {release.stable} to abort it" if release.stable else f"{onward}, or delete the deployment"


def unsuccessful(release: Release) -> NotReleasedError:
    """Why a release is held or was aborted, and what to do."""
    name = f"{release.model} version {release.candidate}"
    if release.held:
        return NotReleasedError(
            f"the release of {name} to {release.deployment} is held", why=release.held, fix=_held_fix(release)
        )
    serving = f"version {release.stable} serves all of the traffic" if release.stable else "nothing of it stays behind"
    return NotReleasedError(f"{name} was not released to {release.deployment}; {serving}", why=release.reason)


def _held_fix(release: Release) -> str:
    if release.testing:
        return f"decide: bin/slipway promote {release.deployment}, or bin/slipway abort {release.deployment}"
    back = f"update to version {release.stable} to abort it" if release.stable else "delete the deployment to abort it"
    verb = "update" if release.stable else "create"
    return f"send it predictions and {verb} to version {release.candidate} again to go on, or {back}"
