"""Finds the target of an environment among the installed packages."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.errors import BadInputError
from app.suggest import nearest

if TYPE_CHECKING:
    from app.targets.port import Target

GROUP = "slipway.targets"


def environments() -> list[str]:
    """The environments that have a target, sorted."""
    return sorted(entry_points(group=GROUP).names)


def environment_of(target_uri: str) -> str:
    """The environment that a target URI such as `slipway:/local` names.

    Raises:
        BadInputError: There is no target for it.
    """
    name = urlsplit(target_uri).path.strip("/")
    known = environments()
    if name not in known:
        raise BadInputError(
            f"target {target_uri!r} names no environment to deploy to{nearest(name, known)}",
            why=f"there is a target for: {', '.join(known) or 'none'}",
            fix="use a target such as slipway:/local",
        )
    return name


def connect(environment: str) -> Target:
    """The target of `environment`.

    Raises:
        BadInputError: No installed package has a target of that name.
        SlipwayError: The target cannot be reached.
    """
    found = tuple(entry_points(group=GROUP, name=environment))
    if not found:
        raise BadInputError(
            f"no environment {environment!r} to deploy to{nearest(environment, environments())}",
            why=f"targets are installed for: {', '.join(environments()) or 'none'}",
            fix="use a target such as slipway:/local",
        )
    target: type[Target] = found[0].load()
    return target.connect(environment)
