"""Drift checks that the cluster makes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.targets.manifests import CRON_JOB_VERSIONS, drift_checks, drift_name

if TYPE_CHECKING:
    from app.targets.kubernetes.api import Api
    from app.targets.manifests import DriftSchedule, ServingNamespace


class DriftChecks:
    """The scheduled checks in one namespace of a cluster.

    Args:
        api: The cluster.
        namespace: What runs there.
    """

    def __init__(self, api: Api, namespace: ServingNamespace) -> None:
        self._api = api
        self._namespace = namespace

    def schedule(self, schedule: DriftSchedule) -> None:
        """Check a deployment as `schedule` says, in place of an earlier schedule.

        Raises:
            SlipwayError: The cluster refuses the schedule, or serves no CronJobs.
        """
        served = next((each for each in CRON_JOB_VERSIONS if self._api.path(each, "CronJob")), None)
        if served is None:
            raise SlipwayError(
                "this cluster serves no CronJobs", fix="check from elsewhere: bin/slipway drift … --every 5m"
            )
        for manifest in drift_checks(schedule, self._namespace, api_version=served):
            self._api.apply(manifest)

    def end(self, deployment: str) -> None:
        """Check a deployment no more; nothing where it is not checked."""
        for version in CRON_JOB_VERSIONS:
            self._api.delete(version, "CronJob", drift_name(deployment))
