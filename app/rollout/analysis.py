"""Judges a candidate by its traffic since the present step began. Pure."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from app.gates import GateReport, MetricGate, evaluate
from app.rollout.expressions import parse_gate
from app.rollout.readings import (
    MIRROR_MISMATCHES,
    MIRROR_PAIRS,
    MISMATCH_RATE,
    NO_READINGS,
    PREDICTION_DRIFT,
    Readings,
)
from app.rollout.state import FULL_WEIGHT, Phase, Policy, Release, Strategy
from app.targets.traffic import Observation, Traffic

if TYPE_CHECKING:
    from collections.abc import Mapping

ERROR_RATE = "error_rate"
LATENCY_RATIO = "p95_latency_ratio"

LATENCY_NOISE_MS = 10.0
"""Stable latencies below this count as this: a candidate's 4 ms against 2 ms is the machine's noise and no caller's
concern, and Envoy counts whole milliseconds."""

P95 = 0.95


def analyse(release: Release, observation: Observation, readings: Readings = NO_READINGS) -> GateReport:
    """The verdict on the candidate at the present step.

    FAIL is certain as soon as there are more errors than `min_requests` may have. A PASS needs all of `min_requests`,
    of the stable version too wherever it takes part: without them nobody knows how slow the candidate is. At 100 %
    there is nothing to compare with.

    Args:
        release: The release, with its counters at the beginning of the step.
        observation: The counters now.
        readings: What else the gates ask for.
    """
    policy = release.policy
    candidate = window(release, observation, release.candidate)
    stable = window(release, observation, release.stable) if release.stable else None
    gates = [MetricGate(ERROR_RATE, maximum=policy.max_error_rate)]
    metrics = _error_rate(candidate, policy.min_requests, policy.max_error_rate)
    if _is_compared(release) and release.strategy is not Strategy.ROLLING:
        gates.append(MetricGate(LATENCY_RATIO, maximum=policy.max_latency_ratio))
        metrics |= _latency_ratio(candidate, stable, policy.min_requests) if candidate and stable else {}
    if release.phase is Phase.MIRRORING:
        gates.append(MetricGate(MISMATCH_RATE, maximum=policy.max_mismatch_rate))
        metrics |= _mismatch_rate(readings, policy)
    asked = [] if release.phase is Phase.PREVIEWING else _asked(release)
    metrics |= {gate.metric: readings.metrics[gate.metric] for gate in asked if gate.metric in readings.metrics}
    return _explained(evaluate([*gates, *asked], metrics), readings)


def missing_requests(release: Release, observation: Observation) -> dict[str, int]:
    """How many requests each version lacks for a verdict; versions that have enough are left out."""
    beside = _is_compared(release) and release.strategy is not Strategy.ROLLING
    versions = [release.candidate, *((release.stable,) if release.stable and beside else ())]
    had = {version: window(release, observation, version) for version in versions}
    lacking = {version: release.policy.min_requests - (seen.requests if seen else 0) for version, seen in had.items()}
    return {version: count for version, count in lacking.items() if count > 0}


def _is_compared(release: Release) -> bool:
    """Whether the stable version answers requests beside the candidate."""
    before = release.phase in {Phase.PREVIEWING, Phase.MIRRORING}
    return release.stable is not None and (before or release.weight < FULL_WEIGHT)


def _asked(release: Release) -> list[MetricGate]:
    """The gates that a person has asked for, on what counters do not tell."""
    own = [parse_gate(text) for text in release.policy.gate]
    drift = release.policy.max_prediction_drift
    compared = drift is not None and _is_compared(release)
    return [*own, *([MetricGate(PREDICTION_DRIFT, maximum=drift)] if compared else [])]


def _explained(report: GateReport, readings: Readings) -> GateReport:
    """The report, with the reason where a metric could not be read."""
    results = [
        replace(each, message=f"{each.message} ({readings.problems[each.metric]})")
        if each.value is None and each.metric in readings.problems
        else each
        for each in report.results
    ]
    return GateReport(report.verdict, tuple(results))


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
    return _rate(ERROR_RATE, errors, traffic.requests, min_requests, max_error_rate)


def _mismatch_rate(readings: Readings, policy: Policy) -> dict[str, float | None]:
    pairs, wrong = readings.metrics.get(MIRROR_PAIRS, 0), readings.metrics.get(MIRROR_MISMATCHES, 0)
    if pairs is None or wrong is None:
        return {MISMATCH_RATE: None}
    return _rate(MISMATCH_RATE, wrong, pairs, policy.min_requests, policy.max_mismatch_rate)


def _rate(name: str, bad: float, of: float, minimum: int, maximum: float) -> dict[str, float | None]:
    """The share, where there are enough to tell or no later one could make it good."""
    hopeless = bad > maximum * max(minimum, of)
    return {name: min(1.0, bad / max(1, of))} if hopeless or of >= minimum else {}


def _latency_ratio(candidate: Traffic, stable: Traffic, min_requests: int) -> dict[str, float | None]:
    enough = all(sum(one.latency_buckets.values()) >= min_requests for one in (candidate, stable))
    theirs, ours = percentile(candidate.latency_buckets, P95), percentile(stable.latency_buckets, P95)
    if not enough or theirs is None or ours is None:  # histograms follow the counters with up to a second's delay
        return {}
    return {LATENCY_RATIO: theirs / max(ours, LATENCY_NOISE_MS)}


def _grown(before: int, now: int) -> int:
    return now - before if now >= before else now  # fewer than before: whoever counts has started again


def _buckets_grown(before: Mapping[float, int], now: Mapping[float, int]) -> dict[float, int]:
    if any(now.get(upper, 0) < count for upper, count in before.items()):
        return dict(now)
    return {upper: grown for upper, count in now.items() if (grown := count - before.get(upper, 0))}
