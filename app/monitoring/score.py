"""Scores of a release from the payload log: how far a candidate's answers are from those of the stable version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.aws import emulator_session
from app.monitoring.drift import DriftReport, Thresholds
from app.monitoring.drift import compare as compare_columns
from app.monitoring.kept import last_scores
from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.monitoring.mirror import MirrorComparison, compare
from app.monitoring.profile import ReferenceProfile, prediction_columns
from app.monitoring.stores import open_store
from app.monitoring.window import ROW_LIMIT, read_files, read_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from app.monitoring.records import Record
    from app.monitoring.stores import Store
    from app.monitoring.window import Window

MINIMUM_ROWS = Thresholds.minimum_rows
"""Rows that each of the two versions needs before their answers' distributions can be told apart."""


def prediction_drift(
    target_variables: Mapping[str, str], deployment: str, stable: str, candidate: str, since: float
) -> float | None:
    """Population stability index of the candidate's answers against the stable version's, callers' requests only.

    The greatest over the columns of the answer. A column whose difference may be chance (adjusted p-value of 0.01 and
    above) counts as 0, as the index of a small window is large by chance alone.

    Args:
        target_variables: The target's; SLIPWAY_PAYLOAD_LOG among them says where the log is.
        deployment: The deployment.
        stable: The version to compare with.
        candidate: The version that is judged.
        since: The window's begin in seconds since the epoch, as a release keeps it; it ends now.

    Returns:
        0 and above; None where either version has answered fewer than 100 rows, or there is no payload log.

    Raises:
        SlipwayError: The log cannot be read.
    """
    store = _store(target_variables)
    if store is None:
        return None
    begin, end = _span(since)
    windows = [read_version(store, deployment, version, begin, end) for version in (stable, candidate)]
    if min(window.rows for window in windows) < MINIMUM_ROWS:
        return None
    return _score(*windows)


def mirror_comparison(
    target_variables: Mapping[str, str], deployment: str, stable: str, candidate: str, since: float
) -> MirrorComparison | None:
    """The answers of a shadow release: stable's and candidate's to the same requests.

    Args:
        target_variables: The target's; SLIPWAY_PAYLOAD_LOG among them says where the log is.
        deployment: The deployment.
        stable: The version that answered the callers.
        candidate: The version that got copies.
        since: The window's begin in seconds since the epoch, as a release keeps it; it ends now.

    Returns:
        The comparison, of no pairs where nothing is logged yet; None where there is no payload log.

    Raises:
        SlipwayError: The log cannot be read.
    """
    store = _store(target_variables)
    if store is None:
        return None
    records = [each for version in (stable, candidate) for each in _records(store, deployment, version, since)]
    return compare(records, stable=stable, candidate=candidate)


def last_drift(target_variables: Mapping[str, str], deployment: str, *, no_older_than: timedelta) -> dict[str, float]:
    """The scores that the last scheduled check kept: against the training data, not against another version.

    Args:
        target_variables: The target's; SLIPWAY_PAYLOAD_LOG among them says where the log is.
        deployment: The deployment.
        no_older_than: An older finding tells nothing about now.

    Returns:
        Scores by the names that gates know; empty, and so inconclusive, where nothing was found in time.

    Raises:
        SlipwayError: The log cannot be read.
    """
    store = _store(target_variables)
    return last_scores(store, deployment, no_older_than=no_older_than) if store else {}


def _store(variables: Mapping[str, str]) -> Store | None:
    place = variables.get(PAYLOAD_LOG_VARIABLE)
    endpoint = variables.get("AWS_ENDPOINT_URL")
    return open_store(place, session=emulator_session(endpoint) if endpoint else None) if place else None


def _span(since: float) -> tuple[datetime, datetime]:
    return datetime.fromtimestamp(since, UTC), datetime.now(UTC)


def _score(stable: Window, candidate: Window) -> float | None:
    profile = ReferenceProfile(features=(), predictions=prediction_columns(stable.predictions))
    found: DriftReport = compare_columns(profile, {}, candidate.predictions, rows=candidate.rows)
    certain = [column.psi if column.adjusted_p_value < found.thresholds.alpha else 0.0 for column in found.compared]
    return max(certain, default=None)


def _records(store: Store, deployment: str, version: str, since: float) -> list[Record]:
    """The newest requests of a version, as many as fit into memory."""
    records: list[Record] = []
    for some, _ in read_files(store, deployment, version, *_span(since)):
        records += some
        if sum(each.rows for each in records) >= ROW_LIMIT:
            break
    return records
