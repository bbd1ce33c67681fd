"""Totals: one query, from which every number that is shown anywhere comes."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select

from dieuphoi.plan.model import Milestone
from dieuphoi.plan.periods import Period
from dieuphoi.plan.results import Counter, Part, Results, Row, State, counter_of
from dieuphoi.storage import agencies, evidence, extensions, milestones, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.extensions import Extended
from dieuphoi.storage.structures import Structure
from dieuphoi.storage.tables import assignment, report, snapshot


def _scope(plan_id: int, period: Period | None, agency_ids: Sequence[int]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        assignment.c.plan_id == plan_id,
        assignment.c.withdrawn.is_(False),
    ]
    if period is not None:
        conditions.append(assignment.c.due.between(period.first, period.last))
    if agency_ids:
        conditions.append(assignment.c.agency_id.in_(agency_ids))
    return and_(*conditions)


def results(
    tx: Transaction,
    plan: tuple[int, str, str],
    *,
    period: Period | None = None,
    agency_ids: Sequence[int] = (),
    scope: str = "",
    structure: date | None = None,
) -> Results:
    """The totals of a plan (key, number, title): all of it, or what is due in a period, or an agency's part.

    The database only groups; `counter_of` decides which counter a group falls into. With a `structure`, each
    task is counted under the agency of that day, and `agency_ids` are agencies of that day.
    """
    plan_id, number, title = plan
    by_day = Structure(tx, structure) if structure else None
    under = by_day.counted_under() if by_day else assignment.c.agency_id
    late = assignment.c.done_on > assignment.c.due
    keys = (assignment.c.appendix, assignment.c.state, assignment.c.due, assignment.c.confirmed)
    rows = tx.connection.execute(
        select(under.label("counted_under"), *keys, func.max(assignment.c.done_on), func.count())
        .where(_scope(plan_id, period, () if by_day else agency_ids))
        .group_by("counted_under", *keys, late)
    )
    names = agencies.every_name(tx)
    tally: Tally[tuple[str, str, State, Counter]] = Tally()
    without_deadline = awaiting = 0
    for agency_id, appendix, state, due, confirmed, done_on, count in rows:
        of_day = by_day.of(agency_id) if by_day else agency_id
        if by_day and agency_ids and of_day not in agency_ids:
            continue
        counter = counter_of(State(state), due, done_on, tx.now.date())
        tally[names[of_day], appendix, State(state), counter] += count
        without_deadline += count if due is None else 0
        awaiting += count if State(state) is State.DONE and not confirmed else 0
    return Results(
        plan_number=number,
        plan_title=title,
        scope=scope,
        as_of=tx.now,
        parts=tuple(Part(*key, count=count) for key, count in sorted(tally.items())),
        without_deadline=without_deadline,
        awaiting_confirmation=awaiting,
    )


def rows(
    tx: Transaction,
    plan_id: int,
    *,
    period: Period | None = None,
    agency_ids: Sequence[int] = (),
    structure: date | None = None,
) -> tuple[Row, ...]:
    """The assignments behind the totals, for papers that list them all; by the structure of a day where given."""
    wanted = tasks.Filter(
        plan_ids=(plan_id,),
        first=period.first if period else None,
        last=period.last if period else None,
        counted_under=tuple(agency_ids),
    )
    items = tasks.every(tx, wanted)
    steps = milestones.on_the_way(tx, items)
    proofs = evidence.names(tx, [item.id for item in items])
    names = Structure(tx, structure).names_of(tx, plan_id) if structure else {}
    later = extensions.of_items(tx, [item.id for item in items])
    today = tx.now.date()
    return tuple(
        replace(
            _row(
                item, steps[item.id], later.get(item.id, Extended()), today, names.get(item.id, item.agency)
            ),
            files=proofs.get(item.id, ()),
        )
        for item in items
    )


def _row(item: tasks.Item, steps: tuple[Milestone, ...], later: Extended, today: date, lead: str) -> Row:
    return Row(
        code=item.code,
        title=item.title,
        lead=lead,
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
