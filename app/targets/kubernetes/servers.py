"""The model servers of versions: their objects, their pods, and what those say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from app.targets.kubernetes.rollout import is_rolled_out, wait_until_rolled_out
from app.targets.kubernetes.routers import is_ready
from app.targets.manifests import (
    DEPLOYMENT_LABEL,
    PLACEMENT_ANNOTATION,
    ModelVersion,
    ServingNamespace,
    model_server,
    object_name,
)
from app.targets.manifests.common import HTTP_PORT
from app.targets.manifests.model_server import START_SECONDS
from app.targets.model_server import counted_model_errors
from app.targets.placement import Placement
from app.targets.port import VersionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.routing import Backend
    from app.targets.kubernetes.api import Api

_SCALER = ("autoscaling/v2", "HorizontalPodAutoscaler")
_OBJECTS = (_SCALER, ("policy/v1", "PodDisruptionBudget"), ("apps/v1", "Deployment"), ("v1", "Service"))


class Servers:
    """The model servers in one namespace of a cluster.

    Args:
        api: The cluster.
        namespace: What runs there.
    """

    def __init__(self, api: Api, namespace: ServingNamespace) -> None:
        self._api = api
        self._namespace = namespace

    def start(self, made: ModelVersion) -> None:
        """Have a version's servers as `made` says; returns when all of them are ready.

        Raises:
            CandidateError: They do not become ready.
            SlipwayError: The cluster refuses or does not answer.
        """
        before = self._deployment(made.name)
        scaled = made.placement.scales and self._api.path(*_SCALER)
        replicas = made.placement.replicas
        if before and scaled:  # a scaler has set the number; it must not start again from the least
            replicas = min(max(before["spec"]["replicas"], replicas), made.placement.max_replicas or replicas)
        for manifest in model_server(made, self._namespace, replicas=replicas):
            self._api.apply(manifest)
        if not made.placement.scales:
            self._api.delete(*_SCALER, made.name)
        wait_until_rolled_out(self._api, made.name, what=f"version {made.version}", seconds=START_SECONDS)

    def remove(self, deployment: str, version: str) -> None:
        """Remove a version's servers; nothing where there are none."""
        self._remove(object_name(deployment, version))

    def remove_all(self, deployment: str) -> None:
        """Remove the servers of all versions of a deployment, also of those that nobody remembers."""
        for found in self._api.items("apps/v1", "Deployment", {DEPLOYMENT_LABEL: deployment}):
            self._remove(found["metadata"]["name"])

    def placement(self, deployment: str, version: str) -> Placement:
        """What the version's servers have, or else those of the deployment's newest version, or else the default."""
        found = self._api.items("apps/v1", "Deployment", {DEPLOYMENT_LABEL: deployment})
        own = [each for each in found if each["metadata"]["name"] == object_name(deployment, version)]
        chosen = own or sorted(found, key=lambda each: str(each["metadata"]["creationTimestamp"]))
        if not chosen:
            return self._namespace.placement
        return _placement(chosen[-1])

    def ready_pods(self, deployment: str, version: str) -> list[str]:
        """The names of a version's pods that can be called."""
        return [pod["metadata"]["name"] for pod in self._ready_pods(deployment, version)]

    def _ready_pods(self, deployment: str, version: str) -> list[dict[str, Any]]:
        pods = self._api.items("v1", "Pod", {"app.kubernetes.io/instance": object_name(deployment, version)})
        return [pod for pod in pods if is_ready(pod) and "deletionTimestamp" not in pod["metadata"]]

    def model_errors(self, deployment: str, version: str) -> int | None:
        """The errors that the models of all ready pods raised; None where one of them does not tell, or none is."""
        replies = [
            self._api.send("GET", self._api.pod(pod, f":{HTTP_PORT}/proxy/metrics"))
            for pod in self.ready_pods(deployment, version)
        ]
        if not replies or any(reply.status != httpx.codes.OK for reply in replies):
            return None
        return sum(counted_model_errors(reply.body.decode()) for reply in replies)

    def status(self, deployment: str, backend: Backend) -> VersionStatus:
        """How a version's servers are; its address is that of a ready pod, or else the name of its Service."""
        hosts = [pod["status"]["podIP"] for pod in self._ready_pods(deployment, backend.version)] or [backend.host]
        found = self._deployment(object_name(deployment, backend.version))
        ready, wanted = 0, 0
        if found:
            ready, wanted = found.get("status", {}).get("readyReplicas", 0), found["spec"]["replicas"]
        return VersionStatus(
            version=backend.version,
            weight=backend.weight,
            healthy=found is not None and is_rolled_out(found),
            detail=f"{ready} of {wanted} servers are ready",
            address=f"http://{hosts[0]}:{backend.port}",
            placement=_placement(found) if found else None,
        )

    def _deployment(self, name: str) -> dict[str, Any] | None:
        return self._api.find(self._api.path("apps/v1", "Deployment", name) or "")

    def _remove(self, name: str) -> None:
        for api_version, kind in _OBJECTS:
            self._api.delete(api_version, kind, name)


def _placement(deployment: Mapping[str, Any]) -> Placement:
    return Placement.model_validate_json(deployment["metadata"]["annotations"][PLACEMENT_ANNOTATION])
