"""What was put right in the log after totals were worked out from it."""

from __future__ import annotations

from sqlalchemy import and_, exists, or_, select

from dieuphoi.plan.history import Kind
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, report
from dieuphoi.storage.totals import Extent, counted

_COUNTED = (Kind.STATE, Kind.DOCUMENT, Kind.CONFIRM, Kind.RETURN, Kind.EXTEND)  # what totals follow from


def since(tx: Transaction, extent: Extent, last_report: int) -> dict[int, Kind]:
    """Each counted assignment with an entry up to `last_report` taken back, or a "done" returned: and which of both."""
    before, newer = report.alias(), report.alias()
    reported_since = exists().where(
        newer.c.assignment_id == report.c.assignment_id,
        newer.c.kind == Kind.STATE,
        newer.c.id.between(last_report + 1, report.c.id),
    )
    rows = tx.connection.execute(
        select(report.c.assignment_id, report.c.kind)
        .join(assignment, assignment.c.id == report.c.assignment_id)
        .outerjoin(before, before.c.id == report.c.undoes)
        .where(*counted(extent), report.c.id > last_report)
        .where(
            or_(
                and_(report.c.kind == Kind.UNDO, before.c.id <= last_report, before.c.kind.in_(_COUNTED)),
                and_(report.c.kind == Kind.RETURN, ~reported_since),  # of what was reported since is none
            )
        )
        .order_by(report.c.id)
    )
    return {key: Kind(kind) for key, kind in rows}
