"""Looking after the database: does every state follow from its log, is the file sound, copying it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import select, text

from dieuphoi.plan.history import standing
from dieuphoi.plan.results import State
from dieuphoi.storage import log, parts
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, report, task

_KEPT = ("state", "percent", "done_on", "confirmed", "revision", "withdrawn", "original_due", "due")


def differences(tx: Transaction) -> list[str]:
    """The codes of tasks whose kept state does not follow from their log; empty when all is well."""
    reported = select(report.c.assignment_id).distinct()
    rows = tx.connection.execute(
        select(assignment, task.c.code)
        .join(task, task.c.id == assignment.c.task_id)
        .where((assignment.c.id.in_(reported)) | (assignment.c.state != State.NOT_STARTED))
    )
    wrong = []
    for row in rows.mappings():
        entries = log.entries(tx, row["id"])
        now = standing(entries)
        original = now.original_due if now.redated else row["original_due"]
        kept = tuple(row[key] for key in _KEPT)
        follows = (now.state, now.percent, now.done_on, now.confirmed, len(entries), now.withdrawn)
        if kept != (*follows, original, now.extended_to or original):
            wrong.append(row["code"])
    return wrong + [code for code in parts.differences(tx) if code not in wrong]


def integrity(tx: Transaction) -> str:
    """What SQLite itself says of its file; PostgreSQL looks after its own."""
    if tx.connection.dialect.name != "sqlite":
        return "ok"
    return str(tx.connection.execute(text("PRAGMA integrity_check")).scalar_one())


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite database, also while it is written to; the copy is checked. Raises OSError or sqlite3.Error."""
    if not source.exists():
        raise FileNotFoundError(source)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with sqlite3.connect(source) as old, sqlite3.connect(partial) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        sound = new.execute("PRAGMA integrity_check").fetchone()[0]
    old.close()
    new.close()
    if sound != "ok":
        raise sqlite3.DatabaseError(sound)
    partial.replace(target)


SQLITE_ERROR = sqlite3.Error
