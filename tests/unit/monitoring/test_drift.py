"""Drift: what differs is found, what differs by chance is not, and too little says nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gates import MetricGate, Verdict
from app.monitoring.drift import Thresholds, compare
from app.monitoring.profile import build
from app.monitoring.statistics import adjusted, chi_square, psi

ROWS = 400


def columns(seed, *, shift=0.0, rows=ROWS, red=0.5):
    random = np.random.default_rng(seed)
    features = {f"number-{each}": random.normal(size=rows).tolist() for each in range(8)}
    features["number-0"] = [value + shift for value in features["number-0"]]
    features["colour"] = random.choice(["red", "blue", "green"], size=rows, p=[red, 0.8 - red, 0.2]).tolist()
    return features, {"prediction": random.choice(["yes", "no"], size=rows).tolist()}


@pytest.fixture(scope="module")
def profile():
    return build(*columns(1))


def report(profile, features, predictions, **options):
    rows = len(next(iter(features.values())))
    return compare(profile, features, predictions, rows=rows, **options)


def test_a_window_from_the_same_distribution_passes(profile) -> None:
    found = report(profile, *columns(2))
    assert found.gate().verdict is Verdict.PASS
    assert len(found.compared) == 10
    assert found.metrics["drifted_columns"] == 0
    assert found.metrics["feature_psi_max"] < 0.2


def test_a_shifted_number_and_another_mix_of_categories_are_found_and_nothing_else(profile) -> None:
    found = report(profile, *columns(2, shift=1.0, red=0.1))
    assert {column.name for column in found.drifted} == {"number-0", "colour"}
    assert {column.test for column in found.drifted} == {"kolmogorov-smirnov", "chi-square"}
    assert found.gate().verdict is Verdict.FAIL
    assert found.metrics["drifted_share"] == pytest.approx(0.2)


def test_the_predictions_own_distribution_is_compared(profile) -> None:
    features, _ = columns(2)
    found = report(profile, features, {"prediction": ["yes"] * ROWS})
    assert [(column.name, column.role) for column in found.drifted] == [("prediction", "prediction")]
    assert found.metrics["prediction_psi_max"] > 0.2


def test_too_few_rows_are_inconclusive(profile) -> None:
    found = report(profile, *columns(2, rows=99, shift=5))
    assert found.gate().verdict is Verdict.INCONCLUSIVE
    assert found.columns == ()
    assert math.isnan(found.metrics["drifted_columns"])
    assert report(profile, *columns(2, rows=99), thresholds=Thresholds(minimum_rows=99)).gate().passed


def test_false_alarms_are_as_rare_as_promised(profile) -> None:
    alarms = sum(bool(report(profile, *columns(seed, rows=150)).drifted) for seed in range(100, 200))
    assert alarms <= 3


def test_a_difference_too_small_to_matter_is_no_drift_however_many_rows_show_it() -> None:
    features, predictions = columns(1, rows=20_000)
    profile = build(features, predictions)
    found = report(profile, *columns(2, rows=20_000, shift=0.15))
    first = found.columns[0]
    assert first.adjusted_p_value < 0.01
    assert first.psi < 0.2
    assert not found.drifted


def test_values_that_stop_coming_are_drift(profile) -> None:
    features, predictions = columns(2)
    features["number-1"] = [None] * ROWS
    features["number-2"] = [None if each % 2 else value for each, value in enumerate(features["number-2"])]
    features["colour"] = [None] * ROWS
    found = report(profile, features, predictions)
    assert {column.name for column in found.drifted} == {"number-1", "number-2", "colour"}
    assert found.drifted[-1].labels[-1] == "(missing)"


def test_categories_nobody_has_seen_are_drift(profile) -> None:
    features, predictions = columns(2)
    features["colour"] = ["purple"] * ROWS
    assert [column.name for column in report(profile, features, predictions).drifted] == ["colour"]


def test_text_that_holds_numbers_is_compared_as_numbers(profile) -> None:
    features, predictions = columns(2)
    features["number-3"] = [str(value) for value in features["number-3"]]
    assert not report(profile, features, predictions).drifted


def test_redacted_and_missing_columns_are_named_and_not_compared(profile) -> None:
    features, predictions = columns(2)
    del features["number-5"]
    found = report(profile, features, predictions, redacted={"colour"})
    notes = {column.name: column.note for column in found.columns if not column.test}
    assert notes == {"colour": "redacted in the payload log", "number-5": "not in the payload log"}
    assert found.gate().passed


def test_where_nothing_can_be_compared_nobody_knows(profile) -> None:
    found = compare(profile, {}, {}, rows=1000)
    assert found.gate().verdict is Verdict.INCONCLUSIVE


def test_gates_may_ask_for_other_scores(profile) -> None:
    found = report(profile, *columns(2, shift=1.0))
    assert found.gate([MetricGate("drifted_columns", maximum=1)]).passed
    assert not found.gate([MetricGate("feature_psi_max", maximum=0.1)]).passed


def test_p_values_are_adjusted_as_benjamini_and_hochberg_say() -> None:
    # Their step-up procedure by hand: p * m / rank, made monotone from the largest.
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjusted([]) == []


def test_one_category_tells_nothing_apart() -> None:
    assert chi_square([10], [20]) == (0.0, 1.0)
    assert chi_square([10, 0], [20, 0]) == (0.0, 1.0)


counts = st.lists(st.integers(0, 500), min_size=2, max_size=12)


@given(counts)
def test_a_histogram_does_not_differ_from_itself(histogram) -> None:
    assert psi(histogram, histogram) == 0
    assert chi_square(histogram, histogram)[1] == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=12))
def test_the_index_is_never_negative_and_the_same_both_ways(pairs) -> None:
    one, other = zip(*pairs, strict=True)
    assert psi(one, other) >= 0
    assert psi(one, other) == pytest.approx(psi(other, one))
    effect, p_value = chi_square(one, other)
    assert 0 <= effect <= 1
    assert 0 <= p_value <= 1
