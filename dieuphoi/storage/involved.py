"""Which agencies have to do with tasks: who leads an assignment, who works with the lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import JSON, Column, func, select

from dieuphoi.plan.agencies import Kind
from dieuphoi.plan.agency_groups import takes_in
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import agency, coordination, lead, task
from dieuphoi.storage.tasks import Item


def is_lead(tx: Transaction, assignment_id: int, agency_ids: Sequence[int]) -> int | None:
    """The one of the agencies that leads an assignment; None where none does."""
    return tx.connection.execute(
        select(lead.c.agency_id)
        .where(lead.c.assignment_id == assignment_id, lead.c.agency_id.in_(agency_ids))
        .order_by(lead.c.agency_id)
        .limit(1)
    ).scalar()


def coordinates(tx: Transaction, task_id: int, agency_ids: Sequence[int]) -> int | None:
    """The one of the agencies that works with the lead on a task, named or taken in by a group; None where none does.

    A group such as "các sở, ban, ngành có liên quan" counts here alone: in lists and reminders only who is named does.
    """
    query = select(coordination.c.agency_id).where(
        coordination.c.task_id == task_id, coordination.c.agency_id.in_(agency_ids)
    )
    named = tx.connection.execute(query.order_by(coordination.c.agency_id).limit(1)).scalar()
    return named if named is not None else next(iter(_taken_in(tx, task_id, agency_ids)), None)


def _taken_in(tx: Transaction, task_id: int, agency_ids: Sequence[int]) -> Iterator[int]:
    written = func.coalesce(task.c.coordinators_now, task.c.coordinators, type_=JSON)
    groups = tx.connection.execute(select(written).where(task.c.id == task_id)).scalar_one()
    rows = tx.connection.execute(
        select(agency.c.id, agency.c.name, agency.c.kind)
        .where(agency.c.id.in_(agency_ids))
        .order_by(agency.c.id)
    )
    for row in rows:
        if any(takes_in(group, row.name, Kind(row.kind)) for group in groups):
            yield row.id


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
