"""What the server counts, in Prometheus' format and naming (https://prometheus.io/docs/practices/naming)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from app.serving.figures import RequestFigures

if TYPE_CHECKING:
    from collections.abc import Callable

_BATCH_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)


class Metrics:
    """The metrics of one server.

    Args:
        name: The model's name.
        version: The version that is served first.

    Attributes:
        registry: Where further metrics of the server are registered.
        requests: Figures of answered requests.
        follow_failures: Counts versions that an alias moved to and that could not be loaded.
    """

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, name: str, version: str) -> None:
        self.registry = registry = CollectorRegistry()
        self._name = name
        ProcessCollector(registry=registry)
        self.requests = RequestFigures(version)
        registry.register(self.requests)
        self._model_errors = Counter(
            "slipway_model_errors_total",
            "Errors that the model itself raised (answered with 400).",
            ("version",),
            registry=registry,
        )
        self._batch_rows = Histogram(
            "slipway_batch_rows",
            "Rows in one call of the model.",
            ("version",),
            buckets=_BATCH_BUCKETS,
            registry=registry,
        )
        self.follow_failures = Counter(
            "slipway_follow_failures_total",
            "Versions that the followed alias moved to and that could not be loaded.",
            registry=registry,
        )
        self._queue_depth = self._gauge("slipway_queue_depth", "Requests that wait for the model.")
        self._load_seconds = self._gauge("slipway_model_load_seconds", "How long the model took to load and warm up.")
        self._ready = self._gauge("slipway_model_ready", "1 when the model is loaded and warm.")
        self._info = self._gauge("slipway_model_info", "Always 1; the labels say what is served.", "name", "flavor")
        self._ready.labels(version).set(0)
        self.model_errors(version)

    def model_errors(self, version: str) -> Counter:
        """Counts what one version raises; it is there, at zero, from the first call on."""
        return self._model_errors.labels(version)

    def batch_rows(self, version: str) -> Histogram:
        """Takes the rows of each call of one version."""
        return self._batch_rows.labels(version)

    def loaded(self, version: str, flavor: str, *, seconds: float, queue_depth: Callable[[], int]) -> None:
        """Record that `version` is served from now on, and no other."""
        for gauge in (self._queue_depth, self._load_seconds, self._ready, self._info):
            gauge.clear()
        self.requests.version = version
        self.model_errors(version)
        self._info.labels(version, self._name, flavor).set(1)
        self._load_seconds.labels(version).set(seconds)
        self._queue_depth.labels(version).set_function(queue_depth)
        self._ready.labels(version).set(1)

    def draining(self) -> None:
        """Record that no version is ready any more."""
        self._ready.labels(self.requests.version).set(0)

    def render(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, ("version", *labels), registry=self.registry)
