"""What people have before them: the messages that were sent, by the vendor's number and by their buttons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, null, or_, select

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address, outbox

RECENT = 50  # messages of a chat that are looked through for a button by its label
Buttons = list[list[dict[str, Any]]]


def find_by_vendor_id(tx: Transaction, chat_key: str, vendor_id: str) -> dict[str, Any] | None:
    """The message that a vendor's number in a chat stands for: id, kind, about, lines, buttons."""
    row = (
        tx.connection.execute(
            select(outbox.c.id, outbox.c.kind, outbox.c.about, outbox.c.lines, outbox.c.buttons)
            .where(outbox.c.chat_key == chat_key, outbox.c.vendor_id == vendor_id)
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    return dict(row) if row else None


def with_buttons(tx: Transaction, chat_key: str, vendor_id: str | None = None) -> list[tuple[int, Buttons]]:
    """The newest messages with buttons in a chat (or the one named), newest first: (number, buttons)."""
    query = (
        select(outbox.c.id, outbox.c.buttons)
        .where(outbox.c.chat_key == chat_key, outbox.c.status == "sent")
        .order_by(outbox.c.id.desc())
        .limit(RECENT)
    )
    if vendor_id is not None:
        query = query.where(outbox.c.vendor_id == vendor_id)
    return [(number, buttons) for number, buttons in tx.connection.execute(query) if buttons]


def numbered(tx: Transaction, chat_key: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """The two newest numbered lists sent to a chat between two moments, newest first: id, kind, lines, sent_at."""
    rows = tx.connection.execute(
        select(outbox.c.id, outbox.c.kind, outbox.c.lines, outbox.c.sent_at)
        .where(
            outbox.c.chat_key == chat_key,
            outbox.c.status == "sent",
            outbox.c.lines.is_not(null()),
            outbox.c.sent_at.between(since, until),
        )
        .order_by(outbox.c.id.desc())
        .limit(2)
    )
    return [dict(row) for row in rows.mappings()]


def sent_file(tx: Transaction, file_id: int, person_id: int) -> bool:
    """Whether a file was sent to one of a person's own chats: a report, a picture, a copy of their data."""
    query = (
        select(outbox.c.id)
        .join(address, (outbox.c.channel == address.c.channel) & (outbox.c.chat_id == address.c.external_id))
        .where(outbox.c.file_id == file_id, address.c.person_id == person_id, outbox.c.private.is_(True))
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def newest_choice(
    tx: Transaction, chat_key: str, vendor_id: str | None = None
) -> tuple[str | None, Buttons] | None:
    """The newest message of a chat that a number may answer (or the one named): the vendor's number and its buttons.

    That is one with choices, or with numbered lines: a number answers a list that came after a menu.
    """
    query = (
        select(outbox.c.vendor_id, outbox.c.buttons)
        .where(outbox.c.chat_key == chat_key, outbox.c.status == "sent", _answerable())
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    if vendor_id is not None:
        query = query.where(outbox.c.vendor_id == vendor_id)
    row = tx.connection.execute(query).first()
    return (row.vendor_id, row.buttons) if row else None


def before_newest(tx: Transaction, chat_key: str) -> tuple[dict[str, Any], datetime] | None:
    """The message with choices before the newest one, as a new row, and when it was sent.

    Shown again, it counts as where it stood.
    """
    newest = tx.connection.execute(
        select(outbox.c.id, outbox.c.kind)
        .where(outbox.c.chat_key == chat_key, outbox.c.status == "sent", _answerable())
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        return None
    at = int(newest.kind.removeprefix(AGAIN)) if newest.kind.startswith(AGAIN) else newest.id
    row = (
        tx.connection.execute(
            select(outbox)
            .where(outbox.c.chat_key == chat_key, outbox.c.status == "sent", outbox.c.id < at)
            .where(_answerable(), outbox.c.kind.not_like(f"{AGAIN}%"))
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    again = {name: row[name] for name in _OF_AGAIN} | {"kind": f"{AGAIN}{row['id']}", "rank": 0}
    return again, row["sent_at"]


def _answerable() -> ColumnElement[bool]:
    return or_(cast(outbox.c.buttons, String) != "[]", outbox.c.lines.is_not(null()))


AGAIN = "again:"  # the kind of a message that is shown once more, with the number of the first
_OF_AGAIN = ("channel", "chat_id", "thread", "chat_key", "private", "text", "buttons", "about", "lines")
