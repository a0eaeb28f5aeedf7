"""Real models, each saved once in MLflow's format: what the servers under test load."""

from __future__ import annotations

import time

import mlflow
import numpy as np
import opentelemetry.propagate
import opentelemetry.trace
import pandas as pd
from lightgbm import LGBMClassifier
from mlflow.models import ModelSignature, infer_signature
from mlflow.types.schema import ColSpec, ParamSchema, ParamSpec, Schema
from skl2onnx import to_onnx
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

WINE, WINE_LABELS = load_wine(return_X_y=True, as_frame=True)
WINE_NAMES = list(WINE.columns)
# A column of each kind, and one that models of the field stumble over: whole numbers beside fractions and text.
MIXED = pd.DataFrame(
    {
        "size": [1.5, 2.5, 3.0, 4.25] * 5,
        "count": [1, 2, 3, 4] * 5,
        "colour": ["red", "green", "blue", "red"] * 5,
    }
)


class Obedient(mlflow.pyfunc.PythonModel):
    """Does what its input says: what a model can do to a server."""

    def predict(self, context, model_input, params=None):  # noqa: ARG002 - MLflow's interface
        answers = []
        for command in model_input["command"]:
            if command == "raise":
                raise ValueError("the model has had enough of hunter2")
            if command == "refuse":
                raise mlflow.exceptions.MlflowException(
                    "no hunter2 here", error_code=mlflow.protos.databricks_pb2.INTERNAL_ERROR
                )
            if command == "unwritable":
                return object()
            if command == "trace":
                current, carrier = opentelemetry.trace.get_current_span().get_span_context(), {}
                opentelemetry.propagate.inject(carrier)
                ours = mlflow.tracing.get_tracing_context_headers_for_http_request().get("traceparent")
                return [f"{current.trace_id:032x} {carrier.get('tracestate')} {ours}"]
            if command.startswith("sleep"):
                time.sleep(float(command.split()[1]))
            answers.append(f"{command} {(params or {}).get('suffix')}")
        return answers


def save_wine(folder):
    """scikit-learn, thirteen fractions: the matrix form of the direct path."""
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(WINE, WINE_LABELS)
    signature = infer_signature(WINE, model.predict(WINE))
    mlflow.sklearn.save_model(model, folder, signature=signature, input_example=WINE.head(2), pip_requirements=[])


def save_mixed(folder):
    """scikit-learn on columns of several types: the frame form of the direct path."""
    encode = ColumnTransformer([("colour", OneHotEncoder(), ["colour"])], remainder="passthrough")
    model = make_pipeline(encode, RandomForestRegressor(n_estimators=5, random_state=7))
    model.fit(MIXED, MIXED["size"] * MIXED["count"])
    signature = infer_signature(MIXED, model.predict(MIXED))
    options = {"serialization_format": "cloudpickle", "pip_requirements": []}
    mlflow.sklearn.save_model(model, folder, signature=signature, input_example=MIXED.head(3), **options)


def save_tensor(folder):
    """scikit-learn with a tensor signature: bodies without names."""
    data = WINE.to_numpy()
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(data, WINE_LABELS)
    signature = infer_signature(data, model.predict_proba(data))
    options = {"pyfunc_predict_fn": "predict_proba", "pip_requirements": []}
    mlflow.sklearn.save_model(model, folder, signature=signature, input_example=data[:2], **options)


def save_obedient(folder):
    """A model of one's own, with params: MLflow's way throughout."""
    inputs, params = Schema([ColSpec("string", "command")]), ParamSchema([ParamSpec("suffix", "string", "done")])
    mlflow.pyfunc.save_model(
        folder,
        python_model=Obedient(),
        signature=ModelSignature(inputs, Schema([ColSpec("string")]), params),
        input_example=pd.DataFrame({"command": ["hello"]}),
        pip_requirements=[],
        code_paths=[__file__],
    )


def save_unsigned(folder):
    """No signature and no example: nothing is known, everything goes MLflow's way."""
    model = LogisticRegression().fit(np.array([[0.0], [1.0], [2.0], [3.0]]), [0, 0, 1, 1])
    mlflow.sklearn.save_model(model, folder, pip_requirements=[])


def save_lightgbm(folder):
    """LightGBM, thirteen fractions."""
    model = LGBMClassifier(n_estimators=5, verbose=-1).fit(WINE, WINE_LABELS)
    signature = infer_signature(WINE, model.predict(WINE))
    mlflow.lightgbm.save_model(model, folder, signature=signature, input_example=WINE.head(2), pip_requirements=[])


def _onnx(data):
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(data, WINE_LABELS)
    return to_onnx(model, data[:1].astype(np.float32), options={"zipmap": False})


def save_onnx(folder):
    """ONNX on named columns: answers are a record a row."""
    columns = WINE.astype(np.float32)
    answers = pd.DataFrame({"label": WINE_LABELS})
    model = _onnx(WINE.to_numpy())
    # A frame holds one number a cell: the probabilities are left out.
    del model.graph.output[1]
    options = {"signature": infer_signature(columns, answers), "input_example": columns.head(2)}
    mlflow.onnx.save_model(model, folder, pip_requirements=[], **options)


def save_onnx_tensor(folder):
    """ONNX on one tensor: answers are a dictionary of arrays."""
    data = WINE.to_numpy(np.float32)
    answers = {"label": WINE_LABELS.to_numpy(), "probabilities": np.zeros((len(data), 3), np.float32)}
    options = {"signature": infer_signature(data, answers), "input_example": data[:2]}
    mlflow.onnx.save_model(_onnx(data), folder, pip_requirements=[], **options)


SAVERS = {
    "wine": save_wine,
    "mixed": save_mixed,
    "tensor": save_tensor,
    "lightgbm": save_lightgbm,
    "onnx": save_onnx,
    "onnx_tensor": save_onnx_tensor,
    "obedient": save_obedient,
    "unsigned": save_unsigned,
}
