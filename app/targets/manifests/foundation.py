"""What a serving namespace has before any model: itself, the model servers' account, and who may call whom."""

from __future__ import annotations

from typing import Any

from app.targets.manifests.common import (
    HTTP_PORT,
    MODEL_SERVER,
    PART_OF,
    ROUTER,
    STATS_PORT,
    Manifest,
    ServingNamespace,
    labels,
    metadata,
    selector,
)
from app.targets.manifests.model_server import SERVICE_ACCOUNT

_DNS_PORT = 53
_HTTPS_PORT = 443
# EKS Pod Identity's agent on each node: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
_POD_IDENTITY = {"ipBlock": {"cidr": "169.254.170.23/32"}}
_POD_IDENTITY_PORT = 80
_RESTRICTED = "restricted"


def foundation(namespace: ServingNamespace) -> list[Manifest]:
    """The namespace, the account of the model servers, and the network policies."""
    return [
        _namespace(namespace),
        {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": metadata(SERVICE_ACCOUNT, namespace, labels(MODEL_SERVER, MODEL_SERVER)),
            "automountServiceAccountToken": False,
        },
        _model_server_policy(namespace),
        _router_policy(namespace),
    ]


def _namespace(namespace: ServingNamespace) -> Manifest:
    levels = {f"pod-security.kubernetes.io/{mode}": _RESTRICTED for mode in ("enforce", "audit", "warn")}
    own = {"app.kubernetes.io/part-of": PART_OF, "app.kubernetes.io/managed-by": PART_OF}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": namespace.name, "labels": {**own, **levels}},
    }


def _model_server_policy(namespace: ServingNamespace) -> Manifest:
    """Model servers are called at their one port; they call DNS, HTTPS (S3, STS) and the ports the namespace names.

    Who may call them stays open: routers do, and so does the API server's proxy (previews, errors of the model), which
    is no pod and has no address that a policy could name in every cluster.
    """
    ports = [_HTTPS_PORT, *namespace.egress_ports]
    return _policy(
        MODEL_SERVER,
        namespace,
        ingress=[{"ports": [_tcp(HTTP_PORT)]}],
        egress=[
            _dns(),
            {"ports": [_tcp(port) for port in ports]},
            {"to": [_POD_IDENTITY], "ports": [_tcp(_POD_IDENTITY_PORT)]},
        ],
    )


def _router_policy(namespace: ServingNamespace) -> Manifest:
    """Routers are called by everybody; they call model servers, and nobody else."""
    return _policy(
        ROUTER,
        namespace,
        ingress=[{"ports": [_tcp(HTTP_PORT), _tcp(STATS_PORT)]}],
        egress=[_dns(), {"to": [{"podSelector": selector(MODEL_SERVER)}], "ports": [_tcp(HTTP_PORT)]}],
    )


def _policy(
    component: str, namespace: ServingNamespace, *, ingress: list[dict[str, Any]], egress: list[dict[str, Any]]
) -> Manifest:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata(component, namespace, labels(component, component)),
        "spec": {
            "podSelector": selector(component),
            "policyTypes": ["Ingress", "Egress"],
            "ingress": ingress,
            "egress": egress,
        },
    }


def _dns() -> dict[str, Any]:
    return {"ports": [{"protocol": "UDP", "port": _DNS_PORT}, _tcp(_DNS_PORT)]}


def _tcp(port: int) -> dict[str, Any]:
    return {"protocol": "TCP", "port": port}
