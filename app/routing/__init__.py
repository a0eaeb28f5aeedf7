"""Traffic: typed routes, the pure function that turns them into Envoy's configuration, and the publisher.

The names meant for other rooms are listed in `__all__`.
"""

from __future__ import annotations

from app.routing.admin import AdminClient, ClusterTraffic, RouterError, UnhealthyBackendError
from app.routing.bootstrap import router_command
from app.routing.edge import EdgeSettings, read_edge
from app.routing.envoy import DynamicConfiguration, cluster_name, dynamic_configuration
from app.routing.publisher import Folder, Publisher
from app.routing.route import DEPLOYMENT_NAME, Assigned, Backend, Mirror, Route

__all__ = [
    "DEPLOYMENT_NAME",
    "AdminClient",
    "Assigned",
    "Backend",
    "ClusterTraffic",
    "DynamicConfiguration",
    "EdgeSettings",
    "Folder",
    "Mirror",
    "Publisher",
    "Route",
    "RouterError",
    "UnhealthyBackendError",
    "cluster_name",
    "dynamic_configuration",
    "read_edge",
    "router_command",
]
