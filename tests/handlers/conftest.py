"""An office with its people registered and its group bound; each test finds it as if nothing had happened yet.

One engine in memory serves all tests, filled anew for each: its statements are compiled and the names of
agencies and tasks are indexed once.
"""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.handlers.directory import Names
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import settle
from tests.stage import Stage

Begin = Callable[[sqlite3.Connection], Stage]


@pytest.fixture(scope="session")
def begin() -> Begin:
    """Begins a conversation on a copy of a database, with all that is costly made ready before."""
    database, names = Database("sqlite://"), Names()

    def begun(source: sqlite3.Connection) -> Stage:
        connection = database.engine.raw_connection()
        source.backup(connection.driver_connection)  # type: ignore[arg-type]
        connection.close()
        played = Stage(database, START)
        played.look(names.known)
        played.script.service.office = Office(names=copy.copy(names))
        return played

    return begun


@pytest.fixture(scope="session")
def shipped(prepared: Path) -> sqlite3.Connection:
    """A database with the shipped plan."""
    return sqlite3.connect(prepared)


@pytest.fixture(scope="session")
def settled(shipped: sqlite3.Connection, begin: Begin) -> sqlite3.Connection:
    """The same with its people registered and its group bound."""
    played, kept = begin(shipped), sqlite3.connect(":memory:")
    with played.transaction() as tx:
        settle(tx)
    connection = played.database.engine.raw_connection()
    connection.driver_connection.backup(kept)  # type: ignore[union-attr]
    connection.close()
    return kept


@pytest.fixture
def stage(begin: Begin, shipped: sqlite3.Connection) -> Stage:
    """People talking with the bot; "minh" is the coordinator; it is Tuesday 2022-02-15, 09:00."""
    played = begin(shipped)
    with played.transaction() as tx:
        make_coordinator(tx, "console", "minh")
    return played


@pytest.fixture
def office(begin: Begin, settled: sqlite3.Connection) -> Stage:
    """minh coordinates, an leads; lan (KHĐT), hoa (LĐTBXH) and tai (Tài chính) are focal points; Tue 2022-02-15."""
    return begin(settled)


@pytest.fixture
def each_office(each_url: str) -> Iterator[Stage]:
    """The same office on each database engine in turn."""
    played = Stage(each_url, START)
    with played.transaction() as tx:
        settle(tx)
    yield played
    played.close()
