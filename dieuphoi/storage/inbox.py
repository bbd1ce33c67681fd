"""The inbox: every vendor update, kept before it is acknowledged, handled once, in order within a chat."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.tables import Moment, inbox

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
    received_at: datetime


def accept(tx: Transaction, channel: str, arrivals: Iterable[Arrival]) -> int:
    """Keep updates; those that were kept before are passed over. Returns how many are new."""
    rows = [
        {
            "channel": channel,
            "event_id": a.event_id,
            "chat_key": a.chat_key,
            "raw": _storable(a.raw),
            "received_at": tx.now,
            "status": "waiting",
            "attempts": 0,
        }
        for a in arrivals
    ]
    if not rows:
        return 0
    statement = insert_into(tx, inbox).on_conflict_do_nothing(index_elements=["channel", "event_id"])
    return tx.connection.execute(statement, rows).rowcount


def _storable(raw: dict[str, Any]) -> dict[str, Any]:
    """The same update without half surrogate pairs: no database takes them, and none may block the others."""
    text = json.dumps(raw, ensure_ascii=False)
    if text.isascii():
        return raw
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return raw if whole == text else dict(json.loads(whole))


def _first_of_each_chat() -> Select[Any]:
    of_chat = inbox.alias()  # the firsts of all chats come from the index alone, however much waits
    firsts = select(func.min(of_chat.c.id)).where(of_chat.c.status == "waiting").group_by(of_chat.c.chat_key)
    return (
        select(inbox.c.id, inbox.c.channel, inbox.c.raw, inbox.c.attempts, inbox.c.received_at)
        .where(
            inbox.c.status == "waiting",
            inbox.c.channel.in_(bindparam("channels", expanding=True)),
            or_(inbox.c.not_before.is_(None), inbox.c.not_before <= bindparam("now", type_=Moment())),
            inbox.c.id.in_(firsts),
        )
        .order_by(inbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=inbox)
    )


_NEXT = _first_of_each_chat()  # put together once: it runs twice for every message


def next_waiting(tx: Transaction, channels: Collection[str]) -> Waiting | None:
    """The oldest row of `channels` that may be handled now: first of its chat, in no pause after a failure.

    Where two processes serve one PostgreSQL database, each passes over what the other has in hand.
    """
    row = tx.connection.execute(_NEXT, {"channels": list(channels), "now": tx.now}).first()
    return Waiting(*row) if row else None


def handled(tx: Transaction, row_id: int, *, forget: bool = False) -> None:
    """Note that the row's effects are in this very transaction; `forget` keeps the row without what was said."""
    values: dict[str, Any] = {"status": "handled", "handled_at": tx.now}
    if forget:
        values["raw"] = {}
    tx.connection.execute(update(inbox).where(inbox.c.id == row_id).values(values))


def failed(tx: Transaction, waiting: Waiting, error: str, *, pause: bool = True) -> bool:
    """Note a failure by its kind; the next try comes after a pause, or at once where no clock goes on.

    Returns True when the row was tried often enough and is set aside.
    """
    attempts = waiting.attempts + 1
    values: dict[str, Any] = {"attempts": attempts, "error": error}
    if attempts >= ATTEMPTS:
        values |= {"status": "set_aside", "handled_at": tx.now}
    elif pause:
        values["not_before"] = tx.now + PAUSES[attempts - 1]
    tx.connection.execute(update(inbox).where(inbox.c.id == waiting.id).values(values))
    return attempts >= ATTEMPTS


def counts(tx: Transaction) -> dict[str, int]:
    """How many rows wait and how many were set aside."""
    found = tx.connection.execute(
        select(inbox.c.status, func.count().label("number"))
        .where(inbox.c.status.in_(("waiting", "set_aside")))
        .group_by(inbox.c.status)
    )
    return {row.status: row.number for row in found}


def set_aside(tx: Transaction, limit: int) -> list[tuple[int, str]]:
    """The newest rows that could not be handled: number and kind of failure."""
    rows = tx.connection.execute(
        select(inbox.c.id, inbox.c.error)
        .where(inbox.c.status == "set_aside")
        .order_by(inbox.c.id.desc())
        .limit(limit)
    )
    return [(row.id, row.error) for row in rows]
