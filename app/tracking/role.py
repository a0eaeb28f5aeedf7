"""The database role that MLflow and Slipway sign in as, made by the master once; it never has a password on AWS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from psycopg2 import connect, sql

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class
    from sqlalchemy import URL

_CONNECT_TIMEOUT_SECONDS = 10


def provide_role_by_secret(url: URL, secret_arn: str, aws: Any) -> None:
    """Make the role of `url`, signed in as the master whose password RDS keeps in Secrets Manager.

    Args:
        url: The database; its user is the role.
        secret_arn: The secret that RDS made and rotates: a JSON document with `username` and `password`.
        aws: A boto3 session.
    """
    secret = json.loads(aws.client("secretsmanager").get_secret_value(SecretId=secret_arn)["SecretString"])
    connection = connect(
        host=url.host,
        port=url.port,
        dbname=url.database,
        user=secret["username"],
        password=secret["password"],
        sslmode="require",
        connect_timeout=_CONNECT_TIMEOUT_SECONDS,
    )
    try:
        provide_role(connection, username=str(url.username), database=str(url.database))
    finally:
        connection.close()


def provide_role(master: Connection, *, username: str, database: str) -> None:
    """Make the role, or bring it up to date; to do it twice changes nothing.

    It owns its database, so that it may migrate it, and creates databases, so that it may copy it first. Where there is
    a role `rds_iam`, it signs in with tokens:
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html

    Args:
        master: A connection of a role that may make others.
        username: The role.
        database: Its database.
    """
    role, name = sql.Identifier(username), sql.Identifier(database)
    master.autocommit = True
    with master.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [username])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        cursor.execute(sql.SQL("{} ROLE {} LOGIN CREATEDB").format(verb, role))
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'rds_iam'")
        if cursor.fetchone():
            cursor.execute(sql.SQL("GRANT rds_iam TO {}").format(role))
        # Who is no superuser, as on RDS, hands a database only to a role that it could act as.
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
        cursor.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, role))
