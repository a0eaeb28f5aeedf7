"""The router of a serving namespace: Envoy, replicated, fed from a ConfigMap."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any

from app.routing.bootstrap import bootstrap
from app.routing.envoy import discovery_response, dynamic_configuration
from app.routing.listener import CLUSTERS_FILE, ROUTES_FILE
from app.targets.manifests.common import (
    HTTP_PORT,
    ROUTER,
    STATS_PORT,
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

ROUTES_CONFIG_MAP = "router-routes"
BOOTSTRAP_CONFIG_MAP = "router-bootstrap"
NODE_PORT = 30080
HEALTH_NODE_PORT = 30081
"""The node ports that the load balancer of the ingress stack forwards to and asks for health."""

REPLICAS = 2
DRAIN_SECONDS = 12
"""How long a router that is to end answers what still comes, closing connections: longer than kube-proxy and the load
balancer need to send nothing more."""

_ADMIN_PORT = 9901
_BOOTSTRAP_FOLDER = PurePosixPath("/etc/slipway/router")
_ROUTES_FOLDER = PurePosixPath("/etc/slipway/routes")
_GRACE_SECONDS = DRAIN_SECONDS + 30 + 5  # and the longest request
# From here on health checks fail and every answer closes its connection; the image has Python, and no curl.
_LEAVE = (
    "import time, urllib.request as r; "
    f"r.urlopen(r.Request('http://127.0.0.1:{_ADMIN_PORT}/healthcheck/fail', method='POST')); "
    f"time.sleep({DRAIN_SECONDS})"
)


def router(namespace: ServingNamespace) -> list[Manifest]:
    """The router's objects, but for the ConfigMap of its routes, which belongs to releases."""
    made = labels(ROUTER, ROUTER)
    return [
        {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": metadata(ROUTER, namespace, made),
            "automountServiceAccountToken": False,
        },
        _bootstrap(namespace),
        _deployment(namespace),
        _service(namespace),
        disruption_budget(ROUTER, namespace, made, selector(ROUTER)),
    ]


def routes_config_map(namespace: ServingNamespace) -> Manifest:
    """The routes as they are before any deployment was made."""
    empty = dynamic_configuration(())
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(ROUTES_CONFIG_MAP, namespace, labels(ROUTER, ROUTER)),
        "data": {
            CLUSTERS_FILE: discovery_response(empty.clusters.values())[0],
            ROUTES_FILE: discovery_response([empty.routes])[0],
        },
    }


def target_group_binding(namespace: ServingNamespace, target_group_arn: str, *, api_version: str) -> Manifest:
    """Registers the cluster's nodes with the load balancer of the ingress stack.

    Args:
        namespace: Where the router is.
        target_group_arn: The load balancer's target group.
        api_version: `eks.amazonaws.com/v1` under EKS Auto Mode, `elbv2.k8s.aws/v1beta1` where the AWS Load Balancer
            Controller was installed.
    """
    return {
        "apiVersion": api_version,
        "kind": "TargetGroupBinding",
        "metadata": metadata(ROUTER, namespace, labels(ROUTER, ROUTER)),
        "spec": {
            "serviceRef": {"name": ROUTER, "port": HTTP_PORT},
            "targetGroupARN": target_group_arn,
            "targetType": "instance",
        },
    }


def _bootstrap_text() -> str:
    made = bootstrap(
        _ROUTES_FOLDER,
        router_port=HTTP_PORT,
        admin_port=_ADMIN_PORT,
        listen_address="0.0.0.0",  # noqa: S104 - a pod's network is its own
        stats_port=STATS_PORT,
    )
    return json.dumps(made, indent=1)


def _bootstrap(namespace: ServingNamespace) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(BOOTSTRAP_CONFIG_MAP, namespace, labels(ROUTER, ROUTER)),
        "data": {"bootstrap.json": _bootstrap_text()},
    }


def _deployment(namespace: ServingNamespace) -> Manifest:
    # Envoy reads its bootstrap once: another one is for new pods.
    digest = hashlib.sha256(_bootstrap_text().encode()).hexdigest()[:16]
    made = labels(ROUTER, ROUTER)
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(ROUTER, namespace, made),
        "spec": {
            "replicas": REPLICAS,
            "revisionHistoryLimit": 2,
            "selector": selector(ROUTER),
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "template": {
                "metadata": {"labels": made, "annotations": {"slipway/bootstrap": digest}},
                "spec": _pod(namespace),
            },
        },
    }


def _pod(namespace: ServingNamespace) -> dict[str, Any]:
    return {
        "serviceAccountName": ROUTER,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "securityContext": pod_security(),
        "terminationGracePeriodSeconds": _GRACE_SECONDS,
        "topologySpreadConstraints": spread(selector(ROUTER)),
        # Names of Services are given in full: without this each is tried with every search domain first.
        "dnsConfig": {"options": [{"name": "ndots", "value": "1"}]},
        "containers": [_container(namespace)],
        "volumes": [
            {"name": "bootstrap", "configMap": {"name": BOOTSTRAP_CONFIG_MAP}},
            {"name": "routes", "configMap": {"name": ROUTES_CONFIG_MAP}},
            {"name": "tmp", "emptyDir": {}},
        ],
    }


def _container(namespace: ServingNamespace) -> dict[str, Any]:
    bootstrap_file = str(_BOOTSTRAP_FOLDER / "bootstrap.json")
    return {
        "name": ROUTER,
        "image": namespace.images.router,
        "imagePullPolicy": "IfNotPresent",
        "args": ["--config-path", bootstrap_file, "--disable-hot-restart", "--concurrency", "2"],
        "ports": [
            {"name": "http", "containerPort": HTTP_PORT, "protocol": "TCP"},
            {"name": "stats", "containerPort": STATS_PORT, "protocol": "TCP"},
        ],
        "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}, "limits": {"memory": "512Mi"}},
        "securityContext": container_security(),
        "lifecycle": {"preStop": {"exec": {"command": ["python", "-c", _LEAVE]}}},
        "startupProbe": probe("/ready", HTTP_PORT, every_seconds=1, failures=60),
        "readinessProbe": probe("/ready", HTTP_PORT, every_seconds=2, failures=2),
        "livenessProbe": probe("/ready", STATS_PORT, every_seconds=10, failures=6, timeout_seconds=5),
        "volumeMounts": [
            {"name": "bootstrap", "mountPath": str(_BOOTSTRAP_FOLDER), "readOnly": True},
            {"name": "routes", "mountPath": str(_ROUTES_FOLDER), "readOnly": True},
            {"name": "tmp", "mountPath": "/tmp"},  # noqa: S108 - a volume of the pod's own
        ],
    }


def _service(namespace: ServingNamespace) -> Manifest:
    def port(name: str, number: int, node_port: int) -> dict[str, Any]:
        return {"name": name, "port": number, "targetPort": HTTP_PORT, "nodePort": node_port, "protocol": "TCP"}

    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(ROUTER, namespace, labels(ROUTER, ROUTER)),
        "spec": {
            "type": "NodePort",
            "selector": selector(ROUTER)["matchLabels"],
            "ports": [port("http", HTTP_PORT, NODE_PORT), port("health", HTTP_PORT + 1, HEALTH_NODE_PORT)],
        },
    }
