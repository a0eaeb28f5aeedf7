"""Evaluation on rows that no training saw: metrics, confusion matrix, what each column matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pipeline.training import Split

# How often each column is shuffled: scikit-learn's default. The mean of fewer jumps with the seed.
_SHUFFLES = 5


@dataclass(frozen=True)
class ClassScore:
    """How well one class is told from the others; all but `rows` are shares between 0 and 1."""

    name: str
    precision: float
    recall: float
    f1: float
    rows: int


@dataclass(frozen=True)
class Evaluation:
    """What a model is worth.

    Args:
        metrics: Numbers by name: accuracy, balanced_accuracy, f1_macro, precision_macro, recall_macro (shares between
            0 and 1), log_loss (nats), roc_auc (share).
        classes: The score of each class, in the order of the matrix.
        confusion: Rows of the test data, by true class and predicted class.
        importance: By column: how much the log loss (nats) grows when its values are shuffled, greatest
            first.
    """

    metrics: Mapping[str, float]
    classes: tuple[ClassScore, ...]
    confusion: tuple[tuple[int, ...], ...]
    importance: Mapping[str, float]


def evaluate_model(model: Any, part: Split, *, seed: int) -> Evaluation:
    """Judge a fitted model by the split's test rows; the same seed gives the same numbers."""
    from sklearn import metrics  # noqa: PLC0415 - slow to import

    truth = part.test_target.to_numpy(dtype="U")
    predicted = model.predict(part.test_features)
    names = [str(name) for name in model.classes_]
    scores = metrics.precision_recall_fscore_support(truth, predicted, labels=names, zero_division=0)
    return Evaluation(
        metrics=_metrics(model, part, truth, predicted),
        classes=tuple(
            ClassScore(name, float(p), float(r), float(f), int(n))
            for name, p, r, f, n in zip(names, *scores, strict=True)
        ),
        confusion=tuple(
            tuple(int(cell) for cell in row) for row in metrics.confusion_matrix(truth, predicted, labels=names)
        ),
        importance=_importance(model, part, truth, seed),
    )


def _metrics(model: Any, part: Split, truth: Any, predicted: Any) -> dict[str, float]:
    from sklearn import metrics  # noqa: PLC0415 - slow to import

    probabilities = model.predict_proba(part.test_features)
    two = probabilities.shape[1] == 2  # noqa: PLR2004 - roc_auc_score wants one column for two classes
    values = {
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "f1_macro": metrics.f1_score(truth, predicted, average="macro", zero_division=0),
        "precision_macro": metrics.precision_score(truth, predicted, average="macro", zero_division=0),
        "recall_macro": metrics.recall_score(truth, predicted, average="macro", zero_division=0),
        "log_loss": metrics.log_loss(truth, probabilities, labels=model.classes_),
        "roc_auc": metrics.roc_auc_score(
            truth, probabilities[:, 1] if two else probabilities, multi_class="ovr", labels=model.classes_
        ),
    }
    return {name: float(value) for name, value in values.items()}


def _importance(model: Any, part: Split, truth: Any, seed: int) -> dict[str, float]:
    from sklearn.inspection import permutation_importance  # noqa: PLC0415 - slow to import

    found = permutation_importance(
        model, part.test_features, truth, scoring="neg_log_loss", n_repeats=_SHUFFLES, random_state=seed
    )
    pairs = zip(part.test_features.columns, found.importances_mean, strict=True)
    return {str(name): float(value) for name, value in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))}
