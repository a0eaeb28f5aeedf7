"""A registry, models, and the model server's image under its digest."""

from __future__ import annotations

import pytest
from image_models import SAVERS
from image_support import ask, serving_registry

from tests.support.debian import run


@pytest.fixture(scope="session")
def saved_models(tmp_path_factory):
    """Folder of each saved model by name."""
    base = tmp_path_factory.mktemp("models")
    for name, save in SAVERS.items():
        save(base / name)
    return {name: base / name for name in SAVERS}


@pytest.fixture(scope="session")
def registry(engine, tmp_path_factory):
    with serving_registry(tmp_path_factory.mktemp("registry")) as address:
        yield address


@pytest.fixture(scope="session")
def pushed(registry, model_server_image):
    """The model server's image as the registry knows it, by digest; this machine has forgotten that name."""
    to = f"{registry}/slipway/model-server:1"
    reference = ask("push", model_server_image, "--to", to)["reference"]
    run("docker", "rmi", to)
    return reference
