"""The embedded PostgreSQL: a real server from PyPI (`pgserver`), its data below the home folder."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
from psycopg2 import sql
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from app.errors import SlipwayError
from app.local.home import write_private
from app.local.program import Program

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class

    from app.outputs import Database

NAME = "postgres"
_START_SECONDS = 60
_SUPERUSER = "postgres"
_NOBODY = 65534


class Postgres:
    """One server: `prepare` makes its data folder, `program` runs it, `provide` makes the role and the database."""

    def __init__(self, home: Path, database: Database) -> None:
        self._data = home / "postgres"
        self._superuser_secret = home / "secrets" / "postgres"
        self.secret_file = home / "secrets" / "database"
        self._database = database

    def prepare(self) -> None:
        """Make the data folder (`initdb`) where there is none; a half-made one from a crash is made again.

        Raises:
            SlipwayError: initdb fails, on a full disk say.
        """
        for secret in (self._superuser_secret, self.secret_file):
            if not secret.exists():
                write_private(secret, secrets.token_urlsafe(32))
        if (self._data / "PG_VERSION").exists():
            return
        made = self._data.with_name("postgres.new")
        shutil.rmtree(made, ignore_errors=True)
        command = [_binary("initdb"), "-D", str(made), "-U", _SUPERUSER, "--auth=scram-sha-256", "--encoding=UTF8"]
        command += [f"--pwfile={self._superuser_secret}", "--locale=C"]
        done = subprocess.run([*_unprivileged(), *command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            shutil.rmtree(made, ignore_errors=True)
            raise SlipwayError("PostgreSQL's data folder cannot be made", why=done.stderr.strip(), fix=_root_hint())
        made.replace(self._data)

    def program(self) -> Program:
        """The server as a program: loopback only, no Unix socket, and SIGINT, which does not wait for clients."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._database.port),
            "unix_socket_directories": "",
            "max_connections": "200",
        }
        arguments = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name=NAME,
            command=(*_unprivileged(), _binary("postgres"), "-D", str(self._data), *arguments),
            stop_signal="INT",
        )

    def provide(self) -> None:
        """Wait until the server answers, then make the role and its database, or set the role's secret again.

        Raises:
            SlipwayError: The server does not answer within a minute.
        """
        role, name = sql.Identifier(self._database.username), sql.Identifier(self._database.name)
        secret = sql.Literal(self.secret_file.read_text(encoding="utf-8").strip())
        connection = self._superuser_connection()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [self._database.username])
            verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
            # It creates databases, because an upgrade of the schema copies its own first.
            cursor.execute(sql.SQL("{} ROLE {} LOGIN CREATEDB PASSWORD {}").format(verb, role, secret))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._database.name])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))
        connection.close()

    def _superuser_connection(self) -> Connection:
        waiting = Retrying(
            retry=retry_if_exception_type(psycopg2.OperationalError),
            stop=stop_after_delay(_START_SECONDS),
            wait=wait_fixed(0.1),
            reraise=True,
        )
        try:
            connection: Connection = waiting(
                psycopg2.connect,
                host="127.0.0.1",
                port=self._database.port,
                user=_SUPERUSER,
                password=self._superuser_secret.read_text(encoding="utf-8").strip(),
                dbname="postgres",
                connect_timeout=5,
            )
            return connection  # noqa: TRY300 - an `else` would part the call from its answer
        except psycopg2.OperationalError as error:
            raise SlipwayError(
                "PostgreSQL does not answer", why=str(error).strip(), fix="see logs/postgres.log"
            ) from error


def _binary(name: str) -> str:
    package = importlib.util.find_spec("pgserver")  # found, not imported: importing it makes folders of its own
    if package is None or package.origin is None:
        raise SlipwayError("the embedded PostgreSQL is not installed", fix="uv sync --group local")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _unprivileged() -> tuple[str, ...]:
    """Words before a PostgreSQL command: it refuses to run as root, so root runs it in a user namespace of its own.

    There it has another user id, and still opens the files of the account that started it (`man 7 user_namespaces`).
    """
    if os.geteuid() != 0:
        return ()
    return ("unshare", "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}")


def _root_hint() -> str:
    if os.geteuid() == 0:
        return "PostgreSQL does not run as root, and a user namespace may be forbidden here: run as an ordinary user"
    return "look at the reason above: a full disk, or a folder that cannot be written"
