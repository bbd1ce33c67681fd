"""Requests for a later deadline; one at a time waits for an assignment. How often one was granted, the log says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, update

from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.log import undone as undone_by
from dieuphoi.storage.tables import assignment, extension, person, plan, report


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for a later deadline. `state`: waiting, granted, declined, replaced, or undone after it was granted."""

    id: int
    assignment_id: int
    person_id: int
    person: str
    until: date
    reason: str | None
    state: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    answer: str | None  # why it was declined
    granted_until: date | None  # where the coordinator set another day
    report_id: int | None  # the entry of the log that granted it


@dataclass(frozen=True, slots=True)
class Extended:
    """What became of an assignment's deadline: how often it was extended, up to which day more is asked for."""

    times: int = 0
    asked_until: date | None = None


_decider = person.alias()
_ROWS: Select[Any] = (
    select(
        extension.c.id,
        extension.c.assignment_id,
        extension.c.person_id,
        person.c.full_name,
        extension.c.until,
        extension.c.reason,
        extension.c.state,
        extension.c.asked_at,
        extension.c.decided_at,
        _decider.c.full_name,
        extension.c.answer,
        extension.c.granted_until,
        extension.c.report_id,
    )
    .select_from(
        extension.join(person, person.c.id == extension.c.person_id).outerjoin(
            _decider, _decider.c.id == extension.c.decided_by
        )
    )
    .order_by(extension.c.id)
)


def _extension(row: Row[Any]) -> Extension:
    return Extension(*tuple(row))


def ask(tx: Transaction, assignment_id: int, person_id: int, until: date, reason: str) -> int:
    """Note a request in the place of one that still waits; gives its number."""
    tx.connection.execute(
        update(extension)
        .where(extension.c.assignment_id == assignment_id, extension.c.state == "waiting")
        .values(state="replaced", decided_at=tx.now)
    )
    values = {
        "assignment_id": assignment_id,
        "person_id": person_id,
        "until": until,
        "reason": reason,
        "state": "waiting",
        "asked_at": tx.now,
    }
    return int(tx.connection.execute(insert(extension).values(values).returning(extension.c.id)).scalar_one())


def get(tx: Transaction, extension_id: int) -> Extension | None:
    """A request by its number."""
    row = tx.connection.execute(_ROWS.where(extension.c.id == extension_id)).first()
    return _extension(row) if row else None


def of_task(tx: Transaction, assignment_id: int) -> list[Extension]:
    """All requests for an assignment, oldest first."""
    return [
        _extension(row)
        for row in tx.connection.execute(_ROWS.where(extension.c.assignment_id == assignment_id))
    ]


def waiting_for(tx: Transaction, assignment_id: int) -> Extension | None:
    """The request that waits for an assignment."""
    return next((one for one in of_task(tx, assignment_id) if one.state == "waiting"), None)


def granted_by(tx: Transaction, report_id: int) -> Extension | None:
    """The request that an entry of the log granted."""
    row = tx.connection.execute(_ROWS.where(extension.c.report_id == report_id)).first()
    return _extension(row) if row else None


def waiting(tx: Transaction, plan_ids: Sequence[int]) -> list[Extension]:
    """The requests that wait for a word in plans that go on; what is done or withdrawn meanwhile needs none."""
    going_on = (
        select(assignment.c.id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(
            assignment.c.plan_id.in_(plan_ids),
            plan.c.closed_at.is_(None),
            assignment.c.withdrawn.is_(False),
            assignment.c.state != State.DONE,
        )
    )
    query = _ROWS.where(extension.c.state == "waiting", extension.c.assignment_id.in_(going_on))
    return [_extension(row) for row in tx.connection.execute(query)]


def decide(
    tx: Transaction,
    extension_id: int,
    state: str,
    by: int,
    *,
    answer: str | None = None,
    granted_until: date | None = None,
) -> bool:
    """Grant or decline a request; False where it no longer waits."""
    done = tx.connection.execute(
        update(extension)
        .where(extension.c.id == extension_id, extension.c.state == "waiting")
        .values(state=state, decided_at=tx.now, decided_by=by, answer=answer, granted_until=granted_until)
    )
    return done.rowcount > 0


def waiting_of(tx: Transaction, person_id: int | None) -> dict[int, date]:
    """What a person has asked for and nobody has decided yet: the day wanted, by assignment."""
    query = select(extension.c.assignment_id, extension.c.until).where(
        extension.c.person_id == person_id, extension.c.state == "waiting"
    )
    return {row.assignment_id: row.until for row in tx.connection.execute(query)}


def granted(tx: Transaction, extension_id: int, report_id: int) -> None:
    """Note which entry of the log granted a request."""
    tx.connection.execute(update(extension).where(extension.c.id == extension_id).values(report_id=report_id))


def undone(tx: Transaction, report_id: int) -> None:
    """Note that what an entry of the log granted was taken back."""
    tx.connection.execute(update(extension).where(extension.c.report_id == report_id).values(state="undone"))


def last_year(tx: Transaction, plan_id: int) -> int:
    """The year of a plan's last deadline in its document; this year where it has none."""
    last = select(func.max(assignment.c.original_due)).where(assignment.c.plan_id == plan_id)
    found: date | None = tx.connection.execute(last).scalar()
    return found.year if found else tx.now.year


def _in_force(at: datetime | None = None) -> tuple[ColumnElement[bool], ...]:
    until = () if at is None else (report.c.at <= at,)
    return (report.c.kind == Kind.EXTEND, ~undone_by(at), *until)


def last_granted(tx: Transaction, assignment_id: int) -> int | None:
    """The entry of the log that extended an assignment's deadline last, as far as it was not taken back."""
    query = select(func.max(report.c.id)).where(report.c.assignment_id == assignment_id, *_in_force())
    return tx.connection.execute(query).scalar()


def _waited(at: datetime | None) -> ColumnElement[bool]:
    if at is None:
        return extension.c.state == "waiting"
    undecided = extension.c.decided_at.is_(None) | (extension.c.decided_at > at)
    return and_(extension.c.asked_at <= at, undecided)


def of_items(
    tx: Transaction, assignment_ids: Iterable[int], at: datetime | None = None
) -> dict[int, Extended]:
    """For the assignments whose deadline was extended, or is to be: how often, and up to when more is asked for.

    At a moment gone by where one is given; what was asked for and is done today is left out then, too.
    """
    ids = list(assignment_ids)
    times, asked = dict[int, int](), dict[int, date]()
    for portion in in_portions(ids):
        counted = (
            select(report.c.assignment_id, func.count())
            .where(report.c.assignment_id.in_(portion), *_in_force(at))
            .group_by(report.c.assignment_id)
        )
        times |= dict(map(tuple, tx.connection.execute(counted)))
        open_ones = (
            select(extension.c.assignment_id, extension.c.until)
            .join(assignment, assignment.c.id == extension.c.assignment_id)
            .where(
                extension.c.assignment_id.in_(portion),
                _waited(at),
                assignment.c.state != State.DONE,
            )
        )
        asked |= dict(map(tuple, tx.connection.execute(open_ones)))
    return {number: Extended(times.get(number, 0), asked.get(number)) for number in {*times, *asked}}
