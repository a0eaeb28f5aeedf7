"""The Kubernetes target: model servers as Deployments behind a replicated Envoy, in any cluster that can be reached.

The names meant for other rooms are listed in `__all__`.
"""

from __future__ import annotations

from app.targets.kubernetes.api import Api
from app.targets.kubernetes.target import KubernetesTarget, Surroundings

__all__ = ["Api", "KubernetesTarget", "Surroundings"]
