"""The directory of agencies: names, other ways they are written, and finding one by what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.stand_ins import serving
from dieuphoi.storage.tables import agency, agency_alias, agency_change, coordination, lead, membership
from dieuphoi.storage.tables import version as versions


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the directory."""

    id: int
    name: str
    kind: str = "other"


def every(tx: Transaction) -> list[tuple[Agency, tuple[str, ...]]]:
    """All agencies with their aliases, by name."""
    aliases: dict[int, list[str]] = {}
    for agency_id, alias in tx.connection.execute(select(agency_alias.c.agency_id, agency_alias.c.alias)):
        aliases.setdefault(agency_id, []).append(alias)
    rows = tx.connection.execute(select(agency.c.id, agency.c.name, agency.c.kind).order_by(agency.c.name))
    return [(Agency(*row), tuple(aliases.get(row.id, ()))) for row in rows]


def add(tx: Transaction, name: str, kind: str, aliases: Iterable[str] = (), *, born: bool = False) -> int:
    """Put an agency into the directory; gives its number, also where it was there before.

    `born`: only a change of agencies brings it into being, from its day on.
    """
    known = tx.connection.execute(select(agency.c.id).where(agency.c.name == name)).scalar()
    if known is not None:
        return int(known)
    new = tx.connection.execute(
        insert(agency).values(name=name, kind=kind, born=born).returning(agency.c.id)
    ).scalar_one()
    rows = [{"agency_id": new, "alias": alias} for alias in dict.fromkeys(aliases)]
    if rows:
        tx.connection.execute(insert(agency_alias), rows)
    return int(new)


def get(tx: Transaction, agency_id: int) -> Agency | None:
    """An agency by its number."""
    row = tx.connection.execute(
        select(agency.c.id, agency.c.name, agency.c.kind).where(agency.c.id == agency_id)
    ).first()
    return Agency(*row) if row else None


def by_name(tx: Transaction, name: str) -> Agency | None:
    """An agency by its exact name."""
    row = tx.connection.execute(
        select(agency.c.id, agency.c.name, agency.c.kind).where(agency.c.name == name)
    ).first()
    return Agency(*row) if row else None


def named(tx: Transaction, agency_ids: Iterable[int]) -> dict[int, str]:
    """The names of agencies by their numbers, in the order given."""
    wanted = list(agency_ids)
    rows = tx.connection.execute(select(agency.c.id, agency.c.name).where(agency.c.id.in_(wanted)))
    found = {row.id: row.name for row in rows}
    return {number: found[number] for number in wanted if number in found}


def every_name(tx: Transaction) -> dict[int, str]:
    """The names of all agencies by their numbers."""
    return {row.id: row.name for row in tx.connection.execute(select(agency.c.id, agency.c.name))}


def version(tx: Transaction) -> tuple[int, ...]:
    """Another one whenever agencies, aliases or plans are added, or agencies or plans change; costs nothing to ask."""
    row = tx.connection.execute(
        select(
            select(func.max(agency.c.id)).scalar_subquery(),
            select(func.max(agency_alias.c.id)).scalar_subquery(),
            select(func.max(versions.c.id)).scalar_subquery(),
            select(func.count(agency_change.c.effective_at)).scalar_subquery(),
        )
    ).one()
    return tuple(number or 0 for number in row)


def named_in_plans(tx: Transaction) -> set[str]:
    """The agencies that lead tasks of a plan or work with the lead."""
    involved = select(lead.c.agency_id).union(select(coordination.c.agency_id))
    return set(tx.connection.execute(select(agency.c.name).where(agency.c.id.in_(involved))).scalars())


def without_focal(tx: Transaction) -> list[tuple[str, bool]]:
    """The agencies of the plans that nobody answers for, by name, and whether they lead something."""
    led = select(lead.c.agency_id).where(lead.c.interim.is_(False))
    manned = select(membership.c.agency_id).where(serving(tx.now.date()))
    rows = tx.connection.execute(
        select(agency.c.name, agency.c.id.in_(led))
        .where(agency.c.id.in_(led.union(select(coordination.c.agency_id))), agency.c.id.not_in(manned))
        .order_by(agency.c.name)
    )
    return [(name, bool(leads)) for name, leads in rows]


def leading(tx: Transaction) -> list[tuple[int, str]]:
    """The agencies that lead something, by name; not one that only its former people still speak for."""
    rows = tx.connection.execute(
        select(agency.c.id, agency.c.name)
        .where(agency.c.id.in_(select(lead.c.agency_id).where(lead.c.interim.is_(False))))
        .order_by(agency.c.name)
    )
    return [(agency_id, name) for agency_id, name in rows]
