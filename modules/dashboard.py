"""One page to look at when an alarm goes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modules import cdk, names
from modules.alarms import PERIOD_SECONDS, THROTTLED_METRIC
from modules.aws import cloudwatch

if TYPE_CHECKING:
    from collections.abc import Sequence

# A dashboard is 24 units wide: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
WIDTH, HEIGHT, COLUMNS = 12, 6, 2


class Dashboard(cdk.Construct):
    """Calls, errors, latency, the tracking server and the database.

    Args:
        scope: The construct that the dashboard belongs to.
        construct_id: Its id.
        environment: The environment's name.
        region: The region.
        api_id: The HTTP API.
        database: The database instance; None: it is not ours.
    """

    def __init__(
        self, scope: cdk.Scope, construct_id: str, *, environment: str, region: str, api_id: str, database: str | None
    ) -> None:
        super().__init__(scope, construct_id)
        self._region = region
        tracking = names.tracking_server(environment)
        api, server = ("ApiId", api_id), ("ClusterName", tracking, "ServiceName", tracking)
        graphs = [
            ("Calls", "Sum", _lines("AWS/ApiGateway", ("Count", "4xx", "5xx"), api)),
            ("Throttled calls", "Sum", _lines(names.metric_namespace(environment), (THROTTLED_METRIC,), ())),
            ("Latency p99 (ms)", "p99", _lines("AWS/ApiGateway", ("Latency", "IntegrationLatency"), api)),
            ("Tracking server (%)", "Average", _lines("AWS/ECS", ("CPUUtilization", "MemoryUtilization"), server)),
        ]
        if database:
            instance = ("DBInstanceIdentifier", database)
            graphs += [
                ("Database connections", "Maximum", _lines("AWS/RDS", ("DatabaseConnections",), instance)),
                ("Database free storage (bytes)", "Minimum", _lines("AWS/RDS", ("FreeStorageSpace",), instance)),
            ]
        widgets = [self._widget(place, *graph) for place, graph in enumerate(graphs)]
        cloudwatch.Dashboard(
            self, "Dashboard", dashboard_name=names.prefix(environment), dashboard_body=json.dumps({"widgets": widgets})
        )

    def _widget(self, place: int, title: str, statistic: str, metrics: Sequence[Sequence[str]]) -> dict[str, Any]:
        return {
            "type": "metric",
            "x": WIDTH * (place % COLUMNS),
            "y": HEIGHT * (place // COLUMNS),
            "width": WIDTH,
            "height": HEIGHT,
            "properties": {
                "title": title,
                "view": "timeSeries",
                "region": self._region,
                "stat": statistic,
                "period": PERIOD_SECONDS,
                "metrics": metrics,
            },
        }


def _lines(namespace: str, metrics: Sequence[str], dimensions: Sequence[str]) -> list[list[str]]:
    return [[namespace, metric, *dimensions] for metric in metrics]
