"""The database's tokens expire while it is used: each connection brings a fresh one, and no request notices."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from app.database import SECRET_FILE_VARIABLE, url
from app.local.home import write_private
from app.local.postgres import Postgres
from app.local.supervisor import Supervisor
from app.outputs import Database
from tests.contract.tracking.token_check import TokenCheck
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIFETIME_SECONDS = 2.0
LOAD_SECONDS = 6.0
CLIENTS = 6


@pytest.fixture
def check() -> Iterator[TokenCheck]:
    made = TokenCheck(LIFETIME_SECONDS)
    yield made
    made.close()


@pytest.fixture
def database(tmp_path: Path, check: TokenCheck, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A server of its own, which takes tokens from the role `slipway` and nothing else."""
    made = Database(host="127.0.0.1", port=free_port(), name="mlflow", username="slipway")
    server, supervisor = Postgres(tmp_path, made), Supervisor(tmp_path)
    rule = f'radius radiusservers="127.0.0.1" radiusports="{check.port}" radiussecrets="{check.secret}"'
    try:
        server.prepare()
        rules = tmp_path / "postgres" / "pg_hba.conf"
        rules.write_text(f"host all slipway 127.0.0.1/32 {rule}\nhost all postgres 127.0.0.1/32 scram-sha-256\n")
        supervisor.ensure(server.program())
        server.provide()
        monkeypatch.setenv(SECRET_FILE_VARIABLE, str(tmp_path / "token"))
        yield made
    finally:
        supervisor.shutdown()


def test_a_token_past_its_time_is_refused(database: Database, check: TokenCheck, tmp_path: Path) -> None:
    engine = create_engine(url(database))
    write_private(tmp_path / "token", check.mint())
    with engine.connect() as connection:
        time.sleep(LIFETIME_SECONDS)
        assert connection.execute(text("SELECT 1")).scalar() == 1, "only the opening of a connection is checked"
    engine.dispose()
    with pytest.raises(OperationalError, match="authentication failed"):
        engine.connect()


def test_no_request_fails_while_tokens_expire_under_load(database: Database, check: TokenCheck, tmp_path: Path) -> None:
    stop = threading.Event()

    def rotate() -> None:
        while not stop.wait(LIFETIME_SECONDS / 10):
            write_private(tmp_path / "token", check.mint())

    def use(_: int) -> int:
        done = 0
        until = time.monotonic() + LOAD_SECONDS
        while time.monotonic() < until:
            with engine.begin() as connection:
                connection.execute(text("INSERT INTO used DEFAULT VALUES"))
            done += 1
            time.sleep(0.005)
        return done

    write_private(tmp_path / "token", check.mint())
    # Connections are opened anew all the time, as those of a server that scales and restarts.
    engine = create_engine(url(database), pool_size=2, max_overflow=CLIENTS, pool_recycle=1)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE used (id serial)"))
    rotation = threading.Thread(target=rotate)
    rotation.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            requests = sum(pool.map(use, range(CLIENTS)))  # the first failed request would be raised here
    finally:
        stop.set()
        rotation.join()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM used")).scalar() == requests > 100
    assert check.refused == []
    assert len(set(check.accepted)) >= LOAD_SECONDS / LIFETIME_SECONDS, "several tokens were in use, one after another"
