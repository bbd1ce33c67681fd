"""The seats of people whose agency has ended: they are asked, and keep answering for its tasks until they have said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from dieuphoi.plan.succession import Change
from dieuphoi.storage import people, stand_ins, waiting_tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import lead, membership, person, seat


class Answer(StrEnum):
    """What a focal point says of the new seat."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    NOT_ME = "not_me"


@dataclass(frozen=True, slots=True)
class Seat:
    """A focal point of an agency that has ended, who has not said yet what follows."""

    id: int
    change_id: int
    person_id: int
    person: str
    agency_id: int
    deputy: bool


_SEATS: Select[Any] = (
    select(seat.c.id, seat.c.change_id, seat.c.person_id, person.c.full_name, seat.c.agency_id, seat.c.deputy)
    .join(person, person.c.id == seat.c.person_id)
    .where(seat.c.state == "waiting")
    .order_by(seat.c.id)
)


def ask(tx: Transaction, change: Change) -> list[Seat]:
    """Note that the focal points of what ends are asked; who answers for a single successor anyway need not be."""
    _come_back(tx, change.after)
    for focal in _seated(tx, change.before):
        own = {other.agency_id for other in _seated(tx, change.after) if other.person_id == focal.person_id}
        if len(change.after) == 1 and own:
            stand_ins.move(tx, focal.person_id, focal.agency_id, change.after[0])
            people.leave(tx, focal.person_id, focal.agency_id)
            continue
        _drop_older(tx, focal.person_id, focal.agency_id)
        values = {
            "change_id": change.id,
            "person_id": focal.person_id,
            "agency_id": focal.agency_id,
            "deputy": focal.deputy,
            "state": "waiting",
            "asked_at": tx.now,
        }
        tx.connection.execute(insert(seat).values(values))
    return [Seat(*row) for row in tx.connection.execute(_SEATS.where(seat.c.change_id == change.id))]


def _seated(tx: Transaction, agency_ids: Sequence[int]) -> list[people.Focal]:
    """The focal points of agencies, without those who stand in for one of them for some days."""
    return [focal for focal in people.focals(tx, agency_ids) if focal.stands_in_for is None]


def _drop_older(tx: Transaction, person_id: int, agency_id: int) -> None:
    """An agency that came back and ends again: what was asked before is asked anew."""
    older = (seat.c.person_id == person_id, seat.c.agency_id == agency_id, seat.c.state == "waiting")
    tx.connection.execute(update(seat).where(*older).values(state="replaced", answered_at=tx.now))


def _come_back(tx: Transaction, agency_ids: Sequence[int]) -> None:
    """The people of an agency that is one again have their old seats and are asked no more."""
    back = (seat.c.agency_id.in_(agency_ids), seat.c.state == "waiting")
    tx.connection.execute(update(seat).where(*back).values(state="replaced", answered_at=tx.now))
    tx.connection.execute(delete(lead).where(lead.c.agency_id.in_(agency_ids), lead.c.interim))


def waiting(tx: Transaction, person_ids: Sequence[int] | None = None) -> list[Seat]:
    """The seats that people have not said anything about; of some people when asked for."""
    query = _SEATS if person_ids is None else _SEATS.where(seat.c.person_id.in_(person_ids))
    return [Seat(*row) for row in tx.connection.execute(query)]


def get(tx: Transaction, seat_id: int) -> Seat | None:
    """A seat that waits for an answer, by its number."""
    row = tx.connection.execute(_SEATS.where(seat.c.id == seat_id)).first()
    return Seat(*row) if row else None


def answer(tx: Transaction, asked: Seat, said: Answer, agency_id: int | None = None) -> None:
    """Let the person take the new seat, or leave. Where tasks of the old agency wait, they still answer for those."""
    values = {"state": said, "taken_id": agency_id, "answered_at": tx.now}
    tx.connection.execute(update(seat).where(seat.c.id == asked.id).values(values))
    if agency_id is not None:
        people.join(tx, asked.person_id, agency_id)
        people.set_deputy(tx, asked.person_id, agency_id, asked.deputy)
        stand_ins.move(tx, asked.person_id, asked.agency_id, agency_id)
    if said is not Answer.CONFIRMED:
        people.leave(tx, asked.person_id, asked.agency_id)
    settle(tx, asked.agency_id)


def settle(tx: Transaction, agency_id: int) -> list[int]:
    """End what an agency that has ended was still needed for; gives the people who answer for it no more."""
    open_seats = select(seat.c.person_id).where(seat.c.agency_id == agency_id, seat.c.state == "waiting")
    if tx.connection.execute(open_seats.limit(1)).first() is None:
        tx.connection.execute(delete(lead).where(lead.c.agency_id == agency_id, lead.c.interim))
    if waiting_tasks.left_with(tx, agency_id):
        return []
    over = (
        membership.c.agency_id == agency_id,
        membership.c.until.is_(None),
        func.coalesce(membership.c.stands_in_for, membership.c.person_id).not_in(open_seats),
    )
    ended = update(membership).where(*over).values(until=tx.now).returning(membership.c.person_id)
    return list(tx.connection.execute(ended).scalars())


def someone_waits(tx: Transaction, agency_id: int) -> bool:
    """Whether a former focal point of an agency has not taken the new seat yet."""
    query = select(seat.c.id).where(seat.c.agency_id == agency_id, seat.c.state == "waiting")
    return tx.connection.execute(query.limit(1)).first() is not None
