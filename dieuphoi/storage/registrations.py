"""Requests to become a focal point, and one-time invitations. Of an invitation's code only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address, agency, invitation, registration

LIFETIME = timedelta(days=7)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that are mistaken for each other


@dataclass(frozen=True, slots=True)
class Registration:
    """A request, with the account that it came from."""

    id: int
    address_id: int
    channel: str
    external_id: str
    agency_id: int
    agency: str
    full_name: str
    position: str | None
    phone: str | None
    state: str
    decided_by: int | None
    account: str  # the name that the account shows


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation gives: a role, or an agency to answer for, perhaps in another person's place."""

    id: int
    role: str
    agency_id: int | None
    replaces: int | None
    by: int | None  # who made it
    first: date | None = None  # with these, `replaces` keeps the seat, and is stood in for from day to day
    last: date | None = None


_INVITATION: Select[Any] = select(
    invitation.c.id,
    invitation.c.role,
    invitation.c.agency_id,
    invitation.c.replaces,
    invitation.c.created_by,
    invitation.c.first_day,
    invitation.c.last_day,
)


def ask(
    tx: Transaction, address_id: int, agency_id: int, full_name: str, position: str | None, phone: str | None
) -> int:
    """Note a request; an earlier one of the same account that still waits is withdrawn."""
    withdraw(tx, address_id)
    values = {
        "address_id": address_id,
        "agency_id": agency_id,
        "full_name": full_name,
        "position": position,
        "phone": phone,
        "state": "waiting",
        "asked_at": tx.now,
    }
    return int(
        tx.connection.execute(insert(registration).values(values).returning(registration.c.id)).scalar_one()
    )


def withdraw(tx: Transaction, address_id: int, agency_id: int | None = None) -> None:
    """What an account asked for and still waits for is no longer needed; for one agency where it is given."""
    for_it = [registration.c.agency_id == agency_id] if agency_id is not None else []
    tx.connection.execute(
        update(registration)
        .where(registration.c.address_id == address_id, registration.c.state == "waiting", *for_it)
        .values(state="withdrawn", decided_at=tx.now)
    )


_FULL: Select[Any] = (
    select(
        registration.c.id,
        registration.c.address_id,
        address.c.channel,
        address.c.external_id,
        registration.c.agency_id,
        agency.c.name,
        registration.c.full_name,
        registration.c.position,
        registration.c.phone,
        registration.c.state,
        registration.c.decided_by,
        address.c.name,
    )
    .join(address, address.c.id == registration.c.address_id)
    .join(agency, agency.c.id == registration.c.agency_id)
)


def get(tx: Transaction, registration_id: int) -> Registration | None:
    """A request by its number."""
    row = tx.connection.execute(_FULL.where(registration.c.id == registration_id)).first()
    return Registration(*row) if row else None


def waiting(tx: Transaction, address_id: int | None = None) -> list[Registration]:
    """The requests that wait for a decision, oldest first; of one account when asked for."""
    query = _FULL.where(registration.c.state == "waiting").order_by(registration.c.id)
    if address_id is not None:
        query = query.where(registration.c.address_id == address_id)
    return [Registration(*row) for row in tx.connection.execute(query)]


def asked_since(tx: Transaction, address_id: int, moment: datetime) -> int:
    """How often an account has asked since a moment."""
    mine = (registration.c.address_id == address_id, registration.c.asked_at > moment)
    return int(
        tx.connection.execute(select(func.count()).select_from(registration).where(*mine)).scalar_one()
    )


def decide(tx: Transaction, registration_id: int, state: str, by: int) -> bool:
    """Decide a request; False where it is no longer waiting (somebody else was first)."""
    done = tx.connection.execute(
        update(registration)
        .where(registration.c.id == registration_id, registration.c.state == "waiting")
        .values(state=state, decided_at=tx.now, decided_by=by)
    )
    return done.rowcount > 0


def invite(
    tx: Transaction,
    role: str,
    *,
    agency_id: int | None = None,
    by: int | None = None,
    replaces: int | None = None,
    days: tuple[date, date] | None = None,
    lifetime: timedelta = LIFETIME,
) -> str:
    """Make a one-time invitation, valid seven days or as long as said; gives its code, which is not kept.

    With `days` it is to stand in for whom it `replaces`, from the first to the last, and good no longer than that.
    """
    raw = "".join(secrets.choice(_LETTERS) for _ in range(12))
    code = f"DP-{raw[:4]}-{raw[4:8]}-{raw[8:]}"
    values = {
        "code_digest": _digest(code),
        "role": role,
        "agency_id": agency_id,
        "created_at": tx.now,
        "created_by": by,
        "replaces": replaces,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "expires_at": min(tx.now + lifetime, _after(tx, days[1])) if days else tx.now + lifetime,
    }
    tx.connection.execute(insert(invitation).values(values))
    return code


def _after(tx: Transaction, day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tx.now.tzinfo)


def open_invitation(tx: Transaction, code: str) -> Invitation | None:
    """The invitation that a code stands for, if it can still be used."""
    row = tx.connection.execute(
        _INVITATION.where(
            invitation.c.code_digest == _digest(code),
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > tx.now,
        )
    ).first()
    return Invitation(*row) if row else None


def invitation_by_id(tx: Transaction, invitation_id: int) -> Invitation | None:
    """An invitation that can still be used, by its number."""
    row = tx.connection.execute(
        _INVITATION.where(
            invitation.c.id == invitation_id,
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > tx.now,
        )
    ).first()
    return Invitation(*row) if row else None


def revoke(tx: Transaction, replaces: int, agency_id: int) -> None:
    """The invitations to a person's seat end, now that it is no longer theirs to hand over."""
    open_ones = (invitation.c.replaces == replaces, invitation.c.agency_id == agency_id)
    tx.connection.execute(
        update(invitation)
        .where(*open_ones, invitation.c.used_at.is_(None), invitation.c.expires_at > tx.now)
        .values(expires_at=tx.now)
    )


def use(tx: Transaction, invitation_id: int, person_id: int) -> bool:
    """Use an invitation up; False where it was used before."""
    done = tx.connection.execute(
        update(invitation)
        .where(invitation.c.id == invitation_id, invitation.c.used_at.is_(None))
        .values(used_at=tx.now, used_by=person_id)
    )
    return done.rowcount > 0


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
