"""Models that the tests of this room serve."""

from __future__ import annotations

import mlflow
import pandas as pd
from mlflow.models import ModelSignature, infer_signature
from mlflow.types.schema import ColSpec, DataType, Object, ParamSchema, ParamSpec, Property, Schema
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

WINE, LABELS = load_wine(return_X_y=True, as_frame=True)
CUSTOMER = {"name": "Al", "ssn": "none"}


class Gossip(mlflow.pyfunc.PythonModel):
    """Repeats what it is told, in its answers and in its errors."""

    def predict(self, context, model_input, params=None):  # noqa: ARG002 - MLflow's interface
        answers = []
        for row in model_input.to_dict(orient="records"):
            if row["command"] == "raise":
                raise ValueError(f"cannot cope with {row}")
            if row["command"] == "refuse":
                raise mlflow.exceptions.MlflowException(f"no {row} here")
            answers.append(f"you said {row['ssn']} and {row['customer']}")
        return answers


def save_wine(folder):
    """scikit-learn, thirteen fractions, classes as numbers."""
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(WINE, LABELS)
    signature = infer_signature(WINE, model.predict(WINE))
    mlflow.sklearn.save_model(model, folder, signature=signature, input_example=WINE.head(2), pip_requirements=[])


def save_gossip(folder):
    """A model of one's own, with a nested input and a param."""
    customer = Object([Property("name", DataType.string), Property("ssn", DataType.string)])
    inputs = Schema([ColSpec("string", "command"), ColSpec("string", "ssn"), ColSpec(customer, "customer")])
    mlflow.pyfunc.save_model(
        folder,
        python_model=Gossip(),
        signature=ModelSignature(
            inputs, Schema([ColSpec("string")]), ParamSchema([ParamSpec("suffix", "string", "none")])
        ),
        input_example=pd.DataFrame({"command": ["hello"], "ssn": ["none"], "customer": [CUSTOMER]}),
        pip_requirements=[],
        code_paths=[__file__],
    )
