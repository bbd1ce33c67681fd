"""Telling a database that fails for a while from work that fails by itself."""

from __future__ import annotations

import sqlite3

import psycopg

# Result codes of SQLite (sqlite.org/rescode.html): busy, locked, out of memory, read-only, I/O error, disk full, can't
# be opened, a lock that could not be had.
_SQLITE = frozenset((5, 6, 7, 8, 10, 13, 14, 15))
# Classes of PostgreSQL's SQLSTATE (its manual, appendix A): connection, rollback, out of resources, object not to be
# had, operator's intervention, system error. 25006 is a server that can only be read.
_POSTGRESQL = frozenset(("08", "40", "53", "55", "57", "58"))
_READ_ONLY = "25006"


def is_passing(error: BaseException) -> bool:
    """Whether the database itself failed (locked, full, cut off …), so that the same work may succeed later.

    What is wrong with the work, such as a value that a column refuses, is not: it would fail again and again.
    """
    cause = getattr(error, "orig", None) or error  # what SQLAlchemy wraps
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    if isinstance(cause, psycopg.Error):
        state = cause.sqlstate
        if state is None:  # the connection was lost before the server could say why
            return isinstance(cause, psycopg.OperationalError)
        return state[:2] in _POSTGRESQL or state == _READ_ONLY
    return False
