"""The course of a deployment, read from what `cdktf deploy` says: when each stack ran, and what it waited for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_STYLE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# cdktf names the stack on the first line of a piece of output, and indents the rest of the piece.
_STACK = re.compile(r"(?P<stack>[a-z0-9]+-[a-z0-9-]+)\s{2}")
_MADE = re.compile(
    r"(?P<resource>aws_\w+\.\w+)(?: \([^)]*\))?: (?:Creation|Modifications) complete after "
    r"(?:(?P<minutes>\d+)m)?(?P<seconds>\d+)s"
)
_DONE = "Apply complete!"


@dataclass(frozen=True)
class Wait:
    """How long one resource took, by Terraform's own count."""

    resource: str
    seconds: float


@dataclass(frozen=True)
class StackRun:
    """One stack's deployment; times are seconds since the command began.

    Args:
        name: The stack.
        started: When its turn came: Terraform ran, and what it needs was applied. cdktf initialises all at once before.
        ended: When it was applied.
        waits: Its resources, the slowest first.
        critical: Nothing could have ended earlier without this stack ending earlier.
    """

    name: str
    started: float
    ended: float
    waits: tuple[Wait, ...]
    critical: bool = False

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.started


def read(lines: Iterable[tuple[float, str]], needs: Mapping[str, Iterable[str]]) -> list[StackRun]:
    """The stacks in the order in which they were started.

    Args:
        lines: What the command said, each line with its seconds since the command began.
        needs: For each stack those that must be deployed before it.
    """
    started: dict[str, float] = {}
    ended: dict[str, float] = {}
    waits: dict[str, list[Wait]] = {name: [] for name in needs}
    current = ""
    for at, raw in lines:
        line = _STYLE.sub("", raw)
        named = _STACK.match(line)
        if named and named["stack"] in needs:
            current = named["stack"]
            started.setdefault(current, at)
        if current:
            waits[current] += [_wait(found) for found in _MADE.finditer(line)]
            if _DONE in line:
                ended[current] = at
    chain = critical_path(ended, needs)
    turns = {name: max([started[name], *(ended[each] for each in needs[name] if each in ended)]) for name in ended}
    return [
        StackRun(name, turns[name], ended[name], tuple(sorted(waits[name], key=_slowest)), name in chain)
        for name in sorted(ended, key=turns.__getitem__)
    ]


def _wait(found: re.Match[str]) -> Wait:
    return Wait(found["resource"], 60 * int(found["minutes"] or 0) + int(found["seconds"]))


def _slowest(wait: Wait) -> tuple[float, str]:
    return (-wait.seconds, wait.resource)


def critical_path(ended: Mapping[str, float], needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The stacks that the whole waited for: the last to end, before it the last of those that it needs, and so on."""
    chain: list[str] = []
    candidates = set(ended)
    while candidates:
        last = max(candidates, key=lambda name: (ended[name], name))
        chain.insert(0, last)
        candidates = {name for name in needs[last] if name in ended}
    return chain


def bar(run: StackRun, total: float, width: int) -> str:
    """The run as a bar in a row of `width` characters that stands for `total` seconds."""
    first = min(width - 1, int(width * run.started / total))
    last = max(first + 1, min(width, round(width * run.ended / total)))
    return " " * first + ("█" if run.critical else "░") * (last - first) + " " * (width - last)


def dominating(runs: Sequence[StackRun], least_seconds: float) -> list[tuple[str, Wait]]:
    """The waits of at least `least_seconds` on the critical path, stack by stack: what to shorten first."""
    return [(run.name, wait) for run in runs if run.critical for wait in run.waits[:1] if wait.seconds >= least_seconds]
