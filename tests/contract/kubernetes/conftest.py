"""An environment on a real Kubernetes: tracking server, S3 and database on this machine, models and router in pods."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest
from mlflow import MlflowClient

from app.aws import EMULATOR_CREDENTIALS, emulator_session
from app.database import SECRET_FILE_VARIABLE, engine
from app.local import emulator
from app.local.postgres import Postgres
from app.local.program import Program
from app.local.supervisor import Supervisor
from app.outputs import Database
from app.registry.ledger import Ledger, create_tables
from app.registry.promotion import Registry
from app.registry.stages import Stage
from app.targets.kubernetes import Api, KubernetesTarget, Surroundings
from app.targets.manifests import ServingNamespace
from app.targets.manifests.router import NODE_PORT
from app.targets.placement import Placement
from tests.contract.deployments.support import log_version
from tests.support.postgres import free_port
from tests.support.tracking import running_tracking_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.support.cluster.session import Cluster

NAMESPACE = "models"
SMALL = Placement(replicas=1, cpu="50m", memory="1Gi")  # several versions share the two cores of a test's node


@dataclass(frozen=True)
class World:
    """The environment, and the means to put models into it."""

    target: KubernetesTarget
    api: Api
    cluster: Cluster
    database: Database
    variables: Mapping[str, str]
    numbers: Iterator[int]

    @property
    def registry(self) -> Registry:
        uri = self.variables["MLFLOW_TRACKING_URI"]
        return Registry(MlflowClient(uri, uri), Ledger(self.target.database()), "tests")

    def endpoint(self, deployment: str) -> str:
        """Where a caller from outside the cluster reaches a deployment: at the router's node port."""
        return f"{router_url(self.api)}/endpoints/{deployment}/invocations"

    def register(self, *behaviours: str) -> str:
        """Register one version for each behaviour; version N answers N. Returns the model's name."""
        name = f"model-{next(self.numbers)}"
        for number, behaviour in enumerate(behaviours, start=1):
            log_version(self.variables["MLFLOW_TRACKING_URI"], name, number, behaviour)
            self.registry.transition(name, str(number), Stage.STAGING, reason="the tests' gates passed")
        return name

    def pods(self, component: str) -> list[str]:
        """The names of a component's pods that are not about to go."""
        found = self.api.items("v1", "Pod", {"app.kubernetes.io/name": component})
        return [pod["metadata"]["name"] for pod in found if "deletionTimestamp" not in pod["metadata"]]


def router_url(api: Api) -> str:
    """The router's node port."""
    [node, *_] = api.items("v1", "Node", {})
    [address, *_] = [each["address"] for each in node["status"]["addresses"] if each["type"] == "InternalIP"]
    return f"http://{address}:{NODE_PORT}"


@pytest.fixture(scope="session")
def world(
    cluster: Cluster, postgres_home: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("kubernetes")
    database = Database(host="127.0.0.1", port=postgres_home[1], name="kubernetes", username="slipway")
    postgres = Postgres(postgres_home[0], database)
    postgres.provide()
    serve = partial(running_tracking_server, postgres_home, folder, name="kubernetes_tracking", host=cluster.address)
    with pytest.MonkeyPatch.context() as patch, _s3(folder, cluster.address) as s3:
        reached = {**EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": s3, "MLFLOW_S3_ENDPOINT_URL": s3}
        for name, value in {**reached, SECRET_FILE_VARIABLE: str(postgres.secret_file)}.items():
            patch.setenv(name, value)
        with serve(artifact_root=f"s3://artifacts/{NAMESPACE}") as uri:
            variables = {**reached, "MLFLOW_TRACKING_URI": uri}
            target, api = _target(cluster, variables, database)
            create_tables(target.database())
            yield World(target, api, cluster, database, variables, itertools.count(1))


@pytest.fixture
def target(world: World) -> Iterator[KubernetesTarget]:
    """The Kubernetes target; what a test leaves there is removed."""
    yield world.target
    for deployment in world.target.deployments():
        world.target.delete(deployment)


def _target(cluster: Cluster, variables: Mapping[str, str], database: Database) -> tuple[KubernetesTarget, Api]:
    from kubernetes.config import new_client_from_config

    api = Api(new_client_from_config(str(cluster.kubeconfig)), NAMESPACE)
    namespace = ServingNamespace(NAMESPACE, cluster.images, variables, "s3://payloads/models", placement=SMALL)
    surroundings = Surroundings(variables, partial(engine, database), lambda: "tests", router_url(api))
    return KubernetesTarget(api, namespace, surroundings), api


@contextmanager
def _s3(folder: Path, address: str) -> Iterator[str]:
    """The URL of the AWS emulator at `address`, with the buckets that the data stack would have made."""
    supervisor, port = Supervisor(folder), free_port()
    made = emulator.program(folder, port)
    environment = {**made.environment, **emulator.variables(port, bind_host=address)}
    url = f"http://{address}:{port}"
    try:
        supervisor.ensure(Program(name=made.name, command=made.command, environment=environment))
        emulator.wait(url)
        for bucket in ("artifacts", "payloads"):
            emulator_session(url).client("s3").create_bucket(Bucket=bucket)
        yield url
    finally:
        supervisor.shutdown()
