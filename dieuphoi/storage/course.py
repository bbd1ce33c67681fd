"""How a plan goes quarter by quarter: totals of what falls due in each, from the query that counts everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.results import Results
from dieuphoi.storage import totals
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment


@dataclass(frozen=True, slots=True)
class Course:
    """`quarters` in which something falls due, the oldest first, and `whole`: all, whatever falls due when."""

    quarters: tuple[tuple[Period, Results], ...]
    whole: Results


def of_plan(
    tx: Transaction,
    plan: tuple[int, str, str],
    *,
    agency_ids: Sequence[int] = (),
    structure: date | None = None,
) -> Course:
    """The course of a plan (key, number, title), or of an agency's part in it; see `totals.results`."""
    dues = select(assignment.c.due).where(
        assignment.c.plan_id == plan[0], assignment.c.withdrawn.is_(False), assignment.c.due.is_not(None)
    )
    periods = sorted({quarter_of(due) for due in tx.connection.execute(dues.distinct()).scalars()})

    def counted(period: Period | None) -> Results:
        return totals.results(
            tx,
            plan,
            period=period,
            agency_ids=agency_ids,
            scope=period.code if period else "",
            structure=structure,
        )

    quarters = [(period, counted(period)) for period in periods]
    return Course(tuple((p, r) for p, r in quarters if r.total), counted(None))
