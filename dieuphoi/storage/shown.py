"""What people have before them: the messages that were sent, by the vendor's number and by their buttons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import null, select

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import outbox

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
