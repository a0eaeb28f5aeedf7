"""Reads what Envoy knows: which configuration it took, which backends are healthy, and how their requests went."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from app.errors import SlipwayError
from app.routing.envoy import ROUTE_CONFIGURATION
from app.routing.listener import STAT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CLUSTERS = "cluster_manager.cds"
_ROUTES = f"http.{STAT_PREFIX}.rds.{ROUTE_CONFIGURATION}"


class RouterError(SlipwayError):
    """The router cannot be reached, or refuses what it was given."""


class UnhealthyBackendError(RouterError):
    """A backend that shall take traffic does not pass the router's health check."""


@dataclass(frozen=True)
class ClusterTraffic:
    """How one cluster's requests went since Envoy first knew it.

    Args:
        requests: Completed requests, counted once however often they were retried.
        server_errors: How many of them were answered with 5xx.
        active: Requests under way now.
        latency_buckets: Number of requests by the upper bound of their latency in milliseconds.
    """

    requests: int = 0
    server_errors: int = 0
    active: int = 0
    latency_buckets: Mapping[float, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Versions:
    """Which files Envoy has taken: the version of each, and how many it has refused since it started."""

    clusters: str
    routes: str
    refused: int


class AdminClient:
    """Talks to Envoy's admin interface.

    Args:
        url: Base URL, for example "http://127.0.0.1:9901".
        timeout_seconds: Limit for one call.
        transport: Carries the calls; None: the network.
    """

    def __init__(self, url: str, *, timeout_seconds: float = 5.0, transport: httpx.BaseTransport | None = None) -> None:
        # A proxy from the environment must not stand between us and the loopback interface.
        # A connection that is kept stays with the Envoy that is being replaced, as long as that one still drains.
        self._http = httpx.Client(
            base_url=url,
            timeout=timeout_seconds,
            trust_env=False,
            transport=transport,
            headers={"connection": "close"},
        )
        self._url = url

    def epoch(self) -> int:
        """How often the router has been replaced since it was started.

        Raises:
            RouterError: The admin interface does not answer, which it does for a moment while the router is replaced.
        """
        return int(self._json("/server_info")["command_line_options"].get("restart_epoch", 0))

    def versions(self) -> Versions:
        """The configuration Envoy works with now.

        Raises:
            RouterError: The admin interface does not answer.
        """
        values = self._stats(
            f"^({re.escape(_CLUSTERS)}|{re.escape(_ROUTES)})\\.(version_text|update_rejected|update_failure)$"
        )
        return Versions(
            clusters=str(values.get(f"{_CLUSTERS}.version_text", "")),
            routes=str(values.get(f"{_ROUTES}.version_text", "")),
            refused=int(values.get(f"{_CLUSTERS}.update_rejected", 0))
            + int(values.get(f"{_ROUTES}.update_rejected", 0)),
        )

    def cluster_health(self) -> dict[str, bool]:
        """Whether any host of a cluster is healthy, by cluster; a cluster that is still warming up is missing.

        Raises:
            RouterError: The admin interface does not answer.
        """
        statuses = self._json("/clusters?format=json").get("cluster_statuses", [])
        return {status["name"]: _healthy(status.get("host_statuses", [])) for status in statuses}

    def traffic(self, clusters: Iterable[str]) -> dict[str, ClusterTraffic]:
        """How the requests of `clusters` went; a cluster Envoy does not know counts nothing.

        Raises:
            RouterError: The admin interface does not answer.
        """
        names = list(clusters)
        alternatives = "|".join(re.escape(name) for name in names)
        pattern = f"^cluster\\.({alternatives})\\.(upstream_rq_(completed|5xx|active|time))$"
        values = self._stats(pattern)
        return {name: _traffic(values, f"cluster.{name}.upstream_rq_") for name in names}

    def _stats(self, pattern: str) -> dict[str, Any]:
        query = httpx.QueryParams({"format": "json", "histogram_buckets": "detailed", "filter": pattern})
        values: dict[str, Any] = {}
        for stat in self._json(f"/stats?{query}").get("stats", []):
            if "histograms" in stat:
                values.update({entry["name"]: entry for entry in stat["histograms"].get("details", [])})
            else:
                values[stat["name"]] = stat["value"]
        return values

    def _json(self, path: str) -> dict[str, Any]:
        try:
            answer = self._http.get(path)
            answer.raise_for_status()
            content: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise RouterError(
                f"the router's admin interface at {self._url} does not answer",
                why=str(error) or type(error).__name__,
                fix="see whether the router runs: bin/slipway status",
            ) from error
        return content


def _healthy(hosts: list[dict[str, Any]]) -> bool:
    def fit(host: dict[str, Any]) -> bool:
        status = host.get("health_status", {})
        failed = any(status.get(flag) for flag in ("failed_active_health_check", "pending_active_hc"))
        return status.get("eds_health_status") == "HEALTHY" and not failed

    return any(fit(host) for host in hosts)


def _traffic(values: Mapping[str, Any], prefix: str) -> ClusterTraffic:
    histogram = values.get(f"{prefix}time") or {}
    return ClusterTraffic(
        requests=int(values.get(f"{prefix}completed", 0)),
        server_errors=int(values.get(f"{prefix}5xx", 0)),
        active=int(values.get(f"{prefix}active", 0)),
        latency_buckets={
            float(bucket["lower_bound"]) + float(bucket["width"]): int(bucket["count"])
            for bucket in histogram.get("totals", [])
        },
    )
