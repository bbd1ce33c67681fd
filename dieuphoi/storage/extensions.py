"""Requests for a later deadline; one at a time waits for an assignment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import extension


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for a later deadline."""

    id: int
    assignment_id: int
    person_id: int
    until: date
    reason: str | None
    state: str


def ask(tx: Transaction, assignment_id: int, person_id: int, until: date, reason: str | None) -> int:
    """Note a request in the place of one that still waits; gives its number."""
    tx.connection.execute(
        update(extension)
        .where(extension.c.assignment_id == assignment_id, extension.c.state == "waiting")
        .values(state="replaced", decided_at=tx.now)
    )
    values = {
        "assignment_id": assignment_id,
        "person_id": person_id,
        "until": until,
        "reason": reason,
        "state": "waiting",
        "asked_at": tx.now,
    }
    return int(tx.connection.execute(insert(extension).values(values).returning(extension.c.id)).scalar_one())


def get(tx: Transaction, extension_id: int) -> Extension | None:
    """A request by its number."""
    row = tx.connection.execute(
        select(
            extension.c.id,
            extension.c.assignment_id,
            extension.c.person_id,
            extension.c.until,
            extension.c.reason,
            extension.c.state,
        ).where(extension.c.id == extension_id)
    ).first()
    return Extension(*row) if row else None


def decide(tx: Transaction, extension_id: int, state: str, by: int) -> bool:
    """Grant or decline a request; False where it no longer waits."""
    done = tx.connection.execute(
        update(extension)
        .where(extension.c.id == extension_id, extension.c.state == "waiting")
        .values(state=state, decided_at=tx.now, decided_by=by)
    )
    return done.rowcount > 0


def waiting_of(tx: Transaction, person_id: int | None) -> dict[int, date]:
    """What a person has asked for and nobody has decided yet: the day wanted, by assignment."""
    query = select(extension.c.assignment_id, extension.c.until).where(
        extension.c.person_id == person_id, extension.c.state == "waiting"
    )
    return {row.assignment_id: row.until for row in tx.connection.execute(query)}
