"""The tasks of agencies that have ended (or are about to) for which nobody has said who takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from dieuphoi.plan.results import State
from dieuphoi.plan.succession import Kind
from dieuphoi.storage import changes
from dieuphoi.storage.changes import Entry
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import agency_choice, assignment, lead, plan

ASKED_ABOUT = (Kind.SPLIT, Kind.DISSOLVE)


def _led(*columns: Any) -> Select[Any]:
    """What agencies lead in plans that go on."""
    return (
        select(*columns)
        .select_from(
            lead.join(assignment, assignment.c.id == lead.c.assignment_id).join(
                plan, plan.c.id == assignment.c.plan_id
            )
        )
        .where(lead.c.interim.is_(False), assignment.c.withdrawn.is_(False), plan.c.closed_at.is_(None))
    )


def left_with(tx: Transaction, agency_id: int) -> int:
    """How many tasks an agency leads in plans that go on."""
    query = _led(func.count()).where(lead.c.agency_id == agency_id)
    return int(tx.connection.execute(query).scalar_one())


def open_led(tx: Transaction, agency_id: int) -> int:
    """How many of them are not done."""
    query = _led(func.count()).where(lead.c.agency_id == agency_id, assignment.c.state != State.DONE)
    return int(tx.connection.execute(query).scalar_one())


def of(tx: Transaction, entry: Entry) -> list[tuple[int, int]]:
    """The tasks (with the agency that ends) that a split or dissolution leaves undecided, in the plans' order."""
    agency_ids = _asking(tx, entry)
    if not agency_ids:
        return []
    query = _led(lead.c.assignment_id, lead.c.agency_id).where(lead.c.agency_id.in_(agency_ids))
    if entry.waiting:
        chosen = select(agency_choice.c.assignment_id).where(agency_choice.c.change_id == entry.change.id)
        query = query.where(assignment.c.id.not_in(chosen))
    rows = tx.connection.execute(query.order_by(assignment.c.plan_id, assignment.c.id))
    return [(assignment_id, agency_id) for assignment_id, agency_id in rows]


def _asking(tx: Transaction, entry: Entry) -> Sequence[int]:
    """The agencies that a change ends and that have not come back, or ended otherwise, since."""
    if entry.change.kind not in ASKED_ABOUT or entry.withdrawn:
        return ()
    if entry.waiting:
        return entry.change.before
    now = changes.succession(tx)
    today = max(tx.now.date(), entry.change.on)
    return [a for a in entry.change.before if (end := now.ended_by(a, today)) and end.id == entry.change.id]


def every(tx: Transaction) -> list[tuple[Entry, int]]:
    """The splits and dissolutions with tasks that nobody has decided on, each with their number."""
    asked = [entry for entry in changes.every(tx) if entry.change.kind in ASKED_ABOUT]
    counted = [(entry, len(of(tx, entry))) for entry in asked]
    return [(entry, number) for entry, number in counted if number]
