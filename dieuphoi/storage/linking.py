"""The accounts of one person on several channels: joined, chosen between, let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a person, with the name that it shows."""

    id: int
    channel: str
    external_id: str
    name: str
    closed: bool


def of_person(tx: Transaction, person_id: int) -> list[Account]:
    """A person's accounts, the one that they chose first."""
    rows = tx.connection.execute(
        select(address.c.id, address.c.channel, address.c.external_id, address.c.name, address.c.closed_at)
        .where(address.c.person_id == person_id)
        .order_by(address.c.preferred_at.desc().nulls_last(), address.c.id)
    )
    return [Account(*row[:4], row[4] is not None) for row in rows]


def join(tx: Transaction, address_id: int, person_id: int) -> None:
    """Let an account be a person's."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(person_id=person_id))


def let_go(tx: Transaction, address_id: int) -> None:
    """Let an account be nobody's."""
    values = {"person_id": None, "preferred_at": None}
    tx.connection.execute(update(address).where(address.c.id == address_id).values(values))


def prefer(tx: Transaction, address_id: int) -> None:
    """Let what the bot says of its own accord go to an account first."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(preferred_at=tx.now))


def set_away(tx: Transaction, channel: str, external_id: str, until: datetime) -> None:
    """An account's channel does not get through: other accounts of the person go first until then."""
    there = (address.c.channel == channel, address.c.external_id == external_id)
    tx.connection.execute(update(address).where(*there).values(away_until=until))
