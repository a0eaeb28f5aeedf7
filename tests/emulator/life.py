"""An environment's life on the emulators: deployed, planned again, protected, and in the end destroyed after all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from bin.commands.terraform_cli import terraform_environment
from tests.emulator import servers
from tests.emulator.emulated import HOME, MINISTACK, MOTO, ON_MOTO
from tests.support import commands

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("network", "data", "ingress", "tracking", "serving", "gateway")
# Stacks whose resources carry a protection of their own; the others are only told not to be destroyed.
PROTECTED = ("network", "data", "ingress", "gateway")
# Led to the end with its protections on; the others' data may go from the first day.
WHOLE = "prod"
# A resource in a plan, and each of its arguments that would change: not what merely follows from replacing it.
WILL = re.compile(r"^  # (?:\S+\.)?(aws_\w+)\.\S+ (?:will|must) be .*?^    }$", re.MULTILINE | re.DOTALL)
CHANGE = re.compile(r"^      [~+-] (\w+)\b(?! .*\(known after apply\)$)", re.MULTILINE)


@dataclass
class Life:
    """What was seen, for the tests to judge."""

    name: str
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    second_plan: set[tuple[str, str]] = field(default_factory=set)  # type and argument of what it would change
    refusal: str = ""  # what Terraform said when told to destroy the protected data; empty: it was not told to
    refused: bool = False
    kept: bool = False  # nothing was gone after the refusal
    database_refusal: str = ""
    left: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


class Emulated:
    """An environment with an emulator, a state and a folder of its own."""

    def __init__(self, name: str, folder: Path, ports: tuple[int, int]) -> None:
        self.name, self.folder, self.output = name, folder, folder / "cdktf.out"
        self._urls = {MINISTACK: f"http://127.0.0.1:{ports[0]}", MOTO: f"http://127.0.0.1:{ports[1]}"}
        self.environment = {
            **os.environ,
            **terraform_environment(folder / "terraform-config"),
            **self._urls,
            HOME: str(folder),
            "PATH": f"{PROJECT / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}",
            # Each command reads the provider's schema of 13 MB; collecting garbage meanwhile is a third of its work.
            "GOGC": "400",
            "CI": "1",
        }
        for variable in ("AWS_ENDPOINT_URL", "LOCALSTACK_HOST", "SLIPWAY_ENVIRONMENT"):
            self.environment.pop(variable, None)

    def app(self, *, losable: bool = False) -> str:
        return " ".join((sys.executable, "-m", "tests.emulator.emulated", self.name, *(["losable"] if losable else [])))

    def cdktf(self, verb: str, *stacks: str, app: str) -> subprocess.CompletedProcess[str]:
        command = ["cdktf", verb, *stacks, "--app", app, "--output", str(self.output), "--auto-approve"]
        if verb == "deploy":
            command.append("--skip-provider-lock")
        elif len(stacks) == 1 and not stacks[0].endswith("*"):
            # With several stacks it would start the first of them again and again until that is gone.
            command.append("--ignore-missing-stack-dependencies")
        return self.run(command, PROJECT)

    def must(self, verb: str, *stacks: str, app: str) -> None:
        done = self.cdktf(verb, *stacks, app=app)
        assert done.returncode == 0, f"{self.name} {verb}: {done.stdout[-4000:]}{done.stderr}"

    def plan(self) -> str:
        """What Terraform would change, in the folders that cdktf has deployed from."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            return "".join(pool.map(self._plan, PARTS))

    def _plan(self, part: str) -> str:
        command = ["terraform", "plan", "-input=false", "-no-color", "-lock=false", "-detailed-exitcode"]
        done = self.run(command, self.output / "stacks" / f"{self.name}-{part}")
        assert done.returncode in (0, 2), f"{self.name}-{part}: {done.stdout}{done.stderr}"
        return done.stdout if done.returncode else ""

    def why_not(self, part: str) -> str:
        """What Terraform says to the destruction of a stack; of a failure cdktf may lose the last words."""
        command = ["terraform", "plan", "-destroy", "-input=false", "-no-color", "-lock=false"]
        done = self.run(command, self.output / "stacks" / f"{self.name}-{part}")
        return done.stdout + done.stderr

    def run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True, check=False)

    def states(self) -> dict[str, dict[str, Any]]:
        files = {part: self.folder / "state" / f"{self.name}-{part}.tfstate" for part in PARTS}
        return {part: json.loads(path.read_text(encoding="utf-8")) for part, path in files.items()}

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self._urls[MOTO if service in ON_MOTO else MINISTACK],
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


def lead(name: str, folder: Path, moto_port: int) -> Life:
    """Lead an environment's whole life; what goes wrong on the way is raised, what is merely seen is noted."""
    life = Life(name)
    with servers.ministack(folder / "emulator") as port:
        emulated = Emulated(name, folder, (port, moto_port))
        for step in (_deploy, _plan_again, *([_refuse, _unlock] if name == WHOLE else []), _destroy):
            started = time.monotonic()
            step(emulated, life)
            life.seconds[step.__name__.strip("_")] = round(time.monotonic() - started)
    return life


def _deploy(emulated: Emulated, life: Life) -> None:
    app = emulated.app(losable=life.name != WHOLE)
    emulated.must(*commands.words(commands.DEPLOY.replace("dev", life.name))[1:], app=app)
    pages = emulated.client("ssm").get_parameters_by_path(Path=f"/slipway/{life.name}")["Parameters"]
    life.documents = {entry["Name"].rsplit("/", 1)[-1]: json.loads(entry["Value"]) for entry in pages}
    life.states = emulated.states()


def _plan_again(emulated: Emulated, life: Life) -> None:
    for resource in WILL.finditer(emulated.plan()):
        life.second_plan |= {(resource[1], argument) for argument in CHANGE.findall(resource[0])}


def _refuse(emulated: Emulated, life: Life) -> None:
    before = left(emulated)
    done = emulated.cdktf("destroy", f"{life.name}-data", app=emulated.app())
    life.refused, life.kept = done.returncode != 0, left(emulated) == before
    life.refusal = emulated.why_not("data")
    rds = emulated.client("rds")
    try:
        rds.delete_db_instance(DBInstanceIdentifier=f"slipway-{life.name}-mlflow", SkipFinalSnapshot=True)
    except rds.exceptions.ClientError as error:
        life.database_refusal = str(error)


def _unlock(emulated: Emulated, life: Life) -> None:
    emulated.must("deploy", *(f"{life.name}-{part}" for part in PROTECTED), app=emulated.app(losable=True))


def _destroy(emulated: Emulated, life: Life) -> None:
    emulated.must("destroy", f"{life.name}-*", app=emulated.app(losable=True))
    resources = {f"state of {part}": state["resources"] for part, state in emulated.states().items()}
    life.left = {kind: found for kind, found in {**left(emulated), **resources}.items() if found}


def left(emulated: Emulated) -> dict[str, list[str]]:
    """What there is of the environment in the emulators, by kind."""
    prefix, client = f"slipway-{emulated.name}", emulated.client
    # moto is shared by all environments, so that names tell whose something is.
    shared = {
        "apis": client("apigatewayv2").get_apis()["Items"],
        "links": client("apigatewayv2").get_vpc_links()["Items"],
        "acls": client("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"],
    }
    instances = client("rds").describe_db_instances()["DBInstances"]
    balancers = client("elbv2").describe_load_balancers()["LoadBalancers"]
    documents = client("ssm").get_parameters_by_path(Path=f"/slipway/{emulated.name}")["Parameters"]
    pools = client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    return {
        **{kind: [each["Name"] for each in found if each["Name"].startswith(prefix)] for kind, found in shared.items()},
        "buckets": [each["Name"] for each in client("s3").list_buckets()["Buckets"]],
        "databases": [each["DBInstanceIdentifier"] for each in instances],
        "clusters": client("eks").list_clusters()["clusters"],
        "balancers": [each["LoadBalancerName"] for each in balancers],
        "pools": [each["Name"] for each in pools],
        "documents": [each["Name"] for each in documents],
    }
