"""A shadow and an A/B test of real versions, under real callers, judged by a real payload log."""

from __future__ import annotations

import contextlib
import io
import json
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mlflow.deployments import get_deploy_client
from mlflow.exceptions import MlflowException

from app.errors import BadInputError
from app.progress import PlainProgress
from app.registry.stages import Stage
from app.rollout.config import read
from app.rollout.outcome import NotReleasedError
from app.rollout.registered import RegisteredVersion
from app.rollout.state import Phase, Strategy
from app.rollout.wiring import Wired, wired
from tests.contract.deployments.support import ClosedLoop, wait_until
from tests.contract.deployments.target_cases import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

FAST = {"pause_seconds": "0", "max_latency_ratio": "50"}  # a busy machine makes any version slow for a moment
MANY_ROWS: dict[str, object] = {"dataframe_split": {"columns": ["x"], "data": [[1.0]] * 50}}
SHADOW = FAST | {"strategy": "shadow", "mirror_percent": "50", "then": "promote"}


@pytest.fixture
def parts(target: LocalTarget) -> Iterator[Wired]:
    with wired(target, "local") as parts:
        yield parts


@pytest.fixture
def client(platform: Platform, target: LocalTarget) -> Any:
    return get_deploy_client("slipway:/local")


def test_a_version_that_answers_otherwise_is_given_up_in_a_shadow_and_in_a_canary_and_one_that_does_not_is_promoted(
    client: Any, parts: Wired, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good", answer=1.5)
    platform.register(name, "good", answer=7.0, first=3)
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    with ClosedLoop(platform.endpoint("wine"), PAYLOAD) as callers:
        with pytest.raises(MlflowException, match=r"mirror_mismatch_rate .* is above the maximum 0.05"):
            client.update_deployment("wine", f"models:/{name}/3", config=SHADOW)
        assert {version for _, version in callers.answers} == {"1"}, "a caller met the shadow"
        client.update_deployment("wine", f"models:/{name}/2", config=SHADOW)
    with ClosedLoop(platform.endpoint("wine"), MANY_ROWS) as drifted:
        config = FAST | {"steps": "10,100", "max_prediction_drift": "0.2"}
        with pytest.raises(MlflowException, match=r"prediction_drift .* is above the maximum 0.2"):
            client.update_deployment("wine", f"models:/{name}/3", config=config)
    assert 0 < drifted.answers[200, "3"] < 0.2 * drifted.answers[200, "2"], "it had more than the first step's share"
    assert callers.failures == drifted.failures == []
    assert platform.registry.version_in(name, Stage.PRODUCTION) == "2"
    drifting, passed, given_up = (past.release for past in parts.control.history("wine", limit=3))
    assert (drifting.phase, drifting.step) == (Phase.ABORTED, 0)
    assert passed.results["2"]["compared"] >= 20  # type: ignore[operator]
    assert passed.results["2"]["answered_otherwise"] == 0
    assert given_up.results["3"]["answered_otherwise"] == given_up.results["3"]["compared"]
    assert given_up.results["3"]["examples"], "nobody could look up what was answered otherwise"


def test_an_ab_test_runs_until_a_person_decides_and_tells_what_each_version_has_shown(
    client: Any, target: LocalTarget, parts: Wired, platform: Platform
) -> None:
    name = platform.new_name()
    platform.register(name, "good", "good")
    client.create_deployment("wine", f"models:/{name}/1", config=FAST)
    config = FAST | {"strategy": "ab", "ab_header": "x-variant", "ab_values": "b"}
    strategy, policy = read(config, default=Strategy.CANARY)

    def update() -> None:
        with contextlib.suppress(NotReleasedError):
            version = RegisteredVersion(name, "2")
            parts.deployments.update("wine", version, strategy, policy, PlainProgress(io.StringIO()))

    release = threading.Thread(target=update, daemon=True)
    release.start()
    wait_until(lambda: answered(platform, "b") == "2", "the test never begins")
    seen = {variant: {answered(platform, variant) for _ in range(40)} for variant in ("a", "b", "")}
    assert seen == {"a": {"1"}, "b": {"2"}, "": {"1"}}

    def results() -> dict[str, Any]:
        return dict(parts.control.history("wine", limit=1)[0].release.results)

    def written(version: str) -> int:
        return int(results().get(version, {}).get("requests", 0))

    wait_until(lambda: written("1") >= 80 and written("2") >= 40, "the results are not written down")
    assert results()["2"]["error_rate"] == 0

    assert parts.control.pause("wine").paused
    assert not parts.control.resume("wine", PlainProgress()).paused
    with pytest.raises(BadInputError, match="is not paused"):
        parts.control.resume("wine", PlainProgress())
    ended = parts.control.promote("wine", PlainProgress())
    assert ended.asked
    release.join(120)
    latest = parts.control.history("wine", limit=1)[0].release
    assert (latest.phase, json.loads(json.dumps(latest.results))["2"]["errors"]) == (Phase.SUCCEEDED, 0)
    assert {answered(platform, variant) for variant in ("a", "b", "")} == {"2"}


def answered(platform: Platform, variant: str) -> str:
    """The version that answers a request with this value of the header."""
    headers = {"x-variant": variant} if variant else {}
    answer = httpx.post(platform.endpoint("wine"), json=PAYLOAD, headers=headers, timeout=30, trust_env=False)
    answer.raise_for_status()
    return str(answer.headers["x-slipway-model-version"])
