"""bin/slipway apply on a real platform."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from mlflow.deployments import get_deploy_client

from tests.contract.deployments.support import slipway

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from app.targets.local import LocalTarget
    from tests.contract.deployments.conftest import Platform

FAST = {"pause_seconds": 0, "max_latency_ratio": 20}


def apply(*words: str) -> subprocess.CompletedProcess[str]:
    return slipway("apply", *words)


def changes(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str, bool]]:
    return [(each["name"], each["change"], each["applied"]) for each in json.loads(done.stdout)]


def test_files_are_applied_once_changed_again_and_one_that_fails_harms_no_other(
    target: LocalTarget, platform: Platform, tmp_path: Path
) -> None:
    wine, rose = platform.new_name(), platform.new_name()
    platform.register(wine, "good", "good")
    platform.register(rose, "broken")
    file = tmp_path / "deployment.yaml"

    def write(version: int, *others: dict[str, Any], **config: object) -> None:
        config |= FAST
        first = {"name": "wine", "model": f"models:/{wine}/{version}", "config": config, "endpoint": "quality"}
        file.write_text(yaml.safe_dump_all([*others, first]))

    write(1)
    shown = apply("-f", str(file))
    assert shown.returncode == 2
    assert "+ wine (slipway:/local): create" in shown.stdout
    assert "nobody can be asked here" in shown.stderr
    assert target.deployments() == []

    first = apply("-f", str(file), "--yes", "--json")
    assert changes(first) == [("wine", "create", True)], first.stderr
    client = get_deploy_client("slipway:/local")
    assert client.get_deployment("wine")["endpoints"] == ["quality"]
    again = apply("-f", str(file), "--json")
    assert (again.returncode, changes(again)) == (0, [("wine", "unchanged", False)])

    write(1, replicas=2)
    assert "replicas: 1 → 2" in apply("-f", str(file), "--dry-run").stdout
    assert changes(apply("-f", str(file), "--yes", "--json")) == [("wine", "update", True)]
    assert "model-wine-1-s2" in platform.runtime.supervisor().programs()
    assert changes(apply("-f", str(file), "--json")) == [("wine", "unchanged", False)]

    write(2, {"name": "rose", "model": f"models:/{rose}/1"})
    dry = apply("-f", str(file), "--dry-run")
    assert "~ wine (slipway:/local): update" in dry.stdout
    assert f"version: {wine} 1 → {wine} 2" in dry.stdout
    assert client.get_deployment("wine")["stable_version"] == "1"
    both = apply("-f", str(file), "--yes", "--json")
    assert both.returncode == 1
    assert "rose" in both.stderr
    assert "made to be broken" in both.stderr
    assert changes(both) == [("rose", "create", False), ("wine", "update", True)]
    assert client.get_deployment("wine")["stable_version"] == "2"
    client.delete_endpoint("quality")
