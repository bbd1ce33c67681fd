"""The files that prove what was reported on an assignment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select

from dieuphoi.storage import files
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.log import UNDONE, undone
from dieuphoi.storage.tables import fetching, file, report


def file_ids(tx: Transaction, assignment_id: int) -> list[int]:
    """The files of an assignment's reports that count, oldest first, then those that were sent together with them."""
    query = select(report.c.file_id).where(
        report.c.assignment_id == assignment_id, report.c.file_id.is_not(None), ~UNDONE
    )
    named = list(tx.connection.execute(query.order_by(report.c.id)).scalars())
    if not named:
        return []
    albums = select(file.c.album).where(file.c.id.in_(named), file.c.album.is_not(None))
    with_them = select(file.c.id).where(file.c.album.in_(albums)).order_by(file.c.id)
    every = dict.fromkeys([*named, *tx.connection.execute(with_them).scalars()])
    not_kept = set(files.not_kept(tx, every))
    return [file_id for file_id in every if file_id not in not_kept]


def file_count(tx: Transaction, assignment_id: int) -> int:
    """How many files are attached to an assignment."""
    return len(file_ids(tx, assignment_id))


def names(
    tx: Transaction, assignment_ids: Iterable[int], at: datetime | None = None
) -> dict[int, tuple[str, ...]]:
    """The names of the files of many assignments, oldest first; those without any are left out.

    At a moment gone by where one is given: of the reports that counted then.
    """
    found: dict[int, dict[int, str]] = {}
    sent = file.alias()  # with the report; what was sent together with it counts like it
    gone = select(fetching.c.file_id).where(
        fetching.c.file_id == file.c.id, fetching.c.state.in_(files.WITHOUT_CONTENT)
    )
    query = (
        select(report.c.assignment_id, file.c.id, file.c.name)
        .join(sent, sent.c.id == report.c.file_id)
        .join(file, or_(file.c.id == sent.c.id, file.c.album == sent.c.album))
        .where(~undone(at), ~gone.exists(), report.c.at <= (at or tx.now))
        .order_by(file.c.id)
    )
    for portion in in_portions(assignment_ids):
        for assignment_id, file_id, name in tx.connection.execute(
            query.where(report.c.assignment_id.in_(portion))
        ):
            found.setdefault(assignment_id, {})[file_id] = name
    return {assignment_id: tuple(of.values()) for assignment_id, of in found.items()}
