"""The upgrade of a tracking database that an older MLflow filled, on a real PostgreSQL, and what stops it."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.database import SECRET_FILE_VARIABLE, url
from app.errors import SlipwayError
from app.local.postgres import Postgres
from app.outputs import Database
from app.progress import PlainProgress
from app.tracking import schema
from app.tracking.copies import Copies
from app.tracking.upgrade import upgrade
from tests.contract.tracking import estate, old_mlflow
from tests.support.platform import ROOT
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A table that one of the last migrations makes: where it is there already, that migration fails, after many others.
IN_THE_WAY = "CREATE TABLE secrets (nothing integer)"
_numbers = itertools.count(1)


def statement(database: Database, words: str) -> list[Any]:
    engine = create_engine(url(database), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        done = connection.execute(text(words))
        return list(done.scalars()) if done.returns_rows else []


def names(database: Database) -> set[str]:
    found = statement(database, "SELECT datname FROM pg_database")
    return {name for name in found if name.startswith(database.name)}


@pytest.fixture(scope="module")
def filled(postgres_home: tuple[Path, int]) -> tuple[Database, Any]:
    """A database that an older MLflow made and filled, and what that MLflow reads in it."""
    home, port = postgres_home
    database = Database(host="127.0.0.1", port=port, name="filled_by_an_older_mlflow", username="slipway")
    server = Postgres(home, database)
    server.provide()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET_FILE_VARIABLE, str(server.secret_file))
        return database, old_mlflow.ask("write", database)


@pytest.fixture
def old(filled: tuple[Database, Any], postgres_home: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> Database:
    """A copy of that database for each test."""
    source = filled[0]
    monkeypatch.setenv(SECRET_FILE_VARIABLE, str(Postgres(postgres_home[0], source).secret_file))
    made = source.model_copy(update={"name": f"old_{next(_numbers)}"})
    beside = source.model_copy(update={"name": "postgres"})
    statement(beside, f"CREATE DATABASE {made.name} TEMPLATE {source.name}")
    return made


def task(verb: str, *words: str) -> list[str]:
    """What the tracking image runs."""
    return [sys.executable, "-m", "app.tracking", verb, *words]


def one_off_task(database: Database) -> subprocess.CompletedProcess[str]:
    command = task("upgrade", "--database-url", url(database).render_as_string())
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Database], str]]:
    """Starts the tracking server on a database, as its container does; gives its URI."""
    processes = []

    def start(database: Database) -> str:
        port = str(free_port())
        backend = url(database).render_as_string()
        words = ("--backend-store-uri", backend, "--host", "127.0.0.1", "--port", port, "--workers", "1")
        # Jobs are for evaluating language models; they would start a task queue of their own.
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
        process = subprocess.Popen(task("serve", *words), cwd=tmp_path, env=variables, start_new_session=True)
        processes.append(process)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                return f"http://127.0.0.1:{port}"
        raise AssertionError("the server did not come up")

    yield start
    for process in processes:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_what_an_older_mlflow_wrote_is_all_there_after_the_upgrade(
    filled: tuple[Database, Any], old: Database, serve: Callable[[Database], str]
) -> None:
    written = filled[1]
    assert len(written["runs"]) == 6
    before = schema.read(url(old))
    assert before.known
    assert not before.current
    done = one_off_task(old)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"upgraded: {before.found} → {before.expected}\n"
    assert names(old) == {old.name}, "the copy is gone"
    assert estate.read(serve(old)) == written
    assert one_off_task(old).stdout == f"nothing to upgrade: the schema is {before.expected}\n"


def test_the_server_refuses_to_start_on_an_older_schema_and_leaves_it_alone(old: Database) -> None:
    before = schema.read(url(old))
    command = task("serve", "--backend-store-uri", url(old).render_as_string(), "--port", str(free_port()))
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "older schema" in done.stderr
    assert f"its revision is {before.found}" in done.stderr
    assert "bin/slipway tracking upgrade" in done.stderr
    assert schema.read(url(old)) == before


def test_a_migration_that_fails_in_the_middle_leaves_the_old_state(filled: tuple[Database, Any], old: Database) -> None:
    before = schema.read(url(old))
    statement(old, IN_THE_WAY)
    done = one_off_task(old)
    assert done.returncode == 1
    assert 'relation "secrets" already exists' in done.stderr
    assert schema.read(url(old)) == before
    assert old_mlflow.ask("read", old) == filled[1]


def test_what_a_failed_migration_had_committed_is_undone_and_kept_beside(
    filled: tuple[Database, Any], old: Database
) -> None:
    """MLflow's migrations are one transaction on PostgreSQL today; it does not promise that they stay one."""
    words = "import sys; from tests.contract.tracking.test_upgrade import ruin; ruin(sys.argv[1])"
    with pytest.raises(SlipwayError, match="is as it was before") as caught:
        upgrade(url(old), PlainProgress(), command=(sys.executable, "-c", words, old.model_dump_json()))
    assert f"{old.name}_failed_upgrade" in caught.value.fix
    assert names(old) == {old.name, f"{old.name}_failed_upgrade"}
    failed = old.model_copy(update={"name": f"{old.name}_failed_upgrade"})
    assert statement(failed, "SELECT version_num FROM alembic_version") == ["half"]
    assert old_mlflow.ask("read", old) == filled[1]


def ruin(database: str) -> None:
    """What a migration that commits as it goes leaves behind when it fails."""
    half = Database.model_validate_json(database)
    statement(half, "DELETE FROM model_version_tags")
    statement(half, "UPDATE alembic_version SET version_num = 'half'")
    raise SystemExit("out of disk space")


def test_an_upgrade_killed_in_the_middle_is_undone_and_the_next_one_succeeds(
    filled: tuple[Database, Any], old: Database
) -> None:
    before = schema.read(url(old))
    command = task("upgrade", "--database-url", url(old).render_as_string())
    process = subprocess.Popen(command, start_new_session=True)
    wait_for(lambda: old.name in upgrading(old))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: old.name not in upgrading(old))
    assert schema.read(url(old)) == before
    assert names(old) == {old.name, f"{old.name}_before_upgrade"}
    assert one_off_task(old).returncode == 0
    assert names(old) == {old.name}
    assert estate.read(url(old).render_as_string()) == filled[1]


def upgrading(database: Database) -> set[str]:
    """Databases in which a transaction has changed something that it has not committed yet."""
    beside = database.model_copy(update={"name": "postgres"})
    busy = "SELECT datname FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname IS NOT NULL"
    return set(statement(beside, busy))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.01)


def test_a_database_that_a_killed_upgrade_left_half_done_is_put_back_first(
    filled: tuple[Database, Any], old: Database
) -> None:
    before = schema.read(url(old))
    Copies(url(old)).make()
    with pytest.raises(SystemExit):
        ruin(old.model_dump_json())
    with pytest.raises(SlipwayError, match="is not upgraded"):
        upgrade(url(old), PlainProgress(), command=(sys.executable, "-c", "raise SystemExit(1)"))
    assert schema.read(url(old)) == before
    assert old_mlflow.ask("read", old) == filled[1]


def test_two_upgrades_at_once_are_refused(old: Database) -> None:
    with Copies(url(old)).alone():
        done = one_off_task(old)
    assert done.returncode == 1
    assert "another upgrade of this database is at work" in done.stderr


def test_a_schema_of_the_future_is_neither_served_nor_upgraded(old: Database) -> None:
    statement(old, "UPDATE alembic_version SET version_num = 'f0f0f0f0f0f0'")
    done = one_off_task(old)
    assert done.returncode == 1
    assert "newer schema" in done.stderr
    assert names(old) == {old.name}


def test_an_empty_database_gets_its_schema(postgres_database: Database) -> None:
    with pytest.raises(SlipwayError, match="no schema yet"):
        schema.read(url(postgres_database)).check()
    done = one_off_task(postgres_database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("upgraded: an empty database → ")
