"""What the tracking image runs: the server behind its check, and the one-off task that upgrades its database.

`python -m app.tracking serve` takes the words of `mlflow server`; `python -m app.tracking upgrade` has a `--help`.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy import make_url

from app.errors import SlipwayError
from app.progress import PlainProgress
from app.tracking import schema
from app.tracking.role import provide_role_by_secret
from app.tracking.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Do what the first word says.

    Returns:
        The exit code: 1 where it failed, with the reason on standard error.
    """
    try:
        if words[:1] == ["serve"]:
            serve(words[1:])
        _upgrade(words)
    except SlipwayError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - the log of a container
        return error.exit_code
    return 0


def serve(words: Sequence[str]) -> NoReturn:
    """Become `mlflow server`, if the database has the schema that it works with.

    Args:
        words: Its arguments; `--backend-store-uri` among them.

    Raises:
        SlipwayError: The schema is missing, older or newer.
    """
    backend = words[list(words).index("--backend-store-uri") + 1]
    schema.read(make_url(backend)).check()
    os.execv(sys.executable, [sys.executable, "-m", "mlflow", "server", *words])  # noqa: S606 - it takes our place


def _upgrade(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m app.tracking", description="Run or upgrade the tracking server.")
    commands = parser.add_subparsers(required=True)
    commands.add_parser("serve", help="the words of `mlflow server`, behind a check of the schema", add_help=False)
    one = commands.add_parser("upgrade", help="copy the database, then upgrade its schema")
    one.add_argument("--database-url", type=make_url, required=True, help="without a password: its plugin gives one")
    one.add_argument("--master-secret", help="ARN of the master's secret: the database's role is made first")
    chosen = parser.parse_args(words)
    if chosen.master_secret:
        import boto3  # noqa: PLC0415 - slow to import

        provide_role_by_secret(chosen.database_url, chosen.master_secret, boto3.session.Session())
    done = upgrade(chosen.database_url, PlainProgress())
    if done.changed:
        print(f"upgraded: {done.before or 'an empty database'} → {done.after}")  # noqa: T201
    else:
        print(f"nothing to upgrade: the schema is {done.after}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
