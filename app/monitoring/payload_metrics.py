"""What the payload log counts, in Prometheus' format and naming (https://prometheus.io/docs/practices/naming)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry

#: Why a record was not kept.
QUEUE_FULL = "queue_full"
STORE_FAILED = "store_failed"
SHUTDOWN = "shutdown"
UNWRITABLE = "unwritable"
REASONS = (QUEUE_FULL, STORE_FAILED, SHUTDOWN, UNWRITABLE)


class PayloadMetrics:
    """The counters of one payload log.

    Args:
        registry: Where they are registered.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        dropped = Counter(
            "slipway_payload_records_dropped_total",
            "Sampled requests that are missing in the payload log, by reason.",
            ("reason",),
            registry=registry,
        )
        # All are there from the start: a rate over a series that appears with its first drop misses that drop.
        self._dropped = {reason: dropped.labels(reason) for reason in REASONS}
        self._written = Counter(
            "slipway_payload_records_written_total", "Requests written to the payload log.", registry=registry
        )
        self._files = Counter(
            "slipway_payload_files_written_total", "Files written to the payload log.", registry=registry
        )
        self._retries = Counter(
            "slipway_payload_write_retries_total", "Writes that failed and were tried again.", registry=registry
        )
        self._queue = Gauge(
            "slipway_payload_queue_records", "Requests that wait to be written to the payload log.", registry=registry
        )

    def watch_queue(self, depth: Callable[[], float]) -> None:
        """Ask `depth` for the number of waiting records with each scrape."""
        self._queue.set_function(depth)

    def dropped(self, reason: str, records: int = 1) -> None:
        """Count records that are lost."""
        self._dropped[reason].inc(records)

    def written(self, records: int) -> None:
        """Count one file and its records."""
        self._files.inc()
        self._written.inc(records)

    def retried(self) -> None:
        """Count a write that failed and is tried again."""
        self._retries.inc()
