"""The local target: what every target must do, and what this one promises besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from tests.contract.deployments.support import wait_until
from tests.contract.deployments.target_cases import ROWS, TargetCases

if TYPE_CHECKING:
    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform


@pytest.fixture(scope="module")
def model(platform: Platform) -> str:
    name = platform.new_name()
    platform.register(name, "good", "good", "broken")
    return name


class TestLocalTarget(TargetCases):
    """See `TargetCases`."""


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
