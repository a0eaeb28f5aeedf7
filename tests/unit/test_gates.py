"""Gates: what passes, what does not, and that unknown never does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.errors import BadInputError
from app.gates import BaselineGate, MetricGate, Verdict, evaluate, worst

FINITE = st.floats(-1e9, 1e9)
ANY = st.floats(allow_nan=True, allow_infinity=True) | st.none()


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (0.9, Verdict.PASS),
        (0.95, Verdict.PASS),
        (1.0, Verdict.PASS),
        (0.8999, Verdict.FAIL),
        (1.001, Verdict.FAIL),
        (math.inf, Verdict.FAIL),
        (-math.inf, Verdict.FAIL),
        (math.nan, Verdict.INCONCLUSIVE),
        (None, Verdict.ERROR),
    ],
)
def test_a_value_passes_within_its_bounds_and_the_bounds_are_within(value: float | None, verdict: Verdict) -> None:
    assert evaluate([MetricGate("accuracy", minimum=0.9, maximum=1.0)], {"accuracy": value}).verdict is verdict


def test_a_metric_that_was_not_measured_is_inconclusive() -> None:
    report = evaluate([MetricGate("accuracy", minimum=0.9)], {"f1": 1.0})
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.objections == ("accuracy was not measured",)
    assert not report.passed


def test_an_infinite_value_on_the_open_side_of_a_gate_is_no_pass() -> None:
    assert evaluate([MetricGate("accuracy", minimum=0.9)], {"accuracy": math.inf}).verdict is Verdict.INCONCLUSIVE


def test_no_gate_at_all_is_no_pass() -> None:
    assert evaluate([], {"accuracy": 1.0}).verdict is Verdict.INCONCLUSIVE


def test_known_to_be_bad_outweighs_what_nobody_could_read() -> None:
    assert worst([Verdict.PASS, Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE]) is Verdict.FAIL
    assert worst([Verdict.PASS, Verdict.ERROR, Verdict.INCONCLUSIVE]) is Verdict.ERROR
    assert worst([Verdict.PASS, Verdict.INCONCLUSIVE]) is Verdict.INCONCLUSIVE


@given(st.lists(st.sampled_from(Verdict)), st.lists(st.sampled_from(Verdict)))
def test_combining_in_parts_is_combining_at_once(left: list[Verdict], right: list[Verdict]) -> None:
    parts = [worst(part) for part in (left, right) if part]
    assert worst(left + right) is worst(parts)


@given(st.dictionaries(st.sampled_from("abc"), ANY), st.lists(st.tuples(st.sampled_from("abc"), FINITE), min_size=1))
def test_a_pass_means_that_every_metric_is_a_finite_number_within_its_bound(
    metrics: dict[str, float | None], bounds: list[tuple[str, float]]
) -> None:
    report = evaluate([MetricGate(name, minimum=bound) for name, bound in bounds], metrics)
    good = all(
        (value := metrics.get(name)) is not None and math.isfinite(value) and value >= bound for name, bound in bounds
    )
    assert report.passed is good
    assert report.passed is not bool(report.objections)
    assert [result.metric for result in report.results] == [name for name, _ in bounds]


@given(FINITE, FINITE, st.floats(0, 1e6), st.booleans())
def test_a_candidate_may_be_worse_than_the_baseline_by_the_tolerance_and_no_more(
    candidate: float,
    baseline: float,
    tolerance: float,
    higher_is_better: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    gate = BaselineGate("loss", tolerance, higher_is_better=higher_is_better)
    passed = evaluate([gate], {"loss": candidate}, baseline={"loss": baseline}).passed
    assert passed is (candidate >= baseline - tolerance if higher_is_better else candidate <= baseline + tolerance)


@pytest.mark.parametrize(
    ("baseline", "verdict"),
    [
        (None, Verdict.INCONCLUSIVE),
        ({}, Verdict.INCONCLUSIVE),
        ({"accuracy": math.nan}, Verdict.INCONCLUSIVE),
        ({"accuracy": math.inf}, Verdict.INCONCLUSIVE),
        ({"accuracy": None}, Verdict.ERROR),
    ],
)
def test_an_unknown_baseline_is_no_pass(baseline: dict[str, float | None] | None, verdict: Verdict) -> None:
    report = evaluate([BaselineGate("accuracy", 0.1)], {"accuracy": 1.0}, baseline=baseline)
    assert report.verdict is verdict
    assert "baseline" in report.objections[0]


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({}, "has no bound"),
        ({"minimum": math.nan}, "finite"),
        ({"maximum": math.inf}, "finite"),
        ({"minimum": 2.0, "maximum": 1.0}, "above maximum"),
    ],
)
def test_a_gate_that_says_nothing_is_refused(bounds: dict[str, float], message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        MetricGate("accuracy", **bounds)


@pytest.mark.parametrize("tolerance", [-0.1, math.nan, math.inf])
def test_a_tolerance_is_a_finite_number_from_zero_up(tolerance: float) -> None:
    with pytest.raises(BadInputError, match="tolerance"):
        BaselineGate("accuracy", tolerance)


@pytest.mark.parametrize("gate", [MetricGate, BaselineGate])
def test_a_misspelt_bound_in_a_document_is_refused(gate: type) -> None:
    with pytest.raises(ValidationError, match="minimun"):
        TypeAdapter(gate).validate_python({"metric": "accuracy", "minimun": 0.9, "tolerance": 0.1, "minimum": 0.1})
