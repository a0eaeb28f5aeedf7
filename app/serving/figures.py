"""Counts of answered requests: plain numbers on the event loop's thread, put into Prometheus' form when it asks.

`prometheus_client`'s own counters take a lock each time, for threads that this server does not have; on the request
path that costs more than the counting.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

# From well under a millisecond (one row, a small model) to the time limit.
_LATENCY_BUCKETS = (
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
)  # fmt: skip


class RequestFigures(Collector):
    """Requests by route, status and version, and how long they took.

    Attributes:
        version: The version that is served.
        in_flight: Requests taken and not yet answered.
    """

    def __init__(self, version: str) -> None:
        self.version = version
        self.in_flight = 0
        self._answered: dict[tuple[str, int, str], Answered] = {}
        self._durations: dict[tuple[str, str], _Durations] = {}

    def answered(self, route: str, status: int, version: str) -> Answered:
        """What counts the answers of one route, status and version; only on the event loop's thread."""
        durations = self._durations.setdefault((route, version), _Durations())
        return self._answered.setdefault((route, status, version), Answered(durations))

    def collect(self) -> Iterator[Metric]:
        """What there is, as Prometheus reads it."""
        requests = CounterMetricFamily(
            "slipway_requests",
            "Requests answered, by route, HTTP status and model version.",
            labels=("route", "status", "version"),
        )
        for (route, status, version), answered in self._answered.items():
            requests.add_metric((route, str(status), version), answered.requests)
        yield requests
        durations = HistogramMetricFamily(
            "slipway_request_duration_seconds",
            "From the arrival of a request to its answer.",
            labels=("route", "version"),
        )
        for (route, version), taken in self._durations.items():
            durations.add_metric((route, version), taken.buckets(), taken.seconds)
        yield durations
        in_flight = GaugeMetricFamily(
            "slipway_requests_in_flight", "Requests taken and not yet answered.", labels=("version",)
        )
        in_flight.add_metric((self.version,), self.in_flight)
        yield in_flight


class _Durations:
    """A histogram."""

    __slots__ = ("counts", "seconds")

    def __init__(self) -> None:
        self.counts = [0] * (len(_LATENCY_BUCKETS) + 1)
        self.seconds = 0.0

    def buckets(self) -> list[tuple[str, float]]:
        bounds = (*map(str, _LATENCY_BUCKETS), "+Inf")
        return list(zip(bounds, accumulate(self.counts), strict=True))


class Answered:
    """Counts requests, and puts their durations into a histogram that other statuses share.

    Args:
        durations: The histogram.

    Attributes:
        requests: How many there were.
    """

    __slots__ = ("_durations", "requests")

    def __init__(self, durations: _Durations) -> None:
        self._durations = durations
        self.requests = 0

    def observe(self, seconds: float) -> None:
        """Count one request; only on the event loop's thread."""
        self.requests += 1
        self._durations.counts[bisect_left(_LATENCY_BUCKETS, seconds)] += 1
        self._durations.seconds += seconds
