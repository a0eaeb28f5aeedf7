from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlflow.models import ModelSignature
from mlflow.models.model import Model as Metadata
from mlflow.pyfunc import PyFuncModel
from mlflow.pyfunc.scoring_server import invocations
from mlflow.types.schema import ColSpec, ParamSchema, ParamSpec, Schema

from app.serving.errors import ServingError
from app.serving.invocations import answer
from app.serving.model import Model

SECRET = "hunter2-4111111111111111"
SCHEMA = Schema([ColSpec("double", "a"), ColSpec("long", "b")])
SIGNATURE = ModelSignature(SCHEMA, None, ParamSchema([ParamSpec("top", "long", 1)]))


class Echo:
    def predict(self, data, params=None):
        raise ValueError(f"cannot bear {data} and {params}")


def served():
    metadata = Metadata(signature=SIGNATURE, flavors={"python_function": {"loader_module": "echo"}})
    return Model(PyFuncModel(metadata, Echo()), name="echo", version="1")


def refusal(body: bytes) -> ServingError:
    with pytest.raises(ServingError) as refused:
        answer(served(), body, "application/json")
    return refused.value


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"dataframe_split": {"columns": ["a"], "data": [[1.0]]}}, "missing 'b'"),
        ({"dataframe_records": [{"a": SECRET, "b": 1}]}, "a cannot be read as float64"),
        ({"dataframe_records": [{"a": 1.0, "b": 1.5, SECRET: 1}]}, "the model raised ValueError"),
        ({"inputs": [[1, 2]]}, "missing 'a', 'b'"),
        ({"dataframe_split": {"columns": ["a", "b"], "data": [[1]]}}, "2 columns passed, passed data had 1 columns"),
        ({"dataframe_records": [{"a": 1.0, "b": 1}], "params": {"top": SECRET}}, "the model takes 'a', 'b'"),
        ([SECRET], "the model takes 'a', 'b'"),
    ],
)
def test_a_refusal_names_the_field_and_never_the_value(document, told):
    message = refusal(json.dumps(document).encode()).message
    assert told in message
    assert SECRET not in message


def test_broken_json_is_told_with_its_place():
    assert refusal(b'{"inputs": [1,}').message.startswith("the body is not valid JSON: ")


def test_deep_nesting_is_refused_and_not_a_crash():
    assert refusal(b'{"inputs": ' + b"[" * 200_000).status == 400


values = st.recursive(
    st.sampled_from([SECRET, f"[{SECRET}]", f"Model is missing inputs ['{SECRET}']."]) | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", SECRET]), inner, max_size=3),
    max_leaves=8,
)
forms = st.sampled_from(["dataframe_split", "dataframe_records", "instances", "inputs", "params", SECRET])


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(forms, values, max_size=2), st.sampled_from(["", "]", SECRET]))
def test_no_body_brings_a_planted_secret_into_an_error(document, tail):
    error = refusal(json.dumps(document).encode() + tail.encode())
    assert SECRET not in error.message
    assert error.status < 500


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(forms, values, max_size=2))
def test_what_mlflow_refuses_is_refused_here_with_the_same_class_of_status(document):
    body = json.dumps(document)
    metadata = Metadata(signature=SIGNATURE, flavors={"python_function": {"loader_module": "echo"}})
    try:
        theirs = invocations(body, "application/json", PyFuncModel(metadata, Echo()), SCHEMA).status
    except Exception as error:  # noqa: BLE001 - its server answers 500 for what is no MlflowException
        theirs = error.get_http_status_code() if hasattr(error, "get_http_status_code") else 500
    ours = refusal(body.encode()).status
    assert ours // 100 == theirs // 100 or (theirs == 500 and ours == 400)
