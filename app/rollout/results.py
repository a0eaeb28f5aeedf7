"""What a shadow or an A/B test has shown: figures by version, in words, and when they are written down. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.rollout.actions import Abort, Action, Advance, Hold, Record
from app.rollout.analysis import P95, percentile, window
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, Readings, Results, result_of
from app.rollout.state import Phase, Release

if TYPE_CHECKING:
    from app.targets.traffic import Observation

RECORD_SECONDS = 5.0
"""How often figures are written down while they change: often enough for a person who watches."""

_PERCENT = 100


def figures(release: Release, observation: Observation, readings: Readings) -> Results:
    """What each version has shown since the present weights began."""
    versions = [version for version in (release.stable, release.candidate) if version]
    found = {version: _of(release, observation, readings, version) for version in versions}
    if release.phase is Phase.MIRRORING:
        known = readings.metrics
        compared = {"compared": known.get(MIRROR_PAIRS), "answered_otherwise": known.get(MIRROR_MISMATCHES)}
        found[release.candidate] |= compared | {"examples": ", ".join(readings.examples)}
    return found


def noted(release: Release, action: Action, results: Results, now: float) -> Action:
    """`action`, with the results where it ends the step; or a note of them first, where one is due."""
    if isinstance(action, Advance | Hold | Abort):
        return replace(action, results=results)
    due = now - release.recorded >= RECORD_SECONDS
    return Record(results) if due and results != release.results else action


def in_words(results: Results) -> str:
    """The results in a line."""
    return "; ".join(f"version {version}: {_sentence(dict(each))}" for version, each in results.items())


def _of(
    release: Release, observation: Observation, readings: Readings, version: str
) -> dict[str, float | int | str | None]:
    seen = window(release, observation, version)
    if seen is None:
        return {"requests": None}
    errors = seen.server_errors + seen.model_errors
    found: dict[str, float | int | str | None] = {
        "requests": seen.requests,
        "errors": errors,
        "error_rate": min(1.0, errors / seen.requests) if seen.requests else None,
        "p95_ms": percentile(seen.latency_buckets, P95),
    }
    return found | ({"result": readings.metrics.get(result_of(version))} if release.policy.ab_result else {})


def _sentence(of: dict[str, float | int | str | None]) -> str:
    if of["requests"] is None:
        return "could not be read"
    rate, p95, result = of.get("error_rate"), of.get("p95_ms"), of.get("result")
    words = [f"{of['requests']} requests"]
    words += [f"{rate * _PERCENT:.2f} % errors"] if isinstance(rate, float) else []
    words += [f"p95 {p95:g} ms"] if isinstance(p95, float) else []
    words += [f"result {result:.6g}"] if isinstance(result, float) else []
    return ", ".join(words)
