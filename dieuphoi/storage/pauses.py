"""No reminders for a while: for a person, an agency or a plan; and single tasks that a person put off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import insert, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import pause, snooze

Kind = Literal["person", "agency", "plan"]
_REFERS = {"person": pause.c.person_id, "agency": pause.c.agency_id, "plan": pause.c.plan_id}


@dataclass(frozen=True, slots=True)
class Pauses:
    """Who and what is left in peace on a day, each with the pause's last day."""

    people: dict[int, date]
    agencies: dict[int, date]
    plans: dict[int, date]


def begin(tx: Transaction, kind: Kind, number: int, until: date, by: int | None) -> None:
    """Leave a person, an agency or a plan in peace up to and with a day; an earlier pause of it ends."""
    end(tx, kind, number)
    values = {f"{kind}_id": number, "until": until, "at": tx.now, "by": by}
    tx.connection.execute(insert(pause).values(values))


def end(tx: Transaction, kind: Kind, number: int) -> bool:
    """End a pause that still runs; False where there was none."""
    running = (_REFERS[kind] == number, pause.c.ended_at.is_(None), pause.c.until >= tx.now.date())
    return tx.connection.execute(update(pause).where(*running).values(ended_at=tx.now)).rowcount > 0


def running(tx: Transaction, day: date) -> Pauses:
    """The pauses of a day."""
    rows = tx.connection.execute(
        select(pause.c.person_id, pause.c.agency_id, pause.c.plan_id, pause.c.until).where(
            pause.c.until >= day, pause.c.ended_at.is_(None)
        )
    )
    found = Pauses({}, {}, {})
    for person_id, agency_id, plan_id, until in rows:
        for number, pauses in (
            (person_id, found.people),
            (agency_id, found.agencies),
            (plan_id, found.plans),
        ):
            if number is not None:
                pauses[number] = until
    return found


def put_off(tx: Transaction, person_id: int, assignment_ids: Iterable[int], until: date) -> None:
    """Let a person hear of tasks again on a day, and not before; what they said before about them is over."""
    ids = list(assignment_ids)
    tx.connection.execute(
        update(snooze)
        .where(snooze.c.person_id == person_id, snooze.c.assignment_id.in_(ids), snooze.c.ended_at.is_(None))
        .values(ended_at=tx.now)
    )
    for assignment_id in ids:
        values = {"person_id": person_id, "assignment_id": assignment_id, "until": until, "at": tx.now}
        tx.connection.execute(insert(snooze).values(values))


def put_off_over(tx: Transaction, assignment_id: int) -> None:
    """Something was reported on a task: nobody has to be reminded again because they put it off."""
    open_ones = (snooze.c.assignment_id == assignment_id, snooze.c.ended_at.is_(None))
    tx.connection.execute(update(snooze).where(*open_ones).values(ended_at=tx.now))


def put_off_by(tx: Transaction, since: date) -> dict[tuple[int, int], date]:
    """What people put off to a day not before `since`: (person, assignment) → the day."""
    rows = tx.connection.execute(
        select(snooze.c.person_id, snooze.c.assignment_id, snooze.c.until).where(
            snooze.c.ended_at.is_(None), snooze.c.until >= since
        )
    )
    return {(person_id, assignment_id): until for person_id, assignment_id, until in rows}


def lines_of(tx: Transaction, assignment_ids: Sequence[int]) -> list[tuple[int, int, date]]:
    """Who put which of these tasks off until when, oldest first, ended or not: (person, assignment, day)."""
    rows = tx.connection.execute(
        select(snooze.c.person_id, snooze.c.assignment_id, snooze.c.until)
        .where(snooze.c.assignment_id.in_(assignment_ids))
        .order_by(snooze.c.id)
    )
    return [(person_id, assignment_id, until) for person_id, assignment_id, until in rows]
