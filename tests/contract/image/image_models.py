"""Models for one image: two flavors that it serves as it is, and one that needs a package of its own."""

from __future__ import annotations

import mlflow
import pandas as pd
from mlflow.models import ModelSignature, infer_signature
from mlflow.types.schema import ColSpec, Schema
from sklearn.datasets import load_wine

WINE, LABELS = load_wine(return_X_y=True, as_frame=True)
# Small, of pure Python, and not among what the image installs.
PACKAGE = "humanize==4.9.0"


class Wordy(mlflow.pyfunc.PythonModel):
    """Says numbers in words, with a package that is imported when it is needed."""

    def predict(self, context, model_input, params=None):  # noqa: ARG002 - MLflow's interface
        import humanize

        return [humanize.intcomma(value) for value in model_input["value"]]


def save_sklearn(folder):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(WINE, LABELS)
    _save(mlflow.sklearn, model, folder)


def save_lightgbm(folder):
    from lightgbm import LGBMClassifier

    _save(mlflow.lightgbm, LGBMClassifier(n_estimators=5, verbose=-1).fit(WINE, LABELS), folder)


def _save(flavor, model, folder):
    example = WINE.iloc[[0, 60, 177]]  # one of each class
    signature = infer_signature(WINE, model.predict(WINE))
    flavor.save_model(model, folder, signature=signature, input_example=example, pip_requirements=[])


def save_wordy(folder):
    mlflow.pyfunc.save_model(
        folder,
        python_model=Wordy(),
        signature=ModelSignature(Schema([ColSpec("long", "value")]), Schema([ColSpec("string")])),
        input_example=pd.DataFrame({"value": [1234567]}),
        pip_requirements=["mlflow==3.17.2", PACKAGE],
        code_paths=[__file__],
    )


SAVERS = {"sklearn": save_sklearn, "lightgbm": save_lightgbm, "wordy": save_wordy}
EXPECTED = {"sklearn": [0, 1, 2], "lightgbm": [0, 1, 2], "wordy": ["1,234,567"]}
