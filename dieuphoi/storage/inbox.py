"""The inbox: every vendor update, kept before it is acknowledged, handled once, in order within a chat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import inbox

ATTEMPTS = 3
PAUSES = (timedelta(seconds=2), timedelta(seconds=20))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A vendor's update as it came: `event_id` is the vendor's own, unique on its channel."""

    event_id: str
    chat_key: str
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inbox row whose turn has come."""

    id: int
    channel: str
    raw: dict[str, Any]
    attempts: int


def accept(tx: Transaction, channel: str, arrivals: Iterable[Arrival]) -> int:
    """Keep updates; those that were kept before are passed over. Returns how many are new."""
    rows = [
        {
            "channel": channel,
            "event_id": a.event_id,
            "chat_key": a.chat_key,
            "raw": a.raw,
            "received_at": tx.now,
            "status": "waiting",
            "attempts": 0,
        }
        for a in arrivals
    ]
    if not rows:
        return 0
    dialect = postgresql if tx.connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(inbox).on_conflict_do_nothing(index_elements=["channel", "event_id"])
    return sum(tx.connection.execute(statement.values(row)).rowcount for row in rows)


def next_waiting(tx: Transaction) -> Waiting | None:
    """The oldest row that may be handled now: the first of its chat, and not in a pause after a failure."""
    earlier = inbox.alias()
    first_of_chat = ~(
        select(earlier.c.id)
        .where(
            earlier.c.status == "waiting", earlier.c.chat_key == inbox.c.chat_key, earlier.c.id < inbox.c.id
        )
        .exists()
    )
    row = tx.connection.execute(
        select(inbox.c.id, inbox.c.channel, inbox.c.raw, inbox.c.attempts)
        .where(
            inbox.c.status == "waiting",
            or_(inbox.c.not_before.is_(None), inbox.c.not_before <= tx.now),
            first_of_chat,
        )
        .order_by(inbox.c.id)
        .limit(1)
    ).first()
    return Waiting(*row) if row else None


def handled(tx: Transaction, row_id: int) -> None:
    """Note that the row's effects are in this very transaction."""
    tx.connection.execute(
        update(inbox).where(inbox.c.id == row_id).values(status="handled", handled_at=tx.now)
    )


def failed(tx: Transaction, waiting: Waiting, error: str) -> bool:
    """Note a failure by its kind. Returns True when the row was tried often enough and is set aside."""
    attempts = waiting.attempts + 1
    values: dict[str, Any] = {"attempts": attempts, "error": error}
    if attempts >= ATTEMPTS:
        values |= {"status": "set_aside", "handled_at": tx.now}
    else:
        values["not_before"] = tx.now + PAUSES[attempts - 1]
    tx.connection.execute(update(inbox).where(inbox.c.id == waiting.id).values(values))
    return attempts >= ATTEMPTS


def next_try(tx: Transaction) -> datetime | None:
    """When the earliest paused row may be tried again; None where nothing waits in a pause."""
    return tx.connection.execute(
        select(func.min(inbox.c.not_before)).where(inbox.c.status == "waiting")
    ).scalar_one()


def counts(tx: Transaction) -> dict[str, int]:
    """How many rows wait and how many were set aside."""
    found = tx.connection.execute(
        select(inbox.c.status, func.count())
        .where(inbox.c.status.in_(("waiting", "set_aside")))
        .group_by(inbox.c.status)
    )
    return {status: number for status, number in found}
