"""An office with its people registered and its group bound, prepared once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import settle
from tests.stage import Stage


@pytest.fixture(scope="session")
def settled(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the shipped plan, its people and the bound group."""
    path = tmp_path_factory.mktemp("settled") / "office.db"
    shutil.copy(prepared, path)
    database = Database(f"sqlite:///{path}")
    with database.begin(START) as tx:
        settle(tx)
    database.close()
    return path


@pytest.fixture
def office(settled: Path, tmp_path: Path) -> Iterator[Stage]:
    """minh coordinates, an leads; lan (KHĐT), hoa (LĐTBXH) and tai (Tài chính) are focal points; Tue 2022-02-15."""
    shutil.copy(settled, tmp_path / "office.db")
    played = Stage(f"sqlite:///{tmp_path / 'office.db'}", START)
    yield played
    played.close()


@pytest.fixture
def each_office(each_url: str) -> Iterator[Stage]:
    """The same office on each database engine in turn."""
    played = Stage(each_url, START)
    with played.transaction() as tx:
        settle(tx)
    yield played
    played.close()
