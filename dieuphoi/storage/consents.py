"""Whether people have agreed to what is kept of them, when, and to which version of the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Who
from dieuphoi.storage.tables import address


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to, and when."""

    version: str
    at: datetime


def of(tx: Transaction, who: Who) -> Consent | None:
    """The newest consent of a person, from whichever of their accounts; of a stranger, from this one."""
    same = [address.c.person_id == who.person_id] if who.person_id is not None else []
    row = tx.connection.execute(
        select(address.c.consent, address.c.consent_at)
        .where(or_(address.c.id == who.address_id, *same), address.c.consent_at.is_not(None))
        .order_by(address.c.consent_at.desc())
        .limit(1)
    ).first()
    return Consent(*row) if row else None


def give(tx: Transaction, address_id: int, version: str) -> None:
    """Note that the person behind an account agrees, now, to a version of the text."""
    values = {"consent": version, "consent_at": tx.now, "consent_asked": version}
    tx.connection.execute(update(address).where(address.c.id == address_id).values(values))


def asked(tx: Transaction, address_id: int) -> str | None:
    """The version that the person behind an account was asked about."""
    return tx.connection.execute(select(address.c.consent_asked).where(address.c.id == address_id)).scalar()


def note_asked(tx: Transaction, address_id: int, version: str) -> None:
    """Note that the person behind an account was asked: it is done once for a version."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(consent_asked=version))
