"""`slipway:/dev` finds its cluster, images and database by what the stacks published, as in a person's shell."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from app.targets.kubernetes import connect
from app.targets.kubernetes.api import ApiError
from tests.contract.kubernetes.conftest import NAMESPACE

if TYPE_CHECKING:
    from tests.contract.kubernetes.conftest import World
    from tests.support.cluster.session import Cluster

pytestmark = pytest.mark.timeout(1800)  # on a machine that has none yet, the cluster is built first
_ASKED = """
import json
from sqlalchemy import text
from app.targets.registry import connect
target = connect("dev")
with target.database().connect() as connection:
    name = connection.execute(text("select current_database()")).scalar()
print(json.dumps([target.deployments(), name, dict(target.variables), target.actor()]))
"""


def documents(world: World, repositories: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What the stacks of an environment publish."""
    router = "http://router.internal"
    return {
        "network": {"vpc_id": "vpc-1", "public_subnet_ids": [], "private_subnet_ids": [], "database_subnet_ids": []},
        "ingress": {"tracking_url": "http://tracking", "router_url": router, "router_target_group_arn": None},
        "data": {
            "artifact_bucket": "artifacts",
            "payload_log_bucket": "payloads",
            "kms_key_arn": "arn:aws:kms:us-east-1:000000000000:key/1",
            "database": world.database.model_dump(),
            "tracking_repository_url": "registry/tracking",
            **repositories,
        },
        "tracking": {"tracking_uri": world.variables["MLFLOW_TRACKING_URI"]},
        "serving": {
            "cluster_name": "slipway-dev",
            "cluster_endpoint": "https://cluster",
            "namespace": NAMESPACE,
            "router_url": router,
        },
    }


@pytest.fixture(scope="module")
def published(world: World) -> dict[str, str]:
    """An environment `dev` whose stacks and images are there; gives each image by its digest."""
    aws, images, repositories = boto3.session.Session(), {}, {}
    ecr, ssm = aws.client("ecr"), aws.client("ssm")
    for name in ("model_server", "router"):
        made = ecr.create_repository(repositoryName=f"slipway-dev/{name}")["repository"]["repositoryUri"]
        manifest = json.dumps({"schemaVersion": 2, "name": name})
        pushed = ecr.put_image(repositoryName=f"slipway-dev/{name}", imageManifest=manifest, imageTag="0.1.0")["image"]
        repositories[f"{name}_repository_url"] = made
        images[name] = f"{made}@{pushed['imageId']['imageDigest']}"
    for stack, content in documents(world, repositories).items():
        text = json.dumps({"schema_version": 1, "environment": "dev", "stack": stack, **content})
        ssm.put_parameter(Name=f"/slipway/dev/{stack}", Value=text, Type="String")
    return images


def test_a_shell_with_a_kubeconfig_s_context_reaches_what_is_deployed_there(
    world: World, published: dict[str, str]
) -> None:
    context = {"KUBECONFIG": str(world.cluster.kubeconfig), connect.CONTEXT_VARIABLE: world.cluster.context}
    words, environment = (sys.executable, "-c", _ASKED), {**os.environ, **context}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    deployed, database, variables, actor = json.loads(done.stdout)
    assert (deployed, database) == (world.target.deployments(), world.database.name)
    assert variables["MLFLOW_TRACKING_URI"] == world.variables["MLFLOW_TRACKING_URI"]
    assert variables["SLIPWAY_PAYLOAD_LOG"] == f"s3://payloads/{NAMESPACE}"
    assert actor.startswith("arn:aws:")


def test_without_one_it_is_the_cluster_that_eks_describes_trusted_by_its_authority_and_asked_with_an_eks_token(
    world: World, published: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(connect.CONTEXT_VARIABLE, raising=False)
    monkeypatch.setattr(connect, "session", lambda _: EksOf(world.cluster))
    api, namespace, _ = connect.connected("dev")
    assert (namespace.images.model_server, namespace.images.router) == (published["model_server"], published["router"])
    with pytest.raises(ApiError) as refused:  # a cluster that is not EKS knows no such token
        api.call("GET", "/api")
    assert refused.value.status == 401


class EksOf:
    """The emulator's AWS, but for its EKS, which describes a cluster that nobody can reach: the tests' is described."""

    def __init__(self, cluster: Cluster) -> None:
        self._aws = boto3.session.Session()
        self.region_name, self.events = self._aws.region_name, self._aws.events
        self._cluster = cluster

    def client(self, service: str) -> Any:
        return self if service == "eks" else self._aws.client(service)

    def get_credentials(self) -> Any:
        return self._aws.get_credentials()

    def describe_cluster(self, *, name: str) -> dict[str, Any]:
        assert name == "slipway-dev"
        host, authority = self._cluster.server
        data = base64.b64encode(authority).decode()
        return {"cluster": {"endpoint": host, "certificateAuthority": {"data": data}}}
