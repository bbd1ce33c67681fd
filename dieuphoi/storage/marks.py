"""Small facts about the running bot that must survive a restart, by name."""

from __future__ import annotations

from sqlalchemy import select

from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.tables import mark

PREPARED = "posts prepared until"  # the last morning
COVERED = "deadlines reminded of as on"  # a day off that the last morning stood for, or that morning itself
FORGOTTEN = "old messages forgotten on"  # the last day on which that was done
BEGUN = "posts of the last morning: prepared and covered before"  # what a rewriting begins from


def get(tx: Transaction, name: str) -> str | None:
    """The value kept under a name."""
    return tx.connection.execute(select(mark.c.value).where(mark.c.name == name)).scalar()


def put(tx: Transaction, name: str, value: str) -> None:
    """Keep a value under a name, in the place of an earlier one."""
    statement = insert_into(tx, mark).values(name=name, value=value)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
