"""Keeps releases in PostgreSQL, so that a killed one goes on and two people do not release one model at once."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.errors import SlipwayError
from app.rollout.state import Phase, Release
from app.rollout.tables import releases as _table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

_DEPLOYMENT_LOCK = 0x511C  # first key of an advisory lock; the second is a hash of the name
_MODEL_LOCK = 0x511D
_LOCK_POLL_SECONDS = 0.05


class ReleaseConflictError(SlipwayError):
    """Somebody else is releasing this deployment or this model."""


@dataclass(frozen=True)
class Past:
    """A release as it is stored, when it began and when it last changed."""

    release: Release
    created_at: datetime
    updated_at: datetime


class ReleaseStore:
    """The releases of one environment, in a database whose tables `create_tables` has made."""

    def __init__(self, engine: Engine, environment: str) -> None:
        self._engine = engine
        self._environment = environment

    def save(self, release: Release) -> Release:
        """Store a release whose stored revision is still the one it was read with.

        Returns:
            The release with its number and its new revision.

        Raises:
            ReleaseConflictError: Somebody else has changed it, or started another release of the deployment.
        """
        saved = release.change(revision=release.revision + 1)
        with self._engine.begin() as connection:
            number = _insert(connection, self._environment, saved) if release.number is None else release.number
            saved = saved.change(number=number)
            if release.number is not None and not _update(connection, saved):
                raise ReleaseConflictError(
                    f"the release of {release.deployment} was changed by somebody else",
                    why=f"it is no longer at revision {release.revision}",
                    fix="look at it with `mlflow deployments get`, then decide again",
                )
        return saved

    def latest(self, deployment: str) -> Release | None:
        """The newest release of a deployment, finished or not; None where there was none."""
        newest = self.history(deployment, limit=1)
        return newest[0].release if newest else None

    def newest(self) -> dict[str, Release]:
        """The newest release of every deployment there has ever been, by the deployment's name."""
        query = (
            select(_table)
            .where(_table.c.environment == self._environment)
            .distinct(_table.c.deployment)
            .order_by(_table.c.deployment, _table.c.number.desc())
        )
        with self._engine.connect() as connection:
            return {row.deployment: _release(row) for row in connection.execute(query)}

    def history(self, deployment: str, *, limit: int) -> list[Past]:
        """The newest releases of a deployment, newest first, at most `limit`."""
        query = (
            select(_table)
            .where(_table.c.environment == self._environment, _table.c.deployment == deployment)
            .order_by(_table.c.number.desc())
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Past(_release(row), row.created_at, row.updated_at) for row in rows]

    @contextmanager
    def exclusive(self, deployment: str, model: str, *, wait_seconds: float = 0.0) -> Iterator[None]:
        """Keep everybody else from releasing `deployment` or `model`; the database lets go when this process dies.

        Args:
            deployment: The deployment's name.
            model: The registered model's name.
            wait_seconds: How long to wait, for each of the two, until whoever releases it now has ended.

        Raises:
            ReleaseConflictError: Somebody is releasing one of them still.
        """
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection, ExitStack() as held:
            held.enter_context(self._locked(connection, _DEPLOYMENT_LOCK, "deployment", deployment, wait_seconds))
            held.enter_context(self._locked(connection, _MODEL_LOCK, "model", model, wait_seconds))
            yield

    @contextmanager
    def _locked(self, connection: Connection, space: int, kind: str, name: str, wait_seconds: float) -> Iterator[None]:
        key = (space, func.hashtext(f"{self._environment}/{kind} {name}"))
        end = time.monotonic() + wait_seconds
        while not (taken := connection.execute(select(func.pg_try_advisory_lock(*key))).scalar_one()):
            if time.monotonic() >= end:
                break
            time.sleep(_LOCK_POLL_SECONDS)
        if not taken:
            raise _taken(kind, name, self._unfinished(kind, name))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(*key)))

    def _unfinished(self, kind: str, name: str) -> Release | None:
        """The newest unfinished release of a deployment, or of a model whichever deployment it goes to."""
        query = (
            select(_table)
            .where(_table.c.environment == self._environment, _table.c[kind] == name)
            .where(_table.c.phase.not_in([phase.value for phase in Phase if phase.finished]))
            .order_by(_table.c.updated_at.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _release(row) if row else None


def _taken(kind: str, name: str, release: Release | None) -> ReleaseConflictError:
    """Who releases what, where it is known: whoever holds the lock stores its release a moment later."""
    what = f"{kind} {name} is being released by somebody else right now"
    if release is None:
        return ReleaseConflictError(what, fix="wait until that release has ended")
    return ReleaseConflictError(
        what,
        why=f"{release.actor} is releasing version {release.candidate} to {release.deployment}, {release.phase}",
        fix=f"wait until that release has ended, or `bin/slipway abort {release.deployment}`",
    )


def _release(row: Row[Any]) -> Release:
    return Release.model_validate({**row.state, "number": row.number})


def _insert(connection: Connection, environment: str, release: Release) -> int:
    row = _row(release) | {"environment": environment, "deployment": release.deployment, "model": release.model}
    try:
        return int(connection.execute(insert(_table).values(row).returning(_table.c.number)).scalar_one())
    except IntegrityError as error:
        raise ReleaseConflictError(
            f"{release.deployment} has a release that is not finished",
            fix="update the deployment to that release's version to go on, or to the stable version to abort it",
        ) from error


def _update(connection: Connection, release: Release) -> bool:
    """Whether the row was still the one before `release`."""
    statement = (
        update(_table)
        .where(_table.c.number == release.number, _table.c.revision == release.revision - 1)
        .values({**_row(release), "updated_at": func.clock_timestamp()})
    )
    return connection.execute(statement).rowcount == 1


def _row(release: Release) -> dict[str, object]:
    state = release.model_dump(mode="json", exclude={"number"})
    return {"phase": release.phase.value, "revision": release.revision, "state": state}
