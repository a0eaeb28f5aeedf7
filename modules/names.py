"""Names that two stacks must agree on without waiting for each other.

The serving stack grants access to the artifact bucket. Were it to read the bucket's name from the data stack, the
cluster (ten minutes and more on AWS) could not be made while the database is. So the name follows from its parts.
"""

from __future__ import annotations


def prefix(environment: str) -> str:
    """What every name of an environment starts with."""
    return f"slipway-{environment}"


def artifact_bucket(environment: str, account_id: str) -> str:
    """Bucket names are unique in the world, hence the account in them."""
    return f"{prefix(environment)}-artifacts-{account_id}"


def payload_log_bucket(environment: str, account_id: str) -> str:
    """The bucket of logged predictions."""
    return f"{prefix(environment)}-payloads-{account_id}"


def access_log_bucket(environment: str, account_id: str) -> str:
    """The bucket that other buckets and load balancers log to."""
    return f"{prefix(environment)}-access-logs-{account_id}"


def metric_namespace(environment: str) -> str:
    """Where CloudWatch keeps the metrics that AWS does not make itself."""
    return f"slipway/{environment}"


def database(environment: str) -> str:
    """The identifier of the database instance."""
    return f"{prefix(environment)}-mlflow"


def tracking_server(environment: str) -> str:
    """The tracking server's ECS cluster, and its service."""
    return f"{prefix(environment)}-tracking"


def tracking_upgrade(environment: str) -> str:
    """The task that upgrades the tracking database."""
    return f"{tracking_server(environment)}-upgrade"


def data_key_alias(environment: str) -> str:
    """The alias of the key that encrypts artifacts, payload logs, images and the database."""
    return f"alias/{prefix(environment)}-data"


def bucket_arn(bucket: str) -> str:
    """A bucket's ARN has neither region nor account."""
    return f"arn:aws:s3:::{bucket}"
