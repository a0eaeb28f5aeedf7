"""MLflow's global state, borrowed for the time of a pipeline."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.pipeline.faults import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRACKING_URI = "MLFLOW_TRACKING_URI"
# MLflow tries seven times, over some four minutes, before it gives a server up; three times are some 10 s.
_RETRIES = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "3"}
# Its lines on standard output would come between ours, and into what `--json` prints.
_QUIET = {"MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false"}


@contextmanager
def session(tracking_uri: str) -> Iterator[None]:
    """Point MLflow's global state at a server, quietly, and put everything back afterwards.

    A model cannot be logged without that state. Retries that the caller has set stay as they are.

    Raises:
        SlipwayError: The tracking server or the artifact store failed inside.
    """
    import mlflow  # noqa: PLC0415 - slow to import

    logger = logging.getLogger("mlflow")
    level = logger.level
    settings = {**_RETRIES, **{name: os.environ[name] for name in _RETRIES if name in os.environ}, **_QUIET}
    with _environment({**settings, _TRACKING_URI: tracking_uri}), explained(tracking_uri):
        mlflow.set_tracking_uri(tracking_uri)
        logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            logger.setLevel(level)
            # Unset, MLflow reads its variable again, which `_environment` restores.
            mlflow.set_tracking_uri(None)  # type: ignore[arg-type]  # its annotation leaves None out


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
