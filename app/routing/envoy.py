"""Turns routes into Envoy's dynamic configuration. Pure: what runs under load locally is what runs in a cluster.

Field names and defaults: https://www.envoyproxy.io/docs/envoy/v1.40.0/api-v3/api
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.routing.route import Backend, Route

ROUTE_CONFIGURATION = "endpoints"
"""Name under which the listener asks for its routes."""

READY_PATH = "/ready"
"""The model servers' readiness: 200 only when the model is loaded and warm."""

_TYPE = "type.googleapis.com/"

RETRY_POLICY: Mapping[str, Any] = {
    # A prediction changes nothing, so every failure that is not the model's own answer is tried again. 503 is a server
    # that is not ready or is draining. How many tries there are is the route's (`Route.retries`); the back-off is
    # random, up to the interval.
    "retry_on": "connect-failure,refused-stream,reset,retriable-status-codes",
    "retriable_status_codes": [503],
    "retry_back_off": {"base_interval": "0.25s", "max_interval": "2s"},
    "retry_host_predicate": [
        {
            "name": "envoy.retry_host_predicates.previous_hosts",
            "typed_config": {"@type": _TYPE + "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"},
        }
    ],
    "host_selection_retry_max_attempts": 3,
}

_HEALTH_CHECK: Mapping[str, Any] = {
    "timeout": "2s",
    "interval": "1s",
    "no_traffic_interval": "1s",  # the default is 60 s: a candidate has no traffic and must be seen at once
    "unhealthy_threshold": 3,
    "healthy_threshold": 1,
    "http_health_check": {"path": READY_PATH},
}

_OUTLIER_DETECTION: Mapping[str, Any] = {
    # Gateway failures only (502, 503, 504, resets): a model that answers 500 is for the release's analysis to judge,
    # and taking its only server away would turn some errors into all errors.
    "consecutive_gateway_failure": 5,
    "enforcing_consecutive_gateway_failure": 100,
    "enforcing_consecutive_5xx": 0,
    "enforcing_success_rate": 0,
    "interval": "2s",
    "base_ejection_time": "5s",
    "max_ejection_percent": 50,
}

# Panic mode, in which health counts for nothing, stays at its default of 50 % for an address: with the only server of a
# version down, requests are still tried, and retried until it is back, where "no healthy upstream" would be an error at
# once. For a name, behind which there may be many servers, it begins when none is healthy: servers that are starting or
# draining get no requests as long as another can answer.
_BY_NAME: Mapping[str, Any] = {
    "type": "STRICT_DNS",
    "dns_refresh_rate": "1s",  # a pod that is gone is forgotten as soon as the cluster's DNS has forgotten it
    "dns_lookup_family": "V4_PREFERRED",
    "common_lb_config": {"healthy_panic_threshold": {"value": 1}, "ignore_new_hosts_until_first_hc": True},
    "ignore_health_on_host_removal": True,  # else a host that is gone stays until its health check has failed
}

_CIRCUIT_BREAKERS: Mapping[str, Any] = {
    # Envoy's default of 3 concurrent retries would fail callers in the very moment retries are for.
    "thresholds": [{"max_connections": 1024, "max_pending_requests": 1024, "max_requests": 1024, "max_retries": 1024}]
}


@dataclass(frozen=True)
class DynamicConfiguration:
    """The two files Envoy watches.

    Args:
        clusters: Cluster definition by cluster name.
        routes: The route configuration.
    """

    clusters: Mapping[str, Mapping[str, Any]]
    routes: Mapping[str, Any]


def dynamic_configuration(routes: Iterable[Route]) -> DynamicConfiguration:
    """Clusters and route configuration for `routes`, in an order that does not depend on theirs."""
    ordered = sorted(routes, key=lambda route: route.deployment)
    clusters = {
        cluster_name(route.deployment, backend.version): _cluster(route.deployment, backend)
        for route in ordered
        for backend in route.backends
    }
    offered = [entry for route in ordered if route.offered for entry in _entries(route)]
    return DynamicConfiguration(clusters=clusters, routes=_route_configuration(offered))


def cluster_name(deployment: str, version: str) -> str:
    """Envoy's name for one version of one deployment; `@` occurs in neither part, so no two pairs share a name."""
    return f"{deployment}@{version}"


def discovery_response(resources: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """An xDS discovery response as JSON, and its version: a digest, so equal content has an equal version."""
    listed = list(resources)
    version = hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()[:16]
    return json.dumps({"version_info": version, "resources": listed}, indent=1), version


def referenced(route_configurations: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names of the clusters that take traffic, copies included, by route configurations made here."""
    hosts = [host for configuration in route_configurations for host in configuration["virtual_hosts"]]
    actions = [route["route"] for host in hosts for route in host["routes"] if "route" in route]
    weighted = {
        entry["name"] for action in actions for entry in action.get("weighted_clusters", {}).get("clusters", [])
    }
    mirrored = {policy["cluster"] for action in actions for policy in action.get("request_mirror_policies", ())}
    return weighted | mirrored | {action["cluster"] for action in actions if "cluster" in action}


def _cluster(deployment: str, backend: Backend) -> dict[str, Any]:
    name = cluster_name(deployment, backend.version)
    addresses = [{"socket_address": {"address": backend.host, "port_value": port}} for port in backend.ports]
    return {
        "@type": _TYPE + "envoy.config.cluster.v3.Cluster",
        "name": name,
        **({"type": "STATIC"} if _is_ip(backend.host) else _BY_NAME),
        "connect_timeout": "1s",
        "load_assignment": {
            "cluster_name": name,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address}} for address in addresses]}],
        },
        # Least request, because the cost of a prediction varies with the number of its rows.
        "lb_policy": "LEAST_REQUEST",
        "health_checks": [_HEALTH_CHECK],
        "outlier_detection": _OUTLIER_DETECTION,
        "circuit_breakers": _CIRCUIT_BREAKERS,
    }


def _route_configuration(offered: list[dict[str, Any]]) -> dict[str, Any]:
    missing = {
        "match": {"prefix": "/"},
        "direct_response": {"status": 404, "body": {"inline_string": "no deployment is published at this path"}},
    }
    return {
        "@type": _TYPE + "envoy.config.route.v3.RouteConfiguration",
        "name": ROUTE_CONFIGURATION,
        "virtual_hosts": [{"name": "deployments", "domains": ["*"], "routes": [*offered, missing]}],
    }


def _entries(route: Route) -> list[dict[str, Any]]:
    """The deployment's entries in the route table; the first that matches a request is taken."""
    names = dict.fromkeys((route.deployment, *route.endpoints))
    return [entry for name in names for entry in _entries_of(route, name)]


def _entries_of(route: Route, name: str) -> list[dict[str, Any]]:
    match = {"prefix": f"/endpoints/{name}/"}
    weighted = {"name": name, "match": match, "route": _action(route, _destination(route))}
    if route.assigned is None:
        return [weighted]
    header = route.assigned.header
    named = [
        {
            "name": f"{name} {header}={value}",
            "match": {**match, "headers": [{"name": header, "string_match": {"exact": value}}]},
            "route": _action(route, {"cluster": cluster_name(route.deployment, version)}),
        }
        for value, version in sorted(route.assigned.values.items())
    ]
    return [*named, weighted]


def _action(route: Route, destination: Mapping[str, Any]) -> dict[str, Any]:
    action: dict[str, Any] = {
        **destination,
        "prefix_rewrite": "/",
        "timeout": f"{route.timeout_seconds:g}s",
        "retry_policy": {**RETRY_POLICY, "num_retries": route.retries},
    }
    if route.mirror:
        action["request_mirror_policies"] = [
            {
                "cluster": cluster_name(route.deployment, route.mirror.version),
                "runtime_fraction": {"default_value": {"numerator": route.mirror.percent, "denominator": "HUNDRED"}},
            }
        ]
    return action


def _destination(route: Route) -> dict[str, Any]:
    taking = [backend for backend in route.backends if backend.weight]
    named = [{"name": cluster_name(route.deployment, b.version), "weight": b.weight} for b in taking]
    if len(named) == 1:
        return {"cluster": named[0]["name"]}
    if not route.sticky_header:
        return {"weighted_clusters": {"clusters": named}}
    # A request without the header has no hash, and Envoy draws lots for it as without a hash policy.
    return {
        "weighted_clusters": {"clusters": named, "use_hash_policy": True},
        "hash_policy": [{"header": {"header_name": route.sticky_header}}],
    }


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
