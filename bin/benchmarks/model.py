"""The model that `bin/bench` serves, and one row for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def save(folder: Path, *, strength: float = 1.0) -> tuple[list[str], list[float]]:
    """Save scikit-learn's logistic regression of the iris data in MLflow's format.

    Args:
        folder: Where to; must not exist.
        strength: Inverse of the regularisation: another value is another version of the model.

    Returns:
        Its columns, and a row.
    """
    import mlflow
    from mlflow.models import infer_signature
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression

    data, labels = load_iris(return_X_y=True, as_frame=True)
    model = LogisticRegression(C=strength, max_iter=500).fit(data, labels)
    signature = infer_signature(data, model.predict(data))
    mlflow.sklearn.save_model(model, folder, signature=signature, input_example=data.head(2), pip_requirements=[])
    return list(data.columns), data.iloc[0].tolist()
