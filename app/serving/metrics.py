"""What the server counts, in Prometheus' format and naming (https://prometheus.io/docs/practices/naming)."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

# From well under a millisecond (one row, a small model) to the time limit.
_LATENCY_BUCKETS = (
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
)  # fmt: skip
_BATCH_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)


class Metrics:
    """The metrics of one served version.

    Args:
        name: The model's name.
        version: The model's version.
    """

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, name: str, version: str) -> None:
        self._registry = registry = CollectorRegistry()
        self._version = version
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "slipway_requests_total",
            "Requests answered, by route, HTTP status and model version.",
            ("route", "status", "version"),
            registry=registry,
        )
        self._duration = Histogram(
            "slipway_request_duration_seconds",
            "From the arrival of a request to its answer.",
            ("route", "version"),
            buckets=_LATENCY_BUCKETS,
            registry=registry,
        )
        self.model_errors = Counter(
            "slipway_model_errors_total",
            "Errors that the model itself raised (answered with 400).",
            ("version",),
            registry=registry,
        ).labels(version)
        self.in_flight = Gauge(
            "slipway_requests_in_flight", "Requests taken and not yet answered.", ("version",), registry=registry
        ).labels(version)
        self.queue_depth = Gauge(
            "slipway_queue_depth", "Requests that wait for the model.", ("version",), registry=registry
        ).labels(version)
        self.batch_rows = Histogram(
            "slipway_batch_rows",
            "Rows in one call of the model.",
            ("version",),
            buckets=_BATCH_BUCKETS,
            registry=registry,
        ).labels(version)
        self.load_seconds = Gauge(
            "slipway_model_load_seconds",
            "How long the model took to load and warm up.",
            ("version",),
            registry=registry,
        ).labels(version)
        self.ready = Gauge(
            "slipway_model_ready", "1 when the model is loaded and warm.", ("version",), registry=registry
        ).labels(version)
        self._info = Gauge(
            "slipway_model_info",
            "Always 1; the labels say what is served.",
            ("name", "version", "flavor"),
            registry=registry,
        )
        self._name = name
        # labels() locks and hashes on each call: what was resolved once is kept.
        self._bound: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def loaded(self, flavor: str, seconds: float) -> None:
        """Record what was loaded and how long it took."""
        self._info.labels(self._name, self._version, flavor).set(1)
        self.load_seconds.set(seconds)
        self.ready.set(1)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        bound = self._bound.get((route, status))
        if bound is None:
            bound = self._bound[route, status] = (
                self._requests.labels(route, str(status), self._version),
                self._duration.labels(route, self._version),
            )
        bound[0].inc()
        bound[1].observe(seconds)

    def render(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)
