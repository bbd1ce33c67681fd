"""What the calendar of a plan, or of an agency, has in it: also what was in it and is due no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, union

from dieuphoi.plan.agenda import DATING, Occasion, What, last_due, last_event
from dieuphoi.plan.history import Entry, standing
from dieuphoi.storage import log, milestones, plans, tasks
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import assignment, handover, lead, report, version
from dieuphoi.storage.tasks import Item
from dieuphoi.storage.versions import Kind

REMEMBERED = timedelta(days=400)  # how long what is due no more stays in the calendar, as cancelled


@dataclass(frozen=True, slots=True)
class _Turned:
    """How often a plan was closed and taken up again, and the last moment of that, or of its coming in."""

    times: int
    at: datetime
    begun: datetime


@dataclass(frozen=True, slots=True)
class _Part:
    """An assignment with what its log says of days."""

    item: Item
    turned: _Turned
    entries: list[Entry]
    changed_at: datetime
    passed_on: bool  # the agency whose calendar it is leads it no more

    @property
    def due(self) -> date | None:
        """Its deadline; where that was taken back, the one that it had."""
        return self.item.due or last_due(self.entries)

    @property
    def off(self) -> bool:
        """Whether it is in nobody's way any more, without being done."""
        over = self.item.plan_closed and self.item.open
        return self.item.withdrawn or over or self.passed_on


def of_plan(tx: Transaction, plan_id: int) -> list[Occasion]:
    """All days of a plan, by day."""
    ids = select(assignment.c.id).where(assignment.c.plan_id == plan_id)
    return _occasions(tx, list(tx.connection.execute(ids).scalars()), None)


def of_agency(tx: Transaction, agency_id: int) -> list[Occasion]:
    """The days of what an agency leads, in all plans, and of what it has passed on."""
    led = select(lead.c.assignment_id).where(lead.c.agency_id == agency_id)
    passed = select(handover.c.assignment_id).where(handover.c.before_id == agency_id)
    leading = set(tx.connection.execute(led).scalars())
    return _occasions(tx, sorted(tx.connection.execute(union(led, passed)).scalars()), leading)


def _occasions(tx: Transaction, ids: Sequence[int], leading: set[int] | None) -> list[Occasion]:
    items = [item for portion in in_portions(ids) for item in tasks.many(tx, portion)]
    steps = milestones.on_the_way(tx, items)
    found: dict[str, Occasion] = {}
    for part in _parts(tx, items, leading):
        for occasion in _of_part(part, [(step.text, step.due) for step in steps[part.item.id]]):
            before = found.get(occasion.key)
            if before is None or (occasion.sequence, not occasion.off) > (before.sequence, not before.off):
                found[occasion.key] = occasion
    old = tx.now - REMEMBERED
    kept = [one for one in found.values() if not (one.off and one.changed_at < old)]
    return sorted(kept, key=lambda one: (one.day, one.code, one.key))


def _parts(tx: Transaction, items: Sequence[Item], leading: set[int] | None) -> Iterator[_Part]:
    turned, changed, dated = _turned(tx), dict[int, datetime](), set[int]()
    for portion in in_portions([item.id for item in items]):
        of_these = report.c.assignment_id.in_(portion)
        last = select(report.c.assignment_id, func.max(report.c.at, type_=report.c.at.type))
        rows = tx.connection.execute(last.where(of_these).group_by(report.c.assignment_id))
        changed.update((row[0], row[1]) for row in rows)
        dating = select(report.c.assignment_id).where(of_these, report.c.kind.in_(DATING)).distinct()
        dated.update(tx.connection.execute(dating).scalars())
    for item in items:
        plan = turned[item.plan_id]
        entries = log.entries(tx, item.id) if item.id in dated else []
        at = max(changed.get(item.id, plan.begun), plan.at)
        yield _Part(item, plan, entries, at, leading is not None and item.id not in leading)


def _turned(tx: Transaction) -> dict[int, _Turned]:
    """By plan."""
    rows = tx.connection.execute(
        select(version.c.plan_id, func.count(), func.max(version.c.at, type_=version.c.at.type))
        .where(version.c.kind.in_((Kind.CLOSE, Kind.REOPEN)))
        .group_by(version.c.plan_id)
    )
    known = {plan_id: (number, at) for plan_id, number, at in rows}
    every = plans.every(tx)
    return {p.id: _Turned(*known.get(p.id, (0, p.created_at)), begun=p.created_at) for p in every}


def _of_part(part: _Part, steps: list[tuple[str, date]]) -> Iterator[Occasion]:
    item = part.item
    if part.due is not None:
        base = _deadline(part, part.due)
        yield base
        for number, (text, due) in enumerate(steps, start=1):
            yield replace(base, key=f"{base.key}/{number}", day=due, what=What.MILESTONE, step=text)
    happened = last_event(part.entries)
    if happened is not None:
        yield replace(
            _deadline(part, happened),
            key=f"{_plan_key(part)}/{item.task_id}/event",  # once for all units that have a part in the task
            what=What.EVENT,
            off=part.off or standing(part.entries).event_on is None,
            rings=False,
            step=item.condition or "",
        )


def _deadline(part: _Part, day: date) -> Occasion:
    item = part.item
    return Occasion(
        key=f"{_plan_key(part)}/{item.task_id}/{item.id}",
        day=day,
        what=What.DEADLINE,
        plan_number=item.plan_number,
        code=item.code,
        title=item.title,
        lead=item.agency,
        coordinators=item.coordinators,
        original_due=item.original_due,
        state=item.state,
        percent=item.percent,
        confirmed=item.confirmed,
        sequence=item.revision + part.turned.times,
        changed_at=part.changed_at,
        off=part.off or item.due is None,
        rings=item.open,
    )


def _plan_key(part: _Part) -> str:
    """A plan's name for good: its number may be mended, and another office has other plans."""
    return f"{part.turned.begun.isoformat()}/{part.item.plan_id}"
