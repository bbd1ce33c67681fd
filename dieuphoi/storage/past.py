"""A plan as it stood at a moment gone by: worked out anew from the log, entry by entry up to then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from dieuphoi.plan.history import BESIDE, BY_DOCUMENT, Entry, Kind, Standing, standing
from dieuphoi.storage import log
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, handover, lead_change, report


@dataclass(frozen=True, slots=True)
class Past:
    """An assignment as it stood then; `agency_id` is the agency that it was counted under."""

    id: int
    agency_id: int
    appendix: str
    original_due: date | None
    due: date | None
    standing: Standing
    reported_at: datetime | None


def parts(
    tx: Transaction, plan_id: int, at: datetime, under: ColumnElement[int] | None = None
) -> Iterator[Past]:
    """The assignments that a plan had at a moment, as they stood then, by their keys.

    Counted under the agency of that moment; where `under` names another way to count (by the structure of a
    day), under that agency, but for leads that the coordinator gave away since. What an amendment changed in a
    task's appendix or lead counts as it is now: the log tells of deadlines and withdrawals alone.
    """
    columns = (
        assignment.c.id,
        assignment.c.agency_id if under is None else under,
        assignment.c.appendix,
        assignment.c.first_due,
    )
    there = (assignment.c.plan_id == plan_id, assignment.c.added_at <= at)
    known = tx.connection.execute(select(*columns).where(*there).order_by(assignment.c.id)).all()
    then = dict(_logs(tx, plan_id, at))
    before = _agencies_before(tx, plan_id, at, passings=under is None)
    for part_id, agency_id, appendix, first_due in known:
        now, heard = then.get(part_id, (Standing(), None))
        if not now.withdrawn:
            original = now.original_due if now.redated else first_due
            due = now.extended_to or original
            yield Past(part_id, before.get(part_id, agency_id), appendix, original, due, now, heard)


def _logs(
    tx: Transaction, plan_id: int, at: datetime
) -> Iterator[tuple[int, tuple[Standing, datetime | None]]]:
    """By assignment: what followed from its log, and when its people were heard last."""
    entries = tx.connection.execute(
        select(report)
        .join(assignment, assignment.c.id == report.c.assignment_id)
        .where(assignment.c.plan_id == plan_id, report.c.at <= at)
        .order_by(report.c.assignment_id, report.c.number)
    )
    for part_id, rows in groupby(entries, key=lambda row: row.assignment_id):
        of_part = list(rows)
        read = [log.entry_of(row) for row in of_part]
        yield part_id, (standing(read), _heard(of_part, read))


def _heard(rows: Sequence[Row[*tuple[Any, ...]]], entries: Sequence[Entry]) -> datetime | None:
    """As `log.append` notes it: what documents do, and what is said beside the lead's reports, does not count."""
    silent = {entry.id for entry in entries if entry.kind in BESIDE}
    heard = (
        row.at
        for row, entry in zip(rows, entries, strict=True)
        if entry.kind not in BY_DOCUMENT | BESIDE and entry.undoes not in silent
    )
    return max(heard, default=None)


def _agencies_before(tx: Transaction, plan_id: int, at: datetime, *, passings: bool) -> dict[int, int]:
    """The agency of that moment, for the assignments whose lead was given to another since.

    `passings`: also of those that an agency passed on to its successor.
    """
    found = list(_leads_given(tx, plan_id, at))
    if passings:
        passed = (
            select(handover.c.at, handover.c.assignment_id, handover.c.before_id)
            .join(assignment, assignment.c.id == handover.c.assignment_id)
            .where(assignment.c.plan_id == plan_id, handover.c.counted, handover.c.at > at)
            .order_by(handover.c.id)
        )
        found += [(moment, part_id, agency) for moment, part_id, agency in tx.connection.execute(passed)]
    before: dict[int, int] = {}
    for _moment, part_id, agency_id in sorted(found, key=lambda one: one[0]):
        before.setdefault(part_id, agency_id)
    return before


def _leads_given(tx: Transaction, plan_id: int, at: datetime) -> Iterator[tuple[datetime, int, int]]:
    """When the coordinator gave assignments another lead since, or took that back, and who led them until then."""
    entry = report.alias()
    query = (
        select(entry.c.at, entry.c.assignment_id, entry.c.kind, lead_change.c.before, lead_change.c.after_id)
        .join(assignment, assignment.c.id == entry.c.assignment_id)
        .join(
            lead_change,
            (lead_change.c.report_id == entry.c.id) | (lead_change.c.report_id == entry.c.undoes),
        )
        .where(assignment.c.plan_id == plan_id, entry.c.at > at, entry.c.kind.in_((Kind.LEAD, Kind.UNDO)))
        .order_by(entry.c.id)
    )
    for moment, part_id, kind, before, after in tx.connection.execute(query):
        yield moment, part_id, before[0] if kind == Kind.LEAD else after
