"""Loading from a real registry (MLflow's own, on SQLite) and from folders that are not what they should be."""

from __future__ import annotations

import shutil

import mlflow
import pytest
from mlflow import MlflowClient

from app.serving.errors import LoadError, ModelMissingError, RegistryUnreachableError
from app.serving.loader import load
from app.serving.settings import Settings


@pytest.fixture(scope="module")
def registry(models, tmp_path_factory):
    """A registry with one version of wine, under the alias champion; the folder that its files are in."""
    home = tmp_path_factory.mktemp("registry")
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{home}/registry.db")
    artifacts = home / "artifacts"
    shutil.copytree(models["wine"], artifacts)
    client = MlflowClient()
    client.create_registered_model("wine")
    client.create_model_version("wine", str(artifacts))
    client.set_registered_model_alias("wine", "champion", "1")
    yield artifacts
    mlflow.set_tracking_uri(before)


def settings(model_uri, version="1"):
    return Settings(model_uri=str(model_uri), name="wine", version=version)


@pytest.mark.parametrize("uri", ["models:/wine/1", "models:/wine@champion"])
def test_a_version_is_loaded_by_number_and_by_alias(uri, registry, tmp_path):
    loaded = load(settings(uri), tmp_path)
    assert (loaded.model.flavor, loaded.verdict.path.form) == ("sklearn", "matrix")


@pytest.mark.parametrize("uri", ["models:/wine/9", "models:/wine@nobody", "models:/beer/1", "/no/such/folder"])
def test_what_is_not_there_is_told_apart_from_a_registry_that_is_not_there(uri, registry, tmp_path):
    with pytest.raises(ModelMissingError, match="there is no"):
        load(settings(uri), tmp_path)


@pytest.mark.parametrize("uri", ["models:/wine/1", "s3://bucket/model"])
def test_a_registry_or_store_that_does_not_answer_is_unreachable(uri, tmp_path, monkeypatch):
    before = mlflow.get_tracking_uri()
    for variable, value in {
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
        "MLFLOW_S3_ENDPOINT_URL": "http://127.0.0.1:4899",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(variable, value)
    mlflow.set_tracking_uri("http://127.0.0.1:4899")
    try:
        with pytest.raises(RegistryUnreachableError, match="cannot reach"):
            load(settings(uri), tmp_path)
    finally:
        mlflow.set_tracking_uri(before)


def test_an_alias_that_stands_for_another_version_than_told_is_not_served(registry, tmp_path):
    with pytest.raises(LoadError, match="is version 1, and the server is told to be 2"):
        load(settings("models:/wine@champion", "2"), tmp_path)


def test_a_folder_that_is_no_model_is_told_so(tmp_path):
    with pytest.raises(ModelMissingError, match="no MLmodel file"):
        load(settings(tmp_path), tmp_path)
