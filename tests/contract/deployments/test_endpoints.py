"""Endpoints and releases in the background, by MLflow's interface on a real platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mlflow.deployments import get_deploy_client
from mlflow.exceptions import MlflowException

from app.registry.stages import Stage
from tests.contract.deployments.support import ClosedLoop, wait_until
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.deployments.conftest import Platform

FAST = {"pause_seconds": "0"}


@pytest.fixture(scope="module")
def models(platform: Platform) -> tuple[str, str]:
    names = platform.new_name(), platform.new_name()
    platform.register(names[0], "good", "good", "broken")
    platform.register(names[1], "good")
    return names


@pytest.fixture
def client(platform: Platform) -> Iterator[Any]:
    made = get_deploy_client("slipway:/local")
    yield made
    for deployment in list(made._target().deployments()):
        made.delete_deployment(deployment)
    for endpoint in made.list_endpoints():
        made.delete_endpoint(endpoint["name"])


def test_an_endpoint_moves_from_one_model_to_another_and_no_request_fails(
    client: Any, platform: Platform, models: tuple[str, str]
) -> None:
    assert client.create_endpoint("quality") == {"name": "quality", "deployment": "", "url": ""}
    with pytest.raises(MlflowException, match="there is an endpoint 'quality' already") as caught:
        client.create_deployment("quality", f"models:/{models[0]}/1", config=FAST)
    assert caught.value.error_code == "RESOURCE_ALREADY_EXISTS"
    created = client.create_deployment("wine", f"models:/{models[0]}/1", config=FAST, endpoint="quality")
    assert created["endpoints"] == ["quality"]
    assert client.get_endpoint("quality")["url"] == platform.endpoint("quality")
    assert client.predict(endpoint="quality", inputs=PAYLOAD) == {"predictions": [1.0]}

    client.create_deployment("rose", f"models:/{models[1]}/1", config=FAST)
    with pytest.raises(MlflowException, match="'rose' does not answer the endpoint 'quality'"):
        client.update_deployment("rose", f"models:/{models[1]}/1", config=FAST, endpoint="quality")
    with ClosedLoop(platform.endpoint("quality"), PAYLOAD) as callers:
        client.update_endpoint("quality", {"deployment": "rose"})
        client.update_deployment("wine", f"models:/{models[0]}/2", config=FAST | {"strategy": "replace"})
        client.update_endpoint("quality", {"deployment": "wine"})
        wait_until(lambda: (200, "2") in callers.answers, "the endpoint never comes back")
    assert callers.failures == []
    assert [each["name"] for each in client.list_deployments(endpoint="quality")] == ["wine"]
    assert client.get_deployment("rose")["endpoints"] == []

    client.delete_deployment("wine", endpoint="quality")
    client.delete_deployment("wine", endpoint="quality")
    assert client.list_endpoints() == [{"name": "quality", "deployment": "", "url": ""}]
    with pytest.raises(MlflowException, match="404"):
        client.predict(endpoint="quality", inputs=PAYLOAD)
    client.delete_endpoint("quality")
    client.delete_endpoint("quality")
    with pytest.raises(MlflowException, match="there is no endpoint 'quality'"):
        client.get_endpoint("quality")


@pytest.mark.parametrize(
    ("name", "config", "message"),
    [
        ("Quality", {}, "endpoint name 'Quality' cannot be used"),
        ("quality", {"deploiment": "wine"}, "did you mean 'deployment'?"),
        ("quality", {"deployment": "nobody"}, "there is no deployment 'nobody'"),
    ],
)
def test_an_endpoint_that_cannot_be_made_is_refused_with_the_rule(
    client: Any, name: str, config: dict[str, str], message: str
) -> None:
    with pytest.raises(MlflowException) as caught:
        client.create_endpoint(name, config)
    assert message in str(caught.value)
    assert client.list_endpoints() == []


def test_a_release_in_the_background_outlives_the_command_that_began_it(
    client: Any, platform: Platform, models: tuple[str, str]
) -> None:
    client.create_endpoint("quality")
    words = ("create", "-t", "slipway:/local", "--name", "wine", "-m", f"models:/{models[0]}/1", "-C", "async=true")
    begun = subprocess.run(
        [sys.executable, "-m", "mlflow", "deployments", *words, "--endpoint", "quality"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "deployment wine is created" in begun.stdout
    first = client.get_deployment("wine")
    assert (first["stable_version"], first["candidate"], first["phase"]) != ("1", "", "succeeded")
    wait_until(lambda: client.get_deployment("wine")["stable_version"] == "1", "it never ends")
    assert client.predict(endpoint="quality", inputs=PAYLOAD) == {"predictions": [1.0]}
    assert platform.registry.stage_of(models[0], "1") is Stage.PRODUCTION
    assert "starting version 1" in Path(client.get_deployment("wine")["log"]).read_text()

    begun_update = client.update_deployment("wine", f"models:/{models[0]}/3", config={"async": "true"})
    assert begun_update["stable_version"] == "1"
    wait_until(lambda: client.get_deployment("wine")["phase"] == "aborted", "it is never given up")
    ended = client.get_deployment("wine")
    assert "made to be broken" in ended["reason"]
    wait_until(lambda: "was not released to wine" in Path(ended["log"]).read_text(), "the log does not tell")


def test_a_create_in_the_background_that_fails_leaves_nothing_but_its_reason(
    client: Any, models: tuple[str, str]
) -> None:
    client.create_endpoint("quality")
    config = {"async": "true"}
    begun = client.create_deployment("wine", f"models:/{models[0]}/3", config=config, endpoint="quality")
    assert begun["stable_version"] == ""

    def given_up() -> bool:
        try:
            client.get_deployment("wine")
        except MlflowException as error:
            return "its first release was aborted" in str(error) and "made to be broken" in str(error)
        return False

    wait_until(given_up, "it is never given up")
    assert client.get_endpoint("quality")["deployment"] == ""
