"""The structure of a day: the agency that each task was (or, by what is planned, will be) counted under then."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select

from dieuphoi.storage import changes
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, handover


class Structure:
    """The agencies as they were on a day, whatever they are called now."""

    def __init__(self, tx: Transaction, day: date) -> None:
        self._day = day
        self._today = tx.now.date()
        self._over_time = changes.succession(tx, planned=day > self._today)

    def counted_under(self) -> ColumnElement[int]:
        """The agency of that day in a query of assignments: before the first passing that came later."""
        before = (
            select(handover.c.before_id)
            .where(handover.c.assignment_id == assignment.c.id, handover.c.counted, handover.c.on > self._day)
            .order_by(handover.c.id)
            .limit(1)
            .correlate(assignment)
            .scalar_subquery()
        )
        return func.coalesce(before, assignment.c.agency_id)

    def of(self, agency_id: int) -> int:
        """The agency of that day: by a former name where it was only renamed since, its heir where the day is ahead."""
        if self._day > self._today:
            return self._over_time.comes_to(agency_id, self._today, self._day)
        return self._over_time.forebear(agency_id, self._day)

    def agencies_of(self, tx: Transaction, plan_id: int) -> dict[int, int]:
        """The agency of that day of each of a plan's assignments."""
        rows = tx.connection.execute(
            select(assignment.c.id, self.counted_under()).where(assignment.c.plan_id == plan_id)
        )
        return {assignment_id: self.of(agency_id) for assignment_id, agency_id in rows}
