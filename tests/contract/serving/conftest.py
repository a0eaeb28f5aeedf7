"""Models and servers that the tests of this room share."""

from __future__ import annotations

import pytest
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
