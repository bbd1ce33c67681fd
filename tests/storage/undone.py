"""A transaction that leaves nothing behind, for tests of many examples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from dieuphoi.storage.database import Database, Transaction


@cache
def _database() -> Database:
    database = Database("sqlite://")
    database.upgrade()
    return database


@contextmanager
def undone(now: datetime) -> Iterator[Transaction]:
    """A transaction on empty tables, rolled back at the end."""
    with _database().engine.connect() as connection, connection.begin() as begun:
        yield Transaction(connection, now)
        begun.rollback()
