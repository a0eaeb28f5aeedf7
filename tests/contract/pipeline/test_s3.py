"""The pipeline with its artifacts in S3: straight to the bucket, never through the tracking server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from app.errors import SlipwayError
from app.local import emulator
from app.registry.conventions import experiment_name
from app.registry.stages import Stage
from tests.contract.pipeline.support import Bench, facts
from tests.support.emulator import running_emulator
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

BUCKET = "slipway-artifacts"


@pytest.fixture(scope="module")
def endpoint_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an AWS emulator of the module's own."""
    with running_emulator(tmp_path_factory.mktemp("emulator")) as url:
        yield url


@pytest.fixture
def s3(endpoint_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client, with the environment that MLflow and boto3 read."""
    for name, value in emulator.EMULATOR_CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MLFLOW_S3_ENDPOINT_URL", endpoint_url)
    return boto3.client("s3", endpoint_url=endpoint_url)


@pytest.fixture
def bench(tracking_server: str, postgres_engine: Engine, s3: Any) -> Bench:
    s3.create_bucket(Bucket=BUCKET)
    return Bench(tracking_server, f"s3://{BUCKET}/mlflow", postgres_engine)


def keys(s3: Any, prefix: str) -> set[str]:
    found = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", [])
    return {item["Key"].removeprefix(prefix) for item in found}


def empty(s3: Any) -> None:
    for key in keys(s3, ""):
        s3.delete_object(Bucket=BUCKET, Key=key)


def test_models_and_reports_lie_in_the_bucket_below_the_models_own_folder(bench: Bench, s3: Any) -> None:
    versions = bench.run(bench.spec())
    run = bench.client.get_run(versions[0].run_id)
    assert run.info.artifact_uri == f"s3://{BUCKET}/mlflow/{bench.model}/{run.info.run_id}/artifacts"
    there = keys(s3, f"mlflow/{bench.model}/")
    assert f"{run.info.run_id}/artifacts/evaluation/report.html" in there
    assert sum(key.endswith("/artifacts/model.skops") for key in there) == 2
    assert len(bench.load("2").predict(bench.load("2").input_example)) == 3


def test_a_bucket_that_lost_its_objects_is_filled_again_by_the_next_run(bench: Bench, s3: Any) -> None:
    bench.run(bench.spec())
    empty(s3)
    assert facts(bench.run(bench.spec())) == [("3", Stage.STAGING, True), ("4", Stage.STAGING, True)]
    assert len(bench.load("4").predict(bench.load("4").input_example)) == 3


def test_a_bucket_that_is_not_there_is_named_before_anything_is_trained(bench: Bench) -> None:
    bench.root = "s3://no-such-bucket/mlflow"
    with pytest.raises(SlipwayError, match=r"artifact store[\s\S]*bucket does not exist"):
        bench.run(bench.spec())
    assert "training" not in bench.said
    assert bench.client.get_experiment_by_name(experiment_name(bench.model)) is None


def test_a_bucket_that_was_replaced_by_another_gets_new_versions(bench: Bench, s3: Any) -> None:
    bench.run(bench.spec())
    empty(s3)
    s3.delete_bucket(Bucket=BUCKET)
    s3.create_bucket(Bucket="slipway-artifacts-2")
    bench.root = "s3://slipway-artifacts-2/mlflow"
    assert facts(bench.run(bench.spec())) == [("3", Stage.STAGING, True), ("4", Stage.STAGING, True)]


def test_a_store_that_does_not_answer_is_an_error_and_no_reason_to_train_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.run(bench.spec())
    monkeypatch.setenv("MLFLOW_S3_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(SlipwayError, match="artifact store"):
        bench.run(bench.spec())
    assert len(bench.client.search_model_versions(f"name = '{bench.model}'")) == 2
