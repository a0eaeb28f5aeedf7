"""A local platform without its AWS stacks: real emulator, PostgreSQL, tracking server, Envoy and model servers."""

from __future__ import annotations

import contextlib
import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mlflow import MlflowClient

from app.aws import emulator_session
from app.database import SECRET_FILE_VARIABLE, engine
from app.errors import BadInputError
from app.local import emulator
from app.local.home import write_private
from app.local.postgres import Postgres
from app.local.program import Program
from app.local.runtime import Ports, Runtime
from app.outputs import Database
from app.progress import PlainProgress
from app.registry.ledger import Ledger, create_tables
from app.registry.promotion import Registry
from app.registry.stages import Stage
from app.rollout.wiring import wired
from app.routing import router_command
from app.targets.local import LocalTarget
from tests.contract.deployments.support import log_version, wait_until
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

EMULATOR_PORT, ROUTER_PORT, ROUTER_ADMIN_PORT, MODEL_SERVER_FIRST_PORT = (free_port() for _ in range(4))

PAYLOAD_LOG = "payload-log"


@dataclass(frozen=True)
class Platform:
    """A running platform, and the means to put models into it."""

    runtime: Runtime
    engine: Engine
    numbers: Iterator[int]

    @property
    def registry(self) -> Registry:
        client = MlflowClient(self.runtime.tracking_uri, self.runtime.tracking_uri)
        return Registry(client, Ledger(self.engine), "tests")

    def endpoint(self, deployment: str) -> str:
        return f"http://127.0.0.1:{self.runtime.router_port}/endpoints/{deployment}/invocations"

    def new_name(self) -> str:
        return f"model-{next(self.numbers)}"

    def register(
        self,
        name: str,
        *behaviours: str,
        stage: Stage = Stage.STAGING,
        example: bool = True,
        answer: float | None = None,
        first: int = 1,
    ) -> None:
        """Register one version for each behaviour, from `first` on; all answer `answer`, or version N answers N."""
        for number, behaviour in enumerate(behaviours, start=first):
            log_version(self.runtime.tracking_uri, name, answer or number, behaviour, example=example)
            if stage is not Stage.NONE:
                self.registry.transition(name, str(number), stage, reason="the tests' gates passed")


@pytest.fixture(scope="session")
def platform(
    tracking_server: str, postgres_home: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    home = tmp_path_factory.mktemp("delivery-home")
    database = Database(host="127.0.0.1", port=postgres_home[1], name="delivery", username="slipway")
    postgres = Postgres(postgres_home[0], database)
    postgres.provide()
    ports = Ports(
        emulator_port=EMULATOR_PORT,
        database_port=postgres_home[1],
        tracking_port=int(tracking_server.rsplit(":", 1)[1]),
        router_port=ROUTER_PORT,
        router_admin_port=ROUTER_ADMIN_PORT,
        model_server_first_port=MODEL_SERVER_FIRST_PORT,
    )
    runtime = Runtime(home, endpoint_url=f"http://127.0.0.1:{EMULATOR_PORT}", embedded_emulator=True, ports=ports)
    runtime.save()
    write_private(runtime.database_secret_file, postgres.secret_file.read_text())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLIPWAY_HOME", str(home))
        patch.setenv(SECRET_FILE_VARIABLE, str(runtime.database_secret_file))
        try:
            _start(runtime)
            _publish_outputs(runtime, database)
            tables = engine(database)
            create_tables(tables)
            yield Platform(runtime, tables, itertools.count(1))
        finally:
            runtime.supervisor().shutdown()


@pytest.fixture
def target(platform: Platform) -> Iterator[LocalTarget]:
    """The local target; what a test leaves there is removed, its unfinished release too."""
    local = LocalTarget(platform.runtime)
    yield local
    with wired(local, "local") as parts:
        for deployment in local.deployments():
            with contextlib.suppress(BadInputError):  # it has no unfinished release
                parts.control.abort(deployment, PlainProgress())
            parts.deployments.delete(deployment)


def _start(runtime: Runtime) -> None:
    supervisor = runtime.supervisor()
    supervisor.ensure(emulator.program(runtime.home, EMULATOR_PORT))
    emulator.wait(runtime.endpoint_url)
    command = router_command(runtime.home / "router", router_port=ROUTER_PORT, admin_port=ROUTER_ADMIN_PORT)
    supervisor.ensure(Program(name="router", command=command))
    wait_until(lambda: _is_up(f"http://127.0.0.1:{ROUTER_PORT}/ready"), "the router does not start")


def _publish_outputs(runtime: Runtime, database: Database) -> None:
    """What the network, data and tracking stacks would publish."""
    head: dict[str, Any] = {"schema_version": 1, "environment": "local"}
    networks = {"vpc_id": "vpc-1", "public_subnet_ids": [], "private_subnet_ids": [], "database_subnet_ids": []}
    names = ("artifact_bucket", "kms_key_arn")
    repositories = ("model_server_repository_url", "tracking_repository_url")
    documents = {
        "network": networks,
        "data": {
            **dict.fromkeys((*names, *repositories), "unused"),
            "payload_log_bucket": PAYLOAD_LOG,
            "database": database.model_dump(),
        },
        "tracking": {"tracking_uri": runtime.tracking_uri},
    }
    aws = emulator_session(runtime.endpoint_url)
    aws.client("s3").create_bucket(Bucket=PAYLOAD_LOG)
    ssm = aws.client("ssm")
    for stack, content in documents.items():
        text = json.dumps({**head, "stack": stack, **content})
        ssm.put_parameter(Name=f"/slipway/local/{stack}", Value=text, Type="String")


def _is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False
