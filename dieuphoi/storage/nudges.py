"""Requests for an update: who asked for which task, when, and whether the answer has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import nudge, outbox, reminder

ASKED = "asked"  # the kind of a request for an update
ANSWERED = "answered"  # a request withdrawn because the report came before it could go


@dataclass(frozen=True, slots=True)
class Nudge:
    """A request for an update."""

    id: int
    assignment_id: int
    by: int
    at: datetime


def ask(tx: Transaction, assignment_id: int, by: int) -> Nudge | None:
    """Note that somebody asks for an update today; None where somebody has asked before, today."""
    today = tx.now.date()
    if last_asked(tx, assignment_id, since=today) is not None:
        return None
    values: dict[str, Any] = {"assignment_id": assignment_id, "day": today, "at": tx.now, "by": by}
    number = tx.connection.execute(insert(nudge).values(values).returning(nudge.c.id)).scalar_one()
    return Nudge(int(number), assignment_id, by, tx.now)


def last_asked(tx: Transaction, assignment_id: int, *, since: date) -> Nudge | None:
    """The newest request for an update on a task from a day on."""
    row = tx.connection.execute(
        select(nudge.c.id, nudge.c.assignment_id, nudge.c.by, nudge.c.at)
        .where(nudge.c.assignment_id == assignment_id, nudge.c.day >= since)
        .order_by(nudge.c.id.desc())
        .limit(1)
    ).first()
    return Nudge(*row) if row else None


def withdraw_requests(tx: Transaction, assignment_id: int) -> None:
    """Take back the requests for an update on a task that wait for the hours to begin: it has come.

    One that is about several units' parts stays until each has answered.
    """
    about = select(reminder.c.outbox_id).where(reminder.c.assignment_id == assignment_id)
    unanswered = (
        select(reminder.c.outbox_id)
        .join(nudge, nudge.c.assignment_id == reminder.c.assignment_id)
        .where(nudge.c.answered_at.is_(None))
    )
    waiting = (
        outbox.c.kind == ASKED,
        outbox.c.status == "waiting",
        outbox.c.id.in_(about),
        outbox.c.id.not_in(unanswered),
    )
    tx.connection.execute(update(outbox).where(*waiting).values(status="withdrawn", error=ANSWERED))


def answered(tx: Transaction, assignment_id: int) -> list[int]:
    """A report has come: whoever asked for it, and has no answer yet."""
    waiting = (nudge.c.assignment_id == assignment_id, nudge.c.answered_at.is_(None))
    statement = update(nudge).where(*waiting).values(answered_at=tx.now).returning(nudge.c.by)
    return list(dict.fromkeys(tx.connection.execute(statement).scalars()))
