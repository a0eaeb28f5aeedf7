"""Many deployments on one target: what creating, listing and updating cost then, and whom a bad one harms."""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from bin.benchmarks.callers import OK, load
from bin.benchmarks.registered import GOOD_CALLS, NAME, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.progress import Progress
    from app.rollout.wiring import Wired
    from bin.benchmarks.registered import Artifacts

_FEW = 3
_LOOKS = 5


def many(parts: Wired, made: Artifacts, reports: Progress, *, count: int, clients: int) -> dict[str, Any]:
    """Times with `count` deployments of as many models; then a version that goes bad, and one that does not load.

    Returns:
        Seconds, medians: `create_seconds` of the first and of the last few, `list_seconds`, `get_seconds`,
        `update_seconds`; `others`: how many requests the others answered while one was bad, and how many failed.
    """
    names = [f"{NAME}-{number:02}" for number in range(1, count + 1)]
    created = []
    with reports.step("deployments of as many models", total=count) as step:
        for name in names:
            register(parts, name, made.good)
            created.append(_seconds(partial(_release, parts, name, "1", reports)))
            step.advance(name)
    listed = [_seconds(parts.deployments.list) for _ in range(_LOOKS)]
    got = [_seconds(partial(parts.deployments.get, names[0])) for _ in range(_LOOKS)]
    *others, bad = names
    with load([parts.deployments.get(name).status.url for name in others], made.body, clients) as seen:
        for name in others[:_FEW]:
            register(parts, name, made.good)
        updated = [_seconds(partial(_release, parts, name, "2", reports)) for name in others[:_FEW]]
        for number, uri in enumerate((made.bad, made.broken), start=2):
            register(parts, bad, uri)
            _refused(parts, bad, str(number), reports)
    return {
        "deployments": count,
        "create_seconds": {"first": statistics.median(created[:_FEW]), "last": statistics.median(created[-_FEW:])},
        "list_seconds": statistics.median(listed),
        "get_seconds": statistics.median(got),
        "update_seconds": statistics.median(updated),
        "others": {"answers": len(seen), "failed": sum(each.status != OK for each in seen)},
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _release(parts: Wired, name: str, version: str, reports: Progress) -> None:
    from app.rollout.registered import RegisteredVersion
    from app.rollout.state import Policy, Strategy

    # More probes than the bad model answers; a small latency ratio would judge the machine, not the model.
    policy = Policy(steps=(100,), pause_seconds=0, min_requests=2 * GOOD_CALLS, max_latency_ratio=100, keep_seconds=0)
    wanted = RegisteredVersion(name, version)
    if version == "1":
        parts.deployments.create(name, wanted, policy, reports)
    else:
        parts.deployments.update(name, wanted, Strategy.REPLACE, policy, reports)


def _refused(parts: Wired, name: str, version: str, reports: Progress) -> None:
    from app.errors import SlipwayError
    from app.rollout.outcome import NotReleasedError

    try:
        _release(parts, name, version, reports)
    except NotReleasedError:
        return
    raise SlipwayError(f"version {version} of {name} was released", why="it was made to be bad")
