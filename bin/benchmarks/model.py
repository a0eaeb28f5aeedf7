"""The model that `bin/bench` serves, and one row for it."""

from __future__ import annotations

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


def save_bad(folder: Path, *, good_calls: int) -> None:
    """Save a model that takes the same rows, in MLflow's format, and raises after `good_calls`; 0: when it is loaded.

    Args:
        folder: Where to; must not exist.
        good_calls: How many calls it answers.
    """
    import mlflow
    from mlflow.models import infer_signature
    from sklearn.datasets import load_iris

    data, labels = load_iris(return_X_y=True, as_frame=True)
    mlflow.pyfunc.save_model(
        folder,
        python_model=str(Path(__file__).with_name("bad_model.py")),
        model_config={"good_calls": good_calls},
        signature=infer_signature(data, labels.to_numpy()),
        input_example=data.head(2) if good_calls else None,
        pip_requirements=[],
    )
