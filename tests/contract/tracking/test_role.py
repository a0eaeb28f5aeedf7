"""The database's role, made by a master that is no superuser, as on RDS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg2
import pytest

from app.tracking.role import provide_role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class


@pytest.fixture
def master(postgres_home: tuple[Path, int]) -> Iterator[Connection]:
    """A role like RDS's master, with a database of its own."""
    home, port = postgres_home
    address = {"host": "127.0.0.1", "port": port}
    secret = (home / "secrets" / "postgres").read_text().strip()
    server = psycopg2.connect(**address, dbname="postgres", user="postgres", password=secret)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute("CREATE ROLE rds_iam")
        cursor.execute("CREATE ROLE master LOGIN CREATEDB CREATEROLE PASSWORD 'master'")
        cursor.execute("GRANT rds_iam TO master WITH ADMIN OPTION")
        cursor.execute("CREATE DATABASE made OWNER master")
    connection = psycopg2.connect(**address, dbname="made", user="master", password="master")
    yield connection
    connection.close()
    with server.cursor() as cursor:
        for words in ("DATABASE made", "ROLE app", "ROLE master", "ROLE rds_iam"):
            cursor.execute(f"DROP {words}")
    server.close()


def test_the_role_owns_its_database_signs_in_with_tokens_and_may_copy_it(master: Connection) -> None:
    for _ in range(2):  # the second time changes nothing
        provide_role(master, username="app", database="made")
    with master.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolcreatedb, rolsuper FROM pg_roles WHERE rolname = 'app'")
        assert cursor.fetchone() == (True, True, False)
        cursor.execute("SELECT pg_has_role('app', 'rds_iam', 'MEMBER')")
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'made'")
        assert cursor.fetchone() == ("app",)
        cursor.execute("SET ROLE app")
        cursor.execute("CREATE TABLE experiments (id integer)")
