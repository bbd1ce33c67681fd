"""What has happened to a task since somebody looked: so that nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, not_, or_, select

from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.log import LINES, OF_THE_LEAD, UNDONE, Line, numberless, to_line
from dieuphoi.storage.tables import assignment, report

_WORDS = (Kind.STATE, Kind.DOCUMENT, Kind.CONFIRM, Kind.RETURN)


def has_moved(tx: Transaction, assignment_id: int, revision: int) -> bool:
    """Whether an assignment has got a newer entry since a revision that may change where it stands."""
    query = select(report.c.id).where(
        report.c.assignment_id == assignment_id,
        report.c.number > revision,
        OF_THE_LEAD,
        not_(numberless()),
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def moved_after(tx: Transaction, entry: Line, message: str | None) -> Line | None:
    """The first word on an assignment after an entry that another message brought; None where there is none."""
    row = tx.connection.execute(
        LINES.where(
            report.c.assignment_id == entry.assignment_id,
            report.c.id > entry.entry.id,
            report.c.kind.in_((Kind.STATE, Kind.CONFIRM, Kind.RETURN)),
            report.c.message.is_distinct_from(message),
            ~UNDONE,
        ).limit(1)
    ).first()
    return to_line(row) if row else None


def since(tx: Transaction, assignment_id: int, revision: int) -> list[Line]:
    """The entries after a revision that may change where an assignment stands, oldest first."""
    newer = (report.c.assignment_id == assignment_id, report.c.number > revision)
    rows = tx.connection.execute(LINES.where(*newer, OF_THE_LEAD, not_(numberless())))
    return [to_line(row) for row in rows]


def newest(tx: Transaction) -> int:
    """The number of the newest entry of all; 0 before the first."""
    return int(tx.connection.execute(select(func.coalesce(func.max(report.c.id), 0))).scalar_one())


def words_after(tx: Transaction, plan_ids: Sequence[int], entry_id: int) -> list[Line]:
    """What was said of a "done" after an entry, in plans, oldest first: that it is one, or is none any more."""
    in_plans = select(assignment.c.id).where(assignment.c.plan_id.in_(plan_ids))
    of_done = or_(report.c.state == State.DONE, report.c.kind.in_((Kind.CONFIRM, Kind.RETURN, Kind.UNDO)))
    after = (report.c.id > entry_id, report.c.assignment_id.in_(in_plans), OF_THE_LEAD)
    return [to_line(row) for row in tx.connection.execute(LINES.where(*after, of_done))]


def newest_word(tx: Transaction, assignment_id: int, after: datetime) -> Line | None:
    """The newest report, or word of the coordinator's on it, that stands; None where it is older than a moment."""
    query = LINES.where(
        report.c.assignment_id == assignment_id, report.c.kind.in_(_WORDS), ~UNDONE, not_(numberless())
    )
    row = tx.connection.execute(query.order_by(None).order_by(report.c.id.desc()).limit(1)).first()
    found = to_line(row) if row else None
    return found if found is not None and found.at >= after else None
