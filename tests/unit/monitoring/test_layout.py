"""Requests and answers as columns."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.monitoring.layout import csv_columns, input_columns, named_outputs, output_columns, parquet_columns

NAMES = ["a", "b"]
TWO_ROWS = {"a": [1, 3], "b": [2, 4]}
SAME_IN_EVERY_FORM = [
    {"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2], [3, 4]]}},
    {"dataframe_split": {"columns": ["b", "a"], "data": [[2, 1], [4, 3]]}},
    {"dataframe_split": {"columns": ["b", "a", "more"], "data": [[2, 1, 0], [4, 3, 0]]}},
    {"dataframe_split": {"data": [[1, 2], [3, 4]]}},
    {"dataframe_records": [{"a": 1, "b": 2}, {"b": 4, "a": 3, "more": 5}]},
    {"instances": [{"a": 1, "b": 2}, {"a": 3, "b": 4}], "params": {"temperature": 1}},
    {"instances": [[1, 2], [3, 4]]},
    {"inputs": {"a": [1, 3], "b": [2, 4]}},
    {"inputs": [[1, 2], [3, 4]]},
]


@pytest.mark.parametrize("body", SAME_IN_EVERY_FORM, ids=str)
def test_every_form_of_a_request_gives_the_same_columns(body) -> None:
    assert input_columns(body, NAMES) == TWO_ROWS


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"dataframe_split": []},
        {"dataframe_split": {"columns": ["a", "b"], "data": [[1]]}},
        {"dataframe_split": {"columns": ["a", "a"], "data": [[1, 2]]}},
        {"dataframe_split": {"columns": 7, "data": [[1, 2]]}},
        {"dataframe_records": [1, {"a": 1}]},
        {"instances": [[1, 2], [3]]},
        {"inputs": {"a": [1, 2], "b": [1]}},
        {"inputs": {"other": [1, 2]}},
        {"inputs": "text"},
        {"something": "else"},
    ],
    ids=str,
)
def test_what_cannot_be_laid_out_is_left_out(body) -> None:
    assert input_columns(body, NAMES) is None


def test_a_missing_column_is_a_column_without_values() -> None:
    assert input_columns({"dataframe_records": [{"a": 1}, {"a": 2}]}, NAMES) == {"a": [1, 2], "b": [None, None]}


def test_without_names_columns_are_named_by_their_position() -> None:
    assert input_columns({"inputs": [[1, 2], [3, 4]]}, None) == {"0": [1, 3], "1": [2, 4]}
    assert input_columns({"inputs": [[[1], [2]]]}, None) == {"inputs": [[[1], [2]]]}
    assert input_columns({"messages": [{"role": "user"}]}, None) == {"messages": [[{"role": "user"}]]}


def test_csv_and_parquet_bodies_are_columns_too() -> None:
    assert csv_columns(b"a,b,more\n1,x y,0\n3,,0\n", NAMES) == {"a": ["1", "3"], "b": ["x y", None]}
    assert csv_columns(b"a,b\n1\n", NAMES) is None
    assert csv_columns(b"\xff\xfe", NAMES) is None
    buffer = io.BytesIO()
    pd.DataFrame(TWO_ROWS).to_parquet(buffer)
    assert parquet_columns(buffer.getvalue(), NAMES) == TWO_ROWS
    assert parquet_columns(b"no parquet", NAMES) is None


@pytest.mark.parametrize(
    ("answer", "columns"),
    [
        ({"predictions": ["x", "y"]}, {"prediction": ["x", "y"]}),
        ({"predictions": [{"only": 1}, {"only": 2}]}, {"prediction": [1, 2]}),
        ({"predictions": [[0.1, 0.9], [0.2, 0.8]]}, {"prediction.0": [0.1, 0.2], "prediction.1": [0.9, 0.8]}),
        ({"predictions": [[1], [2]]}, {"prediction": [1, 2]}),
        ({"predictions": [[1], [2, 3]]}, {"prediction": [[1], [2, 3]]}),
        ({"predictions": {"mean": [1, 2], "sd": [3, 4]}}, {"mean": [1, 2], "sd": [3, 4]}),
        ({"predictions": 7}, {"prediction": [7]}),
        (
            {"outputs": [{"name": "output-0", "shape": [2], "datatype": "BYTES", "data": ["x", "y"]}]},
            {"prediction": ["x", "y"]},
        ),
        (
            {"outputs": [{"name": "p", "shape": [2, 2], "datatype": "FP64", "data": [0.1, 0.9, 0.2, 0.8]}]},
            {"prediction.0": [0.1, 0.2], "prediction.1": [0.9, 0.8]},
        ),
    ],
    ids=str,
)
def test_an_answer_has_the_same_columns_in_every_protocol(answer, columns) -> None:
    assert output_columns(answer) == columns


def test_a_long_vector_stays_one_value() -> None:
    assert list(named_outputs({"embedding": [[0.0] * 101]})) == ["prediction"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*NAMES, "data", "columns"]), inner),
    max_leaves=20,
)
bodies = json_values | st.dictionaries(
    st.sampled_from(["dataframe_split", "dataframe_records", "instances", "inputs", "a", "params"]), json_values
)


@given(bodies, st.sampled_from([NAMES, ["a"], None]))
def test_whatever_a_body_holds_columns_are_of_one_length_or_there_are_none(body, names) -> None:
    columns = input_columns(body, names)
    if columns is not None:
        assert len({len(values) for values in columns.values()}) == 1
        assert names is None or list(columns) == names


@given(json_values)
def test_whatever_a_model_answers_is_laid_out(answer) -> None:
    assert output_columns({"predictions": answer}) is not None
