"""Drift: a window of logged requests held against the reference profile. Pure: no input or output here.

A column has drifted when its distribution differs by more than chance (its p-value, adjusted for the number of columns,
is below alpha) *and* by enough to matter (its population stability index reaches the bound). Either alone misleads: a
small window has a large index by chance, and in a large one any difference is significant.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from app.gates import GateReport, MetricGate, evaluate
from app.monitoring.profile import NumericColumn, bin_counts, category, number
from app.monitoring.statistics import adjusted, chi_square, kolmogorov_smirnov, psi

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.monitoring.layout import Columns
    from app.monitoring.profile import CategoricalColumn, Column, ReferenceProfile

Role = Literal["feature", "prediction"]

DRIFTED_COLUMNS = "drifted_columns"
GATES = (MetricGate(DRIFTED_COLUMNS, maximum=0),)
"""What a window has to pass by default; other bounds on any of `DriftReport.metrics` can be put in their place."""

_MISSING = "(missing)"
_OTHER = "(other)"


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """When a column has drifted.

    Attributes:
        psi: The population stability index from which on a change is great; 0.2 by convention.
        alpha: The share of false findings among those reported that is put up with.
        minimum_rows: Fewer rows in the window say nothing. With 100, half a decile's rows appear or vanish by chance.
    """

    psi: float = 0.2
    alpha: float = 0.01
    minimum_rows: int = 100


@dataclass(frozen=True, kw_only=True)
class ColumnDrift:
    """One column's comparison.

    Attributes:
        name: The column.
        role: An input of the model, or its answer.
        test: The test that was made; None where the column could not be compared.
        note: Why it could not be compared.
        rows: Rows of the window, those without a value included.
        psi: Population stability index.
        statistic: Kolmogorov-Smirnov distance or Cramér's V, 0 to 1.
        p_value: Of the test alone.
        adjusted_p_value: After Benjamini-Hochberg over all columns compared.
        drifted: Whether it has drifted.
        labels: The names of the bins, for people.
        reference_counts: Rows of the reference in each bin.
        window_counts: Rows of the window in each bin.
    """

    name: str
    role: Role
    test: str | None = None
    note: str = ""
    rows: int = 0
    psi: float = math.nan
    statistic: float = math.nan
    p_value: float = math.nan
    adjusted_p_value: float = math.nan
    drifted: bool = False
    labels: tuple[str, ...] = ()
    reference_counts: tuple[int, ...] = ()
    window_counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class DriftReport:
    """A window's comparison.

    Attributes:
        rows: Rows of the window.
        thresholds: What they were held against.
        columns: Every column of the profile; empty where there were too few rows.
    """

    rows: int
    thresholds: Thresholds
    columns: tuple[ColumnDrift, ...]

    @property
    def compared(self) -> tuple[ColumnDrift, ...]:
        """The columns that could be compared."""
        return tuple(column for column in self.columns if column.test)

    @property
    def drifted(self) -> tuple[ColumnDrift, ...]:
        """The columns that have drifted, the worst first."""
        return tuple(sorted((each for each in self.compared if each.drifted), key=lambda each: -each.psi))

    @property
    def metrics(self) -> dict[str, float]:
        """Scores for gates; NaN (which no gate passes) where the window says nothing."""
        features = [column.psi for column in self.compared if column.role == "feature"]
        predictions = [column.psi for column in self.compared if column.role == "prediction"]
        known = bool(self.compared)
        return {
            DRIFTED_COLUMNS: len(self.drifted) if known else math.nan,
            "drifted_share": len(self.drifted) / len(self.compared) if known else math.nan,
            "feature_psi_max": max(features, default=math.nan),
            "prediction_psi_max": max(predictions, default=math.nan),
        }

    def gate(self, gates: Sequence[MetricGate] = GATES) -> GateReport:
        """The verdict: PASS without drift, FAIL with, INCONCLUSIVE where nobody knows."""
        return evaluate(gates, self.metrics)


def compare(
    profile: ReferenceProfile,
    features: Columns,
    predictions: Columns,
    *,
    rows: int,
    redacted: Collection[str] = (),
    thresholds: Thresholds | None = None,
) -> DriftReport:
    """Hold a window's columns against a profile.

    Args:
        profile: What the version was trained on.
        features: The window's inputs.
        predictions: The window's answers.
        rows: How many rows the window has.
        redacted: Fields (case folded) whose values the log does not have: they are not compared.
        thresholds: When a column has drifted.
    """
    limits = thresholds or Thresholds()
    if rows < limits.minimum_rows:
        return DriftReport(rows, limits, ())
    columns = [_compared(column, "feature", features, redacted) for column in profile.features]
    columns += [_compared(column, "prediction", predictions, redacted) for column in profile.predictions]
    tested = [number_ for number_, column in enumerate(columns) if column.test]
    for position, p_value in zip(tested, adjusted([columns[each].p_value for each in tested]), strict=True):
        drifted = p_value < limits.alpha and columns[position].psi >= limits.psi
        columns[position] = replace(columns[position], adjusted_p_value=p_value, drifted=drifted)
    return DriftReport(rows, limits, tuple(columns))


def _compared(column: Column, role: Role, window: Columns, redacted: Collection[str]) -> ColumnDrift:
    field = column.name.casefold()
    if field in redacted or field.rpartition(".")[0] in redacted:
        return ColumnDrift(name=column.name, role=role, note="redacted in the payload log")
    values = window.get(column.name)
    if not values:
        return ColumnDrift(name=column.name, role=role, note="not in the payload log")
    compared = _numeric(column, values) if isinstance(column, NumericColumn) else _categorical(column, values)
    return replace(compared, role=role, rows=len(values))


def _numeric(column: NumericColumn, values: Sequence[object]) -> ColumnDrift:
    present = [found for found in map(number, values) if found is not None]
    missing = len(values) - len(present)
    statistic, p_value = kolmogorov_smirnov(column.values, present) if present else (1.0, 1.0)
    reference, window = list(column.counts), list(bin_counts(present, column.edges))
    labels = _bin_labels(column.edges)
    if missing or column.missing:
        gaps = (column.missing, column.rows - column.missing), (missing, len(present))
        # Two questions to one column: whether values are there, and what they are. Bonferroni, and the clearer answer.
        p_value = min(1.0, 2 * min(p_value, chi_square(*gaps)[1]))
        reference, window, labels = [*reference, column.missing], [*window, missing], [*labels, _MISSING]
    return ColumnDrift(
        name=column.name,
        role="feature",
        test="kolmogorov-smirnov",
        psi=psi(reference, window),
        statistic=statistic,
        p_value=p_value,
        labels=tuple(labels),
        reference_counts=tuple(reference),
        window_counts=tuple(window),
    )


def _categorical(column: CategoricalColumn, values: Sequence[object]) -> ColumnDrift:
    found = Counter(category(value, numbers=column.numbers) for value in values)
    missing = found.pop(None, 0)
    labels = list(column.counts)
    window = [found.pop(label, 0) for label in labels]
    pairs = {_OTHER: (column.other, found.total()), _MISSING: (column.missing, missing)}
    shown: Mapping[str, tuple[int, int]] = {name: pair for name, pair in pairs.items() if any(pair)}
    reference = [*column.counts.values(), *(old for old, _ in shown.values())]
    window += [new for _, new in shown.values()]
    statistic, p_value = chi_square(reference, window)
    return ColumnDrift(
        name=column.name,
        role="feature",
        test="chi-square",
        psi=psi(reference, window),
        statistic=statistic,
        p_value=p_value,
        labels=(*labels, *shown),
        reference_counts=tuple(reference),
        window_counts=tuple(window),
    )


def _bin_labels(edges: Sequence[float]) -> list[str]:
    shown = [f"{edge:.4g}" for edge in edges]
    between = [f"{low} to {high}" for low, high in pairwise(shown)]
    return [f"up to {shown[0]}", *between, f"above {shown[-1]}"]
