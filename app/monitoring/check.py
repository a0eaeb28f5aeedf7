"""One drift check from end to end: the payload log's window, the version's profile, the comparison."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.monitoring.drift import DriftReport, Thresholds, compare
from app.monitoring.window import read_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.gates import GateReport
    from app.monitoring.profile import ReferenceProfile
    from app.monitoring.stores import Store


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found.

    Attributes:
        deployment: The deployment.
        model: The registered model.
        version: The version whose requests were compared.
        since: The window's begin.
        until: The window's end.
        requests: Answered requests in the window.
        profile_digest: Which profile they were held against; empty where there were too few rows to need one.
        report: The comparison.
        gate: The verdict.
    """

    deployment: str
    model: str
    version: str
    since: datetime
    until: datetime
    requests: int
    profile_digest: str
    report: DriftReport
    gate: GateReport

    @property
    def summary(self) -> str:
        """One sentence."""
        report = self.report
        if report.rows < report.thresholds.minimum_rows:
            return (
                f"inconclusive: {report.rows} rows in the window, at least {report.thresholds.minimum_rows} are needed"
            )
        if not report.compared:
            return "inconclusive: none of the profile's columns is in the payload log"
        names = ", ".join(column.name for column in report.drifted)
        of_all = f"{len(report.drifted)} of {len(report.compared)} columns drifted"
        return f"{of_all}: {names}" if names else f"no drift: {of_all}"

    def document(self) -> dict[str, Any]:
        """The finding as JSON-able values; numbers that nobody knows are None."""
        return {
            "deployment": self.deployment,
            "model": self.model,
            "version": self.version,
            "since": self.since.isoformat(timespec="seconds"),
            "until": self.until.isoformat(timespec="seconds"),
            "verdict": self.gate.verdict.value,
            "summary": self.summary,
            "requests": self.requests,
            "rows": self.report.rows,
            "minimum_rows": self.report.thresholds.minimum_rows,
            "profile_digest": self.profile_digest,
            "metrics": {name: _known(value) for name, value in self.report.metrics.items()},
            "columns": [
                {
                    "name": column.name,
                    "role": column.role,
                    "test": column.test,
                    "note": column.note,
                    "psi": _known(column.psi),
                    "statistic": _known(column.statistic),
                    "p_value": _known(column.p_value),
                    "adjusted_p_value": _known(column.adjusted_p_value),
                    "drifted": column.drifted,
                }
                for column in self.report.columns
            ],
        }


def check(
    store: Store,
    deployment: str,
    profile_of: Callable[[str, str], ReferenceProfile],
    *,
    window: timedelta,
    version: str | None = None,
    stable_of: Callable[[str], str | None] = lambda _: None,
    thresholds: Thresholds | None = None,
) -> Finding:
    """Hold the last `window` of a deployment's requests against the profile of the version that answered them.

    Args:
        store: The payload log.
        deployment: The deployment.
        profile_of: The profile of a model's version.
        window: How far back to look.
        version: The version; None: the model's stable one, or else the one that answered the most rows.
        stable_of: The stable version of a model, where there is one.
        thresholds: When a column has drifted.

    Raises:
        SlipwayError: There is no payload log of the deployment, or no profile of the version.
    """
    limits = thresholds or Thresholds()
    until = datetime.now(UTC)
    found = read_window(store, deployment, until - window, until, version=version, stable_of=stable_of)
    digest = ""
    report = DriftReport(found.rows, limits, ())
    if found.rows >= limits.minimum_rows:
        profile = profile_of(found.model, found.version)
        digest = profile.digest
        report = compare(
            profile,
            found.features,
            found.predictions,
            rows=found.rows,
            redacted=found.redacted,
            thresholds=limits,
        )
    return Finding(
        deployment=deployment,
        model=found.model,
        version=found.version,
        since=until - window,
        until=until,
        requests=found.requests,
        profile_digest=digest,
        report=report,
        gate=report.gate(),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
