"""The model servers of one version: Deployment, headless Service, disruption budget, and a scaler where they scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.targets.manifests.common import (
    HTTP_PORT,
    MODEL_SERVER,
    Manifest,
    ServingNamespace,
    container_security,
    disruption_budget,
    labels,
    metadata,
    pod_security,
    probe,
    selector,
    spread,
)

if TYPE_CHECKING:
    from app.targets.placement import Placement

DEPLOYMENT_LABEL = "slipway/deployment"
VERSION_LABEL = "slipway/version"
MODEL_ANNOTATION = "slipway/model"
PLACEMENT_ANNOTATION = "slipway/placement"

START_SECONDS = 600
"""A big model takes minutes to fetch; a server that cannot load its model ends by itself, well before."""

DRAIN_SECONDS = 10
"""How long after SIGTERM requests are still taken: longer than the routers need to notice (a health check each second,
three to fail; a DNS answer that is at most five seconds old)."""

_LONGEST_REQUEST_SECONDS = 30  # the gateway's limit
_GRACE_SECONDS = DRAIN_SECONDS + _LONGEST_REQUEST_SECONDS + 5
_CPU_PERCENT = 70
_GPU = "nvidia.com/gpu"


@dataclass(frozen=True)
class ModelVersion:
    """One version of one deployment.

    Args:
        deployment: The deployment's name.
        model: The registered model's name.
        version: The registered version.
        placement: What its servers get.
    """

    deployment: str
    model: str
    version: str
    placement: Placement

    @property
    def name(self) -> str:
        """The name of all its objects."""
        return object_name(self.deployment, self.version)


def object_name(deployment: str, version: str) -> str:
    """The name of a version's objects; with the 40 characters of a deployment's name, within a label's 63."""
    return f"model-{deployment}-{version}"


def host(deployment: str, version: str, namespace: str) -> str:
    """The DNS name behind which a version's servers are."""
    return f"{object_name(deployment, version)}.{namespace}.svc.cluster.local"


def model_server(version: ModelVersion, namespace: ServingNamespace, *, replicas: int) -> list[Manifest]:
    """The objects of one version.

    Args:
        version: The version.
        namespace: Where it runs.
        replicas: How many servers now; a scaler goes on from there.
    """
    made = [
        _service(version, namespace),
        _deployment(version, namespace, replicas),
        disruption_budget(version.name, namespace, _labels(version), _selector(version)),
    ]
    return [*made, _scaler(version, namespace)] if version.placement.scales else made


def _labels(version: ModelVersion) -> dict[str, str]:
    own = {DEPLOYMENT_LABEL: version.deployment, VERSION_LABEL: version.version}
    return labels(MODEL_SERVER, version.name, **own, **{"app.kubernetes.io/version": version.version})


def _selector(version: ModelVersion) -> dict[str, Any]:
    return selector(MODEL_SERVER, version.name)


def _service(version: ModelVersion, namespace: ServingNamespace) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(version.name, namespace, _labels(version)),
        "spec": {
            "clusterIP": "None",
            # The routers check each server's health themselves, each second. A version's only server that has just
            # died must keep its address: requests wait for its return, where without any address they would fail.
            "publishNotReadyAddresses": True,
            "selector": _selector(version)["matchLabels"],
            "ports": [{"name": "http", "port": HTTP_PORT, "targetPort": HTTP_PORT, "protocol": "TCP"}],
        },
    }


def _deployment(version: ModelVersion, namespace: ServingNamespace, replicas: int) -> Manifest:
    notes = {MODEL_ANNOTATION: version.model, PLACEMENT_ANNOTATION: version.placement.model_dump_json()}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(version.name, namespace, _labels(version), **notes),
        "spec": {
            "replicas": replicas,
            "revisionHistoryLimit": 2,
            "progressDeadlineSeconds": START_SECONDS + 60,
            "selector": _selector(version),
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "template": {
                "metadata": {"labels": _labels(version), "annotations": {MODEL_ANNOTATION: version.model}},
                "spec": _pod(version, namespace),
            },
        },
    }


def _pod(version: ModelVersion, namespace: ServingNamespace) -> dict[str, Any]:
    gpu = [{"key": _GPU, "operator": "Exists", "effect": "NoSchedule"}] if version.placement.gpu else []
    chosen = dict(version.placement.node_selector)
    return {
        "serviceAccountName": MODEL_SERVER,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "securityContext": pod_security(),
        "terminationGracePeriodSeconds": _GRACE_SECONDS,
        "topologySpreadConstraints": spread(_selector(version)),
        "containers": [_container(version, namespace)],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
        **({"tolerations": gpu} if gpu else {}),
        **({"nodeSelector": chosen} if chosen else {}),
    }


def _container(version: ModelVersion, namespace: ServingNamespace) -> dict[str, Any]:
    return {
        "name": MODEL_SERVER,
        "image": namespace.images.model_server,
        "imagePullPolicy": "IfNotPresent",
        "args": _arguments(version, namespace),
        "env": [{"name": name, "value": value} for name, value in sorted(namespace.variables.items())],
        "ports": [{"name": "http", "containerPort": HTTP_PORT, "protocol": "TCP"}],
        "resources": _resources(version.placement),
        "securityContext": container_security(),
        "startupProbe": probe("/ready", HTTP_PORT, every_seconds=1, failures=START_SECONDS),
        "readinessProbe": probe("/ready", HTTP_PORT, every_seconds=2, failures=3),
        # A busy server answers late, and must not be killed for it.
        "livenessProbe": probe("/health", HTTP_PORT, every_seconds=10, failures=6, timeout_seconds=5),
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - a volume of the pod's own
    }


def _arguments(version: ModelVersion, namespace: ServingNamespace) -> list[str]:
    options = {
        "--model-uri": f"models:/{version.model}/{version.version}",
        "--name": version.model,
        "--version": version.version,
        "--host": "0.0.0.0",  # noqa: S104 - a pod's network is its own
        "--port": str(HTTP_PORT),
        "--deployment": version.deployment,
        "--drain-seconds": str(DRAIN_SECONDS),
    }
    if namespace.payload_log:
        options["--payload-log"] = namespace.payload_log
    return [word for pair in options.items() for word in pair]


def _resources(placement: Placement) -> dict[str, Any]:
    """Memory is limited to what is asked for; cores are not limited: a throttled server is slow on an idle node."""
    gpu = {_GPU: str(placement.gpu)} if placement.gpu else {}
    return {
        "requests": {"cpu": placement.cpu, "memory": placement.memory, **gpu},
        "limits": {"memory": placement.memory, **gpu},
    }


def _scaler(version: ModelVersion, namespace: ServingNamespace) -> Manifest:
    placement = version.placement
    target = {"type": "Utilization", "averageUtilization": _CPU_PERCENT}
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": metadata(version.name, namespace, _labels(version)),
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": version.name},
            "minReplicas": placement.replicas,
            "maxReplicas": placement.max_replicas,
            "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": target}}],
        },
    }
