"""What docs/aws.md has a reader do first: the bootstrap stack, whose state starts in a file and moves to its bucket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from bin.commands.terraform_cli import terraform_environment
from tests.support import commands

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory, emulator_port: int) -> Mapping[str, str]:
    """The shell of somebody who is signed in to an account, which is the emulator's."""
    folder = tmp_path_factory.mktemp("bootstrap")
    path = (str(Path(sys.executable).parent), str(PROJECT / "node_modules" / ".bin"), os.environ["PATH"])
    return {
        **os.environ,
        **terraform_environment(folder / "terraform-config"),
        "PATH": os.pathsep.join(path),
        "SLIPWAY_HOME": str(folder / "local"),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{emulator_port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "CI": "1",
    }


def shell(command: str, variables: Mapping[str, str]) -> str:
    """Run a command as a reader pastes it, but that it asks nothing, and writes into a folder of its own."""
    output = Path(variables["SLIPWAY_HOME"]).parent / "cdktf.out"
    words = f"{command} --auto-approve --output {output}"
    done = subprocess.run(
        ["bash", "-c", words], cwd=PROJECT, env=dict(variables), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def client(service: str, variables: Mapping[str, str]) -> Any:
    return boto3.client(
        service,
        endpoint_url=variables["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def ids(state: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What the state knows: resource addresses and the ids of what they stand for."""
    return {
        (f"{each['type']}.{each['name']}", instance["attributes"]["id"])
        for each in state["resources"]
        for instance in each["instances"]
    }


def test_the_state_starts_in_a_file_and_moves_to_the_bucket_that_the_stack_makes(variables: Mapping[str, str]) -> None:
    shell(commands.BOOTSTRAP, variables)
    local = Path(variables["SLIPWAY_HOME"]).parent / "bootstrap" / "bootstrap-dev.tfstate"
    before = json.loads(local.read_text())
    assert {"aws_s3_bucket", "aws_kms_key"} <= {each["type"] for each in before["resources"]}
    said = shell(commands.MOVE_STATE, variables)
    assert "0 added, 0 changed, 0 destroyed" in said, "the move changes nothing in the account"
    moved = client("s3", variables).get_object(Bucket="slipway-dev-state", Key="bootstrap-dev.tfstate")
    after = json.loads(moved["Body"].read())
    assert ids(after) == ids(before)
