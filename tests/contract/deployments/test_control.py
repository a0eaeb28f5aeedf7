"""Commands for people, on a real platform: bin/slipway history, promote, abort, rollback."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
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
from tests.contract.deployments.support import ClosedLoop, wait_until
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

FAST = {"pause_seconds": "0", "max_latency_ratio": "50"}  # a busy machine makes any version slow for a moment
BLUE_GREEN = FAST | {"strategy": "blue-green"}
AWAY_SECONDS = 2.0  # one is what is promised on an idle machine
SLIPWAY = Path(__file__).resolve().parents[3] / "bin" / "slipway"


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


def slipway(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SLIPWAY), *words]
    return subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False, timeout=120)


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
        done = parts.control.rollback("wine", PlainProgress())
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
        with pytest.raises(ReleaseConflictError, match="by somebody else right now"):
            parts.control.promote("wine", PlainProgress())
        began = time.monotonic()
        done = parts.control.abort("wine", PlainProgress())
        release.join(60)
        assert done.seconds < AWAY_SECONDS + 0.5  # a release looks for it twice a second
        assert done.seconds <= time.monotonic() - began
        assert weights(target) == {"1": 100}

        release = begun(model, target, parts)
        assert parts.control.pause("wine").paused.startswith("paused by arn:aws")
        asked = parts.control.promote("wine", PlainProgress(), full=True)
        assert (asked.phase, asked.paused) == (Phase.PROGRESSING, "")
        release.join(60)
        assert weights(target) == {"1": 0, "2": 100}, "the version before is kept for the way back"
        back = parts.control.rollback("wine", PlainProgress())
        assert back.seconds < AWAY_SECONDS
        client.update_deployment("wine", f"models:/{model}/2", config=FAST | {"strategy": "rolling"})
    assert callers.failures == []
    assert weights(target) == {"2": 100}
    assert platform.registry.version_in(model, Stage.PRODUCTION) == "2"
    *_, newest, aborted = parts.control.history("wine", limit=4)
    assert (newest.release.policy.steps, aborted.release.phase) == ((10, 100), Phase.ABORTED)
    assert aborted.release.reason.startswith("aborted by arn:aws")


def begun(model: str, target: LocalTarget, parts: Wired) -> threading.Thread:
    """A canary of version 2 with an hour's pause, in its first step, carried out elsewhere."""

    def update() -> None:
        version = RegisteredVersion(model, "2")
        with contextlib.suppress(NotReleasedError):
            parts.deployments.update(
                "wine", version, Strategy.CANARY, Policy(pause_seconds=3600), PlainProgress(io.StringIO())
            )

    running = threading.Thread(target=update, daemon=True)
    running.start()
    wait_until(lambda: weights(target).get("2") == 10, "the canary never begins", seconds=60)
    return running


def test_a_held_release_is_promoted_by_a_person_only_where_its_analysis_passes(
    client: Any, target: LocalTarget, parts: Wired, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    quiet = FAST | {"probe": "false", "analysis_timeout_seconds": "1"}
    with pytest.raises(MlflowException, match="is held"):
        client.update_deployment("wine", f"models:/{name}/2", config=quiet)
    with pytest.raises(NotReleasedError, match="is held"):
        parts.control.promote("wine", PlainProgress(), full=True)
    assert weights(target) == {"1": 90, "2": 10}
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD):
        wait_until(lambda: (target.observe("wine")["2"] or 0).requests > 30, "too few requests", seconds=30)  # type: ignore[union-attr]
        ended = parts.control.promote("wine", PlainProgress(), full=True)
    assert ended.phase is Phase.SUCCEEDED
    assert weights(target) == {"1": 0, "2": 100}
