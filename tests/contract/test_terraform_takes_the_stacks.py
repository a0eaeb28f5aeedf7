"""Terraform itself, with the provider's own checks, takes every stack of every environment."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from bin.commands.terraform_cli import terraform_environment
from stacks.environments import NAMES, environment
from tests.support.template import synthesise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support.template import Template

PARTS = ("network", "data", "ingress", "tracking", "serving", "gateway")


@pytest.fixture(scope="module")
def stacks() -> Mapping[str, Template]:
    return synthesise(*(environment(name, {}) for name in NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_terraform_validates_every_stack(stacks: Mapping[str, Template], tmp_path: Path, name: str) -> None:
    """All stacks of an environment at once, each as a module: the provider's schema takes seconds to load."""
    providers = []
    for part in PARTS:
        content = dict(stacks[f"{name}-{part}"].content)
        providers.append(content.pop("provider"))
        content["terraform"] = {"required_providers": content["terraform"]["required_providers"]}
        write(tmp_path / part, content)
    assert all(provider == providers[0] for provider in providers)
    write(tmp_path, {"provider": providers[0], "module": {part: {"source": f"./{part}"} for part in PARTS}})
    run(tmp_path, "init", "-backend=false", "-input=false")
    found = json.loads(run(tmp_path, "validate", "-json"))
    assert found["valid"]
    assert found["diagnostics"] == []


def write(folder: Path, content: Mapping[str, Any]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "main.tf.json").write_text(json.dumps(content))


def run(folder: Path, *command: str) -> str:
    variables = {**os.environ, **terraform_environment(folder / ".config")}
    done = subprocess.run(
        ["terraform", *command], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
