"""The local target: what every target must do, and what this one promises besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
import pytest

from app.errors import BadInputError
from app.targets.placement import Placement
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


def test_no_request_fails_while_servers_are_added_and_taken_away_or_one_of_two_is_killed(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    supervisor = platform.runtime.supervisor()
    target.start("wine", model, "1")
    target.set_split("wine", Split({"1": 100}))
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:

        def served(more: int) -> None:
            before = sum(callers.answers.values())
            wait_until(lambda: sum(callers.answers.values()) > before + more, "the callers get no answers")

        for count, names in ((3, {"model-wine-1", "model-wine-1-s2", "model-wine-1-s3"}), (1, {"model-wine-1"})):
            target.start("wine", model, "1", Placement(replicas=count))
            served(50)
            assert {name for name in supervisor.programs() if name.startswith("model-wine")} == names
        target.start("wine", model, "1", Placement(replicas=2))
        killed = supervisor.programs()["model-wine-1"].pid
        assert killed is not None
        psutil.Process(killed).kill()
        served(50)
        target.start("wine", model, "1")  # waits until both are ready
    assert callers.failures == []
    status = target.status("wine")
    assert status is not None
    assert [(each.healthy, each.detail.partition(":")[0]) for each in status.versions] == [
        (True, "2 of 2 servers are ready")
    ]


def test_a_new_version_gets_as_many_servers_as_the_one_before_and_a_deleted_one_leaves_none(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1", Placement(replicas=2))
    target.set_split("wine", Split({"1": 100}))
    target.start("wine", model, "2")
    assert {"model-wine-2", "model-wine-2-s2"} <= set(platform.runtime.supervisor().programs())
    target.delete("wine")
    assert not [name for name in platform.runtime.supervisor().programs() if name.startswith("model-wine")]


def test_what_only_a_cluster_can_give_is_refused(target: LocalTarget, model: str) -> None:
    with pytest.raises(BadInputError, match="cannot place servers by cpu, gpu"):
        target.start("wine", model, "1", Placement(replicas=2, cpu="1", gpu=1))
    assert target.status("wine") is None


def test_deployments_serve_again_after_their_servers_were_stopped(
    target: LocalTarget, model: str, platform: Platform
) -> None:
    target.start("wine", model, "1")
    target.set_split("wine", Split({"1": 100}))
    platform.runtime.supervisor().remove("model-wine-1")
    assert target.restore() == []
    wait_until(lambda: target.predict("wine", ROWS).status == 200, "version 1 does not serve again")
