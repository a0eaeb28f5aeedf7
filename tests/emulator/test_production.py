"""All stacks of production, deployed on the emulator by the real `cdktf deploy`, planned again, and destroyed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from bin.commands.terraform_cli import terraform_environment
from stacks.emulator_gaps import FORGOTTEN

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("network", "data", "ingress", "tracking", "serving", "gateway")
pytestmark = pytest.mark.timeout(900)


class Emulated:
    """Production on an emulator of its own, with its state in a folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.environment = {
            **os.environ,
            **terraform_environment(folder / "terraform-config"),
            "PATH": f"{PROJECT / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}",
            "SLIPWAY_HOME": str(folder),
            "SLIPWAY_EMULATOR_PORT": str(port),
            "CI": "1",
        }
        for name in ("AWS_ENDPOINT_URL", "LOCALSTACK_HOST", "SLIPWAY_ENVIRONMENT"):
            self.environment.pop(name, None)

    def app(self, *words: str) -> str:
        return " ".join((sys.executable, "-m", "tests.emulator.emulated", "prod", *words))

    def cdktf(self, verb: str, *words: str, app: str) -> subprocess.CompletedProcess[str]:
        command = ["cdktf", verb, *words, "--app", app, "--output", str(self.folder / "cdktf.out"), "--auto-approve"]
        if verb == "deploy":
            command.append("--skip-provider-lock")
        return self.run(command, PROJECT)

    def plans(self, app: str) -> dict[str, dict[str, Any]]:
        """What Terraform would change in each stack, as `terraform show -json` has it."""
        output = self.folder / "planned"
        subprocess.run(app.split(), cwd=PROJECT, env={**self.environment, "CDKTF_OUTDIR": str(output)}, check=True)
        with ThreadPoolExecutor(max_workers=2) as pool:
            return dict(zip(PARTS, pool.map(self._plan, (output / "stacks" / f"prod-{p}" for p in PARTS)), strict=True))

    def _plan(self, stack: Path) -> dict[str, Any]:
        for command in (["init", "-input=false"], ["plan", "-input=false", "-out=planned"]):
            done = self.run(["terraform", *command], stack)
            assert done.returncode == 0, done.stdout + done.stderr
        shown = self.run(["terraform", "show", "-json", "planned"], stack)
        found: dict[str, Any] = json.loads(shown.stdout)
        return found

    def run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True, check=False)

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


def changes(plan: Mapping[str, Any]) -> dict[str, set[str]]:
    """Resource type → names of the arguments that would change."""
    found: dict[str, set[str]] = {}
    for resource in plan.get("resource_changes", ()):
        change = resource["change"]
        if change["actions"] not in (["no-op"], ["read"]):
            before, after = change["before"] or {}, change["after"] or {}
            different = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
            found.setdefault(resource["type"], set()).update(different | set(change["after_unknown"]))
    return found


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory, emulator_port: int) -> Emulated:
    emulated = Emulated(tmp_path_factory.mktemp("production"), emulator_port)
    done = emulated.cdktf("deploy", "prod-*", app=emulated.app())
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    return emulated


def test_every_stack_publishes_its_document(production: Emulated) -> None:
    pages = production.client("ssm").get_parameters_by_path(Path="/slipway/prod")["Parameters"]
    documents = {entry["Name"].rsplit("/", 1)[-1]: json.loads(entry["Value"]) for entry in pages}
    assert set(documents) == set(PARTS)
    assert all(document["environment"] == "prod" for document in documents.values())


def test_a_second_plan_is_empty(production: Emulated) -> None:
    assert {part: changes(plan) for part, plan in production.plans(production.app()).items() if changes(plan)} == {}


def test_what_is_said_to_be_forgotten_really_is(production: Emulated) -> None:
    """Without the exceptions for the emulator a plan changes exactly the types that `stacks.emulator_gaps` lists."""
    found = {name for plan in production.plans(production.app("remembering")).values() for name in changes(plan)}
    assert found == {name for name in FORGOTTEN if name != "aws_eks_node_group"}  # Auto Mode does without groups


def test_destroying_is_refused_as_a_whole_while_data_is_protected(production: Emulated) -> None:
    before = production.client("s3").list_buckets()["Buckets"]
    done = production.cdktf("destroy", "prod-data", "--ignore-missing-stack-dependencies", app=production.app())
    assert done.returncode != 0
    assert "prevent_destroy" in done.stdout + done.stderr
    assert production.client("s3").list_buckets()["Buckets"] == before
    instances = production.client("rds").describe_db_instances()["DBInstances"]
    assert [instance["DBInstanceStatus"] for instance in instances] == ["available"]


def test_the_database_itself_refuses_too(production: Emulated) -> None:
    rds = production.client("rds")
    with pytest.raises(rds.exceptions.ClientError, match="DeletionProtection is enabled"):
        rds.delete_db_instance(DBInstanceIdentifier="slipway-prod-mlflow", SkipFinalSnapshot=True)


def test_with_both_keys_turned_nothing_is_left_behind(production: Emulated) -> None:
    losable = production.app("losable")
    for verb in ("deploy", "destroy"):
        done = production.cdktf(verb, "prod-*", app=losable)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    for part in PARTS:
        state = json.loads((production.folder / "terraform" / f"prod-{part}.tfstate").read_text(encoding="utf-8"))
        assert state["resources"] == [], part
    assert production.client("s3").list_buckets()["Buckets"] == []
    assert production.client("rds").describe_db_instances()["DBInstances"] == []
    assert production.client("eks").list_clusters()["clusters"] == []
    assert production.client("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert production.client("apigatewayv2").get_apis()["Items"] == []
    assert production.client("ssm").get_parameters_by_path(Path="/slipway/prod")["Parameters"] == []
