"""What waits for an agency's focal point besides the tasks themselves: for whoever takes over from another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select

from dieuphoi.plan.history import Kind
from dieuphoi.storage import dialogues
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.dialogues import Dialogue
from dieuphoi.storage.log import OF_THE_LEAD, UNDONE
from dieuphoi.storage.tables import address, dialogue, extension, nudge, report


def returned(tx: Transaction, assignment_ids: Sequence[int]) -> list[int]:
    """The assignments whose newest entry that stands is the coordinator's return."""
    newest = (
        select(report.c.assignment_id, func.max(report.c.number).label("number"))
        .where(report.c.assignment_id.in_(assignment_ids), OF_THE_LEAD, ~UNDONE, report.c.kind != Kind.UNDO)
        .group_by(report.c.assignment_id)
        .subquery()
    )
    rows = tx.connection.execute(
        select(report.c.assignment_id)
        .join(
            newest,
            (newest.c.assignment_id == report.c.assignment_id) & (newest.c.number == report.c.number),
        )
        .where(report.c.kind == Kind.RETURN)
        .order_by(report.c.assignment_id)
    )
    return list(rows.scalars())


def extensions_asked(tx: Transaction, assignment_ids: Sequence[int]) -> dict[int, date]:
    """The later deadlines that were asked for and nobody has decided on, by assignment."""
    rows = tx.connection.execute(
        select(extension.c.assignment_id, extension.c.until)
        .where(extension.c.assignment_id.in_(assignment_ids), extension.c.state == "waiting")
        .order_by(extension.c.assignment_id)
    )
    return {row.assignment_id: row.until for row in rows}


def updates_asked(tx: Transaction, assignment_ids: Sequence[int]) -> list[int]:
    """The assignments for which an update was asked for and has not come."""
    rows = tx.connection.execute(
        select(nudge.c.assignment_id)
        .where(nudge.c.assignment_id.in_(assignment_ids), nudge.c.answered_at.is_(None))
        .order_by(nudge.c.assignment_id)
        .distinct()
    )
    return list(rows.scalars())


def take_questions(tx: Transaction, person_id: int, assignment_ids: Iterable[int]) -> list[tuple[int, str]]:
    """The open questions of a person about assignments, (assignment, as it was put); they wait no more."""
    wanted, found = set(assignment_ids), []
    for key in _dialogues_of(tx, person_id):
        one = dialogues.current(tx, key)
        for waiting in (one, *one.under) if one else ():
            put = str((waiting.asked or {}).get("text", ""))
            found += [(number, put) for number in sorted(about(waiting) & wanted) if put]
        while one and about(one) & wanted:
            dialogues.end(tx, key)
            one = dialogues.current(tx, key)
    return list(dict.fromkeys(found))


def _dialogues_of(tx: Transaction, person_id: int) -> list[str]:
    """The keys of a person's dialogues, in private and in groups: channel:chat:sender."""
    accounts = tx.connection.execute(
        select(address.c.channel, address.c.external_id).where(address.c.person_id == person_id)
    )
    return [
        key
        for channel, external_id in accounts.all()
        for key in tx.connection.execute(
            select(dialogue.c.key).where(
                dialogue.c.key.startswith(f"{channel}:", autoescape=True),
                dialogue.c.key.endswith(f":{external_id}", autoescape=True),
            )
        ).scalars()
    ]


def about(question: Dialogue) -> set[int]:
    """The assignments that a question speaks of, whatever its kind."""
    data = question.data
    reports = [*data.get("proposals", ()), *([data["proposal"]] if data.get("proposal") else [])]
    numbers = [data.get("assignment"), *(one.get("assignment_id") for one in reports)]
    return {int(number) for number in numbers if number is not None}
