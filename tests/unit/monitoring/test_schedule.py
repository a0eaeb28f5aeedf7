"""Checks on a schedule, and what they keep for gates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import BadInputError, SlipwayError
from app.monitoring.check import Finding
from app.monitoring.drift import DriftReport, Thresholds
from app.monitoring.kept import keep, last_scores
from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.monitoring.schedule import repeat
from app.monitoring.score import last_drift
from app.monitoring.span import span
from app.monitoring.stores import FolderStore


def finding(**changes):
    now, report = datetime.now(UTC), DriftReport(0, Thresholds(), ())
    valid = {
        "deployment": "wine", "model": "wine", "version": "1", "since": now, "until": now, "requests": 1,
        "profile_digest": "", "report": report, "gate": report.gate(),
    }  # fmt: skip
    return Finding(**(valid | changes))


class Known(DriftReport):
    """A report with scores."""

    metrics = {"drifted_columns": 2.0, "feature_psi_max": float("nan")}  # noqa: RUF012 - a property is what it replaces


class Stopped(BaseException):
    """The process is stopped."""


def test_a_failed_check_is_told_of_and_followed_by_the_next() -> None:
    made, told, pauses = [], [], []

    def check():
        made.append(1)
        if len(made) == 1:
            raise SlipwayError("the store is away")
        if len(made) == 2:
            raise OSError("and so is the network")

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        repeat(check, timedelta(minutes=5), lambda error: told.append(str(error)), pause=pause)
    assert (len(made), told) == (3, ["the store is away", "and so is the network"])
    assert all(299 < seconds <= 300 for seconds in pauses)


def test_the_last_finding_is_kept_for_as_long_as_it_tells_of_now(tmp_path) -> None:
    store, minute = FolderStore(tmp_path), timedelta(minutes=1)
    variables = {PAYLOAD_LOG_VARIABLE: str(tmp_path)}
    assert last_drift(variables, "wine", no_older_than=minute) == {}
    keep(store, finding(report=Known(500, Thresholds(), ())))
    assert last_drift(variables, "wine", no_older_than=minute) == {"drifted_columns": 2.0}
    assert last_scores(store, "other", no_older_than=minute) == {}
    keep(store, finding(report=Known(500, Thresholds(), ()), until=datetime.now(UTC) - 2 * minute))
    assert last_drift(variables, "wine", no_older_than=minute) == {}
    assert last_drift({}, "wine", no_older_than=minute) == {}


def test_a_finding_that_cannot_be_kept_is_an_error_that_says_where(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SlipwayError, match=r"drift/wine.json"):
        keep(FolderStore(tmp_path / "file"), finding())


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("90m", 5400), ("24h", 86400), ("7d", 604800)])
def test_a_span_is_a_number_and_its_unit(text, seconds) -> None:
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "0m", "-1h", "1.5h", "1w", "100000s"])
def test_anything_else_is_no_span(text) -> None:
    with pytest.raises(BadInputError, match="no span of time"):
        span(text)
