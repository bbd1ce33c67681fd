"""People, their accounts on channels, and the agencies that they answer for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, insert, or_, select, update

from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.stand_ins import serving
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
    lent: tuple[int, ...] = ()  # of these agencies, those where they only stand in for another for some days

    @property
    def agency_ids(self) -> tuple[int, ...]:
        """The agencies that this person answers for."""
        return tuple(a.id for a in self.agencies)

    @property
    def own_agencies(self) -> tuple[Agency, ...]:
        """Those where the seat is their own, to hand over or to have somebody stand in."""
        return tuple(a for a in self.agencies if a.id not in self.lent)

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
    stands_in_for: int | None = None  # whose work they do for some days
    for_name: str | None = None
    until: date | None = None  # the last of these days


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
    who = Who(address_id, channel, external_id, shown_name, person_id, full_name, position, role)
    return replace(who, agencies=agencies_of(tx, person_id), lent=_lent(tx, person_id)) if person_id else who


def _new_address(tx: Transaction, channel: str, external_id: str, shown_name: str) -> int:
    values = {"channel": channel, "external_id": external_id, "name": shown_name, "first_seen": tx.now}
    return int(tx.connection.execute(insert(address).values(values).returning(address.c.id)).scalar_one())


def agencies_of(tx: Transaction, person_id: int) -> tuple[Agency, ...]:
    """The agencies that a person answers for, as a deputy too, in the order in which they joined."""
    rows = tx.connection.execute(
        select(agency.c.id, agency.c.name, agency.c.kind)
        .join(membership, membership.c.agency_id == agency.c.id)
        .where(membership.c.person_id == person_id, serving(tx.now.date()))
        .order_by(membership.c.id)
    )
    return tuple(dict.fromkeys(Agency(*row) for row in rows))


def _lent(tx: Transaction, person_id: int) -> tuple[int, ...]:
    rows = tx.connection.execute(
        select(membership.c.agency_id, membership.c.stands_in_for)
        .where(membership.c.person_id == person_id, serving(tx.now.date()))
        .order_by(membership.c.id)
    ).all()
    own = {agency_id for agency_id, other in rows if other is None}
    return tuple(dict.fromkeys(agency_id for agency_id, _other in rows if agency_id not in own))


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
    """Let a person answer for an agency from now on; whoever stood in for another there does so no more."""
    there = (membership.c.person_id == person_id, membership.c.agency_id == agency_id)
    open_ones = (*there, membership.c.until.is_(None))
    lent = update(membership).where(*open_ones, membership.c.stands_in_for.is_not(None))
    tx.connection.execute(lent.values(until=tx.now))
    if tx.connection.execute(select(membership.c.id).where(*open_ones)).first() is None:
        values = {"person_id": person_id, "agency_id": agency_id, "since": tx.now}
        tx.connection.execute(insert(membership).values(values))


def leave(
    tx: Transaction, person_id: int, agency_id: int, *, by: int | None = None, why: str | None = None
) -> bool:
    """End a person's answering for an agency; False where they did not. `by` is who ended it, themselves or another.

    Who stands in for them acts with their rights, and so no longer.
    """
    there = (membership.c.agency_id == agency_id, membership.c.until.is_(None))
    done = tx.connection.execute(
        update(membership)
        .where(membership.c.person_id == person_id, *there)
        .values(until=tx.now, ended_by=by, ended_why=why)
    )
    in_their_place = update(membership).where(membership.c.stands_in_for == person_id, *there)
    tx.connection.execute(in_their_place.values(until=tx.now, ended_by=by))
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
        .where(
            membership.c.agency_id == agency_id,
            membership.c.until.is_not(None),
            membership.c.stands_in_for.is_(None),
        )
        .order_by(membership.c.until.desc(), membership.c.id.desc())
        .limit(limit)
    )
    return [Former(*row) for row in rows]


def focals(tx: Transaction, agency_ids: Iterable[int]) -> list[Focal]:
    """The focal points of agencies, in the order in which they took up the work."""
    other = person.alias()
    rows = tx.connection.execute(
        select(
            person.c.id,
            membership.c.agency_id,
            person.c.full_name,
            person.c.position,
            person.c.phone,
            membership.c.deputy,
            membership.c.stands_in_for,
            other.c.full_name.label("for_name"),
            membership.c.last_day,
        )
        .select_from(
            membership.join(person, person.c.id == membership.c.person_id).outerjoin(
                other, other.c.id == membership.c.stands_in_for
            )
        )
        .where(membership.c.agency_id.in_(list(agency_ids)), serving(tx.now.date()))
        .order_by(membership.c.id)
    )
    return [Focal(*row) for row in rows]


def set_deputy(tx: Transaction, person_id: int, agency_id: int, deputy: bool) -> None:
    """Let a focal point be reminded only when the others do not answer, or like them again."""
    tx.connection.execute(
        update(membership)
        .where(or_(membership.c.person_id == person_id, membership.c.stands_in_for == person_id))
        .where(membership.c.agency_id == agency_id, membership.c.until.is_(None))
        .values(deputy=deputy)
    )


def names(tx: Transaction, person_ids: Iterable[int]) -> dict[int, str]:
    """The full names of people by their numbers."""
    query = select(person.c.id, person.c.full_name).where(person.c.id.in_(list(person_ids)))
    return {row.id: row.full_name for row in tx.connection.execute(query)}


def role_of(tx: Transaction, person_id: int) -> str | None:
    """The role that a person has besides answering for agencies."""
    return tx.connection.execute(select(person.c.role).where(person.c.id == person_id)).scalar()


def with_role(tx: Transaction, role: str) -> list[int]:
    """The people who have a role."""
    return list(tx.connection.execute(select(person.c.id).where(person.c.role == role)).scalars())


def accounts(tx: Transaction, person_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Where people can be reached in private: (channel, id) for each, the account that they chose first.

    An account whose channel does not get through for now comes last.
    """
    found: dict[int, list[tuple[str, str]]] = {}
    for portion in in_portions(person_ids):
        found |= _reachable(tx, address.c.person_id.in_(portion))
    return found


def _reachable(tx: Transaction, wanted: ColumnElement[bool]) -> dict[int, list[tuple[str, str]]]:
    rows = tx.connection.execute(
        select(address.c.person_id, address.c.channel, address.c.external_id)
        .where(wanted, address.c.closed_at.is_(None))
        .order_by(
            case((address.c.away_until > tx.now, 1), else_=0),
            address.c.preferred_at.desc().nulls_last(),
            address.c.id,
        )
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, channel, external_id in rows:
        found.setdefault(person_id, []).append((channel, external_id))
    return found


def on_channel(tx: Transaction, channel: str) -> int:
    """How many accounts of a channel the bot knows."""
    query = select(func.count()).select_from(address).where(address.c.channel == channel)
    return int(tx.connection.execute(query).scalar_one())


def person_at(tx: Transaction, channel: str, external_id: str) -> int | None:
    """The person behind an account; None where nobody is known there."""
    return tx.connection.execute(
        select(address.c.person_id).where(address.c.channel == channel, address.c.external_id == external_id)
    ).scalar()


def all_focals(tx: Transaction) -> list[Focal]:
    """Every focal point of every agency."""
    ids = tx.connection.execute(select(membership.c.agency_id).where(serving(tx.now.date())).distinct())
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
