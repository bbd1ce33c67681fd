"""How a plan goes quarter by quarter: totals of what falls due in each, from the query that counts everything else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.results import Results
from dieuphoi.storage import past, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment
from dieuphoi.storage.totals import Extent


@dataclass(frozen=True, slots=True)
class Course:
    """`quarters` in which something falls due, the oldest first, and `whole`: all, whatever falls due when."""

    quarters: tuple[tuple[Period, Results], ...]
    whole: Results


def of_plan(tx: Transaction, plan: tuple[str, str], extent: Extent) -> Course:
    """The course of a plan (number, title), or of a part of it, whatever the period of `extent`: `totals.results`."""

    def counted(period: Period | None) -> Results:
        code = period.code if period else ""
        return totals.results(tx, plan, replace(extent, period=period), scope=code)

    quarters = [
        (period, counted(period)) for period in sorted({quarter_of(due) for due in _dues(tx, extent)})
    ]
    return Course(tuple((p, r) for p, r in quarters if r.total), counted(None))


def _dues(tx: Transaction, extent: Extent) -> set[date]:
    if extent.at:
        return {part.due for part in past.parts(tx, extent.plan_id, extent.at) if part.due}
    dues = select(assignment.c.due).where(
        assignment.c.plan_id == extent.plan_id,
        assignment.c.withdrawn.is_(False),
        assignment.c.due.is_not(None),
    )
    return set(tx.connection.execute(dues.distinct()).scalars())
