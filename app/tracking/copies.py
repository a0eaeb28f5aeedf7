"""A copy of a database, made and put back by PostgreSQL itself: on the same server, whole, in seconds.

`CREATE DATABASE … TEMPLATE` copies files, so nothing is left out as a dump of our own making might leave something out.
It needs the right to create databases, which `app.tracking.role` gives, and nobody connected to the original meanwhile:
https://www.postgresql.org/docs/16/manage-ag-templatedbs.html
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

# Every server has it, and one does not stand in a database while it is copied or renamed.
_MAINTENANCE = "postgres"
_PATIENCE_SECONDS = 30  # a client that reconnects by itself is disconnected again until then
_LOCK = 0x51_1F_AA


class Copies:
    """The database at `url` and its copy, as seen from beside them.

    Args:
        url: The database that is upgraded.
    """

    def __init__(self, url: URL) -> None:
        assert url.database, "a database URL names a database"  # noqa: S101
        self._url = url
        self.original = url.database
        self.copy = f"{url.database}_before_upgrade"
        self.failed = f"{url.database}_failed_upgrade"

    def url_of_copy(self) -> URL:
        """Where the copy can be read."""
        return self._url.set(database=self.copy)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other upgrades of this server out for as long as the context is open.

        Raises:
            SlipwayError: Another one is at work.
        """
        with self._connected() as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
                raise SlipwayError("another upgrade of this database is at work", fix="wait until it has ended")
            yield

    def exists(self) -> bool:
        """A copy is there: of an upgrade that is under way, or that was killed."""
        with self._connected() as connection:
            names = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": self.copy})
            return names.scalar() is not None

    def make(self) -> None:
        """Copy the database; who is connected to it with the same role is disconnected.

        Raises:
            SlipwayError: The role may not create databases, somebody else stays connected, or the disk is full.
        """
        try:
            self._make()
        except ProgrammingError as error:
            raise SlipwayError(
                f"the database {self.original} cannot be copied, and is not upgraded without a copy",
                why=_first_line(error),
                fix=f'have the database\'s owner run: ALTER ROLE "{self._url.username}" CREATEDB',
            ) from error
        except OperationalError as error:
            raise SlipwayError(
                f"the database {self.original} cannot be copied, and is not upgraded without a copy",
                why=_first_line(error),
                fix="stop what is connected to it, and see that the disk has room for the database twice",
            ) from error

    @retry(
        retry=retry_if_exception_type(OperationalError),
        stop=stop_after_delay(_PATIENCE_SECONDS),
        wait=wait_fixed(0.5),
        reraise=True,
    )
    def _make(self) -> None:
        with self._connected() as connection:
            self._disconnect(connection)
            connection.execute(text(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.original}"'))

    @retry(
        retry=retry_if_exception_type(OperationalError),
        stop=stop_after_delay(_PATIENCE_SECONDS),
        wait=wait_fixed(0.5),
        reraise=True,
    )
    def put_back(self) -> None:
        """Make the copy the database again, at once or not at all; what it replaces is kept beside it."""
        with self._connected() as connection:
            self._disconnect(connection)
            connection.execute(text(f'DROP DATABASE IF EXISTS "{self.failed}"'))
            connection.execute(text("BEGIN"))  # the two renamings are one change
            connection.execute(text(f'ALTER DATABASE "{self.original}" RENAME TO "{self.failed}"'))
            connection.execute(text(f'ALTER DATABASE "{self.copy}" RENAME TO "{self.original}"'))
            connection.execute(text("COMMIT"))

    def drop(self) -> None:
        """Drop the copy."""
        with self._connected() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)'))

    def _disconnect(self, connection: Connection) -> None:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname IN (:original, :copy) AND usename = current_user"
            ),
            {"original": self.original, "copy": self.copy},
        )

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        # Each statement for itself: a database is never created or dropped inside a transaction.
        engine = create_engine(self._url.set(database=_MAINTENANCE), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            yield connection


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
