"""Blockers as they are kept: whom each waits for. Which are open follows from the log, as every state does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import insert, select, update

from dieuphoi.plan.blockers import Answer, Blocker, Held, Waits, WaitsFor
from dieuphoi.plan.history import standing
from dieuphoi.plan.results import State
from dieuphoi.storage import log, tasks
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import blocker
from dieuphoi.storage.tasks import Filter, Item


def keep(tx: Transaction, assignment_id: int, entry_id: int, waits: Waits | None) -> None:
    """Keep a blocker that an entry of the log raises, with whom it waits for where that was said."""
    values = {"assignment_id": assignment_id, "report_id": entry_id, "at": tx.now}
    tx.connection.execute(insert(blocker).values(values | _columns(waits)))


def set_waits(tx: Transaction, assignment_id: int, entry_id: int, waits: Waits) -> None:
    """Whom a blocker waits for was said afterwards.

    A report that repeated an open blocker raises one itself once the first report was undone: nothing was kept of it.
    """
    values = _columns(waits)
    done = tx.connection.execute(update(blocker).where(blocker.c.report_id == entry_id).values(values))
    if not done.rowcount:
        keep(tx, assignment_id, entry_id, waits)


def _columns(waits: Waits | None) -> dict[str, str | int | None]:
    return {
        "waits_kind": waits.kind.value if waits else None,
        "waits_words": waits.words if waits else None,
        "waits_agency_id": waits.agency_id if waits else None,
    }


def one(tx: Transaction, entry_id: int) -> tuple[Item | None, Held | None]:
    """The task that a blocker belongs to, and the blocker as long as it is open."""
    raised = log.line(tx, entry_id)
    item = tasks.get(tx, raised.assignment_id) if raised else None
    held = open_of(tx, [item]) if item else []
    return item, next((h for h in held if h.id == entry_id), None)


def open_in(
    tx: Transaction,
    plan_ids: Sequence[int],
    *,
    counted_under: Sequence[int] = (),
    led_by: Sequence[int] = (),
) -> list[Held]:
    """The open blockers of plans, oldest first; of the tasks that agencies are counted for, or lead.

    Every list, total and report of blockers is this one, so that their numbers are the same everywhere.
    """
    wanted = Filter(
        tuple(plan_ids), counted_under=tuple(counted_under), agency_ids=tuple(led_by), state=State.BLOCKED
    )
    return open_of(tx, tasks.every(tx, wanted))


def waiting_for(tx: Transaction, plan_ids: Sequence[int], agency_ids: Sequence[int]) -> list[Held]:
    """The open blockers of plans that wait for one of some agencies."""
    return [h for h in open_in(tx, plan_ids) if h.waits and h.waits.agency_id in agency_ids]


def open_of(tx: Transaction, items: Iterable[Item]) -> list[Held]:
    """The open blockers of tasks, oldest first."""
    blocked = {item.id: item for item in items if item.state is State.BLOCKED}
    logs = log.of_several(tx, blocked)
    waits = _waits(tx, blocked)
    found = [
        _held(blocked[number], one, lines, waits)
        for number, lines in logs.items()
        for one in standing(line.entry for line in lines).blockers
    ]
    return sorted(found, key=lambda held: (held.since, held.id))


def _waits(tx: Transaction, assignment_ids: Iterable[int]) -> dict[int, Waits]:
    found: dict[int, Waits] = {}
    for portion in in_portions(assignment_ids):
        rows = tx.connection.execute(
            select(
                blocker.c.report_id, blocker.c.waits_kind, blocker.c.waits_words, blocker.c.waits_agency_id
            ).where(blocker.c.assignment_id.in_(portion), blocker.c.waits_kind.is_not(None))
        )
        found |= {entry: Waits(WaitsFor(kind), words or "", agency) for entry, kind, words, agency in rows}
    return found


def _held(item: Item, found: Blocker, lines: Sequence[log.Line], waits: dict[int, Waits]) -> Held:
    by_id = {line.entry.id: line for line in lines}
    return Held(
        id=found.id,
        assignment_id=item.id,
        plan_id=item.plan_id,
        code=item.code,
        title=item.title,
        short_title=item.short_title,
        lead=item.agency,
        agency_id=item.agency_id,
        what=found.what,
        waits=waits.get(found.id),
        since=found.since,
        by=by_id[found.id].person,
        answers=tuple(_answer(by_id[number]) for number in found.answers),
        referred_on=_first_day(by_id[number] for number in found.referrals),
        due=item.due,
    )


def _answer(line: log.Line) -> Answer:
    return Answer(line.at.date(), line.person or "", line.entry.note or "")


def _first_day(lines: Iterable[log.Line]) -> date | None:
    return min((line.at.date() for line in lines), default=None)
