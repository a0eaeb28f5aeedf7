"""`bin/slipway plan` with the real Terraform, on an emulator where nothing is deployed yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bin.commands.slipway import app

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_before_the_first_deployment_every_stack_but_the_first_waits_for_another(
    tmp_path: Path, emulator_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLIPWAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SLIPWAY_EMULATOR_PORT", str(emulator_port))
    for name in ("AWS_ENDPOINT_URL", "LOCALSTACK_HOST"):
        monkeypatch.delenv(name, raising=False)
    result = CliRunner().invoke(app, ["plan", "local", "--output", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 0, result.output
    stacks = {each["stack"]: each for each in json.loads(result.stdout)["stacks"]}
    assert next(iter(stacks)) == "local-network"
    assert stacks["local-network"]["create"] > 20
    assert stacks["local-network"]["update"] == stacks["local-network"]["destroy"] == 0
    assert stacks["local-data"]["waits_for"] == ["local-network"]
    assert all(each["waits_for"] for name, each in stacks.items() if name != "local-network")
