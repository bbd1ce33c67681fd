"""The files that prove what was reported on an assignment."""

from __future__ import annotations

from sqlalchemy import select

from dieuphoi.storage import files
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.log import UNDONE
from dieuphoi.storage.tables import file, report


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
