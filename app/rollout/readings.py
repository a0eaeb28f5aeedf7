"""What is known of a release beyond the counters of its versions. Pure; `app.rollout.reader` does the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MISMATCH_RATE = "mirror_mismatch_rate"
"""Share of the copied requests that the candidate answered otherwise."""

MIRROR_PAIRS = "mirror_pairs"
"""Copied requests whose two answers have been compared."""

MIRROR_MISMATCHES = "mirror_mismatches"
"""Those the candidate answered otherwise, or with an error."""

PREDICTION_DRIFT = "prediction_drift"
"""Population stability index between the answers of the two versions."""


def result_of(version: str) -> str:
    """The name of an A/B test's result metric for one version."""
    return f"result@{version}"


@dataclass(frozen=True)
class Readings:
    """Metrics by name; a gate's expression is a name.

    Args:
        metrics: A value; NaN or absent: nobody knows; None: it could not be read.
        problems: Why a metric could not be read, by its name.
        examples: Ids of requests that the two versions answered differently.
    """

    metrics: Mapping[str, float | None] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()


NO_READINGS = Readings()

Results = Mapping[str, Mapping[str, float | int | str | None]]
"""Figures of a shadow or of an A/B test, by version."""
