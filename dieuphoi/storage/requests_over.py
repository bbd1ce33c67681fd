"""Requests to register, and invitations, for an agency that has ended."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from dieuphoi.plan.succession import Change
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address, invitation, registration


@dataclass(frozen=True, slots=True)
class Stranded:
    """A request to register that can't pass on: the person is to say for which agency now."""

    channel: str
    external_id: str
    agency_id: int


def pass_on(tx: Transaction, change: Change) -> list[Stranded]:
    """Let what waits go to a single successor; else withdraw requests (gives these) and let invitations run out."""
    waiting = (registration.c.agency_id.in_(change.before), registration.c.state == "waiting")
    unused = (
        invitation.c.agency_id.in_(change.before),
        invitation.c.used_at.is_(None),
        invitation.c.expires_at > tx.now,
    )
    if len(change.after) == 1:
        to = {"agency_id": change.after[0]}
        tx.connection.execute(update(registration).where(*waiting).values(to))
        tx.connection.execute(update(invitation).where(*unused).values(to))
        return []
    rows = tx.connection.execute(
        select(address.c.channel, address.c.external_id, registration.c.agency_id)
        .join(registration, registration.c.address_id == address.c.id)
        .where(*waiting)
    ).all()
    withdrawn = {"state": "withdrawn", "decided_at": tx.now}
    tx.connection.execute(update(registration).where(*waiting).values(withdrawn))
    tx.connection.execute(update(invitation).where(*unused).values(expires_at=tx.now))
    return [Stranded(*row) for row in rows]
