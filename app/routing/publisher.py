"""Publishes routes to a running Envoy without a moment in which a request has nowhere to go."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Protocol

from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from app.local.home import write_private
from app.routing.admin import RouterError, UnhealthyBackendError
from app.routing.envoy import discovery_response, dynamic_configuration, referenced
from app.routing.listener import CLUSTERS_FILE, ROUTES_FILE
from app.routing.route import GATEWAY_TIMEOUT_SECONDS, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from app.routing.admin import ClusterTraffic, Versions

TAKE_SECONDS = 10.0
"""Envoy takes a renamed file within milliseconds; after this long something is wrong."""

WARM_SECONDS = 15.0
"""A ready server passes its first health check at once, and a busy one within a few of them (one a second)."""

_POLL_SECONDS = 0.02


class RouterFiles(Protocol):
    """Where the files lie that the routers watch."""

    def read(self, name: str) -> str:
        """The content of the file `name`."""

    def write(self, name: str, text: str) -> None:
        """Replace the content of `name`, all or nothing, and have the routers look at it."""


class RouterAdmin(Protocol):
    """What the routers know: an `AdminClient`, or several as one."""

    def versions(self) -> Versions:
        """The configuration they work with now."""

    def cluster_health(self) -> dict[str, bool]:
        """Whether any host of a cluster is healthy, by cluster."""

    def traffic(self, clusters: Iterable[str]) -> dict[str, ClusterTraffic]:
        """How the requests of `clusters` went."""


class Folder:
    """The files of a router on this machine.

    Args:
        directory: The router's folder, as given to `router_command`.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def read(self, name: str) -> str:
        """See `RouterFiles.read`."""
        return (self._directory / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """See `RouterFiles.write`; Envoy looks at a folder when a file in it is renamed."""
        write_private(self._directory / name, text)


class Publisher:
    """Writes Envoy's dynamic files, clusters first, and waits until it works with them.

    The order is what makes a change invisible to callers: new clusters beside the old ones, wait until they are
    healthy, move the routes, let requests under way finish, and only then drop clusters nothing points to.

    Args:
        files: Where the routers' files lie.
        admin: Their admin interface.
    """

    def __init__(self, files: RouterFiles, admin: RouterAdmin) -> None:
        self._files = files
        self._admin = admin

    def publish(self, routes: Iterable[Route]) -> None:
        """Make `routes` what Envoy serves; returns when it does.

        Args:
            routes: All routes, of all deployments.

        Raises:
            UnhealthyBackendError: A backend that would newly take traffic is not healthy. The routes are the old ones.
            RouterError: Envoy does not answer or refuses the files. The routes are the old ones.
        """
        new = dynamic_configuration(routes)
        old_clusters = {cluster["name"]: cluster for cluster in self._resources(CLUSTERS_FILE)}
        old_routes = self._resources(ROUTES_FILE)
        self._write_clusters({**old_clusters, **new.clusters})
        self._wait_until_healthy(referenced([new.routes]) - referenced(old_routes))
        self._write(ROUTES_FILE, [new.routes], lambda: self._admin.versions().routes)
        dropped = old_clusters.keys() - new.clusters.keys()
        if dropped:
            self._drain(dropped)
            self._write_clusters(new.clusters)

    def _resources(self, name: str) -> list[dict[str, Any]]:
        content = json.loads(self._files.read(name))
        resources: list[dict[str, Any]] = content["resources"]
        return resources

    def _write_clusters(self, clusters: Mapping[str, Mapping[str, Any]]) -> None:
        ordered = [clusters[name] for name in sorted(clusters)]
        self._write(CLUSTERS_FILE, ordered, lambda: self._admin.versions().clusters)

    def _write(self, name: str, resources: list[Mapping[str, Any]], current: Callable[[], str]) -> None:
        text, version = discovery_response(resources)
        old, refused = self._files.read(name), self._admin.versions().refused
        self._files.write(name, text)
        _within(TAKE_SECONDS, lambda: current() == version or self._admin.versions().refused > refused)
        if current() != version:
            self._files.write(name, old)  # a router that starts again must not find what it cannot use
            raise RouterError(
                f"the router has not taken its new {name}",
                why="it refuses the file, or did not look at it within 10 s",
                fix="see the router's log for 'config update rejected'",
            )

    def _wait_until_healthy(self, names: set[str]) -> None:
        def missing() -> set[str]:
            health = self._admin.cluster_health()
            return {name for name in names if not health.get(name)}

        if names and not _within(WARM_SECONDS, lambda: not missing()):
            raise UnhealthyBackendError(
                f"{', '.join(sorted(missing()))} not healthy within {WARM_SECONDS:g} s; no traffic was moved",
                why="the router's health check gets no 200 from the model server's /ready",
                fix="see the model server's log",
            )

    def _drain(self, names: Iterable[str]) -> None:
        # A call lasts no longer than its route's timeout: what is still counted after that can no longer be lost.
        names = list(names)
        time.sleep(_POLL_SECONDS)  # workers take new routes a moment after the main thread has
        _within(GATEWAY_TIMEOUT_SECONDS, lambda: not any(one.active for one in self._admin.traffic(names).values()))


def _within(seconds: float, true: Callable[[], bool]) -> bool:
    waiting = Retrying(
        stop=stop_after_delay(seconds), wait=wait_fixed(_POLL_SECONDS), retry=retry_if_result(lambda done: not done)
    )
    try:
        return bool(waiting(true))
    except RetryError:
        return False
