"""The self-check: real scikit-learn models, some of which must not be batched or must not skip pandas."""

from __future__ import annotations

import json

import mlflow
import numpy as np
import pandas as pd
import pytest
from mlflow.models import infer_signature
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.serving.agreement import equal_but_for_rounding
from app.serving.answers import answers_json, rows_of
from app.serving.direct import BATCHING_KEY, choose
from app.serving.invocations import answer
from app.serving.loader import load
from app.serving.settings import Settings

FRAME = pd.DataFrame(np.random.default_rng(7).normal(size=(40, 3)), columns=["a", "b", "c"])
LABELS = (FRAME["a"] > 0).astype(int)


class Centred(BaseEstimator, RegressorMixin):
    """Rows influence each other: each is compared with the mean of its call."""

    def fit(self, X, y):  # noqa: ARG002, N803 - scikit-learn's interface
        self.fitted_ = True
        return self

    def predict(self, X):  # noqa: N803 - scikit-learn's names
        return np.asarray(X)[:, 0] - np.asarray(X)[:, 0].mean()


class ByName(Centred):
    """Reads its columns by name: a matrix is not enough."""

    def predict(self, X):  # noqa: N803 - scikit-learn's names
        return (X["a"] + 2 * X["b"]).to_numpy()


class Restless(Centred):
    """Never answers the same twice."""

    def predict(self, X):  # noqa: N803 - scikit-learn's names
        return np.random.default_rng().normal(size=len(X))


def loaded(folder, model, frame=FRAME, **options):
    """The model after a round through MLflow's format, as the server loads it."""
    model.fit(frame, LABELS)
    options = {"input_example": frame.head(2), "signature": infer_signature(frame, model.predict(frame))} | options
    mlflow.sklearn.save_model(model, folder, serialization_format="cloudpickle", pip_requirements=[], **options)
    copy = folder.with_name("copy")
    copy.mkdir()
    return load(Settings(model_uri=str(folder), name="m", version="1"), copy).model


@pytest.mark.parametrize(
    "model", [make_pipeline(StandardScaler(), LogisticRegression()), RandomForestClassifier(n_estimators=5)]
)
def test_an_ordinary_model_is_batched_without_pandas(model, tmp_path):
    path = choose(loaded(tmp_path / "m", model)).path
    assert (path.form, path.batches) == ("matrix", True)


def test_a_model_whose_rows_influence_each_other_is_not_batched_and_the_log_says_so(tmp_path):
    verdict = choose(loaded(tmp_path / "m", Centred()))
    assert not verdict.path.batches
    assert "a batch of 2 rows answers otherwise" in verdict.why


def test_one_row_in_the_example_is_enough_to_see_that_rows_influence_each_other(tmp_path):
    assert not choose(loaded(tmp_path / "m", Centred(), input_example=FRAME.head(1))).path.batches


def test_a_model_that_reads_columns_by_name_gets_a_frame(tmp_path):
    path = choose(loaded(tmp_path / "m", ByName())).path
    assert (path.form, path.batches) == ("frame", True)


def test_a_model_that_answers_differently_each_time_goes_mlflows_way(tmp_path):
    verdict = choose(loaded(tmp_path / "m", Restless()))
    assert verdict.path is None
    assert "answers differ" in verdict.why


def test_without_an_example_nothing_can_be_checked_and_nothing_is_skipped(tmp_path):
    assert choose(loaded(tmp_path / "m", LogisticRegression(), input_example=None)).path is None


def test_a_model_can_say_that_it_must_not_be_batched(tmp_path):
    assert choose(loaded(tmp_path / "m", LogisticRegression(), metadata={BATCHING_KEY: False})).path is None


@pytest.mark.parametrize("method", ["predict", "predict_proba"])
def test_direct_answers_are_mlflows_to_the_last_digit(method, tmp_path):
    model = loaded(tmp_path / "m", make_pipeline(StandardScaler(), LogisticRegression()), pyfunc_predict_fn=method)
    path = choose(model).path
    for size in (1, 2, 7, 40):
        rows = FRAME.head(size).to_numpy().tolist()
        body = json.dumps({"dataframe_split": {"columns": ["a", "b", "c"], "data": rows}}).encode()
        theirs = json.loads(answer(model, body, "application/json"))
        assert json.loads(answers_json(path.predict_rows(rows))) == theirs


def test_what_is_no_number_is_written_as_mlflow_writes_it():
    assert answers_json([1.5, float("nan"), float("inf")]) == b'{"predictions": [1.5, NaN, Infinity]}'
    assert answers_json([1, "null", True]) == b'{"predictions": [1, "null", true]}'
    assert answers_json([np.float32(0.5)]) == b'{"predictions": [0.5]}'


class Dictionary(mlflow.pyfunc.PythonModel):
    """Answers with a dictionary of arrays, as ONNX models do; what it is told to does it make of them."""

    def __init__(self, kind):
        self._kind = kind

    def predict(self, context, model_input, params=None):  # noqa: ARG002 - MLflow's interface
        scores = np.asarray(model_input, np.float32) / 3
        centred = scores - scores.mean(axis=0) if self._kind == "centred" else scores
        total = scores.sum() if self._kind == "total" else scores.sum(axis=1)
        return {"scores": centred, "total": np.asarray(total)}


def dictionary(folder, kind):
    data = FRAME.to_numpy(np.float32)
    mlflow.pyfunc.save_model(
        folder,
        python_model=Dictionary(kind),
        signature=infer_signature(data, {"scores": data}),
        input_example=data[:2],
        metadata={BATCHING_KEY: True},
        pip_requirements=[],
    )
    copy = folder.with_name("copy")
    copy.mkdir()
    return load(Settings(model_uri=str(folder), name="m", version="1"), copy)


def test_a_dictionary_of_arrays_is_batched_and_put_together_again(tmp_path):
    found = dictionary(tmp_path / "m", "plain")
    path = found.verdict.path
    assert (path.form, path.batches) == ("matrix", True)
    rows = FRAME.head(7).to_numpy(np.float32).tolist()
    theirs = json.loads(answer(found.model, json.dumps({"inputs": rows}).encode(), "application/json"))
    assert list(theirs["predictions"]) == ["scores", "total"]
    assert json.loads(answers_json(path.predict_rows(rows))) == theirs
    assert (
        json.loads(answers_json(path.predict_rows(rows)[2:3]))["predictions"]["total"]
        == theirs["predictions"]["total"][2:3]
    )


def test_a_dictionary_whose_rows_influence_each_other_is_not_batched(tmp_path):
    assert not dictionary(tmp_path / "m", "centred").verdict.path.batches


def test_a_dictionary_of_something_else_than_a_value_a_row_goes_mlflows_way(tmp_path):
    assert dictionary(tmp_path / "m", "total").verdict.path is None


@pytest.mark.parametrize("answers", [{}, {"a": np.zeros(3)}, {"a": np.zeros(2), "b": [1, 2]}, {"a": np.float64(1)}])
def test_what_is_no_dictionary_of_arrays_of_as_many_rows_is_refused(answers):
    with pytest.raises(ValueError, match="to 2 rows has the shapes"):
        rows_of(answers, 2)


def test_single_precision_leaves_fewer_digits_open_than_an_influence_changes():
    one, other = float(np.float32(0.1)), float(np.nextafter(np.float32(0.1), np.float32(1)))
    assert equal_but_for_rounding(one, other)
    assert not equal_but_for_rounding(one, float(np.float32(0.1001)))
    assert not equal_but_for_rounding(0.1, other)
    assert equal_but_for_rounding({"a": [0.1]}, {"a": [0.1 + 1e-15]})
    assert not equal_but_for_rounding({"a": [0.1]}, {"b": [0.1]})
