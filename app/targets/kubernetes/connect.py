"""Finds an environment's cluster: by what its stacks published on AWS, or by a context of the caller's kubeconfig."""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.aws import EMULATOR_CREDENTIALS, caller_arn, session
from app.errors import SlipwayError
from app.monitoring.location import PAYLOAD_LOG_VARIABLE, payload_log_uri
from app.outputs import read_outputs
from app.targets.kubernetes.api import Api
from app.targets.kubernetes.target import Surroundings
from app.targets.manifests import Images, ServingNamespace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kubernetes.client import ApiClient, Configuration
    from sqlalchemy import Engine

    from app.outputs import DataOutputs, StackOutputs

CONTEXT_VARIABLE = "SLIPWAY_KUBE_CONTEXT"
"""Names a context of the kubeconfig to use instead of the cluster that the serving stack made."""

# What `aws eks get-token` does: a signed call of STS that EKS makes in the caller's name, good for 15 minutes.
# https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
_TOKEN_PREFIX = "k8s-aws-v1."  # noqa: S105 - no secret
_TOKEN_SECONDS = 600.0
_URL_SECONDS = 60


def connected(environment: str) -> tuple[Api, ServingNamespace, Surroundings]:
    """The cluster of `environment`, what runs there, and what it has besides.

    Raises:
        SlipwayError: The stacks are not deployed or serve no models, or the images were not pushed.
    """
    aws = session(environment)
    outputs = read_outputs(aws, environment)
    if outputs.serving is None:
        raise SlipwayError(
            f"{environment} serves no models",
            why="its settings end at the tracking server",
            fix="give it a `serving` block in stacks/environments.py, and deploy it",
        )
    context = os.environ.get(CONTEXT_VARIABLE)
    client = _by_context(context) if context else _by_outputs(aws, outputs.serving.cluster_name)
    namespace = outputs.serving.namespace
    return Api(client, namespace), _serving_namespace(aws, outputs, namespace), _surroundings(aws, outputs)


def cluster_token(aws: Any, cluster: str) -> str:
    """A token that an EKS cluster takes, made from the caller's AWS credentials.

    Args:
        aws: A boto3 session.
        cluster: The cluster's name, which the token is good for alone.
    """
    from botocore.signers import RequestSigner  # noqa: PLC0415 - slow to import

    sts = aws.client("sts")
    region = sts.meta.region_name
    signer = RequestSigner(sts.meta.service_model.service_id, region, "sts", "v4", aws.get_credentials(), aws.events)
    call = {
        "method": "GET",
        "url": f"{_regional(region)}/?Action=GetCallerIdentity&Version=2011-06-15",
        "body": {},
        "headers": {"x-k8s-aws-id": cluster},
        "context": {},
    }
    url = signer.generate_presigned_url(call, region_name=region, expires_in=_URL_SECONDS, operation_name="")
    return _TOKEN_PREFIX + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")


def _regional(region: str) -> str:
    return f"https://sts.{region}.amazonaws.com" + (".cn" if region.startswith("cn-") else "")


def _by_context(context: str) -> ApiClient:
    from kubernetes.config import ConfigException, new_client_from_config  # noqa: PLC0415 - slow to import

    try:
        return new_client_from_config(context=context)
    except ConfigException as error:
        raise SlipwayError(
            f"{CONTEXT_VARIABLE}={context} names no cluster", why=str(error), fix="kubectl config get-contexts"
        ) from error


def _by_outputs(aws: Any, cluster: str) -> ApiClient:
    from kubernetes.client import ApiClient, Configuration  # noqa: PLC0415 - slow to import

    described = aws.client("eks").describe_cluster(name=cluster)["cluster"]
    # The client wants the authority as a file, for as long as the process lives.
    folder = tempfile.mkdtemp(prefix="slipway-cluster-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    authority = Path(folder) / "ca.crt"
    authority.write_bytes(base64.b64decode(described["certificateAuthority"]["data"]))
    configuration = Configuration()
    configuration.host, configuration.ssl_ca_cert = described["endpoint"], str(authority)
    made_at = 0.0

    def refresh(current: Configuration) -> None:
        nonlocal made_at
        if not made_at or time.monotonic() - made_at > _TOKEN_SECONDS:
            current.api_key["BearerToken"] = f"Bearer {cluster_token(aws, cluster)}"
            made_at = time.monotonic()

    refresh(configuration)
    configuration.refresh_api_key_hook = refresh
    return ApiClient(configuration)


def _serving_namespace(aws: Any, outputs: StackOutputs, namespace: str) -> ServingNamespace:
    variables = {
        "MLFLOW_TRACKING_URI": outputs.tracking.tracking_uri,
        "AWS_REGION": aws.region_name,
        **emulated(os.environ),
    }
    called = {urlsplit(url) for name, url in variables.items() if name.endswith(("_URI", "_URL"))}
    ports = {url.port or (443 if url.scheme == "https" else 80) for url in called}
    return ServingNamespace(
        name=namespace,
        images=_images(aws, outputs.data),
        variables=variables,
        payload_log=payload_log_uri(outputs),
        egress_ports=tuple(sorted(ports - {443})),  # HTTPS is open in any case
    )


def emulated(environ: Mapping[str, str]) -> dict[str, str]:
    """What pods need to be told where the caller speaks to an emulator, as in a pipeline without an account (pure).

    AWS itself answers over TLS and gives pods their identity; a LocalStack-compatible endpoint over HTTP takes any key.
    """
    url = environ.get("AWS_ENDPOINT_URL", "")
    return {**EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": url} if url.startswith("http://") else {}


def _images(aws: Any, data: DataOutputs) -> Images:
    if data.router_repository_url is None:
        raise SlipwayError(
            f"{data.environment} has no repository for the router's image",
            why="its data stack was deployed by an older version of Slipway",
            fix=f"deploy it anew: cdktf deploy '{data.environment}-data'",
        )
    return Images(_by_digest(aws, data.model_server_repository_url), _by_digest(aws, data.router_repository_url))


def _by_digest(aws: Any, repository_url: str) -> str:
    ecr, tag = aws.client("ecr"), version("slipway")
    name = repository_url.partition("/")[2]
    try:
        [found] = ecr.describe_images(repositoryName=name, imageIds=[{"imageTag": tag}])["imageDetails"]
    except ecr.exceptions.ImageNotFoundException as error:
        raise SlipwayError(
            f"{repository_url} has no image {tag}",
            why=str(error),
            fix=f"push it: bin/slipway image push NAME:{tag} --environment ENVIRONMENT",
        ) from error
    return f"{repository_url}@{found['imageDigest']}"


def _surroundings(aws: Any, outputs: StackOutputs) -> Surroundings:
    def database() -> Engine:
        from app.database import engine  # noqa: PLC0415 - SQLAlchemy is slow to import

        return engine(outputs.data.database)

    return Surroundings(
        variables={
            "MLFLOW_TRACKING_URI": outputs.tracking.tracking_uri,
            "AWS_REGION": aws.region_name,
            PAYLOAD_LOG_VARIABLE: payload_log_uri(outputs),
        },
        database=database,
        actor=lambda: caller_arn(aws),
        url=outputs.serving.router_url if outputs.serving else "",
        target_group_arn=(outputs.ingress.router_target_group_arn or "") if outputs.ingress else "",
    )
