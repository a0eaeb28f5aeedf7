"""A release as a person reads it: what each version had of the traffic, how it went, and what the gates say. Pure."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.rollout.analysis import ERROR_RATE, LATENCY_RATIO, P95, analyse, percentile, window
from app.rollout.state import Phase, Release
from app.targets.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.gates import GateResult
    from app.rollout.samples import Sample

_COUNTED = (ERROR_RATE, LATENCY_RATIO)


@dataclass(frozen=True)
class VersionView:
    """One version's traffic over a span of time.

    Args:
        version: The version.
        weight: Percent of the traffic, at the end of the span.
        requests: Completed requests.
        per_second: The same by second.
        error_rate: Share of them that failed, errors that the model raised included; None where there were none.
        p95_ms: 95th percentile of their latency in milliseconds; None where there were none.
    """

    version: str
    weight: int
    requests: int
    per_second: float
    error_rate: float | None
    p95_ms: float | None


@dataclass(frozen=True)
class Look:
    """What there was of a span of time, for each version; `begin` and `end` in seconds since the epoch."""

    begin: float
    end: float
    versions: tuple[VersionView, ...]


def present_step(release: Release, samples: Sequence[Sample]) -> Look | None:
    """The traffic since the present weights were set. None where nothing was seen yet."""
    since = list(itertools.takewhile(lambda sample: sample.weights == samples[-1].weights, reversed(samples)))
    return _look(release, since[-1], since[0]) if since else None


def verdicts(release: Release, samples: Sequence[Sample]) -> list[GateResult]:
    """What the gates on counters say to the last sample; nothing where no step is judged by traffic.

    Other gates ask the payload log or Prometheus: the release does, each time it decides, and a view does not.
    """
    if release.phase is not Phase.PROGRESSING or not release.position or not samples:
        return []
    return [each for each in analyse(release, samples[-1].traffic).results if each.metric in _COUNTED]


def looks(release: Release, samples: Sequence[Sample], *, at_most: int = 150) -> list[Look]:
    """The time from sample to sample; samples are joined where there are more than `at_most`."""
    stride = max(1, math.ceil(len(samples) / at_most))
    kept = [*samples[::stride], *samples[-1:]] if (len(samples) - 1) % stride else list(samples[::stride])
    return [_look(release, before, after) for before, after in itertools.pairwise(kept) if after.at > before.at]


def steps(release: Release, samples: Sequence[Sample]) -> list[Look]:
    """One look for each span of equal weights, in order."""
    groups = [list(group) for _, group in itertools.groupby(samples, key=lambda sample: dict(sample.weights))]
    following = [group[0] for group in groups[1:]]
    # A step's last requests are counted by the look that finds the next step's weights set.
    ends = [*following, groups[-1][-1]] if groups else []
    return [_look(release, group[0], end, weights=group[0]) for group, end in zip(groups, ends, strict=True)]


def _look(release: Release, before: Sample, after: Sample, *, weights: Sample | None = None) -> Look:
    seconds = after.at - before.at
    shares = (weights or after).weights
    based = release.change(baseline=dict(before.traffic))
    found = []
    for version in sorted({*before.traffic, *after.traffic}, key=int):
        traffic = window(based, after.traffic, version) or Traffic()
        errors = traffic.server_errors + traffic.model_errors
        found.append(
            VersionView(
                version=version,
                weight=shares.get(version, 0),
                requests=traffic.requests,
                per_second=traffic.requests / seconds if seconds > 0 else 0.0,
                error_rate=min(1.0, errors / traffic.requests) if traffic.requests else None,
                p95_ms=percentile(traffic.latency_buckets, P95),
            )
        )
    return Look(before.at, after.at, tuple(found))
