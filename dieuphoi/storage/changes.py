"""Changes of agencies: entered, taken back before their day, in effect once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from dieuphoi.plan.succession import Change, Kind, Succession
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import agency, agency_change, agency_change_part, agency_choice, person


@dataclass(frozen=True, slots=True)
class Entry:
    """A change with who entered it when, and whether it is in effect or was taken back."""

    change: Change
    at: datetime
    by: str | None
    channel: str
    in_effect: bool
    withdrawn: bool

    @property
    def waiting(self) -> bool:
        """Whether its day is still to come, so that it can be taken back."""
        return not self.in_effect and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something about agencies, and by which channel."""

    person_id: int | None = None
    channel: str = "cli"


def enter(tx: Transaction, wanted: Change, source: Source) -> int:
    """Keep a change; it takes effect apart from this. Gives its number. `wanted.id` is of no account."""
    values = {
        "kind": wanted.kind,
        "on": wanted.on,
        "document_number": wanted.document_number,
        "document_date": wanted.document_date,
        "at": tx.now,
        "by": source.person_id,
        "channel": source.channel,
    }
    number = tx.connection.execute(
        insert(agency_change).values(values).returning(agency_change.c.id)
    ).scalar_one()
    sides = ((False, wanted.before), (True, wanted.after))
    rows = [
        {"change_id": number, "succeeds": succeeds, "agency_id": agency_id, "position": position}
        for succeeds, ids in sides
        for position, agency_id in enumerate(ids)
    ]
    tx.connection.execute(insert(agency_change_part), rows)
    return int(number)


def take_back(tx: Transaction, change_id: int, source: Source) -> bool:
    """Take a change back before it takes effect; False where it has, or was taken back."""
    done = tx.connection.execute(
        update(agency_change)
        .where(agency_change.c.id == change_id, *_WAITING)
        .values(withdrawn_at=tx.now, withdrawn_by=source.person_id)
    )
    return done.rowcount > 0


def mark_in_effect(tx: Transaction, change_id: int) -> bool:
    """Note that what follows from a change is being done; False where it was done before: it is done once."""
    done = tx.connection.execute(
        update(agency_change).where(agency_change.c.id == change_id, *_WAITING).values(effective_at=tx.now)
    )
    return done.rowcount > 0


_WAITING = (agency_change.c.effective_at.is_(None), agency_change.c.withdrawn_at.is_(None))


def due(tx: Transaction) -> list[int]:
    """The changes whose day has come and that are not in effect yet, in their order."""
    query = select(agency_change.c.id).where(*_WAITING, agency_change.c.on <= tx.now.date())
    return list(tx.connection.execute(query.order_by(agency_change.c.on, agency_change.c.id)).scalars())


def next_day(tx: Transaction) -> date | None:
    """The day of the change that takes effect next; None where none waits."""
    return tx.connection.execute(select(func.min(agency_change.c.on)).where(*_WAITING)).scalar()


def get(tx: Transaction, change_id: int) -> Entry | None:
    """A change by its number."""
    return next(iter(_entries(tx, agency_change.c.id == change_id)), None)


def every(tx: Transaction) -> list[Entry]:
    """All changes that were not taken back, by their days."""
    return _entries(tx, agency_change.c.withdrawn_at.is_(None))


def _entries(tx: Transaction, condition: ColumnElement[bool]) -> list[Entry]:
    rows = tx.connection.execute(
        select(agency_change, person.c.full_name)
        .select_from(agency_change.outerjoin(person, person.c.id == agency_change.c.by))
        .where(condition)
        .order_by(agency_change.c.on, agency_change.c.id)
    ).all()
    parts = _parts(tx, [row.id for row in rows])
    return [
        Entry(
            Change(row.id, Kind(row.kind), row.on, *parts[row.id], row.document_number, row.document_date),
            row.at,
            row.full_name,
            row.channel,
            row.effective_at is not None,
            row.withdrawn_at is not None,
        )
        for row in rows
    ]


def _parts(tx: Transaction, change_ids: Sequence[int]) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    part = agency_change_part
    rows = tx.connection.execute(
        select(part.c.change_id, part.c.succeeds, part.c.agency_id)
        .where(part.c.change_id.in_(change_ids))
        .order_by(part.c.change_id, part.c.position)
    )
    found: dict[int, tuple[list[int], list[int]]] = {number: ([], []) for number in change_ids}
    for change_id, succeeds, agency_id in rows:
        found[change_id][succeeds].append(agency_id)
    return {number: (tuple(before), tuple(after)) for number, (before, after) in found.items()}


def succession(tx: Transaction, *, planned: bool = False) -> Succession:
    """Who stands for whom, by the changes in effect; `planned`: and by those whose day is still to come."""
    known = [entry.change for entry in every(tx) if planned or entry.in_effect]
    born = tx.connection.execute(select(agency.c.id).where(agency.c.born)).scalars()
    return Succession(known, born)


def choose(tx: Transaction, change_id: int, assignment_ids: Sequence[int], to: int, source: Source) -> None:
    """Say ahead which agency is to take tasks when a change takes effect; what was said before is replaced."""
    drop_choices(tx, change_id, assignment_ids)
    values: dict[str, Any] = {"change_id": change_id, "agency_id": to, "at": tx.now}
    values |= {"by": source.person_id, "channel": source.channel}
    rows = [values | {"assignment_id": number} for number in assignment_ids]
    if rows:
        tx.connection.execute(insert(agency_choice), rows)


def drop_choices(tx: Transaction, change_id: int, assignment_ids: Sequence[int]) -> None:
    """Forget what was said ahead about tasks."""
    chosen = agency_choice.c
    tx.connection.execute(
        agency_choice.delete().where(
            chosen.change_id == change_id, chosen.assignment_id.in_(list(assignment_ids))
        )
    )


def choices(tx: Transaction, change_id: int) -> dict[int, tuple[int, Source]]:
    """What was said ahead: by task the agency that is to take it, and who said so."""
    rows = tx.connection.execute(select(agency_choice).where(agency_choice.c.change_id == change_id))
    return {row.assignment_id: (row.agency_id, Source(row.by, row.channel)) for row in rows}
