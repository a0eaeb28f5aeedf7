"""Who may call whom in a serving namespace."""

from __future__ import annotations

from typing import Any

from app.targets.manifests.common import Manifest, ServingNamespace, labels, metadata, selector

_DNS_PORT = 53
_HTTPS_PORT = 443
# EKS Pod Identity's agent on each node: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
_POD_IDENTITY = {"ipBlock": {"cidr": "169.254.170.23/32"}}
_POD_IDENTITY_PORT = 80


def tcp(port: int) -> dict[str, Any]:
    """A TCP port of a rule."""
    return {"protocol": "TCP", "port": port}


DNS = {"ports": [{"protocol": "UDP", "port": _DNS_PORT}, tcp(_DNS_PORT)]}


def outward(namespace: ServingNamespace) -> list[dict[str, Any]]:
    """What pods call that read models or logs: DNS, HTTPS (S3, STS), the ports the namespace names, Pod Identity."""
    ports = [_HTTPS_PORT, *namespace.egress_ports]
    return [
        DNS,
        {"ports": [tcp(port) for port in ports]},
        {"to": [_POD_IDENTITY], "ports": [tcp(_POD_IDENTITY_PORT)]},
    ]


def network_policy(
    component: str, namespace: ServingNamespace, *, ingress: list[dict[str, Any]], egress: list[dict[str, Any]]
) -> Manifest:
    """What a component's pods may be called at, and what they may call; nothing else."""
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
