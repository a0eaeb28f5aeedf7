"""The ledger: every move of every version, who made it and why. Lines are only ever added.

The table refuses changes itself (a trigger raises on UPDATE, DELETE and TRUNCATE, for the owner too), so that no
program has to be trusted with it. A move writes two lines: what is intended before the first change in the registry,
and that it is done after the last one. An intention without its end is a move that a dead process left half done.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    event,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import OperationalError

from app.errors import SlipwayError
from app.registry.stages import Stage

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

# How long a move waits for another one of the same model. A move is some ten calls to the tracking server; its own
# retries on a slow one can take minutes, and then the person is better told than kept waiting.
LOCK_TIMEOUT_SECONDS = 60


class Kind(StrEnum):
    """What a line says about its move."""

    INTENDED = "intended"
    DONE = "done"
    VERIFIED = "verified"  # the checks of a deployed version have passed; nothing moves
    REFUTED = "refuted"  # they have not
    ABANDONED = "abandoned"  # its version was deleted before the move could be finished


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    Args:
        move: The move's identity: the same for its intention and its end.
        kind: Whether the line announces the move or ends it.
        actor: Who moves, as verified by the caller.
        model: The registered model's name.
        version: The version that moves.
        origin: The stage it leaves.
        to: The stage it enters.
        replaces: The versions that leave Production for Archived by this move: one, where nobody else moved any.
        reason: Why, in the actor's words.
        number: The line's number, counted by the database; None before it is written.
        at: When the line was written, by the database's clock, with its zone; None before it is written.
    """

    move: uuid.UUID
    kind: Kind
    actor: str
    model: str
    version: str
    origin: Stage
    to: Stage
    replaces: tuple[str, ...]
    reason: str
    number: int | None = None
    at: datetime | None = None


_metadata = MetaData()

_table = Table(
    "slipway_ledger",
    _metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("move", Uuid, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("to", String(16), nullable=False),
    Column("replaces", ARRAY(Text, as_tuple=True), nullable=False),
    Column("reason", Text, nullable=False),
    Index("slipway_ledger_model", "model", "number"),
    Index("slipway_ledger_move_kind", "move", "kind", unique=True),
)

_REFUSE = (
    """
    CREATE OR REPLACE FUNCTION slipway_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the ledger is append-only: %% is refused', TG_OP
            USING HINT = 'write a new line that says what changed';
    END $$
    """,
    """
    CREATE TRIGGER slipway_ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON slipway_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION slipway_ledger_refuse()
    """,
    # ALWAYS: a session that plays a replica would otherwise pass by.
    "ALTER TABLE slipway_ledger ENABLE ALWAYS TRIGGER slipway_ledger_append_only",
)
for _statement in _REFUSE:
    event.listen(_table, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped

_LOCK_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html

# Any constant: processes that create the tables at the same time take turns.
_CREATION_LOCK = 0x511B_A1
# The first key of a model's lock; the second is a hash of its name. Two models that share a hash only wait in turn.
_MOVE_LOCK = 0x511B


def create_tables(engine: Engine) -> None:
    """Create the ledger's table and its trigger where they are missing; many processes may do so at once."""
    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(_CREATION_LOCK)))
        _metadata.create_all(connection)


class Ledger:
    """The ledger in a PostgreSQL database whose tables `create_tables` has made.

    Every method raises a `SlipwayError` where the database does not answer.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, entry: Entry) -> None:
        """Add a line; its number and time are the database's."""
        values = {name: getattr(entry, name) for name in _WRITTEN}
        with self._transaction() as connection:
            connection.execute(insert(_table).values(values))

    def entries(self, model: str | None = None) -> list[Entry]:
        """Every line, or a model's, oldest first."""
        query = select(_table).order_by(_table.c.number)
        if model is not None:
            query = query.where(_table.c.model == model)
        with self._transaction() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def unfinished(self, model: str) -> list[Entry]:
        """A model's intentions whose end is missing, oldest first: moves that a dead process left half done."""
        ended = _table.alias("ended")
        query = (
            select(_table)
            .outerjoin(ended, (ended.c.move == _table.c.move) & (ended.c.kind != Kind.INTENDED))
            .where(_table.c.model == model, _table.c.kind == Kind.INTENDED, ended.c.number.is_(None))
            .order_by(_table.c.number)
        )
        with self._transaction() as connection:
            return [_entry(row) for row in connection.execute(query)]

    @contextmanager
    def exclusive(self, model: str) -> Iterator[None]:
        """Keep other processes from moving versions of `model`; the database lets go when this process dies.

        Raises:
            SlipwayError: Another process has not finished its move within `LOCK_TIMEOUT_SECONDS`.
        """
        with self._transaction() as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'"))
            try:
                connection.execute(select(func.pg_advisory_xact_lock(_MOVE_LOCK, func.hashtext(model))))
            except OperationalError as error:
                if getattr(error.orig, "pgcode", None) != _LOCK_NOT_AVAILABLE:
                    raise
                raise SlipwayError(
                    f"a version of {model} could not be moved: another process is moving one",
                    why=f"it has held the lock for more than {LOCK_TIMEOUT_SECONDS} s",
                    fix="wait until it is done, or end it; the next move completes what it left",
                ) from error
            yield

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise SlipwayError(
                f"the ledger's database at {self._engine.url.host}:{self._engine.url.port} does not answer",
                why=str(error.orig),
                fix="see that it runs and the caller may connect; the next move finishes one that was under way",
            ) from error


_WRITTEN = ("move", "kind", "actor", "model", "version", "origin", "to", "replaces", "reason")


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it, in spite of the underscore
    values |= {"kind": Kind(values["kind"]), "origin": Stage(values["origin"]), "to": Stage(values["to"])}
    return Entry(**values)
