"""Databases for tests: SQLite files copied from one that was prepared once, and a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage.database import Database
from tests.stage import Stage

# A property is about what is right, not how fast; and a check before others rely on it runs the same examples.
settings.register_profile("ours", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("ours")

START = datetime(2022, 2, 15, 9, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def log_of_its_own() -> Iterator[None]:
    """A command that a test runs writes its log into that test's stderr, which is closed for the next one."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables, the agencies and the shipped plan."""
    path = tmp_path_factory.mktemp("prepared") / "office.db"
    database = Database(f"sqlite:///{path}")
    prepare(database, TurnableClock(START))
    database.close()
    return path


@pytest.fixture
def sqlite_url(prepared: Path, tmp_path: Path) -> str:
    """A database of the test's own, with the shipped plan in it."""
    shutil.copy(prepared, tmp_path / "office.db")
    return f"sqlite:///{tmp_path / 'office.db'}"


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    """People talking with the bot; "minh" is the coordinator; it is Tuesday 2022-02-15, 09:00."""
    played = Stage(sqlite_url, START, coordinator="minh")
    yield played
    played.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes databases on a real PostgreSQL, each with the shipped plan in it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from tests.postgres import Server

    server = Server()
    yield server.new_database
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_url(request: pytest.FixtureRequest) -> str:
    """The address of a prepared database on each engine in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("postgres")())


@pytest.fixture
def each_stage(each_url: str) -> Iterator[Stage]:
    """As `stage`, on each database engine in turn."""
    played = Stage(each_url, START, coordinator="minh")
    yield played
    played.close()
