"""Coordinations and duties pass on when agencies change: to every successor, for nothing is counted by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Table, delete, insert, select, update

from dieuphoi.plan.succession import Change, Kind
from dieuphoi.storage import agencies
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.plan_rows import Roll
from dieuphoi.storage.tables import assignment, coordination, duty_agency, lead, pause, task


def pass_on(tx: Transaction, change: Change) -> None:
    """Let the successors work with the leads, and be bound by the duties, as the old agencies were.

    A pause goes with a mere rename; another agency is not left in peace because this one was.
    """
    if not change.after:
        return
    for old in change.before:
        touched = _move(tx, coordination, coordination.c.task_id, old, change.after)
        _move(tx, duty_agency, duty_agency.c.duty_id, old, change.after)
        _name_helpers(tx, touched, old, change.after)
        leave_out_leads_of(tx, touched)
        running = (pause.c.agency_id == old, pause.c.ended_at.is_(None), pause.c.until >= tx.now.date())
        renamed = change.kind is Kind.RENAME
        values = {"agency_id": change.after[0]} if renamed else {"ended_at": tx.now}
        tx.connection.execute(update(pause).where(*running).values(values))


def _move(tx: Transaction, table: Table, of: Column[int], old: int, new: Sequence[int]) -> list[int]:
    """Put the new agencies in the place of the old one; gives what it was about."""
    keys = list(tx.connection.execute(select(of).where(table.c.agency_id == old)).scalars())
    tx.connection.execute(delete(table).where(table.c.agency_id == old))
    for agency_id in new:
        known = set(tx.connection.execute(select(of).where(table.c.agency_id == agency_id)).scalars())
        rows = [{of.name: key, "agency_id": agency_id} for key in keys if key not in known]
        if rows:
            tx.connection.execute(insert(table), rows)
    return keys


def _name_helpers(tx: Transaction, task_ids: Iterable[int], old: int, new: Sequence[int]) -> None:
    """Name the successors where a list of coordinating agencies names the old one, however it is written there."""
    roll = Roll(tx)
    names = agencies.named(tx, new)
    for task_id, written in _written(tx, task_ids).items():
        now = [
            name
            for entry in written
            for name in ([names[a] for a in new] if roll.written(entry) == [old] else [entry])
        ]
        _keep(tx, task_id, written, list(dict.fromkeys(now)))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a task's coordinating agencies lost to its leads, and how they were written before."""

    task_id: int
    agency_ids: list[int]
    written: list[str]


def leave_out_leads(tx: Transaction, assignment_ids: Sequence[int]) -> list[LeftOut]:
    """The same for the tasks of assignments that have passed on."""
    found: list[LeftOut] = []
    for portion in in_portions(assignment_ids):
        of = select(assignment.c.task_id).where(assignment.c.id.in_(portion)).distinct()
        found += leave_out_leads_of(tx, list(tx.connection.execute(of).scalars()))
    return found


def leave_out_leads_of(tx: Transaction, task_ids: Iterable[int]) -> list[LeftOut]:
    """Who leads every part of a task works with nobody on it: it is no coordinating agency besides."""
    roll: Roll | None = None
    found: list[LeftOut] = []
    for task_id in task_ids:
        parts = select(assignment.c.id).where(assignment.c.task_id == task_id)
        leading = tx.connection.execute(
            select(lead.c.agency_id, lead.c.assignment_id).where(
                lead.c.assignment_id.in_(parts), lead.c.interim.is_(False)
            )
        ).all()
        number = len({part for _agency, part in leading})
        whole = {a for a, _part in leading if sum(other == a for other, _p in leading) == number}
        both = (coordination.c.task_id == task_id, coordination.c.agency_id.in_(whole))
        dropped = delete(coordination).where(*both).returning(coordination.c.agency_id)
        gone = list(tx.connection.execute(dropped).scalars())
        if gone:
            roll = roll or Roll(tx)
            written = _written(tx, [task_id])[task_id]
            left = [name for name in written if roll.written(name) not in [[agency_id] for agency_id in gone]]
            _keep(tx, task_id, written, left)
            found.append(LeftOut(task_id, gone, written))
    return found


def take_in_again(tx: Transaction, was: LeftOut) -> None:
    """Let those work with a task's leads again who did before; what has been named since then stays named."""
    working = select(coordination.c.agency_id).where(coordination.c.task_id == was.task_id)
    already = set(tx.connection.execute(working).scalars())
    rows = [{"task_id": was.task_id, "agency_id": a} for a in was.agency_ids if a not in already]
    if rows:
        tx.connection.execute(insert(coordination), rows)
    roll, now = Roll(tx), _written(tx, [was.task_id])[was.task_id]
    back = [[agency_id] for agency_id in was.agency_ids]
    before = [name for name in was.written if name in now or roll.written(name) in back]
    _keep(tx, was.task_id, now, [*before, *(name for name in now if name not in before)])


def _written(tx: Transaction, task_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for portion in in_portions(task_ids):
        rows = tx.connection.execute(
            select(task.c.id, task.c.coordinators, task.c.coordinators_now).where(task.c.id.in_(portion))
        )
        for row in rows:
            found[row.id] = row.coordinators if row.coordinators_now is None else row.coordinators_now
    return found


def _keep(tx: Transaction, task_id: int, before: list[str], now: list[str]) -> None:
    if now != before:
        tx.connection.execute(update(task).where(task.c.id == task_id).values(coordinators_now=now))
