"""PostgreSQL without a password anywhere.

On AWS a token is minted for every connection with the caller's own IAM identity, see
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html (a token lives 15 minutes and is
checked when a connection opens). Locally the same plugin reads a file that only its owner can read. MLflow's server
loads it too: a database URL with `?plugin=slipway_token` is all it takes, in every worker.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, CreateEnginePlugin, Engine, create_engine, event, text

if TYPE_CHECKING:
    from app.outputs import Database

SECRET_FILE_VARIABLE = "SLIPWAY_DATABASE_SECRET_FILE"  # noqa: S105 - the name of a variable, not a secret
SCHEMA = "slipway"
_CONNECT_TIMEOUT_SECONDS = 10


class TokenPlugin(CreateEnginePlugin):
    """Gives every new connection of an engine a fresh token as its password (SQLAlchemy's `CreateEnginePlugin`)."""

    def update_url(self, url: URL) -> URL:
        """Take the plugin's own word out of the URL before the driver sees it."""
        return url.difference_update_query(["plugin"])

    def engine_created(self, engine: Engine) -> None:
        """Hook into `do_connect`, which runs once for each connection the pool opens."""
        event.listen(engine, "do_connect", _give_token)


def _give_token(_dialect: Any, _record: Any, _arguments: list[Any], parameters: dict[str, Any]) -> None:
    parameters["password"] = _token(str(parameters["host"]), int(parameters["port"]), str(parameters["user"]))


def _token(host: str, port: int, user: str) -> str:
    secret_file = os.environ.get(SECRET_FILE_VARIABLE)
    if secret_file:
        return Path(secret_file).read_text(encoding="utf-8").strip()
    import boto3  # noqa: PLC0415 - slow to import, and not needed locally

    return str(boto3.client("rds").generate_db_auth_token(DBHostname=host, Port=port, DBUsername=user))


def url(database: Database) -> URL:
    """The SQLAlchemy URL of `database`, with the token plugin and, away from this machine, verified TLS."""
    query = {"plugin": "slipway_token", "connect_timeout": str(_CONNECT_TIMEOUT_SECONDS)}
    if database.host not in {"127.0.0.1", "localhost"}:
        query["sslmode"] = "verify-full"
        # RDS's certificates come from authorities of Amazon's own, which no system trusts: libpq's variable names them.
        # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
        if "PGSSLROOTCERT" not in os.environ:
            query["sslrootcert"] = "system"
    return URL.create(
        "postgresql+psycopg2",
        username=database.username,
        host=database.host,
        port=database.port,
        database=database.name,
        query=query,
    )


def engine(database: Database) -> Engine:
    """An engine for Slipway's own tables, which lie in the schema `slipway` beside MLflow's tables in `public`."""
    made = create_engine(url(database), pool_pre_ping=True, connect_args={"options": f"-csearch_path={SCHEMA}"})
    with made.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    return made
