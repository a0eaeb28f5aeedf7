"""A window of the payload log: what was asked and answered between two moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import orjson

from app.errors import SlipwayError
from app.monitoring.layout import length
from app.monitoring.records import Partition, day_prefix, decode, deployment_prefix, is_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from app.monitoring.layout import Columns
    from app.monitoring.records import Record
    from app.monitoring.stores import Store

# More rows would make no test surer, and a day of a busy model would not fit into memory.
ROW_LIMIT = 200_000


@dataclass(frozen=True)
class Window:
    """What one version was asked and answered.

    Attributes:
        deployment: The deployment.
        model: The registered model's name; the deployment's where there was no request.
        version: The version.
        requests: Answered requests.
        rows: Rows in them.
        features: The inputs, a column each.
        predictions: The answers, a column each.
        redacted: The fields, case folded, that a file of the window does not have.
    """

    deployment: str
    model: str
    version: str
    requests: int
    rows: int
    features: Columns
    predictions: Columns
    redacted: frozenset[str]


def read_window(
    store: Store,
    deployment: str,
    since: datetime,
    until: datetime,
    *,
    version: str | None = None,
    stable_of: Callable[[str], str | None] = lambda _: None,
) -> Window:
    """Read what a deployment was asked, newest files first, 200,000 rows at most.

    Args:
        store: The payload log.
        deployment: The deployment.
        since: The window's begin, with a time zone.
        until: Its end.
        version: The version; None: the model's stable one, or else the one that answered the most rows.
        stable_of: The stable version of a model, where there is one.

    Raises:
        SlipwayError: There is no log of the deployment or the version, or it cannot be read.
    """
    versions = [unquote(name.removeprefix("version=")) for name in store.folders(deployment_prefix(deployment))]
    if not versions:
        raise SlipwayError(
            f"there is no payload log of {deployment}",
            why="no request to a deployment of this name was logged",
            fix="check the name with bin/slipway status; a server logs with --payload-log",
        )
    if version is not None and version not in versions:
        raise SlipwayError(
            f"there is no payload log of {deployment} version {version}", why=f"there is one of {', '.join(versions)}"
        )
    windows = {
        each: read_version(store, deployment, each, since, until) for each in ([version] if version else versions)
    }
    most = max(windows.values(), key=lambda window: window.rows)
    stable = stable_of(most.model) if version is None else None
    return windows.get(stable, most) if stable else most


def read_version(store: Store, deployment: str, version: str, since: datetime, until: datetime) -> Window:
    """Read what one version was asked; empty where there is no log of it.

    Raises:
        SlipwayError: The log cannot be read.
    """
    answered: list[Record] = []
    redacted: frozenset[str] = frozenset()
    rows = 0
    for records, hidden in read_files(store, deployment, version, since, until):
        redacted |= hidden
        found = [each for each in records if each.rows and each.outputs is not None]
        answered += found
        rows += sum(record.rows for record in found)
        if rows >= ROW_LIMIT:
            break
    return Window(
        deployment,
        answered[0].model if answered else deployment,
        version,
        requests=len(answered),
        rows=rows,
        features=_joined([orjson.loads(record.inputs or "{}") for record in answered]),
        predictions=_joined([orjson.loads(record.outputs or "{}") for record in answered]),
        redacted=redacted,
    )


def read_files(
    store: Store, deployment: str, version: str, since: datetime, until: datetime
) -> Iterator[tuple[list[Record], frozenset[str]]]:
    """The callers' requests of one version between two moments, refused ones too: file by file, newest first.

    Beside each file's requests: the fields, case folded, that it does not have.

    Raises:
        SlipwayError: The log cannot be read.
    """
    begin, end = since.timestamp(), until.timestamp()
    for key in sorted(_keys(store, deployment, version, since, until), reverse=True):
        records, hidden = decode(store.read(key))
        yield [each for each in records if begin <= each.time_seconds <= end and not each.synthetic], hidden


def _keys(store: Store, deployment: str, version: str, since: datetime, until: datetime) -> Iterator[str]:
    day = since.replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= until:
        for key in store.keys(day_prefix(deployment, version, day)):
            part = Partition.parse(key)
            if part and is_batch(key) and part.hour <= until and part.end > since:
                yield key
        day += timedelta(days=1)


def _joined(parts: list[Columns]) -> Columns:
    """The columns of many requests as one; a request without a column has None in all its rows."""
    gaps = [[None] * length(part) for part in parts]
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: [value for part, gap in zip(parts, gaps, strict=True) for value in part.get(name, gap)] for name in names
    }
