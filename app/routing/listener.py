"""Envoy's listeners: what a request meets on its way from a socket to its route. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.routing.edge import MAX_BODY_BYTES, REQUEST_TIMEOUT_SECONDS
from app.routing.envoy import ROUTE_CONFIGURATION
from app.routing.protection import CERTIFICATE_FILE, connection_limits, edge_filters, transport_socket

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from app.routing.edge import EdgeSettings

CLUSTERS_FILE = "clusters.json"
ROUTES_FILE = "routes.json"
STAT_PREFIX = "router"
EDGE_STAT_PREFIX = "edge"

_TYPE = "type.googleapis.com/"
_FILTERS = "envoy.extensions.filters.http"

_ACCESS_LOG_FORMAT = {
    "time": "%START_TIME%",
    "request_id": "%REQ(X-REQUEST-ID)%",
    "method": "%REQ(:METHOD)%",
    "path": "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%",
    "status": "%RESPONSE_CODE%",
    "flags": "%RESPONSE_FLAGS%",
    "details": "%RESPONSE_CODE_DETAILS%",
    "duration_ms": "%DURATION%",
    "bytes_received": "%BYTES_RECEIVED%",
    "bytes_sent": "%BYTES_SENT%",
    "backend": "%UPSTREAM_CLUSTER%",
    "attempts": "%UPSTREAM_REQUEST_ATTEMPT_COUNT%",
    "model_version": "%RESP(X-SLIPWAY-MODEL-VERSION)%",
}


def router_listener(directory: PurePath, address: dict[str, Any]) -> dict[str, Any]:
    """The door for the platform itself, its load balancers and its releases."""
    return _listener(STAT_PREFIX, address, _connection_manager(directory, STAT_PREFIX, MAX_BODY_BYTES, ()))


def edge_listener(directory: PurePath, edge: EdgeSettings) -> dict[str, Any]:
    """The door for callers from outside."""
    manager = _connection_manager(directory, EDGE_STAT_PREFIX, edge.max_body_bytes, edge_filters(edge))
    listener = _listener(EDGE_STAT_PREFIX, address(edge.address, edge.port), manager | connection_limits(edge))
    if edge.certificate is not None:
        [chain] = listener["filter_chains"]
        chain["transport_socket"] = transport_socket(watched(directory / CERTIFICATE_FILE))
    return listener


def _listener(name: str, address: dict[str, Any], manager: dict[str, Any]) -> dict[str, Any]:
    filter_ = {"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}
    return {
        "name": name,
        "address": address,
        "per_connection_buffer_limit_bytes": MAX_BODY_BYTES,
        "filter_chains": [{"filters": [filter_]}],
    }


def _connection_manager(
    directory: PurePath, stat_prefix: str, max_body_bytes: int, filters: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "@type": _TYPE + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": stat_prefix,
        "server_name": "slipway-router",
        "rds": {"route_config_name": ROUTE_CONFIGURATION, "config_source": watched(directory / ROUTES_FILE)},
        "use_remote_address": True,
        "normalize_path": True,
        "merge_slashes": True,
        "path_with_escaped_slashes_action": "REJECT_REQUEST",
        "request_timeout": f"{REQUEST_TIMEOUT_SECONDS:g}s",
        "preserve_external_request_id": True,
        "always_set_request_id_in_response": True,
        "access_log": [_access_log()],
        "local_reply_config": {"mappers": [_json_errors()]},
        "http_filters": _http_filters(max_body_bytes, filters),
    }


def _json_errors() -> dict[str, Any]:
    at_least_400 = {"op": "GE", "value": {"default_value": 400, "runtime_key": "router.json_errors_from_status"}}
    return {
        "filter": {"status_code_filter": {"comparison": at_least_400}},
        "body_format_override": {"json_format": {"error": "%LOCAL_REPLY_BODY%", "status": "%RESPONSE_CODE%"}},
    }


def _http_filters(max_body_bytes: int, filters: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            # The router's own readiness: 503 while Envoy drains, which a load balancer in front must see.
            "name": "envoy.filters.http.health_check",
            "typed_config": {
                "@type": _TYPE + f"{_FILTERS}.health_check.v3.HealthCheck",
                "pass_through_mode": False,
                "headers": [{"name": ":path", "string_match": {"exact": "/ready"}}],
            },
        },
        *filters,
        {
            # The whole body is read first: a request that is refused for its size never reaches a model, and one that
            # has to be retried can be sent again.
            "name": "envoy.filters.http.buffer",
            "typed_config": {"@type": _TYPE + f"{_FILTERS}.buffer.v3.Buffer", "max_request_bytes": max_body_bytes},
        },
        {"name": "envoy.filters.http.router", "typed_config": {"@type": _TYPE + f"{_FILTERS}.router.v3.Router"}},
    ]


def _access_log() -> dict[str, Any]:
    return {
        "name": "envoy.access_loggers.stdout",
        # Calls of load balancers for /ready would drown the calls that matter.
        "filter": {"not_health_check_filter": {}},
        "typed_config": {
            "@type": _TYPE + "envoy.extensions.access_loggers.stream.v3.StdoutAccessLog",
            "log_format": {"json_format": _ACCESS_LOG_FORMAT},
        },
    }


def watched(path: PurePath) -> dict[str, Any]:
    """A configuration source that is read again whenever a file is renamed into its folder."""
    return {
        "path_config_source": {"path": str(path), "watched_directory": {"path": str(path.parent)}},
        "resource_api_version": "V3",
    }


def address(host: str, port: int) -> dict[str, Any]:
    """Where to listen."""
    return {"socket_address": {"address": host, "port_value": port}}
