from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.database import SECRET_FILE_VARIABLE, url

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from app.outputs import Database


def test_a_connection_gets_its_secret_from_the_plugin_and_not_from_the_url(
    postgres_engine: Engine, postgres_database: Database
) -> None:
    assert url(postgres_database).password is None
    with postgres_engine.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar() == "slipway"


def test_a_wrong_secret_is_refused(postgres_engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = tmp_path / "secret"
    wrong.write_text("wrong")
    monkeypatch.setenv(SECRET_FILE_VARIABLE, str(wrong))
    postgres_engine.dispose()
    with pytest.raises(OperationalError, match="password authentication failed"):
        postgres_engine.connect()


def test_the_server_listens_on_loopback_only(postgres_home: tuple[Path, int]) -> None:
    import psutil

    addresses = {
        c.laddr.ip for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr.port == postgres_home[1]
    }
    assert addresses == {"127.0.0.1"}
