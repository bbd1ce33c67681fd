"""Which agencies have to do with tasks: who leads an assignment, who works with the lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, select

from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import coordination, lead
from dieuphoi.storage.tasks import Item


def is_lead(tx: Transaction, assignment_id: int, agency_ids: Sequence[int]) -> int | None:
    """The one of the agencies that leads an assignment; None where none does."""
    return tx.connection.execute(
        select(lead.c.agency_id)
        .where(lead.c.assignment_id == assignment_id, lead.c.agency_id.in_(agency_ids))
        .order_by(lead.c.agency_id)
        .limit(1)
    ).scalar()


def coordinates(tx: Transaction, task_id: int, agency_ids: Sequence[int]) -> bool:
    """Whether one of the agencies works with the lead on a task."""
    query = select(coordination.c.agency_id).where(
        coordination.c.task_id == task_id, coordination.c.agency_id.in_(agency_ids)
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def only_coordinated(tx: Transaction, items: Sequence[Item], agency_ids: Sequence[int]) -> set[int]:
    """The keys of those assignments that the agencies do not lead, but work with the lead on."""
    if not agency_ids or not items:
        return set()
    led = select(lead.c.assignment_id).where(
        lead.c.assignment_id.in_([item.id for item in items]), lead.c.agency_id.in_(agency_ids)
    )
    helped = select(coordination.c.task_id).where(
        coordination.c.task_id.in_([item.task_id for item in items]), coordination.c.agency_id.in_(agency_ids)
    )
    own, joined = set(tx.connection.execute(led).scalars()), set(tx.connection.execute(helped).scalars())
    return {item.id for item in items if item.task_id in joined and item.id not in own}


def lead_ids(tx: Transaction, assignment_ids: Iterable[int]) -> dict[int, list[int]]:
    """The leading agencies of assignments."""
    return _agencies_by(tx, lead.c.assignment_id, lead.c.agency_id, assignment_ids)


def _agencies_by(
    tx: Transaction, of: Column[int], agency_column: Column[int], keys: Iterable[int]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for portion in in_portions(keys):
        rows = tx.connection.execute(
            select(of, agency_column).where(of.in_(portion)).order_by(of, agency_column)
        )
        for key, agency_id in rows:
            found.setdefault(key, []).append(agency_id)
    return found


def coordinating_ids(tx: Transaction, task_ids: Iterable[int]) -> dict[int, list[int]]:
    """The agencies that work with the lead on tasks."""
    return _agencies_by(tx, coordination.c.task_id, coordination.c.agency_id, task_ids)
