"""The last drift finding of a deployment, kept beside its payload log: what gates read without checking anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.errors import SlipwayError

if TYPE_CHECKING:
    from app.monitoring.check import Finding
    from app.monitoring.stores import Store

_FOLDER = "drift/"


def keep(store: Store, finding: Finding) -> None:
    """Keep a finding in place of the one before.

    Raises:
        SlipwayError: It cannot be written.
    """
    key = _key(finding.deployment)
    try:
        store.write(key, json.dumps(finding.document(), indent=1).encode())
    except Exception as error:  # stores fail in ways of their own
        raise SlipwayError(
            f"the finding cannot be kept at {key} in the payload log",
            why=str(error),
            fix="whoever checks for drift may need the right to write there",
        ) from error


def last_scores(store: Store, deployment: str, *, no_older_than: timedelta) -> dict[str, float]:
    """The scores of the last check, by the names that gates know (`DriftReport.metrics`).

    Args:
        store: The payload log's.
        deployment: The deployment.
        no_older_than: An older finding tells nothing about now.

    Returns:
        What is known; nothing where there was no check in time. A gate on a score that is absent is inconclusive.

    Raises:
        SlipwayError: The store cannot be read.
    """
    key = _key(deployment)
    if key not in set(store.keys(_FOLDER)):
        return {}
    document = json.loads(store.read(key))
    if datetime.fromisoformat(document["until"]) < datetime.now(UTC) - no_older_than:
        return {}
    return {name: value for name, value in document["metrics"].items() if value is not None}


def _key(deployment: str) -> str:
    return f"{_FOLDER}{quote(deployment, safe='')}.json"
