"""Who stands in for a focal point from one day to another: with the same rights, ended by the calendar alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, insert, or_, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address, agency, membership, person


@dataclass(frozen=True, slots=True)
class StandIn:
    """A person in another's place at an agency; `first` and `last` both count."""

    id: int
    person_id: int
    person: str
    for_id: int
    for_name: str
    agency_id: int
    agency: str
    first: date
    last: date


def serving(day: date) -> ColumnElement[bool]:
    """That a membership counts on a day: one's own until it ends, a stand-in's from the first to the last day."""
    in_time = and_(membership.c.first_day <= day, membership.c.last_day >= day)
    return and_(membership.c.until.is_(None), or_(membership.c.stands_in_for.is_(None), in_time))


_other = person.alias()
_STAND_INS: Select[Any] = (
    select(
        membership.c.id,
        membership.c.person_id,
        person.c.full_name,
        membership.c.stands_in_for,
        _other.c.full_name.label("for_name"),
        membership.c.agency_id,
        agency.c.name.label("agency"),
        membership.c.first_day,
        membership.c.last_day,
    )
    .join(person, person.c.id == membership.c.person_id)
    .join(_other, _other.c.id == membership.c.stands_in_for)
    .join(agency, agency.c.id == membership.c.agency_id)
    .where(membership.c.until.is_(None))
    .order_by(membership.c.first_day, membership.c.id)
)


def _found(tx: Transaction, *which: ColumnElement[bool]) -> list[StandIn]:
    return [StandIn(*row) for row in tx.connection.execute(_STAND_INS.where(*which))]


def every(tx: Transaction, person_id: int | None = None) -> list[StandIn]:
    """Who stands in now or later; with a person, those that they are, or that stand in for them."""
    if person_id is None:
        return _found(tx)
    concerned = or_(membership.c.person_id == person_id, membership.c.stands_in_for == person_id)
    return _found(tx, concerned)


def get(tx: Transaction, number: int) -> StandIn | None:
    """One that has not ended, by its number."""
    return next(iter(_found(tx, membership.c.id == number)), None)


def of(tx: Transaction, for_id: int, agency_id: int) -> list[StandIn]:
    """Those who stand in for a person at an agency, now or later."""
    return _found(tx, membership.c.stands_in_for == for_id, membership.c.agency_id == agency_id)


def by(tx: Transaction, person_id: int, agency_id: int) -> list[StandIn]:
    """In whose place a person stands at an agency, now or later."""
    mine = (membership.c.person_id == person_id, membership.c.agency_id == agency_id)
    return _found(tx, *mine, membership.c.stands_in_for.is_not(None))


def begin(tx: Transaction, person_id: int, for_id: int, agency_id: int, first: date, last: date) -> StandIn:
    """Let a person stand in for another; what the other had named before for the same days is over."""
    overlapping = (
        membership.c.stands_in_for == for_id,
        membership.c.agency_id == agency_id,
        membership.c.until.is_(None),
        membership.c.first_day <= last,
        membership.c.last_day >= first,
    )
    tx.connection.execute(update(membership).where(*overlapping).values(until=tx.now))
    own = (membership.c.person_id == for_id, membership.c.agency_id == agency_id)
    deputy = select(membership.c.deputy).where(*own, membership.c.until.is_(None)).limit(1)
    values = {
        "person_id": person_id,
        "agency_id": agency_id,
        "since": tx.now,
        "deputy": bool(tx.connection.execute(deputy).scalar()),
        "stands_in_for": for_id,
        "first_day": first,
        "last_day": last,
        "begun_at": tx.now if first <= tx.now.date() else None,
    }
    number = tx.connection.execute(insert(membership).values(values).returning(membership.c.id)).scalar_one()
    (made,) = _found(tx, membership.c.id == number)
    return made


def end(tx: Transaction, number: int, by: int | None = None) -> None:
    """End it before its last day; `by` is who did."""
    one = (membership.c.id == number, membership.c.until.is_(None))
    tx.connection.execute(update(membership).where(*one).values(until=tx.now, ended_by=by))


def begun(tx: Transaction) -> list[StandIn]:
    """Those whose first day has come, each once."""
    due = (
        membership.c.stands_in_for.is_not(None),
        membership.c.first_day <= tx.now.date(),
        membership.c.last_day >= tx.now.date(),
        membership.c.begun_at.is_(None),
    )
    found = _found(tx, *due)
    ids = [one.id for one in found]
    tx.connection.execute(update(membership).where(membership.c.id.in_(ids)).values(begun_at=tx.now))
    return found


def over(tx: Transaction) -> list[StandIn]:
    """Those whose last day has passed, each once."""
    found = _found(tx, membership.c.stands_in_for.is_not(None), membership.c.last_day < tx.now.date())
    ids = [one.id for one in found]
    tx.connection.execute(update(membership).where(membership.c.id.in_(ids)).values(until=tx.now))
    return found


def move(tx: Transaction, for_id: int, before: int, after: int) -> None:
    """A person has taken a seat at another agency in the place of an old one: who stands in for them goes along."""
    theirs = select(membership.c.person_id).where(
        membership.c.agency_id == after, membership.c.until.is_(None), membership.c.stands_in_for.is_(None)
    )
    those = (
        membership.c.stands_in_for == for_id,
        membership.c.agency_id == before,
        membership.c.until.is_(None),
        membership.c.person_id.not_in(list(tx.connection.execute(theirs).scalars())),
    )
    tx.connection.execute(update(membership).where(*those).values(agency_id=after))


def in_whose_place(tx: Transaction, person_id: int | None, agency_id: int | None) -> int | None:
    """Whom a person stands in for at an agency today; None where they act for themselves."""
    if person_id is None or agency_id is None:
        return None
    mine = (membership.c.person_id == person_id, membership.c.agency_id == agency_id)
    rows = tx.connection.execute(select(membership.c.stands_in_for).where(*mine, serving(tx.now.date())))
    places = list(rows.scalars())
    return places[0] if places and None not in places else None


def registered(tx: Transaction, agency_id: int) -> list[tuple[int, str]]:
    """The people with an account and a task or an office, who do not answer for an agency themselves."""
    there = select(membership.c.person_id).where(membership.c.agency_id == agency_id, serving(tx.now.date()))
    busy = select(membership.c.person_id).where(serving(tx.now.date()))
    rows = tx.connection.execute(
        select(person.c.id, person.c.full_name)
        .where(
            person.c.id.in_(select(address.c.person_id).where(address.c.closed_at.is_(None))),
            or_(person.c.id.in_(busy), person.c.role.is_not(None)),
            person.c.id.not_in(there),
        )
        .order_by(person.c.id)
    )
    return [(number, name) for number, name in rows]
