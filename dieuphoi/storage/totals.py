"""Totals: one query, from which every number that is shown anywhere comes."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select

from dieuphoi.plan.model import Milestone
from dieuphoi.plan.periods import Period
from dieuphoi.plan.results import Counter, Part, Results, Row, State, counter_of
from dieuphoi.storage import agencies, evidence, extensions, milestones, past, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.extensions import Extended
from dieuphoi.storage.structures import Structure
from dieuphoi.storage.tables import assignment, report, snapshot


@dataclass(frozen=True, slots=True)
class Extent:
    """Which assignments of a plan are counted: those due in a period, of some agencies, of an appendix; else all.

    As they stood at the moment `at`, where it is a moment gone by. By the agencies of that moment, or of the day of
    `structure` where one is given; `agency_ids` are agencies of then.
    """

    plan_id: int
    period: Period | None = None
    agency_ids: tuple[int, ...] = ()
    appendix: str | None = None
    structure: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """How many assignments share what a total depends on."""

    agency_id: int
    appendix: str
    state: State
    due: date | None
    confirmed: bool
    done_on: date | None
    count: int = 1


def results(tx: Transaction, plan: tuple[str, str], extent: Extent, *, scope: str = "") -> Results:
    """The totals of a part of a plan (its number and title); `scope` is what they are remembered under.

    The database only groups; `counter_of` decides which counter a group falls into.
    """
    by_day = Structure(tx, extent.structure) if extent.structure else None
    under = by_day.counted_under() if by_day else assignment.c.agency_id
    groups = (
        _groups_then(tx, extent, under if by_day else None, extent.at)
        if extent.at
        else _groups_now(tx, extent, under)
    )
    names = agencies.every_name(tx)
    as_of = extent.at or tx.now
    tally: Tally[tuple[str, str, State, Counter]] = Tally()
    without_deadline = awaiting = 0
    for group in groups:
        of_day = by_day.of(group.agency_id) if by_day else group.agency_id
        if extent.agency_ids and of_day not in extent.agency_ids:
            continue
        counter = counter_of(group.state, group.due, group.done_on, as_of.date())
        tally[names[of_day], group.appendix, group.state, counter] += group.count
        without_deadline += group.count if group.due is None else 0
        awaiting += group.count if group.state is State.DONE and not group.confirmed else 0
    return Results(
        plan_number=plan[0],
        plan_title=plan[1],
        scope=scope,
        as_of=as_of,
        parts=tuple(Part(*key, count=count) for key, count in sorted(tally.items())),
        without_deadline=without_deadline,
        awaiting_confirmation=awaiting,
    )


def appendices(tx: Transaction, plan_ids: Sequence[int]) -> list[str]:
    """The appendices of plans that have tasks, in order."""
    query = select(assignment.c.appendix).where(assignment.c.plan_id.in_(plan_ids)).distinct()
    return sorted(tx.connection.execute(query).scalars())


def silent(tx: Transaction, extent: Extent) -> list[tuple[str, int]]:
    """The agencies that have never reported on anything counted here, each with how many open tasks; most first."""
    unfinished = func.count().filter(assignment.c.state != State.DONE)
    rows = tx.connection.execute(
        select(assignment.c.agency_id, unfinished)
        .where(*counted(extent))
        .group_by(assignment.c.agency_id)
        .having(func.max(assignment.c.reported_at).is_(None), unfinished > 0)
    )
    names = agencies.every_name(tx)
    return sorted(
        ((names[agency_id], number) for agency_id, number in rows), key=lambda one: (-one[1], one[0])
    )


def counted(extent: Extent) -> list[ColumnElement[bool]]:
    """What of a plan is counted, as things stand, under the agencies of today."""
    conditions = [assignment.c.plan_id == extent.plan_id, assignment.c.withdrawn.is_(False)]
    if extent.period is not None:
        conditions.append(assignment.c.due.between(extent.period.first, extent.period.last))
    if extent.appendix is not None:
        conditions.append(assignment.c.appendix == extent.appendix)
    if extent.agency_ids and extent.structure is None:
        conditions.append(assignment.c.agency_id.in_(extent.agency_ids))
    return conditions


def _groups_now(tx: Transaction, extent: Extent, under: ColumnElement[int]) -> Iterator[_Group]:
    keys = (assignment.c.appendix, assignment.c.state, assignment.c.due, assignment.c.confirmed)
    late = assignment.c.done_on > assignment.c.due
    rows = tx.connection.execute(
        select(under.label("counted_under"), *keys, func.max(assignment.c.done_on), func.count())
        .where(*counted(extent))
        .group_by("counted_under", *keys, late)
    )
    for agency_id, appendix, state, due, confirmed, done_on, count in rows:
        yield _Group(agency_id, appendix, State(state), due, confirmed, done_on, count)


def _groups_then(
    tx: Transaction, extent: Extent, under: ColumnElement[int] | None, at: datetime
) -> Iterator[_Group]:
    for part in past.parts(tx, extent.plan_id, at, under):
        if _is_within(extent, part.due, part.appendix):
            then = part.standing
            yield _Group(part.agency_id, part.appendix, then.state, part.due, then.confirmed, then.done_on)


def _is_within(extent: Extent, due: date | None, appendix: str) -> bool:
    in_period = extent.period is None or (due is not None and due in extent.period)
    return in_period and extent.appendix in (None, appendix)


def rows(tx: Transaction, extent: Extent) -> tuple[Row, ...]:
    """The assignments behind the totals, for papers that list them all."""
    items = _items(tx, extent)
    steps = milestones.on_the_way(tx, items)
    ids = [item.id for item in items]
    proofs = evidence.names(tx, ids, extent.at)
    later = extensions.of_items(tx, ids, extent.at)
    today = (extent.at or tx.now).date()
    return tuple(
        replace(
            _row(item, steps[item.id], later.get(item.id, Extended()), today), files=proofs.get(item.id, ())
        )
        for item in items
    )


def _items(tx: Transaction, extent: Extent) -> list[tasks.Item]:
    """The assignments, each with the agency that it is counted under."""
    if extent.at is None and extent.structure is None:
        return tasks.every(tx, _filter(extent, extent.agency_ids))
    names = agencies.every_name(tx)
    found = _items_then(tx, extent, extent.at) if extent.at else _items_by_day(tx, extent)
    return [
        replace(item, agency=names[item.agency_id])
        for item in found
        if item.agency_id in (extent.agency_ids or (item.agency_id,))
    ]


def _items_by_day(tx: Transaction, extent: Extent) -> list[tasks.Item]:
    assert extent.structure is not None  # noqa: S101 - else nothing is to be found out
    under = Structure(tx, extent.structure).agencies_of(tx, extent.plan_id)
    return [replace(item, agency_id=under[item.id]) for item in tasks.every(tx, _filter(extent))]


def _filter(extent: Extent, agency_ids: tuple[int, ...] = ()) -> tasks.Filter:
    return tasks.Filter(
        plan_ids=(extent.plan_id,),
        first=extent.period.first if extent.period else None,
        last=extent.period.last if extent.period else None,
        counted_under=agency_ids,
        appendix=extent.appendix,
    )


def _items_then(tx: Transaction, extent: Extent, at: datetime) -> list[tasks.Item]:
    """The assignments as they stood at a moment gone by; the words of the plan are those of today."""
    by_day = Structure(tx, extent.structure) if extent.structure else None
    then = {
        part.id: replace(part, agency_id=by_day.of(part.agency_id)) if by_day else part
        for part in past.parts(tx, extent.plan_id, at, by_day.counted_under() if by_day else None)
        if _is_within(extent, part.due, part.appendix)
    }
    return sorted(
        (_as_it_stood(item, then[item.id]) for item in tasks.many(tx, list(then))),
        key=lambda item: (item.due is None, item.due or date.min, item.id),
    )


def _as_it_stood(item: tasks.Item, then: past.Past) -> tasks.Item:
    return replace(
        item,
        agency_id=then.agency_id,
        original_due=then.original_due,
        due=then.due,
        state=then.standing.state,
        percent=then.standing.percent,
        done_on=then.standing.done_on,
        confirmed=then.standing.confirmed,
        note=then.standing.note,
        document_number=then.standing.document_number,
        document_date=then.standing.document_date,
        reported_at=then.reported_at,
        withdrawn=False,
    )


def _row(item: tasks.Item, steps: tuple[Milestone, ...], later: Extended, today: date) -> Row:
    return Row(
        code=item.code,
        title=item.title,
        lead=item.agency,
        coordinators=item.coordinators,
        deadline_text=item.deadline_text,
        original_due=item.original_due,
        due=item.due,
        level=item.level,
        state=item.state,
        percent=item.percent,
        counter=counter_of(item.state, item.due, item.done_on, today),
        confirmed=item.confirmed,
        done_on=item.done_on,
        document_number=item.document_number,
        document_date=item.document_date,
        note=item.note,
        reported_at=item.reported_at,
        appendix=item.appendix,
        milestones=steps,
        without_number=item.without_number,
        extended=later.times,
        asked_until=later.asked_until,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """Totals that a chat was shown."""

    as_of: datetime
    counters: dict[str, int]
    last_report: int


def remember(tx: Transaction, plan_id: int, audience: str, shown: Results) -> None:
    """Keep what a chat was shown, so that the next time it hears what changed since."""
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "scope": shown.scope,
        "audience": audience,
        "as_of": shown.as_of,
        "counters": {str(counter): number for counter, number in shown.counters().items()},
        "last_report": tx.connection.execute(select(func.max(report.c.id))).scalar() or 0,
    }
    tx.connection.execute(insert(snapshot).values(values))


def last_seen(tx: Transaction, plan_id: int, audience: str, scope: str) -> Seen | None:
    """The totals of a scope that a chat saw last."""
    row = tx.connection.execute(
        select(snapshot.c.as_of, snapshot.c.counters, snapshot.c.last_report)
        .where(snapshot.c.plan_id == plan_id, snapshot.c.audience == audience, snapshot.c.scope == scope)
        .order_by(snapshot.c.as_of.desc(), snapshot.c.id.desc())
        .limit(1)
    ).first()
    return Seen(*row) if row else None
