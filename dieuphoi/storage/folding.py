"""Messages that wait for a moment: several notices that go out as one, and requests that have lost their use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.reminders import REPLACED, UNSENT, Unsent, unsent
from dieuphoi.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Held:
    """A notice that waits for what may still come."""

    post: Unsent
    until: datetime


def held(tx: Transaction, chat_key: str, kind: str) -> Held | None:
    """The notice of a kind that waits for a chat; None where there is none, or it has gone out."""
    row = tx.connection.execute(
        select(*UNSENT, outbox.c.not_before)
        .where(outbox.c.chat_key == chat_key, outbox.c.kind == kind, outbox.c.status == "waiting")
        .where(outbox.c.key.is_not(None), outbox.c.not_before > tx.now)
        .order_by(outbox.c.id)
        .limit(1)
    ).first()
    return Held(unsent(row), row.not_before) if row else None


def withdraw(tx: Transaction, chat_keys: Iterable[str], kind: str, assignment_id: int) -> None:
    """Withdraw what waits for chats and is of a kind and about a task alone."""
    rows = tx.connection.execute(
        select(outbox.c.id, outbox.c.about).where(
            outbox.c.chat_key.in_(list(chat_keys)), outbox.c.kind == kind, outbox.c.status == "waiting"
        )
    )
    ids = [row.id for row in rows if row.about == [assignment_id]]
    tx.connection.execute(
        update(outbox).where(outbox.c.id.in_(ids)).values(status="withdrawn", error=REPLACED)
    )
