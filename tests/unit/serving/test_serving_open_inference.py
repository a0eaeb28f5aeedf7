from __future__ import annotations

import numpy as np
import pytest
from mlflow.types.schema import ColSpec, Schema, TensorSpec

from app.serving.errors import InvalidInputError
from app.serving.open_inference import tensors, to_invocation, to_response

NAMED = Schema([ColSpec("double", "a"), ColSpec("string", "b")])
TENSOR = Schema([TensorSpec(np.dtype("float64"), (-1, 2))])


def tensor(name="a", shape=(2,), datatype="FP64", data=(1.0, 2.0)):
    return {"name": name, "shape": list(shape), "datatype": datatype, "data": list(data)}


def response(predictions, request=None, schema=None):
    return to_response(request or {}, predictions, name="wine", version="3", schema=schema)


def test_a_tensor_a_column_becomes_a_frame():
    request = {"inputs": [tensor(), tensor("b", (2, 1), "BYTES", ["x", "y"])]}
    assert to_invocation(request, NAMED) == {
        "dataframe_split": {"columns": ["a", "b"], "data": [[1.0, "x"], [2.0, "y"]]}
    }


def test_one_matrix_stands_for_all_columns_in_order():
    request = {"inputs": [tensor("matrix", (2, 2), data=[1, 2, 3, 4])]}
    assert to_invocation(request, NAMED)["dataframe_split"] == {"columns": ["a", "b"], "data": [[1, 2], [3, 4]]}


@pytest.mark.parametrize("data", [[1, 2, 3, 4], [[1, 2], [3, 4]]])
def test_data_may_be_flat_or_nested(data):
    assert to_invocation({"inputs": [tensor("x", (2, 2), data=data)]}, TENSOR) == {"inputs": [[1, 2], [3, 4]]}


def test_parameters_become_params():
    request = {"inputs": [tensor("x", (1, 2))], "parameters": {"top": 3}}
    assert to_invocation(request, TENSOR)["params"] == {"top": 3}


@pytest.mark.parametrize(
    "request_",
    [
        None,
        [],
        {},
        {"inputs": []},
        {"inputs": [1]},
        {"inputs": [tensor() | {"name": 1}]},
        {"inputs": [tensor() | {"datatype": "FLOAT"}]},
        {"inputs": [tensor() | {"datatype": ["FP64"]}]},
        {"inputs": [tensor() | {"shape": [3]}]},
        {"inputs": [tensor() | {"shape": [-2]}]},
        {"inputs": [tensor() | {"shape": [True]}]},
        {"inputs": [tensor() | {"data": 1}]},
        {"inputs": [tensor(), tensor("b", (1,), data=[1])]},
    ],
)
def test_what_is_no_inference_request_is_refused(request_):
    with pytest.raises(InvalidInputError):
        to_invocation(request_, NAMED)


@pytest.mark.parametrize(
    ("predictions", "expected"),
    [
        ([1, 2], [("output-0", "INT64", [2], [1, 2])]),
        ([1, 2.5], [("output-0", "FP64", [2], [1, 2.5])]),
        ([True], [("output-0", "BOOL", [1], [True])]),
        (["x"], [("output-0", "BYTES", [1], ["x"])]),
        ([[0.1, 0.9], [0.2, 0.8]], [("output-0", "FP64", [2, 2], [0.1, 0.9, 0.2, 0.8])]),
        ([{"p": 1, "q": "x"}], [("p", "INT64", [1], [1]), ("q", "BYTES", [1], ["x"])]),
        ({"p": [1, 2]}, [("p", "INT64", [2], [1, 2])]),
    ],
)
def test_predictions_become_tensors(predictions, expected):
    outputs = response(predictions)["outputs"]
    assert [(item["name"], item["datatype"], item["shape"], item["data"]) for item in outputs] == expected


def test_the_id_comes_back_and_outputs_can_be_chosen():
    request = {"id": "7", "outputs": [{"name": "q"}]}
    answer = response([{"p": 1, "q": 2}], request)
    assert (answer["id"], answer["model_name"], answer["model_version"]) == ("7", "wine", "3")
    assert [item["name"] for item in answer["outputs"]] == ["q"]


def test_an_output_that_there_is_not_is_refused():
    with pytest.raises(InvalidInputError, match="'output-0'"):
        response([1], {"outputs": [{"name": "other"}]})


def test_metadata_tells_names_types_and_shapes():
    assert tensors(NAMED) == [
        {"name": "a", "datatype": "FP64", "shape": [-1]},
        {"name": "b", "datatype": "BYTES", "shape": [-1]},
    ]
    assert tensors(TENSOR) == [{"name": "input-0", "datatype": "FP64", "shape": [-1, 2]}]
    assert tensors(None) == []
