"""The payload log's records and files: one Parquet row a request, its inputs and outputs as JSON columns.

JSON (`{"column": [value, …]}`) rather than a Parquet column a feature: every file of every model then has one and the
same schema, and nested, missing and redacted values need no types invented for them.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_REDACTED = b"slipway.redacted"
_SUFFIX = ".parquet"
_CHUNK = 256  # records turned into Arrow without a pause: some 0.2 ms


class Record(NamedTuple):
    """One request, as it is kept.

    Attributes:
        time_seconds: When it was answered, seconds since 1970.
        request_id: The id that came in or was given to it; stable and shadow have the same.
        deployment: The deployment it was sent to.
        model: The registered model's name.
        version: The version that answered.
        rows: How many rows it asked for; 0 where it could not be read.
        inputs: JSON of its columns, redacted; None where it could not be read.
        outputs: JSON of the answer's columns, redacted; None where there was no prediction.
        status: HTTP status.
        latency_seconds: From its arrival to its answer.
        synthetic: Whether a release sent it to try a version out: it says nothing about what is asked for.
    """

    time_seconds: float
    request_id: str
    deployment: str
    model: str
    version: str
    rows: int
    inputs: str | None
    outputs: str | None
    status: int
    latency_seconds: float
    synthetic: bool = False


@dataclass(frozen=True)
class Partition:
    """Where a record's file lies: `deployment=…/version=…/date=…/hour=…`, names Hive and Athena read as columns."""

    deployment: str
    version: str
    hour: datetime

    @classmethod
    def of(cls, record: Record) -> Partition:
        """The partition that a record belongs to."""
        time = datetime.fromtimestamp(record.time_seconds, UTC)
        return cls(record.deployment, record.version, time.replace(minute=0, second=0, microsecond=0))

    @classmethod
    def parse(cls, key: str) -> Partition | None:
        """The partition of a file's key; None for a key that is none of ours."""
        parts = dict(part.partition("=")[::2] for part in key.split("/")[:-1])
        try:
            hour = datetime.strptime(f"{parts['date']} {parts['hour']}", "%Y-%m-%d %H").replace(tzinfo=UTC)
            return cls(unquote(parts["deployment"]), unquote(parts["version"]), hour)
        except (KeyError, ValueError):
            return None

    @property
    def prefix(self) -> str:
        """The folder, ending in a slash."""
        day = day_prefix(self.deployment, self.version, self.hour)
        return f"{day}hour={self.hour:%H}/"

    @property
    def end(self) -> datetime:
        """The first moment after the hour."""
        return self.hour + timedelta(hours=1)


def deployment_prefix(deployment: str) -> str:
    """The folder of a deployment's versions, ending in a slash."""
    return f"deployment={quote(deployment, safe='')}/"


def day_prefix(deployment: str, version: str, day: datetime) -> str:
    """The folder of one day, ending in a slash."""
    return f"{deployment_prefix(deployment)}version={quote(version, safe='')}/date={day:%Y-%m-%d}/"


def file_name(first: Record, unique: str) -> str:
    """A file's name: files of an hour sort by their first record's time."""
    time = datetime.fromtimestamp(first.time_seconds, UTC)
    return f"{time:%Y%m%dT%H%M%S%fZ}-{unique}{_SUFFIX}"


def is_batch(key: str) -> bool:
    """Whether a key is a whole file of ours."""
    return key.endswith(_SUFFIX) and Partition.parse(key) is not None


def encode(records: Sequence[Record], redacted: Iterable[str]) -> bytes:
    """A Parquet file of records; the names of the redacted fields are in its metadata."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    schema = _schema().with_metadata({_REDACTED: json.dumps(sorted(redacted)).encode()})
    batches = []
    for start in range(0, len(records), _CHUNK):
        columns: list[Any] = list(zip(*records[start : start + _CHUNK], strict=True))
        columns[0] = [round(seconds * 1e6) for seconds in columns[0]]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        batches.append(pa.record_batch(arrays, schema=schema))
        time.sleep(0)  # gives the interpreter to whoever waits for it; pyarrow does so only while it writes
    buffer = BytesIO()
    pq.write_table(pa.Table.from_batches(batches, schema), buffer, compression="zstd")
    return buffer.getvalue()


def decode(data: bytes) -> tuple[list[Record], frozenset[str]]:
    """The records of a file, and the fields that were redacted when it was written."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    table = pq.read_table(BytesIO(data), schema=_schema())
    redacted = json.loads((pq.read_metadata(BytesIO(data)).metadata or {}).get(_REDACTED, b"[]"))
    columns = [column.to_pylist() for column in table.columns[1:]]
    times = [micros / 1e6 for micros in table.column(0).cast(pa.int64()).to_pylist()]
    return [Record(*row) for row in zip(times, *columns, strict=True)], frozenset(redacted)


def by_partition(records: Iterable[Record]) -> Iterator[tuple[Partition, list[Record]]]:
    """Records with the partition they belong to, each partition once."""
    parts: dict[Partition, list[Record]] = {}
    for record in records:
        parts.setdefault(Partition.of(record), []).append(record)
    yield from parts.items()


def _schema() -> Any:
    import pyarrow as pa  # noqa: PLC0415 - slow to import

    text = pa.string()
    return pa.schema(
        [
            ("time", pa.timestamp("us", tz="UTC")),
            ("request_id", text),
            ("deployment", text),
            ("model", text),
            ("version", text),
            ("rows", pa.int32()),
            ("inputs", text),
            ("outputs", text),
            ("status", pa.int16()),
            ("latency_seconds", pa.float64()),
            ("synthetic", pa.bool_()),
        ]
    )
