"""Terraform itself, with the provider's own checks, takes every stack of every environment."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from bin.commands.terraform_cli import terraform_environment
from stacks.environments import NAMES, environment
from tests.support.template import synthesise

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("network", "data", "ingress", "tracking", "serving", "gateway")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cdktf")
    synthesise(*(environment(name, {}) for name in NAMES), folder=folder)
    return folder


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", NAMES)
def test_terraform_validates_the_stack(output: Path, tmp_path: Path, name: str, part: str) -> None:
    stack = output / "stacks" / f"{name}-{part}"
    variables = {**os.environ, **terraform_environment(tmp_path)}
    for command in (("init", "-backend=false", "-input=false"), ("validate", "-json")):
        done = subprocess.run(
            ["terraform", *command], cwd=stack, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["valid"]
    assert found["diagnostics"] == []
