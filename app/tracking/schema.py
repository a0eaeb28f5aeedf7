"""Which schema a tracking database has, and whether the installed MLflow can work with it.

MLflow's own server is no guard: where an older schema lacks a table, it migrates the database by itself at its start,
each worker for itself and without a copy (`SqlAlchemyStore.__init__` of MLflow 3.17). So ours starts behind this check.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from app.errors import SlipwayError

if TYPE_CHECKING:
    from sqlalchemy import URL


@dataclass(frozen=True)
class Schema:
    """The revision of a tracking database beside the one that the installed MLflow works with.

    Args:
        found: The database's revision (Alembic's word for a schema's version); None where it has no tables.
        expected: The newest revision that the installed MLflow brings.
        known: The installed MLflow brings the database's revision, too: it can migrate from there.
    """

    found: str | None
    expected: str
    known: bool

    @property
    def current(self) -> bool:
        """The installed MLflow can work with the database as it is."""
        return self.found == self.expected

    def check(self) -> None:
        """Refuse a schema that the installed MLflow was not made for.

        Raises:
            SlipwayError: Says whether the schema is missing, older or newer, and what to do.
        """
        if self.current:
            return
        mlflow = f"MLflow {version('mlflow')}"
        why = f"its revision is {self.found}, and {mlflow} works with {self.expected}"
        fix = "bin/slipway tracking upgrade ENVIRONMENT"
        if self.found is None:
            raise SlipwayError("the tracking database has no schema yet", why=f"{mlflow} finds no table in it", fix=fix)
        if self.known:
            raise SlipwayError(f"the tracking database has an older schema than {mlflow} works with", why=why, fix=fix)
        raise SlipwayError(
            f"the tracking database has a newer schema than {mlflow} knows",
            why=why,
            fix="run the version of MLflow that upgraded it, or a newer one",
        )


def read(url: URL) -> Schema:
    """Read the schema's revision in the database at `url`; takes a second: MLflow itself is not imported.

    Raises:
        sqlalchemy.exc.OperationalError: The database cannot be reached.
    """
    from alembic.migration import MigrationContext  # noqa: PLC0415 - comes with MLflow, which migrates with it
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if not name.startswith("alembic_")]
        found = MigrationContext.configure(connection).get_current_revision() if tables else None
    script = ScriptDirectory(str(_migrations()))
    expected = script.get_current_head()
    assert expected is not None, "MLflow brings its migrations with it"  # noqa: S101
    try:
        known = found is None or bool(script.get_revision(found))
    except CommandError:
        known = False
    return Schema(found=found, expected=expected, known=known)


def _migrations() -> Path:
    package = find_spec("mlflow")  # found, not imported: that would take seconds
    if package is None or package.origin is None:
        raise SlipwayError("MLflow is not installed")
    return Path(package.origin).parent / "store" / "db_migrations"
