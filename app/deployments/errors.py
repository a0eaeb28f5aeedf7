"""Slipway's errors as MLflow's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlflow.exceptions import MlflowException

from app.errors import BadInputError, SlipwayError
from app.rollout.outcome import ExistsError, MissingError, NotReleasedError
from app.rollout.store import ReleaseConflictError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERROR_CODES: tuple[tuple[type[SlipwayError], str], ...] = (
    (ExistsError, "RESOURCE_ALREADY_EXISTS"),
    (MissingError, "RESOURCE_DOES_NOT_EXIST"),
    (ReleaseConflictError, "RESOURCE_CONFLICT"),
    (NotReleasedError, "INVALID_STATE"),
    (BadInputError, "INVALID_PARAMETER_VALUE"),
    (SlipwayError, "INTERNAL_ERROR"),
)


@contextmanager
def mlflow_errors() -> Iterator[None]:
    """Raise what MLflow's callers expect, with a code, in place of an error of ours."""
    try:
        yield
    except SlipwayError as error:
        code = next(code for kind, code in _ERROR_CODES if isinstance(error, kind))
        # The message says it all; a second traceback on the command line would only hide it.
        raise failure(str(error), code) from None


def failure(message: str, code: str) -> MlflowException:
    """An MlflowException with one of MLflow's error codes."""
    from mlflow.protos.databricks_pb2 import ErrorCode  # noqa: PLC0415 - needed for an error only

    return MlflowException(message, error_code=ErrorCode.Value(code))
