"""People, their accounts on channels, and the agencies that they answer for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import address, agency, membership, person


@dataclass(frozen=True, slots=True)
class Who:
    """The person behind an account, or a stranger (no `person_id`)."""

    address_id: int
    channel: str
    external_id: str
    shown_name: str
    person_id: int | None = None
    full_name: str | None = None
    position: str | None = None
    role: str | None = None
    agencies: tuple[Agency, ...] = ()

    @property
    def agency_ids(self) -> tuple[int, ...]:
        """The agencies that this person answers for."""
        return tuple(a.id for a in self.agencies)

    @property
    def known(self) -> bool:
        """Whether the bot does more for them than registering: a role, or an agency."""
        return self.role is not None or bool(self.agencies)


@dataclass(frozen=True, slots=True)
class Focal:
    """A focal point, with what the coordinator may see of them."""

    person_id: int
    agency_id: int
    full_name: str
    position: str | None
    phone: str | None
    deputy: bool = False  # reminded only when the others do not answer


@dataclass(frozen=True, slots=True)
class Former:
    """A focal point who is so no more."""

    full_name: str
    until: datetime
    by: str | None
    why: str | None


def identify(tx: Transaction, channel: str, external_id: str, shown_name: str) -> Who:
    """Who writes from an account; an account seen for the first time is noted as a stranger's."""
    row = tx.connection.execute(
        select(
            address.c.id,
            address.c.name,
            person.c.id,
            person.c.full_name,
            person.c.position,
            person.c.role,
            address.c.closed_at,
        )
        .select_from(address.outerjoin(person, person.c.id == address.c.person_id))
        .where(address.c.channel == channel, address.c.external_id == external_id)
    ).first()
    if row is None:
        return Who(_new_address(tx, channel, external_id, shown_name), channel, external_id, shown_name)
    address_id, name, person_id, full_name, position, role, closed_at = row
    if name != shown_name or closed_at is not None:  # whoever writes can be reached again
        change = {"name": shown_name, "closed_at": None, "closed_reason": None}
        tx.connection.execute(update(address).where(address.c.id == address_id).values(change))
    agencies = agencies_of(tx, person_id) if person_id else ()
    return Who(address_id, channel, external_id, shown_name, person_id, full_name, position, role, agencies)


def _new_address(tx: Transaction, channel: str, external_id: str, shown_name: str) -> int:
    values = {"channel": channel, "external_id": external_id, "name": shown_name, "first_seen": tx.now}
    return int(tx.connection.execute(insert(address).values(values).returning(address.c.id)).scalar_one())


def agencies_of(tx: Transaction, person_id: int) -> tuple[Agency, ...]:
    """The agencies that a person answers for, as a deputy too, in the order in which they joined."""
    rows = tx.connection.execute(
        select(agency.c.id, agency.c.name, agency.c.kind)
        .join(membership, membership.c.agency_id == agency.c.id)
        .where(membership.c.person_id == person_id, membership.c.until.is_(None))
        .order_by(membership.c.id)
    )
    return tuple(Agency(*row) for row in rows)


def add(
    tx: Transaction,
    address_id: int,
    full_name: str,
    *,
    position: str | None = None,
    phone: str | None = None,
    role: str | None = None,
) -> int:
    """Make the person behind an account known, or mend what is known of them; gives the person's number."""
    known = tx.connection.execute(select(address.c.person_id).where(address.c.id == address_id)).scalar_one()
    values: dict[str, Any] = {"full_name": full_name}
    values |= {
        key: value
        for key, value in {"position": position, "phone": phone, "role": role}.items()
        if value is not None
    }
    if known is not None:
        tx.connection.execute(update(person).where(person.c.id == known).values(values))
        return int(known)
    new = tx.connection.execute(
        insert(person).values(values | {"created_at": tx.now}).returning(person.c.id)
    ).scalar_one()
    tx.connection.execute(update(address).where(address.c.id == address_id).values(person_id=new))
    return int(new)


def join(tx: Transaction, person_id: int, agency_id: int) -> None:
    """Let a person answer for an agency from now on."""
    if agency_id not in {a.id for a in agencies_of(tx, person_id)}:
        values = {"person_id": person_id, "agency_id": agency_id, "since": tx.now}
        tx.connection.execute(insert(membership).values(values))


def leave(
    tx: Transaction, person_id: int, agency_id: int, *, by: int | None = None, why: str | None = None
) -> bool:
    """End a person's answering for an agency; False where they did not. `by` is who ended it, themselves or another."""
    done = tx.connection.execute(
        update(membership)
        .where(
            membership.c.person_id == person_id,
            membership.c.agency_id == agency_id,
            membership.c.until.is_(None),
        )
        .values(until=tx.now, ended_by=by, ended_why=why)
    )
    return done.rowcount > 0


def former(tx: Transaction, agency_id: int, limit: int) -> list[Former]:
    """The newest focal points of an agency who are so no more: until when, who ended it, and why."""
    ended_by = person.alias()
    rows = tx.connection.execute(
        select(person.c.full_name, membership.c.until, ended_by.c.full_name, membership.c.ended_why)
        .select_from(
            membership.join(person, person.c.id == membership.c.person_id).outerjoin(
                ended_by, ended_by.c.id == membership.c.ended_by
            )
        )
        .where(membership.c.agency_id == agency_id, membership.c.until.is_not(None))
        .order_by(membership.c.until.desc(), membership.c.id.desc())
        .limit(limit)
    )
    return [Former(*row) for row in rows]


def focals(tx: Transaction, agency_ids: Iterable[int]) -> list[Focal]:
    """The focal points of agencies, in the order in which they took up the work."""
    rows = tx.connection.execute(
        select(
            person.c.id,
            membership.c.agency_id,
            person.c.full_name,
            person.c.position,
            person.c.phone,
            membership.c.deputy,
        )
        .join(membership, membership.c.person_id == person.c.id)
        .where(membership.c.agency_id.in_(list(agency_ids)), membership.c.until.is_(None))
        .order_by(membership.c.id)
    )
    return [Focal(*row) for row in rows]


def set_deputy(tx: Transaction, person_id: int, agency_id: int, deputy: bool) -> None:
    """Let a focal point be reminded only when the others do not answer, or like them again."""
    tx.connection.execute(
        update(membership)
        .where(membership.c.person_id == person_id, membership.c.agency_id == agency_id)
        .where(membership.c.until.is_(None))
        .values(deputy=deputy)
    )


def names(tx: Transaction, person_ids: Iterable[int]) -> dict[int, str]:
    """The full names of people by their numbers."""
    query = select(person.c.id, person.c.full_name).where(person.c.id.in_(list(person_ids)))
    return {row.id: row.full_name for row in tx.connection.execute(query)}


def choose_language(tx: Transaction, address_id: int, language: str) -> None:
    """Note the language ("vi" or "en") in which an account is to be spoken to."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(language=language))


def languages(tx: Transaction) -> dict[tuple[str, str], str]:
    """By (channel, id), the language of every account that has chosen one."""
    query = select(address.c.channel, address.c.external_id, address.c.language)
    rows = tx.connection.execute(query.where(address.c.language.is_not(None)))
    return {(channel, external_id): language for channel, external_id, language in rows}


def role_of(tx: Transaction, person_id: int) -> str | None:
    """The role that a person has besides answering for agencies."""
    return tx.connection.execute(select(person.c.role).where(person.c.id == person_id)).scalar()


def with_role(tx: Transaction, role: str) -> list[int]:
    """The people who have a role."""
    return list(tx.connection.execute(select(person.c.id).where(person.c.role == role)).scalars())


def accounts(tx: Transaction, person_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Where people can be reached in private: (channel, id) for each, the first account first."""
    found: dict[int, list[tuple[str, str]]] = {}
    for portion in in_portions(person_ids):
        found |= _reachable(tx, address.c.person_id.in_(portion))
    return found


def _reachable(tx: Transaction, wanted: ColumnElement[bool]) -> dict[int, list[tuple[str, str]]]:
    rows = tx.connection.execute(
        select(address.c.person_id, address.c.channel, address.c.external_id)
        .where(wanted, address.c.closed_at.is_(None))
        .order_by(address.c.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, channel, external_id in rows:
        found.setdefault(person_id, []).append((channel, external_id))
    return found


def person_at(tx: Transaction, channel: str, external_id: str) -> int | None:
    """The person behind an account; None where nobody is known there."""
    return tx.connection.execute(
        select(address.c.person_id).where(address.c.channel == channel, address.c.external_id == external_id)
    ).scalar()


def all_focals(tx: Transaction) -> list[Focal]:
    """Every focal point of every agency."""
    ids = tx.connection.execute(select(membership.c.agency_id).where(membership.c.until.is_(None)).distinct())
    return focals(tx, ids.scalars())


def close_account(tx: Transaction, channel: str, external_id: str, reason: str) -> tuple[int, str] | None:
    """Note that an account can't be reached any more; gives the person's number and name if one is behind it."""
    tx.connection.execute(
        update(address)
        .where(address.c.channel == channel, address.c.external_id == external_id)
        .values(closed_at=tx.now, closed_reason=reason)
    )
    row = tx.connection.execute(
        select(person.c.id, person.c.full_name)
        .join(address, address.c.person_id == person.c.id)
        .where(address.c.channel == channel, address.c.external_id == external_id)
    ).first()
    return (row[0], row[1]) if row else None
