"""A finding as metrics in a file: what the node exporter's textfile collector, or any scraper of files, takes up.

https://github.com/prometheus/node_exporter#textfile-collector
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

    from prometheus_client import CollectorRegistry

    from app.monitoring.check import Finding


def write_metrics(finding: Finding, path: Path) -> None:
    """Write a finding's metrics, the file whole or not at all.

    Raises:
        BadInputError: The file cannot be written.
    """
    from prometheus_client import write_to_textfile  # noqa: PLC0415 - the command starts without it

    try:
        write_to_textfile(str(path), _registry(finding))
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written", why=str(error), fix="give a file in a folder that is there"
        ) from error


def _registry(finding: Finding) -> CollectorRegistry:
    from prometheus_client import CollectorRegistry, Gauge  # noqa: PLC0415 - see above

    registry = CollectorRegistry()
    labels = {"deployment": finding.deployment, "version": finding.version}

    def gauge(name: str, text: str, value: float) -> None:
        if not math.isnan(value):  # an absent series says "unknown"; NaN would be drawn and compared
            Gauge(name, text, labels.keys(), registry=registry).labels(**labels).set(value)

    metrics = finding.report.metrics
    gauge("slipway_drift_rows", "Rows in the window.", finding.report.rows)
    gauge("slipway_drift_columns", "Columns compared.", len(finding.report.compared))
    gauge("slipway_drift_conclusive", "1 when the window said something.", float(bool(finding.report.compared)))
    gauge("slipway_drift_drifted_columns", "Columns that have drifted.", metrics["drifted_columns"])
    gauge("slipway_drift_checked_timestamp_seconds", "When the check was made.", finding.until.timestamp())
    names = (*labels, "column", "role")
    psi = Gauge("slipway_drift_psi", "Population stability index against the training data.", names, registry=registry)
    p_value = Gauge("slipway_drift_adjusted_p_value", "P-value, adjusted for all columns.", names, registry=registry)
    for column in finding.report.compared:
        psi.labels(*labels.values(), column.name, column.role).set(column.psi)
        p_value.labels(*labels.values(), column.name, column.role).set(column.adjusted_p_value)
    return registry
