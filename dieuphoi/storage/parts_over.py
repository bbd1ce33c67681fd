"""What agencies are asked for passes on when they change: to every successor, as the coordination itself does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update

from dieuphoi.plan.history import Kind
from dieuphoi.plan.parts import PartState
from dieuphoi.plan.succession import Change
from dieuphoi.storage import changes, log, parts
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tables import lead, part_request


@dataclass(slots=True)
class Moved:
    """What has come of requests that waited for an agency's answer."""

    passed: list[int] = field(default_factory=list)  # requests that wait for a successor's answer now
    ended: list[Request] = field(default_factory=list)  # those that nobody succeeds to


def pass_on(tx: Transaction, change: Change, source: Source) -> Moved:
    """Let the successors be asked for what the old agencies have not answered; what was answered stays theirs.

    The first takes the request over, each further one is asked anew; where a successor leads the task, or is asked
    on it already, once is enough.
    """
    moved = Moved()
    over_time = changes.succession(tx)
    heirs = list(dict.fromkeys(h for a in change.after for h in over_time.heirs(a, tx.now.date())))
    for request in _waiting(tx, change.before):
        free = [heir for heir in heirs if _needed(tx, request, heir)]
        if not free:
            parts.enter(tx, request.id, request.assignment_id, Kind.PART_OFF, source)
            moved.ended += [request] if not heirs else []
            continue
        tx.connection.execute(
            update(part_request).where(part_request.c.id == request.id).values(agency_id=free[0])
        )
        moved.passed.append(request.id)
        asker = Source(request.by, source.channel)
        moved.passed += [
            parts.ask(tx, request.assignment_id, heir, request.what, request.until, asker)
            for heir in free[1:]
        ]
    return moved


def _waiting(tx: Transaction, agency_ids: Sequence[int]) -> list[Request]:
    ids = select(part_request.c.id).where(
        part_request.c.agency_id.in_(agency_ids), part_request.c.state == PartState.WAITING
    )
    found = tx.connection.execute(ids.order_by(part_request.c.until, part_request.c.id)).scalars().all()
    return [request for number in found if (request := parts.get(tx, number)) is not None]


def _needed(tx: Transaction, request: Request, agency_id: int) -> bool:
    """Whether an agency is to be asked in another's place: it neither leads the task nor is asked already."""
    return not _leads(tx, request.assignment_id, agency_id) and all(
        other.agency_id != agency_id or not other.waits
        for other in parts.of_assignment(tx, request.assignment_id)
        if other.id != request.id
    )


def _leads(tx: Transaction, assignment_id: int, agency_id: int) -> bool:
    query = select(lead.c.agency_id).where(
        lead.c.assignment_id == assignment_id, lead.c.agency_id == agency_id, lead.c.interim.is_(False)
    )
    return tx.connection.execute(query).first() is not None


def leave_out_leads(tx: Transaction, assignment_ids: Sequence[int], source: Source) -> list[int]:
    """Whoever leads a task by now is not asked for its part in it; gives the entries that say so."""
    return [
        parts.enter(tx, request.id, assignment_id, Kind.PART_OFF, source)
        for assignment_id in assignment_ids
        for request in parts.of_assignment(tx, assignment_id)
        if request.waits and _leads(tx, assignment_id, request.agency_id)
    ]


def ask_again(tx: Transaction, assignment_id: int, entry_id: int, source: Source) -> None:
    """Take back that a request was withdrawn; it waits again."""
    request_id = next(e.part for e in log.entries(tx, assignment_id) if e.id == entry_id)
    assert request_id is not None  # noqa: S101 - an entry that withdraws names the request
    log.append(
        tx,
        assignment_id,
        Kind.UNDO,
        channel=source.channel,
        person_id=source.person_id,
        undoes=entry_id,
    )
    parts.settle(tx, request_id, assignment_id)
