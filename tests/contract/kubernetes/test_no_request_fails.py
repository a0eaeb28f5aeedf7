"""Real pods behind real routers, called at a steady rate from outside the cluster: whatever happens, nobody notices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from app.progress import PlainProgress
from app.rollout.registered import RegisteredVersion
from app.rollout.state import Phase, Policy, Strategy
from app.rollout.wiring import wired
from app.targets.kubernetes.rollout import wait_until_rolled_out
from app.targets.placement import Placement
from app.targets.traffic import Split
from tests.contract.deployments.support import ClosedLoop, wait_until
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.rollout.wiring import Wired
    from tests.contract.kubernetes.conftest import World

pytestmark = pytest.mark.timeout(1800)  # on a machine that has none yet, the cluster is built first
PAIR = Placement(replicas=2, cpu="50m", memory="1Gi")
QUICK = Policy(steps=(20, 100), pause_seconds=1, min_requests=20, max_latency_ratio=20, analysis_timeout_seconds=60)
AT_ONCE = Policy(steps=(100,), pause_seconds=0, min_requests=20, max_latency_ratio=20, analysis_timeout_seconds=60)


@pytest.fixture(scope="module")
def parts(world: World) -> Iterator[Wired]:
    with wired(world.target, "tests") as made:
        yield made


@pytest.fixture(scope="module")
def model(world: World, parts: Wired) -> Iterator[str]:
    """A model with three good versions, the first of them deployed as `wine` on two servers."""
    name = world.register("good", "good", "good")
    policy = AT_ONCE.model_copy(update={"placement": PAIR})
    parts.deployments.create("wine", RegisteredVersion(name, "1"), policy, PlainProgress())
    yield name
    world.target.delete("wine")


@pytest.fixture
def callers(world: World, model: str) -> Iterator[ClosedLoop]:
    with ClosedLoop(world.endpoint("wine"), PAYLOAD) as callers:
        served(callers, 20)
        yield callers
        served(callers, 50)
    assert callers.failures == []


def served(callers: ClosedLoop, more: int) -> None:
    """Return when that many more requests were answered."""
    before = sum(callers.answers.values())
    wait_until(lambda: sum(callers.answers.values()) > before + more, "the callers get no answers", seconds=120)


def test_during_a_canary(parts: Wired, model: str, callers: ClosedLoop) -> None:
    release = parts.deployments.update("wine", RegisteredVersion(model, "2"), Strategy.CANARY, QUICK, PlainProgress())
    assert release is not None
    assert release.phase is Phase.SUCCEEDED
    assert {version for _, version in callers.answers} == {"1", "2"}


def test_during_blue_green_and_the_rollback_after_it_which_takes_less_than_five_seconds(
    parts: Wired, model: str, callers: ClosedLoop
) -> None:
    parts.deployments.update("wine", RegisteredVersion(model, "3"), Strategy.BLUE_GREEN, AT_ONCE, PlainProgress())
    assert parts.deployments.get("wine").stable == "3"
    back = parts.control.rollback("wine", PlainProgress())
    assert (back.origin, back.to) == ("3", "2")
    assert back.seconds < 5


def test_a_bad_split_is_taken_back_in_less_than_five_seconds(world: World, model: str, callers: ClosedLoop) -> None:
    world.target.start("wine", model, "3")
    world.target.set_split("wine", Split({"2": 50, "3": 50}))
    began = time.monotonic()
    world.target.set_split("wine", Split({"2": 100}))
    took = time.monotonic() - began
    before = callers.answers.get((200, "3"), 0)
    served(callers, 50)
    assert callers.answers[(200, "3")] - before <= 2  # requests that were under way, one of each caller
    assert took < 5
    world.target.stop("wine", "3")


def test_while_servers_are_added_and_taken_away(world: World, model: str, callers: ClosedLoop) -> None:
    for replicas in (3, 1, 2):
        world.target.start("wine", model, "2", PAIR.model_copy(update={"replicas": replicas}))
        served(callers, 50)


def test_while_one_of_two_model_servers_is_killed(world: World, callers: ClosedLoop) -> None:
    killed, *_ = world.pods("model-server")
    world.cluster.kill(killed)
    served(callers, 200)
    wait_until_rolled_out(world.api, "model-wine-2", what="version 2", seconds=120)


def test_while_the_routers_are_replaced_one_after_the_other(world: World, callers: ClosedLoop) -> None:
    before = set(world.pods("router"))
    path = world.api.path("apps/v1", "Deployment", "router")
    restarted = {"metadata": {"annotations": {"kubectl.kubernetes.io/restartedAt": str(time.time())}}}
    patch = {"spec": {"template": restarted}}
    world.api.call("PATCH", path, patch, content_type="application/strategic-merge-patch+json")
    wait_until_rolled_out(world.api, "router", what="the router", seconds=120)
    labelled = {"app.kubernetes.io/name": "router"}
    wait_until(  # those to go answer callers until their drain has ended
        lambda: not before & {pod["metadata"]["name"] for pod in world.api.items("v1", "Pod", labelled)},
        "a router does not go",
        seconds=120,
    )
