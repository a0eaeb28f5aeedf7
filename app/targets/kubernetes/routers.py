"""The router pods of a cluster: where their files lie, and what they know, all of them as one."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from app.routing import AdminClient, ClusterTraffic, RouterError
from app.routing.admin import Versions
from app.routing.listener import CLUSTERS_FILE
from app.targets.kubernetes.api import Api, ConflictError, PodTransport
from app.targets.manifests import ROUTES_CONFIG_MAP, ServingNamespace, routes_config_map
from app.targets.manifests.common import ROUTER, STATS_PORT
from app.targets.memory import Record  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RECORDS = "deployments.json"
_ANNOTATION = "slipway/routes"
_CONFIG_MAPS = "ConfigMap"
# A kubelet that looks at its pod before it has heard of the new content would look again only after a minute.
_LOOK_AGAIN_SECONDS = 1.5
_TAKE_SECONDS = 15.0
_POLL_SECONDS = 0.1


class _Records(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    deployments: dict[str, Record] = {}


class Routers:
    """All router pods as one: what they agree on, and the sum of what they count.

    Args:
        api: The cluster.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    def versions(self) -> Versions:
        """The configuration that all of them work with; an empty version where they differ.

        Raises:
            RouterError: One of them does not answer, or there is none.
        """
        found = [admin.versions() for admin in self._admins()]
        clusters, routes = {one.clusters for one in found}, {one.routes for one in found}
        return Versions(
            clusters=clusters.pop() if len(clusters) == 1 else "",
            routes=routes.pop() if len(routes) == 1 else "",
            refused=sum(one.refused for one in found),
        )

    def cluster_health(self) -> dict[str, bool]:
        """Whether each of them finds a server of a cluster healthy, by cluster.

        Raises:
            RouterError: One of them does not answer, or there is none.
        """
        found = [admin.cluster_health() for admin in self._admins()]
        return {name: all(one.get(name, False) for one in found) for one in found for name in one}

    def traffic(self, clusters: Iterable[str]) -> dict[str, ClusterTraffic]:
        """How the requests of `clusters` went, through all of them together.

        Raises:
            RouterError: One of them does not answer, or there is none.
        """
        names = list(clusters)
        found = [admin.traffic(names) for admin in self._admins()]
        return {name: _sum([one[name] for one in found]) for name in names}

    def look(self) -> None:
        """Have every router pod's kubelet bring its files up to date now: it does so whenever its pod changes."""
        for pod in self._pods():
            self._api.annotate(self._api.pod(pod["metadata"]["name"]), {_ANNOTATION: str(time.time_ns())})

    def _pods(self) -> list[dict[str, Any]]:
        found = self._api.items("v1", "Pod", {"app.kubernetes.io/name": ROUTER})
        return [pod for pod in found if "deletionTimestamp" not in pod["metadata"]]

    def _admins(self) -> list[AdminClient]:
        names = [pod["metadata"]["name"] for pod in self._pods() if is_ready(pod)]
        if not names:
            raise RouterError(
                f"no router is ready in namespace {self._api.namespace}",
                fix=f"kubectl --namespace {self._api.namespace} describe pods -l app.kubernetes.io/name={ROUTER}",
            )
        return [
            AdminClient(f"http://{name}:{STATS_PORT}", transport=PodTransport(self._api, name, STATS_PORT))
            for name in names
        ]


class RouteMap:
    """The ConfigMap that the routers' files come from, and what is remembered of every deployment.

    Each write names the version of the ConfigMap that was read before: of two who change it at once, one is refused.

    Args:
        api: The cluster.
        routers: Those who read it.
    """

    def __init__(self, api: Api, routers: Routers) -> None:
        self._api = api
        self._routers = routers
        self._path = api.path("v1", _CONFIG_MAPS, ROUTES_CONFIG_MAP) or ""
        self._content: dict[str, Any] = {}

    def create(self, namespace: ServingNamespace) -> None:
        """Make it, without any route, where there is none."""
        try:
            self._api.call("POST", self._path.removesuffix(f"/{ROUTES_CONFIG_MAP}"), routes_config_map(namespace))
        except ConflictError:
            """It is there: its routes are those of the deployments."""

    def load(self) -> dict[str, Record]:
        """Read it anew; returns every deployment by name, none where nothing was ever deployed.

        Raises:
            SlipwayError: The cluster does not answer.
        """
        self._content = self._api.find(self._path) or {"data": {}}
        text = self._content["data"].get(_RECORDS, "{}")
        return dict(_Records.model_validate_json(text).deployments)

    def remember(self, records: Mapping[str, Record]) -> None:
        """Replace what is remembered.

        Raises:
            ConflictError: Somebody else has changed it since it was read.
        """
        self._put(_RECORDS, _Records(deployments=dict(records)).model_dump_json(indent=1))

    def read(self, name: str) -> str:
        """See `RouterFiles.read`."""
        return str(self._content["data"][name])

    def write(self, name: str, text: str) -> None:
        """See `RouterFiles.write`; returns when all routers have taken it, or do not within 15 s.

        Raises:
            ConflictError: Somebody else has changed the ConfigMap since it was read.
        """
        if self._put(name, text):
            version, end = json.loads(text)["version_info"], time.monotonic() + _TAKE_SECONDS
            while time.monotonic() < end and not self._taken(name, version):
                self._routers.look()
                self._wait(name, version, min(end, time.monotonic() + _LOOK_AGAIN_SECONDS))

    def _put(self, name: str, text: str) -> bool:
        if self._content["data"].get(name) == text:
            return False
        changed = {**self._content, "data": {**self._content["data"], name: text}}
        self._content = self._api.call("PUT", self._path, changed)
        return True

    def _wait(self, name: str, version: str, end: float) -> None:
        while time.monotonic() < end and not self._taken(name, version):
            time.sleep(_POLL_SECONDS)

    def _taken(self, name: str, version: str) -> bool:
        known = self._routers.versions()
        return version == (known.clusters if name == CLUSTERS_FILE else known.routes)


def is_ready(pod: Mapping[str, Any]) -> bool:
    """Whether a pod is ready to be called."""
    conditions = pod.get("status", {}).get("conditions", [])
    return any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)


def _sum(parts: list[ClusterTraffic]) -> ClusterTraffic:
    buckets: Counter[float] = Counter()
    for part in parts:
        buckets.update(part.latency_buckets)
    return ClusterTraffic(
        requests=sum(part.requests for part in parts),
        server_errors=sum(part.server_errors for part in parts),
        active=sum(part.active for part in parts),
        latency_buckets=dict(buckets),
    )
