"""What all manifests share: names, labels, and the security of the restricted Pod Security level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.targets.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Mapping

Manifest = dict[str, Any]

PART_OF = "slipway"
ROUTER = "router"
MODEL_SERVER = "model-server"
DRIFT = "drift"
# Port 8080 of every pod: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport for the others.
HTTP_PORT = 8080
STATS_PORT = 9902


@dataclass(frozen=True)
class Images:
    """The images of one release of Slipway, by digest (`repository@sha256:…`): a tag can be moved, a digest cannot."""

    model_server: str
    router: str


@dataclass(frozen=True)
class ServingNamespace:
    """Where model servers and their router run.

    Args:
        name: The namespace.
        images: What runs.
        variables: Environment variables of the model servers: how they reach tracking server and artifacts. No secret.
        payload_log: Where the model servers log requests and answers, an `s3://` URI; empty: nowhere.
        egress_ports: TCP ports that model servers may call besides DNS and 443.
        placement: What a version's servers get where nobody says.
    """

    name: str
    images: Images
    variables: Mapping[str, str] = field(default_factory=dict)
    payload_log: str = ""
    egress_ports: tuple[int, ...] = ()
    placement: Placement = field(default_factory=Placement)


def labels(component: str, instance: str, **more: str) -> dict[str, str]:
    """The recommended labels: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/."""
    return {
        "app.kubernetes.io/name": component,
        "app.kubernetes.io/instance": instance,
        "app.kubernetes.io/component": component,
        "app.kubernetes.io/part-of": PART_OF,
        "app.kubernetes.io/managed-by": PART_OF,
        **more,
    }


def selector(component: str, instance: str = "") -> dict[str, Any]:
    """Selects the pods of a component, or of one instance of it."""
    chosen = {"app.kubernetes.io/name": component} | ({"app.kubernetes.io/instance": instance} if instance else {})
    return {"matchLabels": chosen}


def metadata(name: str, namespace: ServingNamespace, labelled: Mapping[str, str], **annotations: str) -> dict[str, Any]:
    """An object's metadata."""
    made: dict[str, Any] = {"name": name, "namespace": namespace.name, "labels": dict(labelled)}
    return made | ({"annotations": annotations} if annotations else {})


def service_account(component: str, namespace: ServingNamespace) -> Manifest:
    """The account of a component's pods, named as it is: the AWS role of EKS Pod Identity is associated with it."""
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": metadata(component, namespace, labels(component, component)),
        "automountServiceAccountToken": False,
    }


def pod_security() -> dict[str, Any]:
    """A pod's part of the restricted level: https://kubernetes.io/docs/concepts/security/pod-security-standards/.

    User and group are those of the images (Dockerfile).
    """
    return {
        "runAsNonRoot": True,
        "runAsUser": 10001,
        "runAsGroup": 10001,
        "fsGroup": 10001,
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def container_security() -> dict[str, Any]:
    """A container's part of it, and a root file system nobody writes to."""
    return {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def spread(selected: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Over zones, then over nodes, as well as can be; a pod that cannot be spread runs all the same."""
    return [
        {
            "maxSkew": 1,
            "topologyKey": key,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": dict(selected),
        }
        for key in ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
    ]


def probe(path: str, port: int, *, every_seconds: int, failures: int, timeout_seconds: int = 2) -> dict[str, Any]:
    """An HTTP probe."""
    return {
        "httpGet": {"path": path, "port": port},
        "periodSeconds": every_seconds,
        "failureThreshold": failures,
        "timeoutSeconds": timeout_seconds,
    }


def disruption_budget(
    name: str, namespace: ServingNamespace, labelled: Mapping[str, str], selected: Mapping[str, Any]
) -> Manifest:
    """One pod at a time leaves for a node's maintenance: also where there is only one, a node must not be held up."""
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": metadata(name, namespace, labelled),
        "spec": {"maxUnavailable": 1, "selector": dict(selected)},
    }
