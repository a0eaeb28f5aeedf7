"""The tables of releases, of what was seen while they went on, and of endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.rollout.state import Phase

if TYPE_CHECKING:
    from sqlalchemy import Engine

_metadata = MetaData()

_finished = ", ".join(f"'{phase}'" for phase in Phase if phase.finished)

releases = Table(
    "slipway_releases",
    _metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("environment", String(64), nullable=False),
    Column("deployment", String(64), nullable=False),
    Column("model", Text, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    # One unfinished release of a deployment, whoever writes it.
    Index(
        "slipway_releases_unfinished",
        "environment",
        "deployment",
        unique=True,
        postgresql_where=text(f"phase NOT IN ({_finished})"),
    ),
)

samples = Table(
    "slipway_release_samples",
    _metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("release", BigInteger, nullable=False),
    Column("at", Float(53), nullable=False),  # seconds since the epoch, by the clock of whoever looked
    Column("weights", JSONB, nullable=False),
    Column("traffic", JSONB, nullable=False),
    Index("slipway_release_samples_release", "release", "number"),
)

endpoints = Table(
    "slipway_endpoints",
    _metadata,
    Column("environment", String(64), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("deployment", String(64), nullable=True),
)

_CREATION_LOCK = 0x511C_A1  # any constant: processes that create the tables at the same time take turns


def create_tables(engine: Engine) -> None:
    """Create the tables where they are missing; many processes may do so at once."""
    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(_CREATION_LOCK)))
        _metadata.create_all(connection)
