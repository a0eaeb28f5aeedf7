"""The local target: what every target must do, and what this one promises besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
import pytest

from app.targets.traffic import Split
from tests.contract.deployments.support import ClosedLoop, slipway, wait_until
from tests.contract.deployments.target_cases import PAYLOAD, ROWS, TargetCases

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


def test_no_request_fails_when_the_router_is_replaced_or_a_server_killed_the_callers_wait_until_it_is_back(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1")
    target.set_split("wine", Split({"1": 100}))
    pid = platform.runtime.supervisor().programs()["model-wine-1"].pid
    assert pid is not None
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        wait_until(lambda: callers.answers, "no answer")
        replaced = slipway("router", "restart")
        assert replaced.returncode == 0, replaced.stderr
        psutil.Process(pid).kill()
        before = sum(callers.answers.values())
        wait_until(lambda: sum(callers.answers.values()) > before + 20, "it is never back")
    assert callers.failures == []


def test_deployments_serve_again_after_their_servers_were_stopped(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1")
    target.set_split("wine", Split({"1": 100}))
    platform.runtime.supervisor().remove("model-wine-1")
    assert target.restore() == []
    wait_until(lambda: target.predict("wine", ROWS).status == 200, "version 1 does not serve again")
