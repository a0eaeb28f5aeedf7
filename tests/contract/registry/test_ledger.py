"""The ledger on a real PostgreSQL."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from app.errors import SlipwayError
from app.registry import ledger as ledger_module
from app.registry.ledger import Entry, Kind, Ledger, create_tables
from app.registry.stages import Stage
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def ledger(postgres_engine: Engine) -> Ledger:
    create_tables(postgres_engine)
    return Ledger(postgres_engine)


def an_entry(model: str = "wine", kind: Kind = Kind.INTENDED, move: uuid.UUID | None = None) -> Entry:
    return Entry(
        move=move or uuid.uuid4(),
        kind=kind,
        actor="arn:aws:iam::000000000000:root",
        model=model,
        version="2",
        origin=Stage.STAGING,
        to=Stage.PRODUCTION,
        replaces=("1",),
        reason="it's better: naïve → ünïcode",
    )


def test_a_line_is_read_as_it_was_written_with_the_databases_number_and_time(ledger: Ledger) -> None:
    written = an_entry()
    ledger.append(written)
    (read,) = ledger.entries()
    assert read.number is not None
    assert read.at is not None
    assert read.at.tzinfo is not None
    assert {**vars(read), "number": None, "at": None} == vars(written)


def test_lines_come_in_the_order_they_were_written_and_by_model(ledger: Ledger) -> None:
    for model in ("wine", "cancer", "wine"):
        ledger.append(an_entry(model))
    assert [entry.model for entry in ledger.entries()] == ["wine", "cancer", "wine"]
    assert [entry.number for entry in ledger.entries("wine")] == [1, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE slipway_ledger SET reason = 'nothing happened'",
        "UPDATE slipway_ledger SET reason = 'nothing happened' WHERE false",
        "DELETE FROM slipway_ledger",
        "TRUNCATE slipway_ledger",
    ],
)
def test_the_table_refuses_every_change_of_what_is_written(
    ledger: Ledger, postgres_engine: Engine, statement: str
) -> None:
    ledger.append(an_entry())
    with pytest.raises(DBAPIError, match="append-only"), postgres_engine.begin() as connection:
        connection.execute(text(statement))
    assert len(ledger.entries()) == 1


def test_the_trigger_fires_for_sessions_that_play_a_replica_too(ledger: Ledger, postgres_engine: Engine) -> None:
    query = "SELECT tgenabled FROM pg_trigger WHERE tgname = 'slipway_ledger_append_only'"
    with postgres_engine.connect() as connection:
        assert connection.execute(text(query)).scalar_one() == "A"  # ALWAYS; such a role needs a superuser to be taken


def test_a_move_cannot_end_twice_in_the_same_way(ledger: Ledger) -> None:
    move = uuid.uuid4()
    ledger.append(an_entry(kind=Kind.DONE, move=move))
    with pytest.raises(DBAPIError):
        ledger.append(an_entry(kind=Kind.DONE, move=move))


def test_an_intention_is_unfinished_until_its_end_is_written(ledger: Ledger) -> None:
    done, dropped, open_ = (an_entry() for _ in range(3))
    for entry in (done, dropped, open_):
        ledger.append(entry)
    ledger.append(an_entry(kind=Kind.DONE, move=done.move))
    ledger.append(an_entry(kind=Kind.ABANDONED, move=dropped.move))
    assert [entry.move for entry in ledger.unfinished("wine")] == [open_.move]
    assert ledger.unfinished("cancer") == []


def test_creating_the_tables_again_or_from_several_processes_at_once_keeps_the_lines(postgres_engine: Engine) -> None:
    threads = [threading.Thread(target=create_tables, args=(postgres_engine,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    Ledger(postgres_engine).append(an_entry())
    create_tables(postgres_engine)
    assert len(Ledger(postgres_engine).entries()) == 1


def test_a_database_that_does_not_answer_is_named() -> None:
    engine = create_engine(f"postgresql+psycopg2://nobody@127.0.0.1:{free_port()}/nothing")
    with pytest.raises(SlipwayError, match=r"database at 127\.0\.0\.1"):
        Ledger(engine).entries()


def test_a_second_mover_of_the_same_model_waits_and_is_told_when_it_takes_too_long(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "LOCK_TIMEOUT_SECONDS", 1)
    with ledger.exclusive("wine"):
        with ledger.exclusive("cancer"):
            pass
        with pytest.raises(SlipwayError, match="another process is moving one"), ledger.exclusive("wine"):
            pass
    with ledger.exclusive("wine"):
        pass
