"""Drift checks in a cluster: a CronJob for each deployment, in the model servers' image, with an account of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.targets.manifests.common import (
    DRIFT,
    Manifest,
    ServingNamespace,
    container_security,
    labels,
    metadata,
    pod_security,
    service_account,
)
from app.targets.manifests.network import network_policy, outward

CRON_JOB_VERSIONS = ("batch/v1", "batch/v1beta1")
"""The second until Kubernetes 1.21, with the same fields."""

_LONGEST_CHECK_SECONDS = 900


@dataclass(frozen=True)
class DriftSchedule:
    """When a deployment is checked for drift.

    Args:
        deployment: The deployment.
        cron: Minute, hour, day, month, weekday, in UTC.
        window: How far back each check looks: 90m, 24h, 7d.
    """

    deployment: str
    cron: str
    window: str


def drift_name(deployment: str) -> str:
    """The name of a deployment's CronJob: at most 52 characters, as a Job's name gets eleven more."""
    return f"{DRIFT}-{deployment}"


def drift_checks(schedule: DriftSchedule, namespace: ServingNamespace, *, api_version: str) -> list[Manifest]:
    """What checks one deployment.

    The account is not the model servers' own: these may write the payload log and not read it.

    Args:
        schedule: Which deployment, and when.
        namespace: Where it runs.
        api_version: The one of `CRON_JOB_VERSIONS` that the cluster serves.
    """
    return [
        service_account(DRIFT, namespace),
        network_policy(DRIFT, namespace, ingress=[], egress=outward(namespace)),
        _cron_job(schedule, namespace, api_version),
    ]


def _cron_job(schedule: DriftSchedule, namespace: ServingNamespace, api_version: str) -> Manifest:
    name = drift_name(schedule.deployment)
    labelled = labels(DRIFT, name)
    return {
        "apiVersion": api_version,
        "kind": "CronJob",
        "metadata": metadata(name, namespace, labelled),
        "spec": {
            "schedule": schedule.cron,
            # A check that takes longer than its interval is finished, not doubled.
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": 120,
            "successfulJobsHistoryLimit": 1,
            "failedJobsHistoryLimit": 1,
            "jobTemplate": {
                "metadata": {"labels": labelled},
                "spec": {
                    "backoffLimit": 0,
                    "activeDeadlineSeconds": _LONGEST_CHECK_SECONDS,
                    "template": {"metadata": {"labels": labelled}, "spec": _pod(schedule, namespace)},
                },
            },
        },
    }


def _pod(schedule: DriftSchedule, namespace: ServingNamespace) -> dict[str, Any]:
    return {
        "serviceAccountName": DRIFT,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "restartPolicy": "Never",
        "securityContext": pod_security(),
        "containers": [_container(schedule, namespace)],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    }


def _container(schedule: DriftSchedule, namespace: ServingNamespace) -> dict[str, Any]:
    variables = {**namespace.variables, PAYLOAD_LOG_VARIABLE: namespace.payload_log}
    return {
        "name": DRIFT,
        "image": namespace.images.model_server,
        "imagePullPolicy": "IfNotPresent",
        "command": ["python", "-m", "app.monitoring", schedule.deployment, "--window", schedule.window],
        "env": [{"name": name, "value": value} for name, value in sorted(variables.items())],
        # A window of 200,000 rows is held in memory, twice for a moment.
        "resources": {"requests": {"cpu": "100m", "memory": "512Mi"}, "limits": {"memory": "2Gi"}},
        "securityContext": container_security(),
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - a volume of the pod's own
    }
