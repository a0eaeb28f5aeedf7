"""What `cdktf synth` wrote: the stacks of one environment, in the order in which they depend on each other."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class SynthesisedStack:
    """One stack as synthesised.

    Args:
        name: Such as `local-network`.
        fingerprint: Changes when the configuration does, whatever made it.
        resource_count: How many managed resources it has.
        dependencies: The stacks that must be deployed before it.
    """

    name: str
    fingerprint: str
    resource_count: int
    dependencies: frozenset[str]


def read_stacks(output: Path, environment: str) -> list[SynthesisedStack]:
    """The stacks of `environment` in `cdktf`'s output folder, dependencies first."""
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    stacks = {
        name: _read(name, output / entry["synthesizedStackPath"], frozenset(entry["dependencies"]))
        for name, entry in manifest.items()
        if name.startswith(f"{environment}-")
    }
    order = TopologicalSorter({name: sorted(stack.dependencies) for name, stack in sorted(stacks.items())})
    return [stacks[name] for name in order.static_order()]


def with_neighbours(names: Iterable[str], stacks: Iterable[SynthesisedStack]) -> list[str]:
    """`names`, the stacks that depend on one of them, and those that any of these needs, in the order of `stacks`.

    What is needed comes along because `cdktf deploy` orders only the stacks that it is given, and refuses a stack
    without those it needs (with `--ignore-missing-stack-dependencies` it orders none).

    Args:
        names: The stacks to start from.
        stacks: All stacks of the environment, dependencies first.
    """
    ordered, chosen = list(stacks), set(names)
    for stack in ordered:
        if stack.dependencies & chosen:
            chosen.add(stack.name)
    for stack in reversed(ordered):
        if stack.name in chosen:
            chosen |= stack.dependencies
    return [stack.name for stack in ordered if stack.name in chosen]


def _read(name: str, path: Path, dependencies: frozenset[str]) -> SynthesisedStack:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    content.pop("//", None)  # cdktf's own notes: versions and paths, no configuration
    text = json.dumps(_without_notes(content), sort_keys=True)
    return SynthesisedStack(
        name=name,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        resource_count=sum(len(made) for made in content.get("resource", {}).values()),
        dependencies=dependencies,
    )


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_notes(inner) for key, inner in value.items() if key != "//"}
    if isinstance(value, list):
        return [_without_notes(inner) for inner in value]
    return value
