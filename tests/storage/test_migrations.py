"""The migrations lead to the very tables that the code speaks of, and running them again changes nothing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dieuphoi.storage import plans
from dieuphoi.storage.database import MIGRATIONS, Database
from dieuphoi.storage.tables import metadata
from tests.conftest import START


def test_the_migrations_make_the_tables_of_the_code(each_url: str) -> None:
    database = Database(each_url)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_upgrading_what_is_up_to_date_keeps_everything(each_url: str) -> None:
    database = Database(each_url)
    database.upgrade()
    with database.look(START) as tx:
        assert [plan.number for plan in plans.every(tx)] == ["4506/KH-UBND"]
    database.close()


ROWS = 2  # of every table


def revisions() -> list[str]:
    """Every migration, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def value(column: sa.Column[Any], number: int) -> Any:
    """Something that a column takes, another one in each row."""
    simple = {
        sa.Boolean: number % 2 == 0,
        sa.Integer: number,
        sa.Float: float(number),
        sa.DateTime: datetime(2022, 2, 15, tzinfo=UTC),
        sa.Date: date(2022, 2, number),
        sa.JSON: {},
        sa.LargeBinary: b"x",
    }
    for kind, one in simple.items():
        if isinstance(column.type, kind):
            return one
    return f"{column.name}-{number}"


def fill(database: Database) -> set[str]:
    """Put rows into every table, each pointing at rows of its own number; gives the tables' names."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if connection.dialect.name != "sqlite":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            there = sa.MetaData()
            there.reflect(connection)
            tables = [table for table in there.tables.values() if table.name != "alembic_version"]
            for table in tables:
                for number in range(1, ROWS + 1):
                    row = {c.name: number if c.foreign_keys else value(c, number) for c in table.columns}
                    connection.execute(table.insert().values(row))
        if connection.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=ON")
    return {table.name for table in tables}


def counted(connection: sa.Connection, names: set[str]) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
        for name in sorted(names)
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url = str(request.getfixturevalue("postgres")())
    database = Database(url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    database.close()
    return url


@pytest.mark.parametrize("begun", revisions())
def test_an_upgrade_of_a_filled_database_loses_nothing(empty_url: str, begun: str) -> None:
    database = Database(empty_url)
    database.upgrade(begun)
    filled = fill(database)
    with database.engine.begin() as connection:
        before = counted(connection, filled)
    assert set(before.values()) == {ROWS}
    database.upgrade()
    with database.engine.begin() as connection:
        assert counted(connection, filled) == before
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    database.close()


def test_an_upgrade_that_would_leave_a_row_astray_changes_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'astray.db'}")
    first, *_between, last = revisions()
    database.upgrade(first)
    fill(database)
    with sqlite3.connect(tmp_path / "astray.db") as raw:  # whose foreign keys are off unless asked for
        raw.execute("DELETE FROM agency WHERE id = 1")
    raw.close()
    with pytest.raises(ValueError, match="point at none of agency"):
        database.upgrade(last)
    with database.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == first
    database.close()
