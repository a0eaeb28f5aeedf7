"""What the Kubernetes target asks a cluster for, as pure functions: a configuration in, manifests out.

The names meant for other rooms are listed in `__all__`.
"""

from __future__ import annotations

from app.targets.manifests.common import Images, Manifest, ServingNamespace
from app.targets.manifests.drift import CRON_JOB_VERSIONS, DriftSchedule, drift_checks, drift_name
from app.targets.manifests.foundation import foundation
from app.targets.manifests.model_server import (
    DEPLOYMENT_LABEL,
    MODEL_ANNOTATION,
    PLACEMENT_ANNOTATION,
    VERSION_LABEL,
    ModelVersion,
    host,
    model_server,
    object_name,
)
from app.targets.manifests.router import ROUTES_CONFIG_MAP, router, routes_config_map, target_group_binding

__all__ = [
    "CRON_JOB_VERSIONS",
    "DEPLOYMENT_LABEL",
    "MODEL_ANNOTATION",
    "PLACEMENT_ANNOTATION",
    "ROUTES_CONFIG_MAP",
    "VERSION_LABEL",
    "DriftSchedule",
    "Images",
    "Manifest",
    "ModelVersion",
    "ServingNamespace",
    "drift_checks",
    "drift_name",
    "foundation",
    "host",
    "model_server",
    "object_name",
    "router",
    "routes_config_map",
    "target_group_binding",
]
