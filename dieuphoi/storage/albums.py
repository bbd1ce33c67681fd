"""Files that were sent together: each comes as a message of its own, and the words with any one of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.log import UNDONE
from dieuphoi.storage.tables import album, file, report


def heard(tx: Transaction, key: str) -> bool | None:
    """Whether words that came with one of them have been answered; None where none of them was answered at all."""
    return tx.connection.execute(select(album.c.heard).where(album.c.key == key)).scalar_one_or_none()


def note(tx: Transaction, key: str, *, heard: bool) -> None:
    """Note that one of them was answered: asked about, or (`heard`) the words that came with it."""
    values = {"heard": heard, "at": tx.now}
    statement = insert_into(tx, album).values({"key": key} | values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


def file_ids(tx: Transaction, key: str) -> list[int]:
    """The files that were kept of them, in the order in which they came."""
    return list(
        tx.connection.execute(select(file.c.id).where(file.c.album == key).order_by(file.c.id)).scalars()
    )


def reported(tx: Transaction, key: str) -> bool:
    """Whether one of them belongs to a report, and with it all."""
    query = select(report.c.id).join(file, file.c.id == report.c.file_id).where(file.c.album == key, ~UNDONE)
    return tx.connection.execute(query.limit(1)).first() is not None


def overheard(tx: Transaction, chat_key: str, before: datetime) -> list[int]:
    """Files of a chat that came together before a moment, and with which nobody spoke to the bot."""
    query = select(file.c.id).where(
        file.c.album.startswith(f"{chat_key}:", autoescape=True),
        file.c.album.not_in(select(album.c.key)),
        file.c.at < before,
    )
    return list(tx.connection.execute(query).scalars())
