"""Checks of a deployed version at the end of its release, and the environment that asks for their evidence."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.errors import BadInputError
from app.pipeline.copying import fetch, put
from app.progress import PlainProgress
from app.registry.ledger import Kind, Ledger
from app.registry.stages import Stage
from app.rollout.outcome import NotReleasedError
from app.rollout.policy import Policy
from app.rollout.registered import RegisteredVersion
from app.rollout.wiring import Wired, wired
from tests.contract.deployments.target_cases import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

AT_ONCE = Policy(steps=(100,), pause_seconds=0, min_requests=1, max_error_rate=0.9, verify_p95_ms=5000)


@contextmanager
def environment(target: LocalTarget, name: str) -> Iterator[Wired]:
    """The local platform under another environment's name, and with its rules."""
    with wired(target, name) as parts:
        yield parts


def test_only_a_version_that_passed_the_checks_of_staging_is_released_to_prod(
    target: LocalTarget, platform: Platform, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = platform.new_name()
    platform.register(name, "good", "failing")
    good, bad = (RegisteredVersion(name, each) for each in ("1", "2"))
    with environment(target, "prod") as prod, pytest.raises(BadInputError, match="may not be released to prod"):
        prod.deployments.create("wine", good, AT_ONCE, PlainProgress())
    assert target.deployments() == []

    with environment(target, "staging") as staging:
        with pytest.raises(NotReleasedError, match=r"did not pass the checks in staging[\s\S]*failed_requests"):
            staging.deployments.create("wine", bad, AT_ONCE, PlainProgress())
        assert platform.registry.stage_of(name, "2") is Stage.STAGING
        assert target.deployments() == []
        staging.deployments.create("wine", good, AT_ONCE, PlainProgress())
        staging.deployments.delete("wine")
    tags = platform.registry.tags(name, "1")
    assert tags["slipway.verified.staging"].startswith("passed, by arn:aws")
    assert "slipway.verified.staging" not in platform.registry.tags(name, "2")
    lines = [entry for entry in Ledger(platform.engine).entries(name) if entry.kind in (Kind.VERIFIED, Kind.REFUTED)]
    assert [(line.version, line.kind) for line in lines] == [("2", Kind.REFUTED), ("1", Kind.VERIFIED)]
    assert "prediction_mismatches 0 is within bounds" in lines[1].reason
    assert "p95_ms" in lines[1].reason

    with environment(target, "staging") as staging:
        fetched = fetch(staging.registry, "staging", name, "1", tmp_path)
    root = str(tmp_path_factory.mktemp("artifacts"))
    with environment(target, "prod") as prod:
        assert {put(prod.registry, fetched, root) for _ in range(2)} == {"3"}, "copied twice"
        prod.deployments.create("wine", RegisteredVersion(name, "3"), AT_ONCE, PlainProgress())
    assert platform.registry.version_in(name, Stage.PRODUCTION) == "3"
    assert json.loads(target.predict("wine", ROWS).body) == {"predictions": [1.0]}


def test_a_version_that_cannot_be_asked_cannot_be_checked(target: LocalTarget, platform: Platform) -> None:
    name = platform.new_name()
    platform.register(name, "good", example=False)
    wanted = AT_ONCE.model_copy(update={"verify": True})
    with wired(target, "local") as parts, pytest.raises(BadInputError, match="logged without an input example"):
        parts.deployments.create("wine", RegisteredVersion(name, "1"), wanted, PlainProgress())
