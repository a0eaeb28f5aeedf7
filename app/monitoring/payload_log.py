"""The payload log's writer: requests are handed over in a microsecond, everything else happens on a thread of its own.

Nothing here can hold up a request: the queue is bounded, and what does not fit is dropped and counted. The thread works
in short slices and rests between them, as it shares the interpreter with the event loop.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.monitoring.payload_metrics import QUEUE_FULL, SHUTDOWN, STORE_FAILED, UNWRITABLE
from app.monitoring.records import by_partition, encode, file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.monitoring.payload_metrics import PayloadMetrics
    from app.monitoring.records import Partition, Record
    from app.monitoring.stores import Store

T = TypeVar("T")

_POLL_SECONDS = 0.1
# Well below the interpreter's switch interval of 5 ms, after which the loop would take over by force.
_SLICE_SECONDS = 0.0005
# Work a fifth of the time at most: under more load than that, records are dropped rather than requests delayed.
_REST_PER_WORK = 4.0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much may wait, and how long.

    Attributes:
        queue_records: Requests that wait for the thread; one more is dropped.
        queue_bytes: Bodies and answers that wait, in bytes; more are dropped.
        flush_records: Records that make a file.
        flush_bytes: Size of the records' JSON, in bytes, that makes a file.
        flush_seconds: A record's greatest age before its file is written.
        write_attempts: How often a file is tried to be written.
        retry_seconds: Wait before the second attempt; doubled for each further one.
        close_seconds: How long `close` waits for what is left.
    """

    queue_records: int = 20_000
    queue_bytes: int = 64 * 1024 * 1024
    flush_records: int = 10_000
    flush_bytes: int = 16 * 1024 * 1024
    flush_seconds: float = 30.0
    write_attempts: int = 4
    retry_seconds: float = 0.5
    close_seconds: float = 10.0


class PayloadLog(Generic[T]):
    """Takes requests and writes them to a store, in batches.

    Args:
        store: Where the files go.
        read: Turns what was handed over into a record, redacted; called on the log's thread.
        metrics: Counts what is written and what is dropped.
        redacted: The names of the fields that `read` redacts, for the files' metadata.
        limits: How much may wait.
        failed: Told of each request or file that was given up: the error, and the reason that is counted.
    """

    def __init__(
        self,
        store: Store,
        read: Callable[[T], Record],
        metrics: PayloadMetrics,
        *,
        redacted: Iterable[str] = (),
        limits: Limits | None = None,
        failed: Callable[[Exception, str], None] = lambda _, __: None,
    ) -> None:
        self._store = store
        self._read = read
        self._metrics = metrics
        self._redacted = frozenset(redacted)
        self._limits = limits or Limits()
        self._failed = failed
        self._waiting: deque[tuple[T, int]] = deque()
        # Two counters with one writer each need no lock.
        self._offered_bytes = 0
        self._taken_bytes = 0
        self._batch: list[Record] = []
        self._batch_bytes = 0
        self._oldest = 0.0
        self._stop = threading.Event()
        self._closed_at = float("inf")
        metrics.watch_queue(lambda: len(self._waiting))
        self._thread = threading.Thread(target=self._work, name="payload-log", daemon=True)
        self._thread.start()

    def offer(self, item: T, size: int) -> None:
        """Hand over one request of `size` bytes; only from one thread. Never waits, never raises."""
        limits = self._limits
        waiting_bytes = self._offered_bytes - self._taken_bytes
        if len(self._waiting) >= limits.queue_records or waiting_bytes + size > limits.queue_bytes:
            self._metrics.dropped(QUEUE_FULL)
            return
        self._offered_bytes += size
        self._waiting.append((item, size))

    def close(self) -> None:
        """Write what is left, for `close_seconds` at most; the rest is counted as dropped."""
        self._closed_at = time.monotonic() + self._limits.close_seconds
        self._stop.set()
        self._thread.join(self._limits.close_seconds + 1)

    def _prepare(self) -> None:
        """Import and connect while the model is loading too: later it would hold up requests for some 100 ms."""
        encode([], ())
        with suppress(Exception):  # a store that is not there yet is met again by the first write
            self._store.connect()

    def _work(self) -> None:
        self._prepare()
        while not self._stop.wait(_POLL_SECONDS):
            self._take()
            if self._batch and time.monotonic() - self._oldest >= self._limits.flush_seconds:
                self._flush()
        self._take()
        self._flush()
        self._metrics.dropped(SHUTDOWN, len(self._waiting))

    def _take(self) -> None:
        """Turn what waits into records; in a hurry once the log is being closed."""
        while self._waiting and time.monotonic() < self._closed_at:
            started = time.perf_counter()
            while self._waiting and time.perf_counter() - started < _SLICE_SECONDS:
                self._take_one()
            if not self._stop.is_set():
                time.sleep((time.perf_counter() - started) * _REST_PER_WORK)

    def _take_one(self) -> None:
        item, size = self._waiting.popleft()
        self._taken_bytes += size
        try:
            record = self._read(item)
        except Exception as error:  # noqa: BLE001 - whatever one request brings, the others are to be kept
            self._give_up(error, UNWRITABLE, 1)
            return
        if not self._batch:
            self._oldest = time.monotonic()
        self._batch.append(record)
        self._batch_bytes += len(record.inputs or "") + len(record.outputs or "")
        if len(self._batch) >= self._limits.flush_records or self._batch_bytes >= self._limits.flush_bytes:
            self._flush()

    def _flush(self) -> None:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        for partition, records in by_partition(batch):
            self._write(partition, records)

    def _write(self, partition: Partition, records: list[Record]) -> None:
        try:
            data = encode(records, self._redacted)
        except Exception as error:  # noqa: BLE001 - a file that cannot be made is no reason to end the thread
            self._give_up(error, UNWRITABLE, len(records))
            return
        # The same key with every attempt: one whose answer was lost has not made a second file.
        key = partition.prefix + file_name(records[0], uuid.uuid4().hex)
        wait_seconds = self._limits.retry_seconds
        for attempt in range(1, self._limits.write_attempts + 1):
            try:
                self._store.write(key, data)
            except Exception as error:  # noqa: BLE001 - stores fail in ways of their own
                over = attempt == self._limits.write_attempts or time.monotonic() + wait_seconds >= self._closed_at
                if over:
                    self._give_up(error, STORE_FAILED, len(records))
                    return
                self._metrics.retried()
                # Ends at once when the log is closed: the attempts that are left follow without a wait.
                self._stop.wait(wait_seconds)
                wait_seconds *= 2
            else:
                self._metrics.written(len(records))
                return

    def _give_up(self, error: Exception, reason: str, records: int) -> None:
        self._metrics.dropped(reason, records)
        self._failed(error, reason)
