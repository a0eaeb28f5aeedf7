"""Waits until a Deployment's pods are ready, and says in their own words why they never will be."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from app.errors import SlipwayError
from app.targets.port import CandidateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.targets.kubernetes.api import Api

# Reasons for which a container waits and that do not pass (https://kubernetes.io/docs/concepts/containers/images/, and
# the kubelet's own). ErrImagePull is not among them: it is tried again first.
_HOPELESS = frozenset(
    {"ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError", "CrashLoopBackOff"}
)
_KILLED = 137  # by somebody else: it is started again
_LOG_LINES = 8
_POLL_SECONDS = 0.3


def is_rolled_out(deployment: Mapping[str, Any]) -> bool:
    """Whether all of a Deployment's pods are of its newest template, and available."""
    status, wanted = deployment.get("status", {}), deployment["spec"]["replicas"]
    counts = {status.get(name, 0) for name in ("replicas", "updatedReplicas", "availableReplicas")}
    return status.get("observedGeneration", 0) >= deployment["metadata"]["generation"] and counts == {wanted}


def wait_until_rolled_out(api: Api, name: str, *, what: str, seconds: float) -> None:
    """Return when the Deployment `name` is rolled out.

    Args:
        api: The cluster.
        name: The Deployment's name, and the instance label of its pods.
        what: What it is, for the error.
        seconds: How long it may take.

    Raises:
        CandidateError: Its containers have ended, cannot be started, or are not ready in time.
        SlipwayError: The cluster does not answer, or the Deployment is gone.
    """
    path, end = api.path("apps/v1", "Deployment", name) or "", time.monotonic() + seconds
    while True:
        deployment = api.find(path)
        if deployment is None:
            raise SlipwayError(f"the Deployment {name} is gone", why="somebody has deleted it meanwhile")
        if is_rolled_out(deployment):
            return
        pods = [pod for pod in api.items("v1", "Pod", {"app.kubernetes.io/instance": name}) if not _is_going(pod)]
        for pod in pods:
            if fault := _fault(pod):
                raise CandidateError(f"{what} does not serve: {fault}", why=_last_words(api, pod))
        if time.monotonic() > end:
            raise CandidateError(
                f"{what} does not serve: it is not ready after {seconds:g} s",
                why=_waiting(pods),
                fix=f"kubectl --namespace {api.namespace} describe pods -l app.kubernetes.io/instance={name}",
            )
        time.sleep(_POLL_SECONDS)


def _is_going(pod: Mapping[str, Any]) -> bool:
    return "deletionTimestamp" in pod["metadata"]


def _fault(pod: Mapping[str, Any]) -> str:
    for container in pod.get("status", {}).get("containerStatuses", []):
        waiting = container["state"].get("waiting", {})
        ended = container["state"].get("terminated") or container.get("lastState", {}).get("terminated")
        if ended and not container["ready"] and (ended["exitCode"] != _KILLED or ended.get("reason") == "OOMKilled"):
            return f"its server has ended with code {ended['exitCode']} ({ended.get('reason', 'no reason given')})"
        if waiting.get("reason") in _HOPELESS:
            return f"{waiting['reason']}: {waiting.get('message', '')}"
    return ""


def _last_words(api: Api, pod: Mapping[str, Any]) -> str:
    """The last lines of the container's log: of the one that ended, where another has been started since."""
    again = any(each["restartCount"] for each in pod["status"].get("containerStatuses", []))
    query = f"/log?tailLines={_LOG_LINES}" + ("&previous=true" if again else "")
    reply = api.send("GET", api.pod(pod["metadata"]["name"], query))
    text = reply.body.decode(errors="replace").strip()
    return text if reply.status == 200 and text else "it wrote no log"  # noqa: PLR2004 - HTTP's OK


def _waiting(pods: list[dict[str, Any]]) -> str:
    """What each pod waits for, in the words of its conditions."""
    said = {
        f"{pod['metadata']['name']}: {condition.get('message') or condition.get('reason') or condition['type']}"
        for pod in pods
        for condition in pod.get("status", {}).get("conditions", [])
        if condition["status"] != "True"
    }
    return "; ".join(sorted(said)) or "no pod was made"
