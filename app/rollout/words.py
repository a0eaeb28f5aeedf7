"""Releases and their actions in words, for progress and for plans. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rollout.actions import (
    Abort,
    Action,
    Advance,
    Hold,
    Pause,
    Preview,
    Probe,
    Promote,
    Record,
    Restore,
    SetWeights,
    StartVersion,
    StopVersion,
)

if TYPE_CHECKING:
    from app.rollout.state import Release


def title(release: Release) -> str:
    """Which release this is."""
    origin = f" {release.stable} →" if release.stable else ""
    return f"{release.deployment}: {release.model}{origin} {release.candidate} ({release.strategy})"


def note(action: Action) -> str:
    """What is being done; empty for what a person need not see."""
    match action:
        case StartVersion(version):
            text = f"starting version {version}"
        case SetWeights():
            text = _divided(action)
        case Advance(report):
            text = f"passed: {report}"
        case Hold(reason) | Abort(reason):
            text = f"{type(action).__name__.lower()}: {reason}"
        case Promote(version):
            text = f"making version {version} Production"
        case Restore(version):
            text = f"version {version} stays Production"
        case StopVersion(version):
            text = f"stopping version {version}"
        case Preview(versions, count):
            text = f"{count} previews of {' and '.join(versions)} past the router"
        case Probe() | Pause() | Record():
            text = ""
    return text


def _divided(split: SetWeights) -> str:
    said = ["weights " + (", ".join(f"{version}: {share} %" for version, share in split.weights.items()) or "none")]
    if split.mirror:
        said.append(f"copies of {split.mirror.percent} % to version {split.mirror.version}")
    if split.sticky_header:
        said.append(f"equal values of {split.sticky_header} meet one version")
    if split.assigned:
        said += [f"{split.assigned.header}: {value} meets version {to}" for value, to in split.assigned.values.items()]
    return "; ".join(said)
