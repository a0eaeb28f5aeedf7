"""What was seen of the traffic while a release went on: kept step by step, for the live view and the report."""

from __future__ import annotations

import time
from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict
from sqlalchemy import insert, select

from app.rollout.tables import samples as _table
from app.targets.traffic import Traffic  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from app.rollout.state import Release
    from app.targets.port import Target
    from app.targets.traffic import Observation, Split

INTERVAL_SECONDS = 1.0
"""The least time between two samples whose weights are the same: what a person can follow."""

_SAMPLES_A_STEP = 300
"""A step of hours is sampled less often: a picture has no more dots, and the table no more rows."""


class Sample(BaseModel):
    """One look at a release.

    Args:
        at: When, in seconds since the epoch.
        weights: Percent of the traffic by version.
        traffic: Counters by version since its server started; versions that could not be read are left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: float
    weights: Mapping[str, int]
    traffic: Mapping[str, Traffic]


class SampleStore:
    """The samples of releases, in a database whose tables `app.rollout.tables.create_tables` has made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, release: int, sample: Sample) -> None:
        """Keep a sample of the release with this number."""
        with self._engine.begin() as connection:
            connection.execute(insert(_table).values(release=release, **sample.model_dump(mode="json")))

    def of(self, release: int, *, since: float = 0.0) -> list[Sample]:
        """The samples of a release, oldest first; those after `since` (seconds since the epoch) where it is given."""
        query = (
            select(_table.c.at, _table.c.weights, _table.c.traffic)
            .where(_table.c.release == release, _table.c.at > since)
            .order_by(_table.c.number)
        )
        with self._engine.connect() as connection:
            return [Sample.model_validate(dict(row)) for row in connection.execute(query).mappings()]


class Sampled:
    """A target that keeps what a release sees and sets; everything else goes through untouched.

    The executor looks at the traffic before each decision. Here these looks are kept, so that it needs to know nothing
    of views and reports.
    """

    def __init__(self, target: Target, store: SampleStore, release: Release, clock: Callable[[], float]) -> None:
        self._target = target
        self._store = store
        self._number = release.number or 0
        self._interval = max(INTERVAL_SECONDS, release.policy.pause_seconds / _SAMPLES_A_STEP)
        self._clock = clock
        self._weights: Mapping[str, int] | None = None
        self._kept_at = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._target, name)

    def set_split(self, deployment: str, split: Split) -> None:
        """See `Target.set_split`."""
        self._target.set_split(deployment, split)
        self._weights = {version: weight for version, weight in split.weights.items() if weight}
        self._kept_at = 0.0

    def observe(self, deployment: str) -> Observation:
        """See `Target.observe`."""
        observation = self._target.observe(deployment)
        if self._weights is None:  # a release that goes on where a killed one stood
            status = self._target.status(deployment)
            self._weights = {each.version: each.weight for each in status.versions if each.weight} if status else {}
        if self._clock() - self._kept_at >= self._interval:
            self._keep(observation)
        return observation

    def _keep(self, observation: Observation) -> None:
        self._kept_at = self._clock()
        traffic = {version: seen for version, seen in observation.items() if seen is not None}
        self._store.add(self._number, Sample(at=self._kept_at, weights=self._weights or {}, traffic=traffic))


def sampled(target: Target, store: SampleStore, release: Release, *, clock: Callable[[], float] = time.time) -> Target:
    """The target, with what `release` sees through it kept in `store`."""
    return cast("Target", Sampled(target, store, release, clock))  # the methods it lacks are the target's own
