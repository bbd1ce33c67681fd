"""Requests for a coordinating agency's part of a task: one row each, brought up to date from the task's log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from dieuphoi.plan.history import Kind
from dieuphoi.plan.parts import PartState, parts
from dieuphoi.plan.results import State
from dieuphoi.storage import log
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import Moment, agency, assignment, outbox, part_request, plan, reminder, task

ASKED = "part"  # the kind of a message that asks for an agency's part: a reply to it is the answer


@dataclass(frozen=True, slots=True)
class Request:
    """A request for an agency's part."""

    id: int
    assignment_id: int
    agency_id: int
    agency: str
    by: int | None
    what: str
    until: date
    state: PartState
    asked_at: datetime
    reminded_on: date | None

    @property
    def waits(self) -> bool:
        """Whether the agency has not answered yet, and still should."""
        return self.state is PartState.WAITING


_REQUESTS = (
    select(
        part_request.c.id,
        part_request.c.assignment_id,
        part_request.c.agency_id,
        agency.c.name,
        part_request.c.by,
        part_request.c.what,
        part_request.c.until,
        part_request.c.state,
        part_request.c.asked_at,
        part_request.c.reminded_on,
    )
    .join(agency, agency.c.id == part_request.c.agency_id)
    .order_by(part_request.c.id)
)


def _request(row: Sequence[Any]) -> Request:
    values = list(row)
    values[7] = PartState(values[7])
    return Request(*values)


def ask(tx: Transaction, assignment_id: int, agency_id: int, what: str, until: date, source: Source) -> int:
    """Ask an agency for its part; what it is asked for already is changed where it has not answered. Gives the key."""
    waiting = next(
        (r for r in of_assignment(tx, assignment_id) if r.agency_id == agency_id and r.waits), None
    )
    request_id = waiting.id if waiting else _add(tx, assignment_id, agency_id, what, until, source)
    enter(tx, request_id, assignment_id, Kind.ASK_PART, source, note=what, due=until)
    return request_id


def _add(tx: Transaction, assignment_id: int, agency_id: int, what: str, until: date, source: Source) -> int:
    values = {
        "assignment_id": assignment_id,
        "agency_id": agency_id,
        "by": source.person_id,
        "what": what,
        "until": until,
        "state": PartState.WAITING,
        "asked_at": tx.now,
    }
    return int(
        tx.connection.execute(insert(part_request).values(values).returning(part_request.c.id)).scalar_one()
    )


def enter(
    tx: Transaction, request_id: int, assignment_id: int, kind: Kind, source: Source, **what: Any
) -> int:
    """Add an entry about a request to the task's log, and bring the request up to date; gives the entry's key."""
    entry_id = log.append(
        tx,
        assignment_id,
        kind,
        channel=source.channel,
        person_id=source.person_id,
        part=request_id,
        **what,
    )
    settle(tx, request_id, assignment_id)
    return entry_id


def settle(tx: Transaction, request_id: int, assignment_id: int) -> None:
    """Bring a request up to date with the log."""
    now = parts(log.entries(tx, assignment_id))[request_id]
    values = {"what": now.what, "until": now.until, "state": now.state}
    tx.connection.execute(update(part_request).where(part_request.c.id == request_id).values(values))


def get(tx: Transaction, request_id: int) -> Request | None:
    """A request by its key."""
    row = tx.connection.execute(_REQUESTS.where(part_request.c.id == request_id)).first()
    return _request(row) if row else None


def of_assignment(tx: Transaction, assignment_id: int) -> list[Request]:
    """The requests about a task that were not withdrawn, oldest first."""
    query = _REQUESTS.where(
        part_request.c.assignment_id == assignment_id, part_request.c.state != PartState.WITHDRAWN
    )
    return [_request(row) for row in tx.connection.execute(query)]


def asked(tx: Transaction, assignment_id: int) -> dict[int, str]:
    """The agency that each request about a task was made to, withdrawn ones too."""
    query = _REQUESTS.where(part_request.c.assignment_id == assignment_id)
    return {request.id: request.agency for request in map(_request, tx.connection.execute(query))}


def waiting(
    tx: Transaction, *, agency_ids: Sequence[int] | None = None, plan_ids: Sequence[int] | None = None
) -> list[Request]:
    """The requests that wait for an answer: to some agencies, or of some plans; of open tasks alone, by their day."""
    conditions = [
        part_request.c.state == PartState.WAITING,
        assignment.c.state != State.DONE,
        assignment.c.withdrawn.is_(False),
        plan.c.closed_at.is_(None),
    ]
    if agency_ids is not None:
        conditions.append(part_request.c.agency_id.in_(agency_ids))
    if plan_ids is not None:
        conditions.append(assignment.c.plan_id.in_(plan_ids))
    query = (
        _REQUESTS.join(assignment, assignment.c.id == part_request.c.assignment_id)
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(*conditions)
        .order_by(None)
        .order_by(part_request.c.until, part_request.c.id)
    )
    return [_request(row) for row in tx.connection.execute(query)]


def asked_of(tx: Transaction, assignment_id: int, agency_ids: Sequence[int]) -> int | None:
    """The one of the agencies that was asked for its part of a task, and is still; first one that has not answered."""
    query = (
        select(part_request.c.agency_id)
        .where(
            part_request.c.assignment_id == assignment_id,
            part_request.c.agency_id.in_(agency_ids),
            part_request.c.state != PartState.WITHDRAWN,
        )
        .order_by(part_request.c.state != PartState.WAITING, part_request.c.id)
    )
    return tx.connection.execute(query.limit(1)).scalar()


def told_in(
    tx: Transaction, assignment_ids: Iterable[int], whys: Iterable[str]
) -> dict[tuple[str, int, str], date]:
    """For each chat, task and reason, the day on which it was last spoken of, and that went out or will."""
    rows = tx.connection.execute(
        select(
            outbox.c.chat_key,
            reminder.c.assignment_id,
            reminder.c.why,
            func.max(outbox.c.created_at, type_=Moment()),
        )
        .select_from(reminder.join(outbox, outbox.c.id == reminder.c.outbox_id))
        .where(reminder.c.assignment_id.in_(list(assignment_ids)), reminder.c.why.in_(list(whys)))
        .where(outbox.c.status.in_(("waiting", "sending", "sent")))
        .group_by(outbox.c.chat_key, reminder.c.assignment_id, reminder.c.why)
    )
    return {(chat_key, assignment_id, why): at.date() for chat_key, assignment_id, why, at in rows}


def reminded(tx: Transaction, request_ids: Iterable[int], on: date) -> None:
    """Note for which working day requests were reminded of."""
    for portion in in_portions(request_ids):
        tx.connection.execute(
            update(part_request).where(part_request.c.id.in_(portion)).values(reminded_on=on)
        )


def differences(tx: Transaction) -> list[str]:
    """The codes of tasks with a request whose row does not follow from the log; empty when all is well."""
    rows = tx.connection.execute(
        select(part_request, task.c.code)
        .join(assignment, assignment.c.id == part_request.c.assignment_id)
        .join(task, task.c.id == assignment.c.task_id)
    ).all()
    logs = {key: parts(log.entries(tx, key)) for key in {row.assignment_id for row in rows}}
    wrong = []
    for row in rows:
        now = logs[row.assignment_id].get(row.id)
        if now is None or (now.what, now.until, now.state) != (row.what, row.until, row.state):
            wrong.append(row.code)
    return list(dict.fromkeys(wrong))
