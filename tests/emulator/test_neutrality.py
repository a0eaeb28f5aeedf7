"""The project is bound to no command line: `cdktn deploy` and plain Terraform deploy it just as `cdktf deploy` does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bin.commands.terraform_cli import terraform_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory, emulator_port: int) -> Mapping[str, str]:
    """The environment of the commands: `local`, on the layer's emulator, with its state in a folder of its own."""
    home = tmp_path_factory.mktemp("neutral")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "LOCALSTACK_"))}
    return {
        **inherited,
        **terraform_environment(home / "terraform-config"),
        "PATH": os.pathsep.join((str(PROJECT / "node_modules" / ".bin"), os.environ["PATH"])),
        "SLIPWAY_HOME": str(home),
        "SLIPWAY_EMULATOR_PORT": str(emulator_port),
        "SLIPWAY_ENVIRONMENT": "local",
        "CI": "1",
    }


def run(command: list[str], folder: Path, variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, cwd=folder, env=dict(variables), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def resources(variables: Mapping[str, str], stack: str) -> list[Any]:
    state = Path(variables["SLIPWAY_HOME"]) / "terraform" / f"{stack}.tfstate"
    return [each for each in json.loads(state.read_text())["resources"] if each["mode"] == "managed"]


@pytest.fixture(scope="module")
def output(variables: Mapping[str, str]) -> Path:
    """`cdktf.out` as cdktn wrote it; the network is deployed by it, too."""
    folder = Path(variables["SLIPWAY_HOME"]) / "cdktf.out"
    app = f"{sys.executable} -m stacks.app"
    command = ["cdktn", "deploy", "local-network", "--app", app, "--output", str(folder), "--auto-approve"]
    run(command, PROJECT, variables)
    return folder


def test_cdktn_deploys_the_project_as_it_is(output: Path, variables: Mapping[str, str]) -> None:
    made = json.loads((output / "stacks" / "local-network" / "cdk.tf.json").read_text())["resource"]
    assert len(resources(variables, "local-network")) == sum(map(len, made.values())) > 20


def test_plain_terraform_deploys_a_stack_that_was_synthesised(output: Path, variables: Mapping[str, str]) -> None:
    stack = output / "stacks" / "local-serving"
    run(["terraform", "init", "-input=false"], stack, variables)
    run(["terraform", "apply", "-input=false", "-auto-approve"], stack, variables)
    made = json.loads((stack / "cdk.tf.json").read_text())["resource"]
    assert len(resources(variables, "local-serving")) == sum(map(len, made.values())) > 5
