"""The migrations lead to the very tables that the code speaks of, and running them again changes nothing."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dieuphoi.storage import plans
from dieuphoi.storage.database import Database
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
