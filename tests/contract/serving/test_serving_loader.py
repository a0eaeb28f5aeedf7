"""Loading from a real registry (MLflow's own, on SQLite) and from folders that are not what they should be."""

from __future__ import annotations

import shutil

import mlflow
import pytest

from app.serving.errors import LoadError, ModelMissingError, RegistryUnreachableError
from app.serving.loader import load
from app.serving.settings import NO_VERSION, Settings


@pytest.fixture(autouse=True)
def tracking(registry_uri):
    """The process's own tracking server, for as long as a test lasts."""
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(registry_uri)
    yield
    mlflow.set_tracking_uri(before)


def settings(model_uri, version="1"):
    # The name in routes and metrics need not be the registered one.
    return Settings(model_uri=str(model_uri), name="cellar", version=version)


@pytest.mark.parametrize(
    ("uri", "told"), [("models:/wine/1", "1"), ("models:/wine@champion", "1"), ("models:/wine@champion", NO_VERSION)]
)
def test_a_version_is_loaded_by_number_and_by_alias(uri, told, registry, tmp_path):
    loaded = load(settings(uri, told), tmp_path)
    assert (loaded.model.flavor, loaded.verdict.path.form, loaded.model.version) == ("sklearn", "matrix", "1")


@pytest.mark.parametrize("uri", ["models:/wine/9", "models:/wine@nobody", "models:/beer/1", "/no/such/folder"])
def test_what_is_not_there_is_told_apart_from_a_registry_that_is_not_there(uri, registry, tmp_path):
    with pytest.raises(ModelMissingError, match="there is no"):
        load(settings(uri), tmp_path)


@pytest.mark.parametrize("uri", ["models:/wine/1", "s3://bucket/model"])
def test_a_registry_or_store_that_does_not_answer_is_unreachable(uri, tmp_path, monkeypatch):
    for variable, value in {
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
        "MLFLOW_S3_ENDPOINT_URL": "http://127.0.0.1:4899",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(variable, value)
    mlflow.set_tracking_uri("http://127.0.0.1:4899")
    with pytest.raises(RegistryUnreachableError, match="cannot reach"):
        load(settings(uri), tmp_path)


def test_an_alias_that_stands_for_another_version_than_told_is_not_served(registry, tmp_path):
    with pytest.raises(LoadError, match="is version 1, and the server is told to be 2"):
        load(settings("models:/wine@champion", "2"), tmp_path)


def test_a_folder_that_is_no_model_is_told_so(tmp_path):
    with pytest.raises(ModelMissingError, match="no MLmodel file"):
        load(settings(tmp_path), tmp_path)


def _not_a_model(folder):
    next(folder.glob("model.*")).write_bytes(b"not a model")


def _packages_that_nobody_has(folder):
    text = (folder / "MLmodel").read_text()
    (folder / "MLmodel").write_text(text.replace("loader_module: mlflow.sklearn", "loader_module: no_such_one"))
    (folder / "requirements.txt").write_text("no-such-package-anywhere==1.0\nscikit-learn\n")


def _an_example_that_does_not_fit(folder):
    for example in folder.glob("*input_example.json"):
        example.write_text(example.read_text().replace("alcohol", "water"))


@pytest.mark.parametrize(
    ("spoil", "reason", "words"),
    [
        (_not_a_model, "load_failed", "cannot load"),
        (_packages_that_nobody_has, "missing_requirements", r"\(no-such-package-anywhere==1.0\)"),
        (_an_example_that_does_not_fit, "warm_up_failed", "its own input example"),
    ],
)
def test_what_cannot_be_loaded_says_why(spoil, reason, words, models, tmp_path):
    folder = tmp_path / "spoilt"
    shutil.copytree(models["wine"], folder)
    spoil(folder)
    with pytest.raises(LoadError, match=words) as caught:
        load(settings(folder), tmp_path)
    assert caught.value.reason == reason
