"""Judges a candidate by its traffic since the present step began. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.gates import GateReport, MetricGate, evaluate
from app.rollout.state import FULL_WEIGHT, Phase, Release
from app.targets.traffic import Observation, Traffic

if TYPE_CHECKING:
    from collections.abc import Mapping

ERROR_RATE = "error_rate"
LATENCY_RATIO = "p95_latency_ratio"

LATENCY_NOISE_MS = 10.0
"""Stable latencies below this count as this: a candidate's 4 ms against 2 ms is the machine's noise and no caller's
concern, and Envoy counts whole milliseconds."""

_P95 = 0.95


def analyse(release: Release, observation: Observation) -> GateReport:
    """The verdict on the candidate at the present step.

    FAIL is certain as soon as there are more errors than `min_requests` may have. A PASS needs all of `min_requests`,
    of the stable version too wherever it takes part: without them nobody knows how slow the candidate is. At 100 %
    there is nothing to compare with.

    Args:
        release: The release, with its counters at the beginning of the step.
        observation: The counters now.
    """
    policy = release.policy
    candidate = window(release, observation, release.candidate)
    stable = window(release, observation, release.stable) if release.stable else None
    gates = [MetricGate(ERROR_RATE, maximum=policy.max_error_rate)]
    metrics = _error_rate(candidate, policy.min_requests, policy.max_error_rate)
    if _is_compared(release):
        gates.append(MetricGate(LATENCY_RATIO, maximum=policy.max_latency_ratio))
        metrics |= _latency_ratio(candidate, stable, policy.min_requests) if candidate and stable else {}
    return evaluate(gates, metrics)


def missing_requests(release: Release, observation: Observation) -> dict[str, int]:
    """How many requests each version lacks for a verdict; versions that have enough are left out."""
    versions = [release.candidate, *((release.stable,) if release.stable and _is_compared(release) else ())]
    had = {version: window(release, observation, version) for version in versions}
    lacking = {version: release.policy.min_requests - (seen.requests if seen else 0) for version, seen in had.items()}
    return {version: count for version, count in lacking.items() if count > 0}


def _is_compared(release: Release) -> bool:
    """Whether the stable version answers requests beside the candidate."""
    return release.stable is not None and (release.phase is Phase.PREVIEWING or release.weight < FULL_WEIGHT)


def window(release: Release, observation: Observation, version: str) -> Traffic | None:
    """The version's traffic since the step began; None where it cannot be read."""
    now = observation.get(version)
    if now is None:
        return None
    before = release.baseline.get(version, Traffic())
    return Traffic(
        requests=_grown(before.requests, now.requests),
        server_errors=_grown(before.server_errors, now.server_errors),
        model_errors=_grown(before.model_errors, now.model_errors),
        latency_buckets=_buckets_grown(before.latency_buckets, now.latency_buckets),
    )


def percentile(buckets: Mapping[float, int], share: float) -> float | None:
    """The upper bound, in milliseconds, of the bucket that holds the `share` quantile; None where all are empty."""
    total = sum(buckets.values())
    if not total:
        return None
    seen = 0
    for upper in sorted(buckets):
        seen += buckets[upper]
        if seen >= math.ceil(share * total):
            return upper
    return None


def _error_rate(traffic: Traffic | None, min_requests: int, max_error_rate: float) -> dict[str, float | None]:
    if traffic is None:
        return {ERROR_RATE: None}
    errors = traffic.server_errors + traffic.model_errors
    hopeless = errors > max_error_rate * max(min_requests, traffic.requests)
    if hopeless or traffic.requests >= min_requests:
        return {ERROR_RATE: min(1.0, errors / max(1, traffic.requests))}
    return {}


def _latency_ratio(candidate: Traffic, stable: Traffic, min_requests: int) -> dict[str, float | None]:
    enough = all(sum(one.latency_buckets.values()) >= min_requests for one in (candidate, stable))
    theirs, ours = percentile(candidate.latency_buckets, _P95), percentile(stable.latency_buckets, _P95)
    if not enough or theirs is None or ours is None:  # histograms follow the counters with up to a second's delay
        return {}
    return {LATENCY_RATIO: theirs / max(ours, LATENCY_NOISE_MS)}


def _grown(before: int, now: int) -> int:
    return now - before if now >= before else now  # fewer than before: whoever counts has started again


def _buckets_grown(before: Mapping[float, int], now: Mapping[float, int]) -> dict[float, int]:
    if any(now.get(upper, 0) < count for upper, count in before.items()):
        return dict(now)
    return {upper: grown for upper, count in now.items() if (grown := count - before.get(upper, 0))}
