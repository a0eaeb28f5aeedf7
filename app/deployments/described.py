"""What callers are told of a deployment and of an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.deployments.given import FLAVOR
from app.rollout.background import log_file
from app.rollout.state import Phase

if TYPE_CHECKING:
    from app.rollout.endpoints import Endpoint
    from app.rollout.service import Deployment


def deployment_words(found: Deployment, environment: str) -> dict[str, Any]:
    """A deployment, its newest release, its versions; `log` where a process in the background carries the release."""
    status, release = found.status, found.release
    log = log_file(environment, release) if release else None
    aborted = release.reason if release and release.phase is Phase.ABORTED else ""
    return {
        "name": status.name,
        "flavor": FLAVOR,
        "model": status.model,
        "url": f"{status.url}/invocations" if status.url else "",
        "endpoints": list(status.endpoints),
        "stable_version": found.stable,
        "candidate": release.candidate if release and not release.phase.finished else "",
        "phase": release.phase.value if release else "",
        "held": release.held if release else "",
        "reason": aborted,
        "log": str(log) if log and log.exists() else "",
        "versions": [
            {"version": each.version, "weight": each.weight, "healthy": each.healthy, "detail": each.detail}
            for each in status.versions
        ],
    }


def endpoint_words(found: Endpoint, url: str) -> dict[str, Any]:
    """An endpoint: who answers it, and where; `url` is that of the deployment."""
    base = url.rsplit("/", 1)[0]
    return {
        "name": found.name,
        "deployment": found.deployment,
        "url": f"{base}/{found.name}/invocations" if base else "",
    }
