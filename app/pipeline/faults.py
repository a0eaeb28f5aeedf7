"""Failures of the tracking server and of the artifact store, told apart and put into words a person can act on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def explained(tracking_uri: str) -> Iterator[None]:
    """Turn what MLflow and boto3 raise inside into a `SlipwayError`.

    Raises:
        SlipwayError: The tracking server or the artifact store failed.
    """
    from boto3.exceptions import Boto3Error  # noqa: PLC0415 - slow to import
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - slow to import
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    of_the_store = (Boto3Error, BotoCoreError, ClientError)
    try:
        yield
    except (MlflowException, *of_the_store) as error:
        # MLflow wraps some of the store's errors in its own, and leaves others as they are.
        if any(isinstance(each, of_the_store) for each in _chain(error)):
            what, fix = "the artifact store did not do what the pipeline asked", "that the bucket is there"
        else:
            what, fix = f"the tracking server at {tracking_uri} did not do what the pipeline asked", "that it runs"
        fix = f"see {fix} and that the caller may write to it, then run the pipeline again: it goes on"
        raise SlipwayError(what, why=str(error), fix=fix) from error


def is_missing_bucket(error: BaseException) -> bool:
    """Whether an error says, at its root, that a bucket does not exist (not that it may not be read)."""
    from botocore.exceptions import ClientError  # noqa: PLC0415 - slow to import

    codes = [each.response["Error"]["Code"] for each in _chain(error) if isinstance(each, ClientError)]
    return "NoSuchBucket" in codes


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, in turn."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__
