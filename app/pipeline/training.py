"""Training: one scikit-learn pipeline, with its preprocessing inside, from a spec and a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError

if TYPE_CHECKING:
    import pandas as pd

    from app.pipeline.data import Dataset
    from app.pipeline.spec import PipelineSpec, Training


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge by, with every class in both."""

    train_features: pd.DataFrame
    test_features: pd.DataFrame
    train_target: pd.Series[str]
    test_target: pd.Series[str]


def split(data: Dataset, spec: PipelineSpec) -> Split:
    """Split by class shares, the same way for the same seed.

    Raises:
        BadInputError: The test share leaves a class without rows on one side.
    """
    from sklearn.model_selection import train_test_split  # noqa: PLC0415 - slow to import

    try:
        parts = train_test_split(
            data.features, data.target, test_size=spec.test_share, random_state=spec.seed, stratify=data.target
        )
    except ValueError as error:
        raise BadInputError(
            f"{len(data.target)} rows of {data.name} cannot be split with the test share {spec.test_share}",
            why=str(error),
            fix="choose a test share nearer to 0.25, or give more rows",
        ) from error
    return Split(*parts)


def train(training: Training, part: Split, *, seed: int) -> Any:
    """Fit a scikit-learn `Pipeline` of imputer, scaler and classifier.

    The data has no gaps; the imputer is for requests, which may have some.

    Raises:
        BadInputError: The classifier has no such parameter, or refuses a value.
    """
    from sklearn.impute import SimpleImputer  # noqa: PLC0415 - slow to import
    from sklearn.pipeline import Pipeline  # noqa: PLC0415 - slow to import
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415 - slow to import

    classifier = _classifier(training, seed)
    model = Pipeline(
        [("imputer", SimpleImputer(strategy="median")), ("scaler", StandardScaler()), ("classifier", classifier)]
    )
    try:
        # An array of fixed-width text: classes as Python objects could only be stored by pickling them.
        return model.fit(part.train_features, part.train_target.to_numpy(dtype="U"))
    except ValueError as error:  # scikit-learn checks its parameters in fit
        raise BadInputError(
            f"{training.estimator} refuses to train with {training.parameters}", why=str(error), fix="correct the value"
        ) from error


def _classifier(training: Training, seed: int) -> Any:
    kind = _estimators()[training.estimator]
    known = kind().get_params()
    unknown = sorted(set(training.parameters) - set(known))
    if unknown or "random_state" in training.parameters:
        raise BadInputError(
            f"{training.estimator} does not take {', '.join(unknown) or 'random_state'} here",
            why=f"its parameters are {', '.join(sorted(set(known) - {'random_state'}))}; the seed is the spec's",
            fix="correct the training's parameters",
        )
    return kind(**training.parameters, random_state=seed)


def _estimators() -> dict[str, Any]:
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier  # noqa: PLC0415 - slow
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    return {
        "logistic_regression": LogisticRegression,
        "random_forest": RandomForestClassifier,
        "gradient_boosting": HistGradientBoostingClassifier,
    }
