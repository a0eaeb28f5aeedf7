"""MLflow's global state: borrowed, and put back whatever happens."""

from __future__ import annotations

import logging
import os

import mlflow
import pytest
from botocore.exceptions import ClientError
from mlflow.exceptions import MlflowException

from app.errors import BadInputError, SlipwayError
from app.pipeline.session import session

URI = "http://127.0.0.1:9"


def state() -> tuple[dict[str, str], str, int]:
    return dict(os.environ), mlflow.get_tracking_uri(), logging.getLogger("mlflow").level


@pytest.mark.parametrize("before", [None, "http://127.0.0.1:1"])
def test_everything_is_as_before_afterwards_even_after_a_failure(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    if before:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", before)
    known = state()
    with session(URI):
        assert mlflow.get_tracking_uri() == URI
        assert os.environ["MLFLOW_TRACKING_URI"] == URI
    assert state() == known
    with pytest.raises(KeyError), session(URI):
        raise KeyError
    assert state() == known


def test_retries_that_the_caller_has_set_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "6")
    with session(URI):
        assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == "6"
    assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == "6"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MlflowException("schema is out of date"), f"{URI} did not do[\\s\\S]*schema is out of date"),
        (ClientError({"Error": {"Code": "AccessDenied"}}, "PutObject"), "artifact store[\\s\\S]*AccessDenied"),
    ],
)
def test_a_failure_of_the_server_or_the_store_is_said_in_our_words(error: Exception, said: str) -> None:
    with pytest.raises(SlipwayError, match=said) as caught, session(URI):
        raise error
    assert caught.value.exit_code == 1


def test_bad_input_stays_bad_input() -> None:
    with pytest.raises(BadInputError), session(URI):
        raise BadInputError("no such column")
