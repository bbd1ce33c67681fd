"""The database: SQLite in a file or in memory, or PostgreSQL; one transaction at a time, begun and ended here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import StaticPool

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction and the moment at which everything in it happens."""

    connection: Connection
    now: datetime

    @contextmanager
    def attempt(self) -> Iterator[Callable[[], None]]:
        """A part of the transaction, given what takes it back alone; that comes last in the block."""
        with self.connection.begin_nested() as part:
            yield part.rollback


def insert_into(tx: Transaction, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do about a row that is there already, in the database's own dialect."""
    if tx.connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def in_portions(numbers: Iterable[int], size: int = 5_000) -> Iterator[list[int]]:
    """Many keys, a portion at a time: a statement takes only so many (SQLite 32,766)."""
    every = list(numbers)
    for at in range(0, len(every), size):
        yield every[at : at + size]


class Database:
    """Where everything is kept. `url` is an SQLAlchemy address: sqlite:///var/x.db, sqlite://, postgresql://…"""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    @contextmanager
    def begin(self, now: datetime) -> Iterator[Transaction]:
        """One transaction: committed when the block ends, undone when it raises."""
        with self.engine.begin() as connection:
            yield Transaction(connection, now)

    @contextmanager
    def look(self, now: datetime) -> Iterator[Transaction]:
        """One transaction of which nothing is kept: for reading, and for trying out what would happen."""
        with self.engine.connect() as connection, connection.begin() as whole:
            try:
                yield Transaction(connection, now)
            finally:
                whole.rollback()

    def upgrade(self, revision: str = "head") -> None:
        """Bring the tables to a migration, the newest unless another is named; does nothing where they are.

        SQLite alters a table by making it anew, which foreign keys forbid while rows point at it: they are set
        aside for as long and looked through before the commit. Raises ValueError, and changes nothing, where
        a row would point at nothing then.
        """
        from alembic import command  # noqa: PLC0415 - needed once, at start
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self.engine.connect() as connection, _foreign_keys_aside(connection), connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            _look_through(connection)

    def empty(self) -> None:
        """Forget everything, the tables stay: for the trial chat's starting over."""
        from dieuphoi.storage.tables import metadata  # noqa: PLC0415 - needed for this alone

        with self.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _foreign_keys_aside(connection: Connection) -> Iterator[None]:
    """Outside a transaction, for within one SQLite does not hear of it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _look_through(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if astray is not None:
            raise ValueError(f"after the upgrade a row of {astray[0]} would point at none of {astray[2]}")


def file_of(url: str) -> Path | None:
    """The file of an SQLite address; None for one in memory, and for PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=4,
            pool_pre_ping=True,
            json_serializer=_json,
            hide_parameters=True,
        )
    if parsed.get_backend_name() != "sqlite":
        raise ValueError("DIEUPHOI_DATABASE_URL: sqlite:///path or postgresql://user@host/name")
    file = file_of(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = (
        {"poolclass": StaticPool} if file is None else {"pool_size": 1, "max_overflow": 0}
    )
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": 5},
        json_serializer=_json,
        hide_parameters=True,
        **options,
    )
    _tame_sqlite(engine)
    return engine


def _tame_sqlite(engine: Engine) -> None:
    """Make SQLite keep what it promises: durable commits, foreign keys, and a write lock taken at the start."""

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = (
            None  # we begin ourselves: the driver would begin only at the first write
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
