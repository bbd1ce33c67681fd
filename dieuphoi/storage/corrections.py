"""What was put right in the log after totals were worked out from it."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from dieuphoi.plan.history import Kind
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, report

_COUNTED = (Kind.STATE, Kind.DOCUMENT, Kind.CONFIRM, Kind.RETURN, Kind.EXTEND)  # what totals follow from


def since(tx: Transaction, plan_id: int, last_report: int) -> dict[int, Kind]:
    """The assignments of which, after an entry, an earlier one was taken back or a "done" returned: which it was."""
    before = report.alias()
    rows = tx.connection.execute(
        select(report.c.assignment_id, report.c.kind)
        .join(assignment, assignment.c.id == report.c.assignment_id)
        .outerjoin(before, before.c.id == report.c.undoes)
        .where(assignment.c.plan_id == plan_id, report.c.id > last_report)
        .where(
            or_(
                and_(report.c.kind == Kind.UNDO, before.c.id <= last_report, before.c.kind.in_(_COUNTED)),
                report.c.kind == Kind.RETURN,
            )
        )
        .order_by(report.c.id)
    )
    return {key: Kind(kind) for key, kind in rows}
