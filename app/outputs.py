"""What the stacks publish, typed: the only door through which infrastructure reaches the app.

Each stack writes one JSON document to SSM Parameter Store at `/slipway/<environment>/<stack>`.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import SlipwayError

SCHEMA_VERSION = 1
STACKS = ("network", "ingress", "data", "tracking", "serving", "gateway")
_PREFIX_WITHOUT_SERVING = "mlflow"


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1]
    environment: str
    stack: str


class Database(BaseModel):
    """Where PostgreSQL is. There is no password here or anywhere: see `app.database`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int
    name: str
    username: str


class NetworkOutputs(_Document):
    """The network stack's document."""

    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    private_subnet_ids: tuple[str, ...]
    database_subnet_ids: tuple[str, ...]


class IngressOutputs(_Document):
    """The ingress stack's document: the doors to the tracking server and, where models are served, to the router."""

    tracking_url: str
    router_url: str | None
    router_target_group_arn: str | None
    # None: people sign in nowhere, or it was published by a version that had no door for them.
    people_url: str | None = None
    people_target: str | None = None


class DataOutputs(_Document):
    """The data stack's document: buckets by name, the key by ARN, image repositories by URL."""

    artifact_bucket: str
    payload_log_bucket: str
    kms_key_arn: str
    database: Database
    model_server_repository_url: str
    tracking_repository_url: str
    # None: published by a version that had no images of these.
    training_repository_url: str | None = None
    router_repository_url: str | None = None


class TrackingOutputs(_Document):
    """The tracking stack's document."""

    tracking_uri: str


class ServingOutputs(_Document):
    """The serving stack's document; `router_url` is where Envoy listens, inside the network."""

    cluster_name: str
    cluster_endpoint: str
    namespace: str
    router_url: str


class GatewayOutputs(_Document):
    """The gateway stack's document; a machine gets its token at `token_url` by the client-credentials grant.

    Where the environment brings its own identity provider, there is no user pool, no client and no token URL of ours.
    """

    api_id: str
    endpoint_url: str
    issuer: str
    token_url: str | None
    user_pool_id: str | None
    client_id: str | None
    scopes: tuple[str, ...]


class StackOutputs(BaseModel):
    """All documents of one environment; `serving` and `gateway` are None where it stops at tracking.

    `ingress` is read where a cluster registers with its load balancer, and local platforms have none.
    """

    model_config = ConfigDict(frozen=True)

    network: NetworkOutputs
    data: DataOutputs
    tracking: TrackingOutputs
    ingress: IngressOutputs | None = None
    serving: ServingOutputs | None = None
    gateway: GatewayOutputs | None = None

    @property
    def artifact_root(self) -> str:
        """Where experiments keep their artifacts, as an `s3://` URL without a trailing slash.

        Below the namespace of the model servers: their role reads that prefix of the bucket and no other.
        """
        prefix = self.serving.namespace if self.serving else _PREFIX_WITHOUT_SERVING
        return f"s3://{self.data.artifact_bucket}/{prefix}"


def read_outputs(aws: Any, environment: str) -> StackOutputs:
    """Read the documents of `environment`.

    Args:
        aws: A boto3 session, or one of its kind (`app.aws.session`).
        environment: `local`, `dev`, `staging`, `prod`, …

    Raises:
        SlipwayError: A document is missing, or has a shape this version of the app does not know.
    """
    pages = aws.client("ssm").get_paginator("get_parameters_by_path").paginate(Path=f"/slipway/{environment}")
    texts = {entry["Name"].rsplit("/", 1)[-1]: entry["Value"] for page in pages for entry in page["Parameters"]}
    try:
        return StackOutputs.model_validate(
            {stack: json.loads(text) for stack, text in texts.items() if stack in STACKS}
        )
    except ValidationError as error:
        raise SlipwayError(
            f"the stacks of {environment!r} do not publish what this version of Slipway reads",
            why="; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()),
            fix=f"deploy them: cdktf deploy '{environment}-*'",
        ) from error
