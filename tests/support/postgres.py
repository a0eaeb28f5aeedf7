"""A real PostgreSQL for tests: one server a session, an empty database for each test that asks."""

from __future__ import annotations

import itertools
import socket
from typing import TYPE_CHECKING

import pytest

from app.database import SECRET_FILE_VARIABLE, engine
from app.local.postgres import Postgres
from app.local.supervisor import Supervisor
from app.outputs import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


def free_port() -> int:
    """A TCP port on loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """The home folder and port of a running server."""
    home, port = tmp_path_factory.mktemp("postgres-home"), free_port()
    first = Postgres(home, Database(host="127.0.0.1", port=port, name="first", username="slipway"))
    supervisor = Supervisor(home)
    try:
        first.prepare()
        supervisor.ensure(first.program())
        first.provide()
        yield home, port
    finally:
        supervisor.shutdown()


_numbers = itertools.count(1)


@pytest.fixture
def postgres_database(postgres_home: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> Database:
    """A new, empty database; the environment names the file with its secret."""
    home, port = postgres_home
    database = Database(host="127.0.0.1", port=port, name=f"test_{next(_numbers)}", username="slipway")
    server = Postgres(home, database)
    server.provide()
    monkeypatch.setenv(SECRET_FILE_VARIABLE, str(server.secret_file))
    return database


@pytest.fixture
def postgres_engine(postgres_database: Database) -> Iterator[Engine]:
    """An engine on a new, empty database."""
    made = engine(postgres_database)
    yield made
    made.dispose()
