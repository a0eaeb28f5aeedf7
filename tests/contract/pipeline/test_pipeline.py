"""The whole pipeline against a real tracking server on a real PostgreSQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import mlflow
import pytest
from mlflow import MlflowClient

from app.errors import BadInputError, SlipwayError
from app.gates import BaselineGate, MetricGate, Verdict
from app.pipeline.data import load
from app.pipeline.samples import sample
from app.pipeline.spec import CsvData, Training
from app.registry import conventions
from app.registry.promotion import Registry
from app.registry.stages import Stage
from tests.contract.pipeline.support import ACTOR, Bench, facts

if TYPE_CHECKING:
    from app.registry.promotion import Transition


@pytest.mark.parametrize("name", ["wine", "breast-cancer"])
def test_both_samples_end_with_two_gated_versions_in_staging(bench: Bench, name: str) -> None:
    versions = bench.run(sample(name).model_copy(update={"model": bench.model}))
    assert facts(versions) == [("1", Stage.STAGING, True), ("2", Stage.STAGING, True)]
    assert bench.registry.version_in(bench.model, Stage.STAGING) == "2"
    assert all(each.gates is not None and each.gates.passed for each in versions)
    compared = [result.metric for result in versions[1].gates.results] if versions[1].gates else []
    assert compared == ["accuracy", "f1_macro", "log_loss", "accuracy", "log_loss"]
    assert [entry.actor for entry in bench.ledger.entries(bench.model)] == [ACTOR] * 4


def test_a_run_holds_all_that_is_needed_to_know_and_to_repeat_it(bench: Bench) -> None:
    first, _ = bench.run(bench.spec())
    run = bench.client.get_run(first.run_id)
    assert run.info.status == "FINISHED"
    assert run.data.params.items() >= {"estimator": "logistic_regression", "seed": "42", "C": "1.0"}.items()
    assert run.data.metrics == first.metrics
    assert {"accuracy", "f1_macro", "log_loss"} <= set(first.metrics)
    data = load(bench.spec().data)
    (logged,) = run.inputs.dataset_inputs
    assert (logged.dataset.name, logged.dataset.digest) == ("wine", data.digest[:36])
    assert run.data.tags[conventions.DATA_DIGEST_TAG] == data.digest
    assert run.data.tags["mlflow.user"] == ACTOR

    folder = Path(run.info.artifact_uri.removeprefix("file://"))
    assert run.info.artifact_uri.startswith(f"{bench.root}/{bench.model}/")
    assert {path.name for path in (folder / "evaluation").iterdir()} == {
        "report.html",
        "metrics.json",
        "confusion_matrix.png",
        "feature_importance.png",
    }
    described = json.loads((folder / "environment.json").read_text())
    assert described["packages"]["mlflow"] == mlflow.__version__


def test_a_registered_model_loads_with_signature_and_example_and_predicts_what_was_trained(bench: Bench) -> None:
    _, second = bench.run(bench.spec())
    loaded = bench.load(second.version)
    features = load(bench.spec().data).features
    assert [column.name for column in loaded.metadata.signature.inputs] == list(features.columns)
    assert loaded.metadata.signature.outputs is not None
    assert list(loaded.input_example.columns) == list(features.columns)
    answers = loaded.predict(features)
    assert (answers == bench.load(second.version, mlflow.sklearn).predict(features)).all()
    assert set(answers) == {"class_0", "class_1", "class_2"}


def test_the_same_spec_and_data_make_nothing_new(bench: Bench) -> None:
    before = bench.run(bench.spec())
    lines = len(bench.ledger.entries())
    again = bench.run(bench.spec())
    assert facts(again) == [("1", Stage.STAGING, False), ("2", Stage.STAGING, False)]
    assert [(each.run_id, each.metrics) for each in again] == [(each.run_id, each.metrics) for each in before]
    assert len(bench.ledger.entries()) == lines
    assert "is there as version 1" in bench.said


def test_another_seed_trains_again_and_the_present_champion_is_the_baseline(bench: Bench) -> None:
    bench.run(bench.spec())
    bench.registry.transition(bench.model, "1", Stage.PRODUCTION, reason="release")
    versions = bench.run(bench.spec(seed=7))
    assert facts(versions) == [("3", Stage.STAGING, True), ("4", Stage.STAGING, True)]
    reasons = [entry.reason for entry in bench.ledger.entries(bench.model) if entry.version in "34"]
    assert all("comparison with version 1" in reason for reason in reasons)


def test_versions_whose_artifacts_vanished_are_trained_again_and_marked(bench: Bench) -> None:
    bench.run(bench.spec())
    shutil.rmtree(bench.root.removeprefix("file://"))
    versions = bench.run(bench.spec())
    assert facts(versions) == [("3", Stage.STAGING, True), ("4", Stage.STAGING, True)]
    assert "was version 1, whose artifacts are gone: training it again" in bench.said
    old = bench.client.get_model_version(bench.model, "1")
    assert old.tags[conventions.ARTIFACTS_TAG] == conventions.ARTIFACTS_MISSING
    assert facts(bench.run(bench.spec())) == [("3", Stage.STAGING, False), ("4", Stage.STAGING, False)]


def test_another_artifact_root_sets_the_old_experiment_aside_and_keeps_what_is_still_there(bench: Bench) -> None:
    first = bench.run(bench.spec())
    bench.root += "-of-another-bucket"
    assert facts(bench.run(bench.spec())) == [("1", Stage.STAGING, False), ("2", Stage.STAGING, False)]
    third = bench.run(bench.spec(trainings=(Training(estimator="gradient_boosting", parameters={"max_iter": 20}),)))
    assert bench.client.get_run(third[0].run_id).info.artifact_uri.startswith(bench.root)
    aside = bench.client.get_experiment(bench.client.get_run(first[0].run_id).info.experiment_id)
    assert aside.name.startswith(f"{conventions.experiment_name(bench.model)} until ")


def test_an_experiment_that_somebody_deleted_is_restored(bench: Bench) -> None:
    first = bench.run(bench.spec())[0]
    experiment_id = bench.client.get_run(first.run_id).info.experiment_id
    bench.client.delete_experiment(experiment_id)
    bench.run(bench.spec(seed=3))
    assert bench.client.get_experiment(experiment_id).lifecycle_stage == "active"


def test_a_version_that_fails_its_gates_stays_outside_staging_and_the_error_says_why(bench: Bench) -> None:
    spec = bench.spec(gates=(MetricGate("log_loss", maximum=0.0001), MetricGate("fairness", minimum=0.5)))
    with pytest.raises(SlipwayError) as caught:
        bench.run(spec)
    assert "version 1" in caught.value.what
    assert "log_loss" in caught.value.why
    assert "fairness was not measured" in caught.value.why
    assert bench.registry.stage_of(bench.model, "1") is Stage.NONE
    tags = bench.client.get_model_version(bench.model, "1").tags
    assert tags[conventions.GATE_TAG] == Verdict.FAIL
    assert "log_loss" in tags[conventions.GATE_REASON_TAG]


def test_a_version_that_is_worse_than_the_one_before_stays_outside_and_the_one_before_stays_staged(
    bench: Bench,
) -> None:
    stump = Training(estimator="gradient_boosting", parameters={"max_iter": 1, "learning_rate": 0.01})
    spec = bench.spec(
        trainings=(bench.spec().trainings[0], stump),
        gates=(MetricGate("accuracy", minimum=0.1),),
        baseline_gates=(BaselineGate("log_loss", tolerance=0.1, higher_is_better=False),),
    )
    with pytest.raises(SlipwayError, match="the baseline's"):
        bench.run(spec)
    assert bench.registry.version_in(bench.model, Stage.STAGING) == "1"
    assert bench.registry.stage_of(bench.model, "2") is Stage.NONE


def test_a_version_that_failed_passes_later_when_the_gates_are_lower_without_training_again(bench: Bench) -> None:
    strict = bench.spec(gates=(MetricGate("log_loss", maximum=0.0001),))
    with pytest.raises(SlipwayError):
        bench.run(strict)
    versions = bench.run(bench.spec())
    assert facts(versions) == [("1", Stage.STAGING, False), ("2", Stage.STAGING, False)]


class DyingRegistry(Registry):
    """A registry whose process dies before it moves anything."""

    def transition(self, *_args: object, **_kwargs: object) -> Transition:
        raise KeyboardInterrupt


def test_a_version_whose_process_died_before_the_gates_is_taken_up_where_it_was_left(bench: Bench) -> None:
    with pytest.raises(KeyboardInterrupt):
        bench.run(bench.spec(), registry=DyingRegistry(bench.client, bench.ledger, ACTOR))
    assert facts(bench.run(bench.spec())) == [("1", Stage.STAGING, False), ("2", Stage.STAGING, True)]


def test_bad_data_is_refused_before_anything_is_written(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(BadInputError, match="column 'kind' is missing"):
        bench.run(bench.spec(data=CsvData(path=str(path), target="kind")))
    assert bench.client.get_experiment_by_name(conventions.experiment_name(bench.model)) is None


def test_a_csv_file_goes_all_the_way_to_staging(bench: Bench, tmp_path: Path) -> None:
    wine = load(sample("wine").data)
    path = tmp_path / "wine.csv"
    wine.features.assign(kind=wine.target.map({"class_0": "red", "class_1": "white", "class_2": "rosé"})).to_csv(
        path, index=False
    )
    versions = bench.run(bench.spec(data=CsvData(path=str(path), target="kind")))
    assert facts(versions) == [("1", Stage.STAGING, True), ("2", Stage.STAGING, True)]
    assert set(bench.load("1").predict(wine.features)) == {"red", "white", "rosé"}


def test_a_tracking_server_that_is_not_there_is_named_within_seconds(bench: Bench) -> None:
    dead = "http://127.0.0.1:9"
    bench.uri = dead
    with pytest.raises(SlipwayError, match=dead):
        bench.run(bench.spec(), registry=Registry(MlflowClient(dead), bench.ledger, ACTOR))
