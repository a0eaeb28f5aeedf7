"""Commands for people, on a real platform: bin/slipway history, promote, abort, rollback."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from mlflow.deployments import get_deploy_client
from mlflow.exceptions import MlflowException

from app.errors import BadInputError
from app.progress import PlainProgress
from app.registry.stages import Stage
from app.rollout.outcome import NotReleasedError
from app.rollout.registered import RegisteredVersion
from app.rollout.state import Phase, Policy, Strategy
from app.rollout.store import ReleaseConflictError
from app.rollout.wiring import Wired, wired
from app.targets.placement import Placement
from tests.contract.deployments.support import ClosedLoop, slipway, wait_until
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

FAST = {"pause_seconds": "0", "max_latency_ratio": "50"}  # a busy machine makes any version slow for a moment
BLUE_GREEN = FAST | {"strategy": "blue-green"}
AWAY_SECONDS = 15.0  # one on an idle machine, which `bin/bench rollout` measures; here a busy one has to do


@pytest.fixture(scope="module")
def model(platform: Platform) -> str:
    name = platform.new_name()
    platform.register(name, "good", "good", "failing")
    return name


@pytest.fixture
def parts(target: LocalTarget) -> Iterator[Wired]:
    with wired(target, "local") as parts:
        yield parts


@pytest.fixture
def client(platform: Platform, target: LocalTarget) -> Any:
    return get_deploy_client("slipway:/local")


def server(platform: Platform, version: str) -> int | None:
    """The process id of the version's model server."""
    return platform.runtime.supervisor().programs()[f"model-wine-{version}"].pid


def weights(target: LocalTarget) -> dict[str, int]:
    status = target.status("wine")
    return {each.version: each.weight for each in status.versions} if status else {}


def test_after_a_blue_green_release_the_version_before_is_back_at_once_and_no_request_fails(
    client: Any, target: LocalTarget, parts: Wired, platform: Platform, model: str
) -> None:
    client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    told = slipway("release", "wine", f"models:/{model}/2", "-C", "steps=50,100", "-C", "keep_seconds=0", "--dry-run")
    assert told.stdout.splitlines()[1] == "weights 1: 50 %, 2: 50 %", told.stderr
    assert told.stdout.splitlines()[-2:] == ["making version 2 Production", "stopping version 1"]
    assert weights(target) == {"1": 100}, "a dry run did something"
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        client.update_deployment("wine", f"models:/{model}/2", config=BLUE_GREEN)
        assert weights(target) == {"1": 0, "2": 100}
        assert platform.registry.stage_of(model, "2") is Stage.PRODUCTION
        with pytest.raises(MlflowException, match="in preview: error_rate"):
            client.update_deployment("wine", f"models:/{model}/3", config=BLUE_GREEN)
        client.update_deployment("wine", f"models:/{model}/1", config=BLUE_GREEN)
        kept = server(platform, "2")
        done = parts.control.rollback("wine", PlainProgress())
        assert server(platform, "2") == kept, "its model was loaded anew, which nobody can do in a second"
    assert callers.failures == []
    assert {version for _, version in callers.answers} == {"1", "2"}
    assert (done.origin, done.to) == ("1", "2")
    assert 0 < done.seconds < AWAY_SECONDS
    assert weights(target) == {"2": 100}
    assert platform.registry.version_in(model, Stage.PRODUCTION) == "2"
    assert platform.registry.stage_of(model, "1") is Stage.ARCHIVED

    with pytest.raises(BadInputError, match="serves already"):
        parts.control.rollback("wine", PlainProgress(), to="2")
    with pytest.raises(BadInputError, match="has never been Production"):
        parts.control.rollback("wine", PlainProgress(), to="3")
    with pytest.raises(BadInputError, match="has no unfinished release"):
        parts.control.abort("wine", PlainProgress())
    table = slipway("history", "wine", "--limit", "3").stdout
    assert table.count("blue-green") == 2, table
    assert "in preview: error_rate" in table
    rows = json.loads(slipway("history", "wine", "--json").stdout)
    assert [(row["from"], row["to"], row["strategy"], row["phase"]) for row in rows[:4]] == [
        ("1", "2", "rollback", "succeeded"),
        ("2", "1", "blue-green", "succeeded"),
        ("2", "3", "blue-green", "aborted"),
        ("1", "2", "blue-green", "succeeded"),
    ]
    assert "in preview" in rows[2]["reason"]


def test_a_release_under_way_in_another_command_is_aborted_or_hurried(
    client: Any, target: LocalTarget, parts: Wired, platform: Platform, model: str
) -> None:
    client.create_deployment("wine", f"models:/{model}/1", config=FAST)
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        release = begun(model, target, parts)
        for words in (("promote", "wine"), ("release", "wine", f"models:/{model}/2")):
            refused = slipway(*words)
            assert refused.returncode == 1
            assert "deployment wine is being released by somebody else right now" in refused.stderr
            assert "root is releasing version 2 to wine, progressing" in refused.stderr
        began = time.monotonic()
        done = said("abort", "wine", "--json")
        release.join(120)
        assert (done["from"], done["to"]) == ("2", "1")
        assert done["seconds"] < AWAY_SECONDS + 0.5  # a release looks for it twice a second
        assert done["seconds"] <= time.monotonic() - began
        assert weights(target) == {"1": 100}

        release = begun(model, target, parts)
        assert "stays where it is (paused by arn:aws" in slipway("pause", "wine").stdout
        assert "goes on, in the command that releases it" in slipway("resume", "wine").stdout
        assert said("pause", "wine", "--json")["paused"].startswith("paused by arn:aws")
        asked = said("promote", "wine", "--full", "--json")
        assert (asked["phase"], asked["paused"]) == ("progressing", "")
        release.join(120)
        assert weights(target) == {"1": 0, "2": 100}, "the version before is kept for the way back"
        back = slipway("rollback", "wine", "--to", "1")
        assert "wine: version 1 serves all of the traffic; version 2 had none of it" in back.stdout, back.stderr
        client.update_deployment("wine", f"models:/{model}/2", config={"strategy": "rolling"})
    assert callers.failures == []
    assert weights(target) == {"2": 100}
    assert platform.registry.version_in(model, Stage.PRODUCTION) == "2"
    *_, newest, aborted = parts.control.history("wine", limit=4)
    assert (newest.release.policy.steps, aborted.release.phase) == ((10, 100), Phase.ABORTED)
    assert aborted.release.reason.startswith("aborted by arn:aws")


def said(*words: str) -> dict[str, Any]:
    """The JSON that a command prints."""
    done = slipway(*words)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def begun(model: str, target: LocalTarget, parts: Wired) -> threading.Thread:
    """A canary of version 2 with an hour's pause, in its first step, carried out elsewhere."""

    def update() -> None:
        version = RegisteredVersion(model, "2")
        with contextlib.suppress(NotReleasedError):
            policy = Policy(pause_seconds=3600, max_latency_ratio=50)
            parts.deployments.update("wine", version, Strategy.CANARY, policy, PlainProgress(io.StringIO()))

    running = threading.Thread(target=update, daemon=True)
    running.start()
    wait_until(lambda: weights(target).get("2") == 10 or not running.is_alive(), "the canary never begins")
    assert running.is_alive(), "the release ended in its first step"
    return running


def test_a_held_release_is_promoted_by_a_person_only_where_its_analysis_passes(
    client: Any, target: LocalTarget, parts: Wired, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    quiet = FAST | {"probe": "false", "analysis_timeout_seconds": "5"}
    with pytest.raises(MlflowException, match="is held"):
        client.update_deployment("wine", f"models:/{name}/2", config=quiet)
    with pytest.raises(NotReleasedError, match="is held"):
        parts.control.promote("wine", PlainProgress(), full=True)
    assert weights(target) == {"1": 90, "2": 10}
    with pytest.raises(ReleaseConflictError, match="servers of wine stay as they are"):
        parts.deployments.place("wine", Placement(replicas=2))
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD):
        wait_until(lambda: (target.observe("wine")["2"] or 0).requests > 30, "too few requests")  # type: ignore[union-attr]
        ended = parts.control.promote("wine", PlainProgress(), full=True)
    assert ended.phase is Phase.SUCCEEDED
    assert weights(target) == {"1": 0, "2": 100}
