"""A second listener of the router's: what it counts and knows, to be read from afar. Nothing can be changed there.

The admin interface itself stays on loopback, for whoever reaches it can stop the router. This listener passes GET on to
the three paths that `AdminClient` and a load balancer's health check read.
"""

from __future__ import annotations

from typing import Any

ADMIN_CLUSTER = "admin"
_PATHS = ("/stats", "/clusters", "/ready")
_TYPE = "type.googleapis.com/"
_FILTERS = "envoy.extensions.filters"


def figures_listener(address: dict[str, Any]) -> dict[str, Any]:
    """The listener.

    Args:
        address: Where it listens, as Envoy's `Address`.
    """
    manager = {
        "@type": _TYPE + f"{_FILTERS}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "figures",
        "normalize_path": True,
        "route_config": {
            "virtual_hosts": [{"name": "figures", "domains": ["*"], "routes": [_passed(path) for path in _PATHS]}]
        },
        "http_filters": [
            {
                "name": "envoy.filters.http.router",
                "typed_config": {"@type": _TYPE + f"{_FILTERS}.http.router.v3.Router"},
            }
        ],
    }
    chain = {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}
    return {"name": "figures", "address": address, "filter_chains": [chain]}


def admin_cluster(address: dict[str, Any]) -> dict[str, Any]:
    """The cluster that the listener passes calls on to: the admin interface at `address`."""
    endpoint = {"endpoint": {"address": address}}
    return {
        "name": ADMIN_CLUSTER,
        "type": "STATIC",
        "connect_timeout": "1s",
        "load_assignment": {"cluster_name": ADMIN_CLUSTER, "endpoints": [{"lb_endpoints": [endpoint]}]},
    }


def _passed(path: str) -> dict[str, Any]:
    only_get = {"name": ":method", "string_match": {"exact": "GET"}}
    return {"match": {"path": path, "headers": [only_get]}, "route": {"cluster": ADMIN_CLUSTER}}
