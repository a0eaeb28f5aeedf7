"""Endpoints: public paths of their own, `/endpoints/<endpoint>`, each answered by one deployment at a time.

Callers know the endpoint; which deployment answers can change under them, between models too, where a deployment's own
releases only change its model's version. The database remembers which deployment an endpoint belongs to, and the
target publishes it; whoever changes an endpoint does both, the target last, so that repeating a change completes it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from app.errors import BadInputError
from app.rollout.outcome import ExistsError, MissingError
from app.rollout.tables import endpoints as _table
from app.routing.route import DEPLOYMENT_NAME
from app.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Engine

    from app.targets.port import Target

_LOCK = 0x511E  # first key of an advisory lock; the second is a hash of the environment


@dataclass(frozen=True)
class Endpoint:
    """A public path; `deployment` is the one that answers, empty where none does: callers then get a 404."""

    name: str
    deployment: str = ""


class Endpoints:
    """The endpoints of one environment.

    Args:
        target: Where they are published.
        engine: A database whose tables `app.rollout.tables.create_tables` has made.
        environment: The environment's name.
    """

    def __init__(self, target: Target, engine: Engine, environment: str) -> None:
        self._target = target
        self._engine = engine
        self._environment = environment

    def create(self, name: str, deployment: str = "") -> Endpoint:
        """Make an endpoint, answered by `deployment` where one is named.

        Raises:
            ExistsError: There is an endpoint or a deployment of that name.
            MissingError: There is no such deployment.
            BadInputError: The name cannot be part of a URL.
        """
        check_name(name, "endpoint")
        self._check_deployment(deployment)
        with self._changing() as connection:
            if name in self._read(connection):
                raise ExistsError(f"there is an endpoint {name!r} already", fix="update it, or delete it first")
            if self._target.status(name) is not None:
                raise ExistsError(
                    f"an endpoint cannot be called {name!r}",
                    why="there is a deployment of that name, and its path is the same",
                    fix="choose another name",
                )
            row = {"environment": self._environment, "name": name, "deployment": deployment or None}
            connection.execute(insert(_table).values(row))
            self._publish(connection, deployment)
        return Endpoint(name, deployment)

    def update(self, name: str, deployment: str) -> Endpoint:
        """Let `deployment` answer an endpoint, without a request that nobody answers.

        Raises:
            MissingError: There is no such endpoint or deployment.
        """
        self._check_deployment(deployment)
        with self._changing() as connection:
            before = self._of(connection, name).deployment
            self._set(connection, name, deployment)
            for changed in (deployment, before):  # for a moment both answer: better than neither
                self._publish(connection, changed)
        return Endpoint(name, deployment)

    def delete(self, name: str) -> None:
        """Remove an endpoint; the deployment stays. Does nothing where there is none."""
        with self._changing() as connection:
            found = self._read(connection).get(name)
            if found is not None:
                connection.execute(delete(_table).where(*self._key(name)))
                self._publish(connection, found.deployment)

    def get(self, name: str) -> Endpoint:
        """The endpoint of that name.

        Raises:
            MissingError: There is none.
        """
        with self._engine.connect() as connection:
            return self._of(connection, name)

    def list(self) -> list[Endpoint]:
        """Every endpoint, by name."""
        with self._engine.connect() as connection:
            return sorted(self._read(connection).values(), key=lambda each: each.name)

    def claim(self, name: str, deployment: str) -> None:
        """Give an endpoint that nobody answers to a deployment that is about to be made; `publish` makes it answer.

        Raises:
            MissingError: There is no such endpoint.
            ExistsError: Another deployment answers it.
        """
        with self._changing() as connection:
            found = self._of(connection, name)
            if found.deployment not in {"", deployment}:
                raise ExistsError(
                    f"the deployment {found.deployment!r} answers the endpoint {name!r} already",
                    why="one deployment answers an endpoint at a time",
                    fix=f"create the deployment without it, then update the endpoint with deployment={deployment}",
                )
            self._set(connection, name, deployment)

    def publish(self, deployment: str) -> None:
        """Make the target publish a deployment's endpoints; again without effect where it does."""
        with self._changing() as connection:
            if any(each.deployment == deployment for each in self._read(connection).values()):
                self._publish(connection, deployment)

    def forget(self, deployment: str) -> None:
        """Let a deployment that is gone answer nothing; its endpoints stay, and answer 404."""
        with self._changing() as connection:
            own = (_table.c.environment == self._environment, _table.c.deployment == deployment)
            connection.execute(update(_table).where(*own).values(deployment=None))

    def check_free(self, name: str) -> None:
        """Refuse a deployment's name that is an endpoint's: both would have the same path.

        Raises:
            ExistsError: There is an endpoint of that name.
        """
        if name in {each.name for each in self.list()}:
            raise ExistsError(f"there is an endpoint {name!r} already", why="a deployment has the path of its name too")

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction; who changes endpoints of the environment at the same time waits for it."""
        with self._engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(self._environment))))
            yield connection

    def _read(self, connection: Connection) -> dict[str, Endpoint]:
        rows = connection.execute(select(_table).where(_table.c.environment == self._environment))
        return {row.name: Endpoint(row.name, row.deployment or "") for row in rows}

    def _of(self, connection: Connection, name: str) -> Endpoint:
        known = self._read(connection)
        if name not in known:
            raise MissingError(
                f"there is no endpoint {name!r}{nearest(name, known)}",
                why=f"there are: {', '.join(sorted(known)) or 'none'}",
                fix=f"mlflow deployments create-endpoint -t slipway:/{self._environment} --endpoint {name}",
            )
        return known[name]

    def _set(self, connection: Connection, name: str, deployment: str) -> None:
        connection.execute(update(_table).where(*self._key(name)).values(deployment=deployment))

    def _publish(self, connection: Connection, deployment: str) -> None:
        if deployment:
            own = sorted(each.name for each in self._read(connection).values() if each.deployment == deployment)
            self._target.set_endpoints(deployment, tuple(own))

    def _key(self, name: str) -> tuple[ColumnElement[bool], ...]:
        return (_table.c.environment == self._environment, _table.c.name == name)

    def _check_deployment(self, name: str) -> None:
        if name and self._target.status(name) is None:
            known = self._target.deployments()
            raise MissingError(
                f"there is no deployment {name!r}{nearest(name, known)}", why=f"there are: {', '.join(known) or 'none'}"
            )


def check_name(name: str, what: str) -> None:
    """Refuse a name that could not be part of a URL.

    Args:
        name: The name.
        what: What it names: "deployment", "endpoint".

    Raises:
        BadInputError: It has other characters, or too many.
    """
    if not re.fullmatch(DEPLOYMENT_NAME, name):
        raise BadInputError(
            f"{what} name {name!r} cannot be used",
            why="it becomes part of a URL and of process names",
            fix="use up to 40 lower-case letters, digits and hyphens",
        )
