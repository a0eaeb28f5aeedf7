"""Models and servers that the tests of this room share."""

from __future__ import annotations

import shutil

import pytest
from mlflow import MlflowClient
from serving_models import SAVERS
from serving_process import ServerProcess

from tests.support.postgres import free_port

PORTS = {"wine": free_port(), "obedient": free_port()}


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """Folder of each saved model by name."""
    base = tmp_path_factory.mktemp("models")
    for name, save in SAVERS.items():
        save(base / name)
    return {name: base / name for name in SAVERS}


@pytest.fixture(scope="session")
def registry_uri(models, tmp_path_factory):
    """A registry with two good versions of wine and a broken third; one for all, as its tables take seconds to make."""
    home = tmp_path_factory.mktemp("registry")
    uri = f"sqlite:///{home}/registry.db"
    client = MlflowClient(uri, uri)
    client.create_registered_model("wine")
    for number in (1, 2, 3):
        folder = home / f"artifacts-{number}"
        shutil.copytree(models["wine"], folder)
        if number == 3:
            next(folder.glob("model.*")).write_bytes(b"not a model")
        client.create_model_version("wine", str(folder))
    return uri


@pytest.fixture
def registry(registry_uri):
    """A client of the registry; the alias champion is at the first version."""
    client = MlflowClient(registry_uri, registry_uri)
    client.set_registered_model_alias("wine", "champion", "1")
    return client


@pytest.fixture(scope="session")
def servers(models, tmp_path_factory):
    """A ready server of each model, started together: most of a start is imports."""
    folder = tmp_path_factory.mktemp("logs")
    limits = {"obedient": {"timeout_seconds": 2, "queue_limit": 2, "max_rows": 5, "max_body_bytes": 2000}}
    started = {
        name: ServerProcess(models[name], port, folder, name=name, **limits.get(name, {}))
        for name, port in PORTS.items()
    }
    try:
        yield {name: server.ready() for name, server in started.items()}
    finally:
        for server in started.values():
            server.stop()


@pytest.fixture
def start(tmp_path):
    """Start one more server; it is gone after the test."""
    running = []

    def run(model_uri, port, **options):
        running.append(ServerProcess(model_uri, port, tmp_path, **options))
        return running[-1]

    yield run
    for server in running:
        server.stop()
