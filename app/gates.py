"""Metric gates: what a version's numbers must be before it moves on.

Pure: numbers in, a report out. Unknown is never a pass. The verdicts and their order are those of Argo Rollouts
(`analysis/analysis.go`, `analysisStatusOrder`: successful, inconclusive, error, failed from best to worst): a metric
that is known to be bad outweighs one that nobody could read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from app.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Verdict(StrEnum):
    """What a gate, or a whole set of them, concludes; only PASS passes."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    INCONCLUSIVE = "inconclusive"
    ERROR = "error"
    FAIL = "fail"


_BEST_TO_WORST = (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.FAIL)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Combine verdicts: the worst one wins; none at all is INCONCLUSIVE, because nothing is known."""
    return max(verdicts, key=_BEST_TO_WORST.index, default=Verdict.INCONCLUSIVE)


@dataclass(frozen=True)
class MetricGate:
    """A metric must lie within bounds, the bounds included.

    Args:
        metric: The metric's name, as it was logged.
        minimum: The lowest value that passes, in the metric's own unit; None: no lower bound.
        maximum: The highest value that passes; None: no upper bound.

    Raises:
        BadInputError: There is no bound, a bound is not a finite number, or the minimum is above the maximum.
    """

    metric: str
    minimum: float | None = None
    maximum: float | None = None

    # Read by pydantic where a gate is part of a larger model: a misspelt bound must not be a gate without one.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        bounds = [bound for bound in (self.minimum, self.maximum) if bound is not None]
        if not bounds:
            raise BadInputError(
                f"the gate on {self.metric!r} has no bound",
                why="a gate without a bound passes everything",
                fix="give it a minimum, a maximum or both",
            )
        if not all(math.isfinite(bound) for bound in bounds):
            raise BadInputError(
                f"the gate on {self.metric!r} has the bounds {self.minimum}..{self.maximum}",
                why="nothing can be compared with a bound that is not a finite number",
                fix="give finite numbers",
            )
        if bounds[0] > bounds[-1]:
            raise BadInputError(
                f"the gate on {self.metric!r} has minimum {self.minimum} above maximum {self.maximum}",
                why="no value can pass it",
                fix="swap the bounds or drop one",
            )


@dataclass(frozen=True)
class BaselineGate:
    """A metric must not be worse than the baseline's by more than a tolerance.

    Args:
        metric: The metric's name, as it was logged for both versions.
        tolerance: How much worse the candidate may be, in the metric's own unit; 0: not at all.
        higher_is_better: Whether worse means lower (accuracy) or higher (log loss).

    Raises:
        BadInputError: The tolerance is negative or not a finite number.
    """

    metric: str
    tolerance: float
    higher_is_better: bool = True

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __post_init__(self) -> None:
        if not math.isfinite(self.tolerance) or self.tolerance < 0:
            raise BadInputError(
                f"the baseline gate on {self.metric!r} has the tolerance {self.tolerance}",
                why="a tolerance says how much worse a version may be",
                fix="give a finite number, 0 or above",
            )

    def against(self, baseline: float) -> MetricGate:
        """The gate with its bound worked out from the baseline's value, a finite number."""
        if self.higher_is_better:
            return MetricGate(self.metric, minimum=baseline - self.tolerance)
        return MetricGate(self.metric, maximum=baseline + self.tolerance)


Gate = MetricGate | BaselineGate


@dataclass(frozen=True)
class GateResult:
    """What one gate concludes, and why in words that name the metric, its value and the bound."""

    metric: str
    verdict: Verdict
    value: float | None
    message: str


@dataclass(frozen=True)
class GateReport:
    """The verdict of a set of gates, with the result of each, in the gates' order."""

    verdict: Verdict
    results: tuple[GateResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate passed (and there was at least one)."""
        return self.verdict is Verdict.PASS

    @property
    def objections(self) -> tuple[str, ...]:
        """The messages of the gates that did not pass."""
        return tuple(result.message for result in self.results if result.verdict is not Verdict.PASS)


def evaluate(
    gates: Sequence[Gate],
    metrics: Mapping[str, float | None],
    *,
    baseline: Mapping[str, float | None] | None = None,
) -> GateReport:
    """Hold metrics against gates.

    Args:
        gates: The gates; none at all is INCONCLUSIVE.
        metrics: Values by name. Absent or NaN: nobody knows, INCONCLUSIVE. None: it could not be read, ERROR.
        baseline: The values of the version to compare with, read by `BaselineGate`s alone, with the same meaning.
    """
    results = tuple(_result(gate, metrics, baseline or {}) for gate in gates)
    return GateReport(worst(result.verdict for result in results), results)


def _result(gate: Gate, metrics: Mapping[str, float | None], baseline: Mapping[str, float | None]) -> GateResult:
    if isinstance(gate, MetricGate):
        return _bounded(gate, metrics)
    reference = baseline.get(gate.metric)
    if reference is None or not math.isfinite(reference):
        return _unknown(gate.metric, baseline, "the baseline's ")
    return _bounded(gate.against(reference), metrics, suffix=" (the baseline's, with its tolerance)")


def _bounded(gate: MetricGate, metrics: Mapping[str, float | None], *, suffix: str = "") -> GateResult:
    value = metrics.get(gate.metric)
    # Out of bounds is asked first: an infinite loss is above every maximum and no mystery.
    if value is not None and gate.minimum is not None and value < gate.minimum:
        message = f"{gate.metric} {value:.6g} is below the minimum {gate.minimum:.6g}{suffix}"
        return GateResult(gate.metric, Verdict.FAIL, value, message)
    if value is not None and gate.maximum is not None and value > gate.maximum:
        message = f"{gate.metric} {value:.6g} is above the maximum {gate.maximum:.6g}{suffix}"
        return GateResult(gate.metric, Verdict.FAIL, value, message)
    if value is None or not math.isfinite(value):
        return _unknown(gate.metric, metrics, "")
    return GateResult(gate.metric, Verdict.PASS, value, f"{gate.metric} {value:.6g} is within bounds{suffix}")


def _unknown(metric: str, metrics: Mapping[str, float | None], whose: str) -> GateResult:
    if metric not in metrics:
        return GateResult(metric, Verdict.INCONCLUSIVE, None, f"{whose}{metric} was not measured")
    value = metrics[metric]
    if value is None:
        return GateResult(metric, Verdict.ERROR, None, f"{whose}{metric} could not be read")
    return GateResult(metric, Verdict.INCONCLUSIVE, value, f"{whose}{metric} is {value}, not a finite number")
