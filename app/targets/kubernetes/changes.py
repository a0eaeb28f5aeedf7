"""Changes of what is deployed, made so that of two people who change one deployment at once, one is refused."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.routing import Publisher, UnhealthyBackendError
from app.targets.kubernetes.api import ConflictError
from app.targets.port import CandidateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.targets.kubernetes.routers import RouteMap
    from app.targets.memory import Record

_SECONDS = 60.0


class Changes:
    """Makes changes, one after the other.

    Args:
        remembered: What is deployed.
        publisher: Brings it to the routers.
    """

    def __init__(self, remembered: RouteMap, publisher: Publisher) -> None:
        self._map = remembered
        self._publisher = publisher

    def make(
        self, deployment: str, change: Callable[[dict[str, Record]], dict[str, Record]], *, publish: bool = True
    ) -> None:
        """Change what is deployed and, with `publish`, what the routers do.

        Where somebody else has changed another deployment meanwhile, it is done again on top of that.

        Args:
            deployment: The deployment that changes.
            change: All deployments as they shall be, from what they are; called again where it has to be done again.
            publish: Whether the routers are told.

        Raises:
            CandidateError: A version that would newly take traffic is not healthy. Nothing is changed.
            SlipwayError: Somebody else is changing this deployment, or the routers or the cluster do not work.
        """
        end, first = time.monotonic() + _SECONDS, self._map.load()
        records = first
        while True:
            try:
                self._write(records, change(records), publish=publish)
            except ConflictError as error:
                records = self._map.load()
                if records.get(deployment) != first.get(deployment) or time.monotonic() > end:
                    raise SlipwayError(
                        f"somebody else is changing {deployment} now",
                        why="it is not what it was when this command looked",
                        fix=f"see what they do: mlflow deployments get --name {deployment}",
                    ) from error
                time.sleep(random.uniform(0.1, 1))  # noqa: S311 - so that two do not meet again
            else:
                return

    def _write(self, old: Mapping[str, Record], new: Mapping[str, Record], *, publish: bool) -> None:
        if not old and not new:
            return
        if publish:  # also what is remembered already: a command may have been killed between the two
            try:
                self._publisher.publish([record.route for record in new.values()])
            except UnhealthyBackendError as error:
                raise CandidateError(error.what, why=error.why, fix=error.fix) from error
        self._map.remember(new)
