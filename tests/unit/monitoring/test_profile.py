"""The reference profile."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SlipwayError
from app.monitoring.profile import bin_counts, build, category, number, parse
from app.monitoring.reference import profile_of


def only(values):
    return build({"x": values}, {"": ["a"]}).features[0]


def test_numbers_are_kept_as_deciles_and_sorted_values() -> None:
    column = only([float(value) for value in range(100)])
    assert column.kind == "numeric"
    assert column.edges == pytest.approx([9.9, 19.8, 29.7, 39.6, 49.5, 59.4, 69.3, 79.2, 89.1])
    assert column.counts == (10,) * 10
    assert column.model_dump()["values"] == tuple(range(100))


def test_of_many_numbers_a_thousand_are_kept() -> None:
    column = only(np.random.default_rng(7).normal(size=20_000).tolist())
    assert len(column.values) == 1000
    assert column.rows == 20_000
    assert np.mean(column.values) == pytest.approx(0, abs=0.02)
    assert np.std(column.values) == pytest.approx(1, abs=0.02)


def test_few_different_numbers_truth_values_and_text_are_categories() -> None:
    assert only([0, 1.0, 1]).counts == {"1": 2, "0": 1}
    assert only([0, 1.0, 1]).numbers
    assert only([True, False, True]).counts == {"true": 2, "false": 1}
    assert only(["red", "blue", "red"]).counts == {"red": 2, "blue": 1}
    assert only([1, "red"]).numbers is False


def test_many_categories_are_kept_by_frequency() -> None:
    values = ["often"] * 5 + [f"rare-{number}" for number in range(80)]
    column = only(values)
    assert len(column.counts) == 50
    assert next(iter(column.counts.items())) == ("often", 5)
    assert column.other == 31


def test_missing_values_are_counted_apart() -> None:
    column = only([None, float("nan"), *map(float, range(20))])
    assert (column.kind, column.rows, column.missing) == ("numeric", 22, 2)
    assert only([None, None, None]).missing == 3


def test_a_category_is_the_same_however_a_number_is_written() -> None:
    assert {category(value, numbers=True) for value in (1, 1.0, "1", "1.0")} == {"1"}
    assert category("1.0", numbers=False) == "1.0"
    assert (number("1.5"), number("x"), number(None), number(float("inf"))) == (1.5, None, None, None)


def test_a_profile_survives_its_own_json_and_nothing_else_does() -> None:
    profile = build({"x": list(range(20)), "c": ["a"] * 20}, {"": ["a", "b"]})
    text = profile.model_dump_json()
    assert parse(text) == profile
    document = json.loads(text)
    document["features"][0]["missing"] = 1
    for bad in (json.dumps(document), text[:-10], json.dumps(document | {"digest": ""}), "{}"):
        with pytest.raises(SlipwayError):
            parse(bad)


def test_a_profile_needs_rows() -> None:
    with pytest.raises(ValueError, match="needs rows"):
        build({"x": []}, {"": ["a"]})


def test_predictions_are_named_as_the_payload_log_names_them() -> None:
    frame = pd.DataFrame({"x": [1.0, 2.0]})
    assert [column.name for column in profile_of(frame, ["a", "b"]).predictions] == ["prediction"]
    probabilities = profile_of(frame, np.array([[0.1, 0.9], [0.2, 0.8]]))
    assert [column.name for column in probabilities.predictions] == ["prediction.0", "prediction.1"]
    named = profile_of(frame, pd.DataFrame({"mean": [1.0, 2.0], "sd": [0.1, 0.2]}))
    assert [column.name for column in named.predictions] == ["mean", "sd"]


finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(st.lists(finite, min_size=1, max_size=60))
def test_every_value_is_in_one_bin(values) -> None:
    column = only(values)
    assert sum(column.counts.values() if column.kind == "categorical" else column.counts) == len(values)
    if column.kind == "numeric":
        assert bin_counts(values, column.edges) == column.counts
