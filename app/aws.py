"""How the app reaches AWS: the emulator for `local`, the caller's own credentials anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from boto3.session import Session
    from localstack_client.session import Session as LocalSession

# MiniStack and LocalStack take any key; its data plane knows an unauthenticated caller as this one.
EMULATOR_CREDENTIALS: Mapping[str, str] = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def emulator_session(endpoint_url: str) -> LocalSession:
    """A session whose clients speak to the AWS emulator at `endpoint_url` (scheme, host and port)."""
    from localstack_client.session import Session as LocalSession  # noqa: PLC0415 - imports boto3, which is slow

    session = LocalSession(
        aws_access_key_id=EMULATOR_CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=EMULATOR_CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    )
    # The host that one may give goes unheeded where AWS_ENDPOINT_URL is set; the emulator asked for may be another.
    session._service_endpoint_mapping = dict.fromkeys(session._service_endpoint_mapping, endpoint_url)  # noqa: SLF001
    return session


def session(environment: str, *, endpoint_url: str | None = None) -> Session | LocalSession:
    """The session for an environment; `endpoint_url` is the emulator's and belongs to `local` only."""
    if environment == "local" and endpoint_url:
        return emulator_session(endpoint_url)
    import boto3  # noqa: PLC0415 - slow to import

    return boto3.session.Session()


def caller_arn(aws: Any) -> str:
    """Who is calling, as AWS verified it: the ARN of `sts:GetCallerIdentity`, never a flag or a variable."""
    return str(aws.client("sts").get_caller_identity()["Arn"])
