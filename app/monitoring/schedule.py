"""Drift checks on a schedule: a loop on one machine, a CronJob in a cluster."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from app.monitoring.location import PAYLOAD_LOG_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta


def repeat(
    check: Callable[[], object],
    every: timedelta,
    failed: Callable[[Exception], None],
    *,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Check for as long as the process lives; a check that fails is told of, and followed by the next all the same.

    Args:
        check: One check.
        every: From the beginning of one to the beginning of the next; a longer one is followed at once.
        failed: Told of each failure.
        pause: Waits for so many seconds.
    """
    while True:
        started = time.monotonic()
        try:
            check()
        except Exception as error:  # noqa: BLE001 - whatever one check meets, the next may not
            failed(error)
        pause(max(0.0, every.total_seconds() - (time.monotonic() - started)))


def cron_job(
    deployment: str,
    namespace: str,
    *,
    image: str,
    payload_log: str,
    service_account: str,
    variables: Mapping[str, str],
    schedule: str = "*/5 * * * *",
    window: str = "24h",
) -> dict[str, Any]:
    """A Kubernetes CronJob that checks one deployment (pure).

    Args:
        deployment: The deployment.
        namespace: Where its model servers run.
        image: Their image: it has the check in it.
        payload_log: Where they log.
        service_account: Its role reads the payload log and the profiles, and writes below `drift/` in the log. Not the
            model servers' own: these may write the log and not read it.
        variables: How tracking server and artifacts are reached. No secret.
        schedule: When, as cron writes it.
        window: How far back each check looks.
    """
    labels = {"app.kubernetes.io/name": "drift", "app.kubernetes.io/instance": deployment}
    pod = {
        "serviceAccountName": service_account,
        "restartPolicy": "Never",
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "runAsGroup": 10001,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [_container(deployment, image, {**variables, PAYLOAD_LOG_VARIABLE: payload_log}, window)],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    }
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": f"drift-{deployment}", "namespace": namespace, "labels": labels},
        "spec": {
            "schedule": schedule,
            # A check that takes longer than its interval is finished, not doubled.
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": 120,
            "successfulJobsHistoryLimit": 1,
            "failedJobsHistoryLimit": 1,
            "jobTemplate": {
                "spec": {
                    "backoffLimit": 0,
                    "activeDeadlineSeconds": 900,
                    "template": {"metadata": {"labels": labels}, "spec": pod},
                }
            },
        },
    }


def _container(deployment: str, image: str, variables: Mapping[str, str], window: str) -> dict[str, Any]:
    return {
        "name": "drift",
        "image": image,
        "command": ["python", "-m", "app.monitoring", deployment, "--window", window],
        "env": [{"name": name, "value": value} for name, value in sorted(variables.items())],
        # A window of 200,000 rows is held in memory, twice for a moment.
        "resources": {"requests": {"cpu": "100m", "memory": "512Mi"}, "limits": {"memory": "2Gi"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - the pod's own
    }
