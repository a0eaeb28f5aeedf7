"""The model server's image: built, pushed and pulled by digest, run as a cluster runs it, with real models."""

from __future__ import annotations

import json
import re

import pytest
from image_models import EXPECTED, PACKAGE
from image_support import ask, command, serving_registry

from app.image.requirements import FOLDER
from bin.bootstrap import ROOT
from tests.support.debian import run

# Whoever comes first waits for the engine and the images: minutes on a machine that has neither.
pytestmark = pytest.mark.timeout(1500)

LISTING = (
    "import importlib.metadata as m; print(*sorted({d.name.lower().replace('_', '-') for d in m.distributions()}))"
)


def test_two_models_of_different_flavors_are_served_from_one_digest(pushed, saved_models):
    assert re.fullmatch(r"127\.0\.0\.1:\d+/slipway/model-server@sha256:[0-9a-f]{64}", pushed)
    for name in ("sklearn", "lightgbm"):
        proof = ask("verify", pushed, str(saved_models[name]))
        assert (proof["reference"], proof["status"], proof["user"]) == (pushed, 200, "10001:10001")
        assert proof["answer"] == {"predictions": EXPECTED[name]}


def test_a_package_that_only_a_model_needs_is_named_and_can_be_added_as_a_layer(registry, pushed, saved_models):
    model = str(saved_models["wordy"])
    refused = command("verify", pushed, model)
    assert refused.returncode == 1
    assert PACKAGE in refused.stderr
    assert "mlflow==" not in refused.stderr
    assert "bin/slipway image build --for" in refused.stderr

    built = ask("build", "--for", model, "--tag", "slipway/model-server:wordy")
    to = f"{registry}/slipway/model-server:wordy"
    richer = ask("push", built["reference"], "--to", to)["reference"]
    assert ask("verify", richer, model)["answer"] == {"predictions": EXPECTED["wordy"]}
    run("docker", "rmi", built["reference"], to)


def test_the_image_holds_what_its_requirements_name_and_the_project_and_nothing_else(model_server_image):
    held = set(_python(model_server_image, LISTING).split())
    text = (ROOT / FOLDER / "model-server.txt").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    base = {"pip", "setuptools", "wheel"}
    assert held - base == wanted | {"slipway"}


def test_the_server_is_not_root_and_can_write_to_its_temporary_folder_alone(model_server_image):
    code = """
import os
assert os.getuid() == 10001
open('/tmp/x', 'w').close()
found = [folder for folder in ('/', '/opt/slipway', '/opt/slipway/lib', '/opt/slipway/venv', '/usr', '/etc')
         if os.access(folder, os.W_OK)]
print(found)
"""
    # Even where the root file system is writable nothing of it belongs to the server's user.
    assert _python(model_server_image, code).strip() == "[]"


def _python(image, code):
    return run("docker", "run", "--rm", "--entrypoint", "python", image, "-c", code)


def test_without_an_engine_the_commands_say_so():
    done = command("build", DOCKER_HOST="unix:///nowhere.sock")
    assert done.returncode == 1
    assert "fix: start a Docker engine, or set DOCKER_HOST" in done.stderr


def test_a_registry_that_is_not_there_or_wants_a_login_comes_with_the_fix(model_server_image, tmp_path):
    gone = command("push", model_server_image, "--to", "127.0.0.1:9/slipway/model-server:1")
    assert gone.returncode == 1
    assert "fix: check the registry's address" in gone.stderr

    (tmp_path / "nobody").touch()
    closed = {"auth": {"htpasswd": {"realm": "registry", "path": str(tmp_path / "nobody")}}}
    with serving_registry(tmp_path, **closed) as address:
        refused = command("push", model_server_image, "--to", f"{address}/slipway/model-server:1")
    assert refused.returncode == 1
    assert "docker login" in refused.stderr


def test_an_image_that_is_not_there_can_be_neither_pushed_nor_verified(registry, saved_models):
    assert "No such image" in command("push", "slipway/nothing:1", "--to", f"{registry}/nothing:1").stderr
    absent = command("verify", f"{registry}/nothing:1", str(saved_models["sklearn"]))
    assert absent.returncode == 1
    assert "push the image first" in absent.stderr


def test_every_image_has_a_health_check_that_is_not_run_by_a_shell(model_server_image, router_image):
    for image in (model_server_image, router_image):
        (found,) = json.loads(run("docker", "image", "inspect", image))
        assert found["Config"]["Healthcheck"]["Test"][0] == "CMD"
        assert found["Config"]["User"] == "10001:10001"
