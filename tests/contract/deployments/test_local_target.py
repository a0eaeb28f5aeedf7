"""What every target must do, asked of the local one: real model servers behind a real Envoy."""

from __future__ import annotations

import json

import httpx
import psutil
import pytest

from app.targets.local import LocalTarget
from app.targets.port import CandidateError
from tests.contract.deployments.conftest import Platform
from tests.contract.deployments.support import wait_until

ROWS = json.dumps({"dataframe_split": {"columns": ["x"], "data": [[1.0]]}}).encode()


@pytest.fixture(scope="module")
def model(platform: Platform) -> str:
    name = platform.new_name()
    platform.register(name, "good", "good", "broken")
    return name


def test_a_version_is_started_offered_asked_moved_and_stopped(target: LocalTarget, model: str) -> None:
    target.start("wine", model, "1")
    assert target.predict("wine", ROWS).status == 404
    target.set_weights("wine", {"1": 100})
    answer = target.predict("wine", ROWS)
    assert (answer.status, answer.version, json.loads(answer.body)) == (200, "1", {"predictions": [1.0]})

    target.start("wine", model, "2")
    target.set_weights("wine", {"1": 0, "2": 100})
    assert target.predict("wine", ROWS).version == "2"
    observed = target.observe("wine")
    assert observed["2"] is not None
    assert (observed["2"].requests, observed["2"].server_errors, observed["2"].model_errors) == (1, 0, 0)

    target.stop("wine", "1")
    status = target.status("wine")
    assert status is not None
    assert [(each.version, each.weight, each.healthy) for each in status.versions] == [("2", 100, True)]

    target.delete("wine")
    target.delete("wine")
    assert target.status("wine") is None
    assert target.predict("wine", ROWS).status == 404


def test_a_version_whose_model_does_not_load_says_why_and_leaves_nothing(target: LocalTarget, model: str) -> None:
    with pytest.raises(CandidateError) as caught:
        target.start("wine", model, "3")
    assert "made to be broken" in str(caught.value)
    assert target.status("wine") is None
    assert target.deployments() == []


def test_starting_a_version_twice_is_starting_it_once(target: LocalTarget, model: str, platform: Platform) -> None:
    target.start("wine", model, "1")
    before = platform.runtime.supervisor().programs()["model-wine-1"].pid
    target.start("wine", model, "1")
    assert platform.runtime.supervisor().programs()["model-wine-1"].pid == before


def test_weights_of_a_version_that_does_not_run_are_refused(target: LocalTarget, model: str) -> None:
    target.start("wine", model, "1")
    with pytest.raises(CandidateError, match="no running version 7"):
        target.set_weights("wine", {"1": 50, "7": 50})


def test_a_killed_server_is_back_and_the_caller_has_only_waited(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1")
    target.set_weights("wine", {"1": 100})
    pid = platform.runtime.supervisor().programs()["model-wine-1"].pid
    assert pid is not None
    psutil.Process(pid).kill()
    answer = httpx.post(
        platform.endpoint("wine"), content=ROWS, headers={"content-type": "application/json"}, timeout=40
    )
    assert answer.status_code == 200


def test_deployments_serve_again_after_their_servers_were_stopped(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1")
    target.set_weights("wine", {"1": 100})
    platform.runtime.supervisor().remove("model-wine-1")
    assert target.restore() == []
    wait_until(lambda: target.predict("wine", ROWS).status == 200, "version 1 does not serve again")
