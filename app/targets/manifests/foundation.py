"""What a serving namespace has before any model: itself, the model servers' account, and who may call whom."""

from __future__ import annotations

from app.targets.manifests.common import (
    HTTP_PORT,
    MODEL_SERVER,
    PART_OF,
    ROUTER,
    STATS_PORT,
    Manifest,
    ServingNamespace,
    selector,
    service_account,
)
from app.targets.manifests.network import DNS, network_policy, outward, tcp

_RESTRICTED = "restricted"


def foundation(namespace: ServingNamespace) -> list[Manifest]:
    """The namespace, the account of the model servers, and the network policies."""
    return [
        _namespace(namespace),
        service_account(MODEL_SERVER, namespace),
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
    """Model servers are called at their one port; they call what their pods need.

    Who may call them stays open: routers do, and so does the API server's proxy (previews, errors of the model), which
    is no pod and has no address that a policy could name in every cluster.
    """
    return network_policy(MODEL_SERVER, namespace, ingress=[{"ports": [tcp(HTTP_PORT)]}], egress=outward(namespace))


def _router_policy(namespace: ServingNamespace) -> Manifest:
    """Routers are called by everybody; they call model servers, and nobody else."""
    return network_policy(
        ROUTER,
        namespace,
        ingress=[{"ports": [tcp(HTTP_PORT), tcp(STATS_PORT)]}],
        egress=[DNS, {"to": [{"podSelector": selector(MODEL_SERVER)}], "ports": [tcp(HTTP_PORT)]}],
    )
