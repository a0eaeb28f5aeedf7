"""What the direct path reads must be what MLflow reads: both are given the same bodies."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc.scoring_server import infer_and_parse_data
from mlflow.types.schema import ColSpec, Schema, TensorSpec

from app.serving.direct import _frame
from app.serving.tabular import Reader, columns_of

KINDS = ("double", "float", "long", "integer", "boolean", "string")
schemas = st.lists(st.sampled_from(KINDS), min_size=1, max_size=4).map(
    lambda kinds: Schema([ColSpec(kind, f"c{number}") for number, kind in enumerate(kinds)])
)
usual = {
    "double": st.floats(-1e9, 1e9) | st.integers(-1000, 1000),
    "float": st.floats(-1e3, 1e3, width=32) | st.integers(-1000, 1000),
    "long": st.integers(-(2**40), 2**40),
    "integer": st.integers(-1000, 1000),
    "boolean": st.booleans(),
    "string": st.text(max_size=5),
}
odd = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=3),
    st.integers(-(2**70), 2**70),
    st.floats(-1e300, 1e300),
    st.just([1.0]),
    st.just({"a": 1}),
    st.just("1.5"),
)


@st.composite
def bodies(draw):
    """A schema and a body: mostly right ones, with anything that JSON can hold strewn in."""
    schema = draw(schemas)
    names = schema.input_names()
    cell = {
        name: st.one_of(*[usual[kind.name]] * 12, odd) for name, kind in zip(names, schema.input_types(), strict=True)
    }
    count = draw(st.integers(0, 4))
    records = [{name: draw(cell[name]) for name in names} for _ in range(count)]
    form = draw(st.sampled_from(["split", "shuffled", "records", "instances", "inputs", "ragged", "rows"]))
    if form == "records":
        extra = draw(st.dictionaries(st.sampled_from(["x", *names]), odd, max_size=1))
        return schema, {"dataframe_records": [record | extra for record in records]}
    if form == "instances":
        return schema, {"instances": records}
    if form == "inputs":
        return schema, {"inputs": {name: [record[name] for record in records] for name in names}}
    columns = draw(st.permutations([*names, "extra"])) if form == "shuffled" else names
    rows = [[record.get(name, 0) for name in columns] for record in records]
    if form == "ragged" and rows:
        rows[-1] = rows[-1][: draw(st.integers(0, len(columns)))]
    if form == "rows":
        return schema, {draw(st.sampled_from(["inputs", "instances"])): rows}
    return schema, {"dataframe_split": {"columns": columns, "data": rows}}


@settings(deadline=None, max_examples=400)
@given(bodies())
@example((Schema([ColSpec("float", "c0")]), {"inputs": {"c0": [2**60 + 1]}}))
@example((Schema([ColSpec("long", "c0")]), {"dataframe_split": {"columns": ["c0"], "data": [[True]]}}))
@example((Schema([ColSpec("integer", "c0")]), {"dataframe_split": {"columns": ["c0"], "data": [[2**31]]}}))
@example((Schema([ColSpec("double", "c0")]), {"dataframe_split": {"columns": ["c0", "c0"], "data": [[1.0, 2.0]]}}))
def test_rows_that_are_read_make_the_frame_that_mlflow_makes(case):
    schema, body = case
    columns = columns_of(schema)
    rows = Reader(columns).invocation(json.loads(json.dumps(body)))
    if rows is None:
        return
    theirs = _enforce_schema(infer_and_parse_data(json.loads(json.dumps(body)), schema), schema)
    pd.testing.assert_frame_equal(_frame(columns, rows), theirs, check_exact=True)


def test_most_right_bodies_are_read_and_not_left_to_mlflow():
    schema = Schema([ColSpec("double", "a"), ColSpec("long", "b"), ColSpec("string", "c")])
    reader = Reader(columns_of(schema))
    rows = [[1.5, 2, "x"], [3, 4, "y"]]
    records = [dict(zip("abc", row, strict=True)) for row in rows]
    shuffled = {"columns": ["c", "z", "a", "b"], "data": [[row[2], None, row[0], row[1]] for row in rows]}
    assert reader.invocation({"dataframe_split": {"columns": ["a", "b", "c"], "data": rows}}) == rows
    assert reader.invocation({"dataframe_split": shuffled}) == rows
    assert reader.invocation({"dataframe_records": records}) == rows
    assert reader.positional({"data": rows}) == rows
    assert reader.positional({"data": rows[0]}) == rows[:1]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("form", ["inputs", "instances"])
def test_a_tensor_is_read_as_mlflow_reads_it(dtype, form):
    schema = Schema([TensorSpec(np.dtype(dtype), (-1, 3))])
    columns = columns_of(schema)
    body = {form: [[1, 2.5, 3], [4, 5, 6.1]]}
    rows = Reader(columns).invocation(body)
    theirs = _enforce_schema(infer_and_parse_data(body, schema), schema)
    ours = np.array(rows, columns.matrix_dtype)
    assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        {"inputs": []},
        {"dataframe_split": {"columns": ["a"], "data": [[1.0]], "index": [7]}},
        {"dataframe_split": {"columns": ["a"], "data": [[1.0]]}, "inputs": [[1.0]]},
        {"dataframe_split": {"columns": ["a"], "data": [[1.0]]}, "params": {"x": 1}},
        {"dataframe_split": {"columns": ["a"], "data": [[1.0]]}, "messages": []},
        {"dataframe_records": [{"b": 1.0}]},
        {"dataframe_records": [{}]},
        {"dataframe_split": {"columns": [["a"]], "data": [[1.0]]}},
    ],
)
def test_a_body_that_means_something_else_is_left_to_mlflow(body):
    assert Reader(columns_of(Schema([ColSpec("double", "a")]))).invocation(body) is None


@pytest.mark.parametrize(
    "schema",
    [
        None,
        Schema([ColSpec("double")]),
        Schema([ColSpec("datetime", "a")]),
        Schema([ColSpec("double", "a"), ColSpec("binary", "b")]),
        Schema([TensorSpec(np.dtype("int64"), (-1, 3))]),
        Schema([TensorSpec(np.dtype("float64"), (-1, -1))]),
        Schema([TensorSpec(np.dtype("float64"), (-1, 3), "named")]),
        Schema([TensorSpec(np.dtype("float64"), (-1, 3, 3))]),
    ],
)
def test_a_signature_that_needs_conversions_has_no_direct_path(schema):
    assert columns_of(schema) is None
