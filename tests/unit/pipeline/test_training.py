"""Training and evaluation: repeatable, complete, and clear about what they refuse."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import BadInputError
from app.pipeline import environment, pictures, report
from app.pipeline.data import Dataset, load
from app.pipeline.evaluation import Evaluation, evaluate_model
from app.pipeline.samples import sample
from app.pipeline.spec import Training
from app.pipeline.training import Split, split, train

if TYPE_CHECKING:
    from pathlib import Path

SPEC = sample("wine")
ESTIMATORS = [
    Training(estimator="logistic_regression", parameters={"max_iter": 500}),
    Training(estimator="random_forest", parameters={"n_estimators": 5}),
    Training(estimator="gradient_boosting", parameters={"max_iter": 5}),
]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load(SPEC.data)


@pytest.fixture(scope="module")
def part(data: Dataset) -> Split:
    return split(data, SPEC)


@pytest.fixture(scope="module")
def evaluation(part: Split) -> Evaluation:
    return evaluate_model(train(ESTIMATORS[0], part, seed=42), part, seed=42)


def test_the_split_is_repeatable_keeps_class_shares_and_shares_no_row(data: Dataset, part: Split) -> None:
    again = split(data, SPEC)
    assert part.test_features.equals(again.test_features)
    assert not set(part.train_features.index) & set(part.test_features.index)
    assert len(part.test_target) == math.ceil(len(data.target) * SPEC.test_share)
    shares = part.test_target.value_counts(normalize=True) - data.target.value_counts(normalize=True)
    assert shares.abs().max() < 0.02


def test_a_test_share_that_leaves_a_class_out_is_refused(data: Dataset) -> None:
    with pytest.raises(BadInputError, match=r"test share 0\.005"):
        split(data, SPEC.model_copy(update={"test_share": 0.005}))


@pytest.mark.parametrize("training", ESTIMATORS, ids=lambda training: training.estimator)
def test_every_estimator_trains_the_same_model_from_the_same_seed(part: Split, training: Training) -> None:
    first, second = (train(training, part, seed=7) for _ in range(2))
    assert (first.predict_proba(part.test_features) == second.predict_proba(part.test_features)).all()
    assert list(first.named_steps) == ["imputer", "scaler", "classifier"]


@pytest.mark.parametrize("training", ESTIMATORS, ids=lambda training: training.estimator)
def test_every_model_answers_a_request_with_a_missing_value(part: Split, training: Training) -> None:
    model = train(training, part, seed=7)
    gap = part.test_features.head(2).copy()
    gap.iloc[0, 0] = math.nan
    assert set(model.predict(gap)) <= {"class_0", "class_1", "class_2"}


@pytest.mark.parametrize("training", ESTIMATORS, ids=lambda training: training.estimator)
def test_every_model_is_stored_without_pickle_and_answers_the_same_when_loaded(
    part: Split, training: Training, tmp_path: Path
) -> None:
    import mlflow.sklearn

    from app.pipeline.store import _TRUSTED_TYPES

    model = train(training, part, seed=7)
    mlflow.sklearn.save_model(
        model,
        tmp_path / "model",
        pip_requirements=environment.requirements(),
        serialization_format="skops",
        skops_trusted_types=list(_TRUSTED_TYPES),
    )
    loaded = mlflow.sklearn.load_model(str(tmp_path / "model"))
    assert (loaded.predict_proba(part.test_features) == model.predict_proba(part.test_features)).all()


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"depth": 3}, "depth"),
        ({"random_state": 3}, "random_state"),
        ({"n_estimators": -1}, "n_estimators"),
        ({"n_estimators": "many"}, "n_estimators"),
    ],
)
def test_a_parameter_that_scikit_learn_refuses_is_named(part: Split, parameters: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        train(Training(estimator="random_forest", parameters=parameters), part, seed=1)


def test_the_evaluation_is_repeatable_and_its_numbers_agree_with_each_other(
    part: Split, evaluation: Evaluation
) -> None:
    assert evaluate_model(train(ESTIMATORS[0], part, seed=42), part, seed=42) == evaluation
    rows = len(part.test_target)
    right = sum(evaluation.confusion[index][index] for index in range(len(evaluation.classes)))
    assert sum(map(sum, evaluation.confusion)) == rows == sum(score.rows for score in evaluation.classes)
    assert evaluation.metrics["accuracy"] == pytest.approx(right / rows)
    assert set(evaluation.importance) == set(part.test_features.columns)
    assert list(evaluation.importance.values()) == sorted(evaluation.importance.values(), reverse=True)


def test_two_classes_are_evaluated_as_well_as_three() -> None:
    spec = sample("breast-cancer")
    part = split(load(spec.data), spec)
    found = evaluate_model(train(ESTIMATORS[0], part, seed=42), part, seed=42)
    assert [score.name for score in found.classes] == ["benign", "malignant"]
    assert found.metrics["roc_auc"] > 0.98


def test_the_report_is_one_page_that_needs_nothing_else_and_pictures_beside_it(
    data: Dataset, evaluation: Evaluation, tmp_path: Path
) -> None:
    report.write(tmp_path, title="wine: test", data=data, training=ESTIMATORS[0], evaluation=evaluation)
    page = (tmp_path / "report.html").read_text()
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert page.count("data:image/png;base64,") == 2
    assert data.digest in page
    assert all(name in page for name in [*data.classes, "od280/od315_of_diluted_wines", "log_loss", "max_iter"])
    assert json.loads((tmp_path / "metrics.json").read_text()) == evaluation.metrics
    for name in ("confusion_matrix.png", "feature_importance.png"):
        assert (tmp_path / name).read_bytes().startswith(PNG)


def test_names_from_the_data_are_text_in_the_page_and_no_markup_or_formula_in_the_pictures(
    data: Dataset, evaluation: Evaluation, tmp_path: Path
) -> None:
    nasty = "<script>alert(1)</script> $\\frac$"
    wild = dataclasses.replace(
        evaluation,
        classes=tuple(dataclasses.replace(score, name=nasty) for score in evaluation.classes),
        importance={nasty: 0.5},
    )
    source = dataclasses.replace(data, source=nasty)
    report.write(tmp_path, title=nasty, data=source, training=ESTIMATORS[0], evaluation=wild)
    assert "<script>" not in (tmp_path / "report.html").read_text()
    assert pictures.confusion_matrix(wild).startswith(PNG)


def test_requirements_pin_what_a_model_needs() -> None:
    assert environment.requirements()[0].startswith("mlflow==")
    assert all(re.fullmatch(r"[a-z-]+==[0-9][0-9a-z.]*", line) for line in environment.requirements())
    assert set(environment.describe()) >= {"python", "packages", "git_commit"}
