"""A database that fails for a while is told from work that would fail again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import text

from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.failures import is_passing

NOW = datetime(2022, 1, 4, 2, tzinfo=UTC)


def failure(database: Database, work: Callable[[Transaction], object]) -> BaseException:
    with pytest.raises(Exception) as raised, database.begin(NOW) as tx:
        work(tx)
    return raised.value


def say(*statements: str) -> Callable[[Transaction], object]:
    def work(tx: Transaction) -> None:
        for statement in statements:
            tx.connection.execute(text(statement))

    return work


@pytest.mark.parametrize(
    ("statements", "passing"),
    [
        (("PRAGMA query_only=1", "CREATE TABLE a (n INTEGER)"), True),
        (("PRAGMA max_page_count=1", "CREATE TABLE a (n INTEGER)", "CREATE TABLE b (n INTEGER)"), True),
        (("SELECT * FROM nowhere",), False),
        (("CREATE TABLE a (n INTEGER NOT NULL)", "INSERT INTO a VALUES (NULL)"), False),
    ],
)
def test_of_sqlite(tmp_path: object, statements: tuple[str, ...], passing: bool) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    try:
        assert is_passing(failure(database, say(*statements))) is passing
    finally:
        database.close()


@pytest.mark.parametrize(
    ("statements", "passing"),
    [
        (("SET TRANSACTION READ ONLY", "CREATE TABLE a (n INTEGER)"), True),
        (("SET LOCAL statement_timeout = 1", "SELECT pg_sleep(1)"), True),
        (("SELECT pg_terminate_backend(pg_backend_pid())",), True),
        (("SELECT * FROM nowhere",), False),
        (("SELECT 1 / 0",), False),
    ],
)
def test_of_postgresql(postgres: Callable[[], str], statements: tuple[str, ...], passing: bool) -> None:
    database = Database(postgres())
    try:
        assert is_passing(failure(database, say(*statements))) is passing
    finally:
        database.close()


def test_a_server_that_is_not_there_may_come_back() -> None:
    assert is_passing(psycopg.OperationalError("connection refused"))
    assert not is_passing(ValueError("a value"))
