"""Links to calendars that a phone subscribes to: signed, without an end, and good until their owner revokes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from dieuphoi.storage import signing
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.signing import ExpiredError, LinkError
from dieuphoi.storage.tables import calendar_link

_TOKEN = re.compile(rf"(\d{{1,9}})-([\w-]{{{signing.LENGTH}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """A person's link to the calendar of a plan, or of an agency."""

    id: int
    person_id: int
    plan_id: int | None
    agency_id: int | None
    created_at: datetime
    revoked_at: datetime | None

    @property
    def said(self) -> str:
        """What its signature is of: the moment tells it from another of the number in a database that was put back."""
        return f"calendar-{self.id}-{int(self.created_at.timestamp())}"


_LINK = select(
    calendar_link.c.id,
    calendar_link.c.person_id,
    calendar_link.c.plan_id,
    calendar_link.c.agency_id,
    calendar_link.c.created_at,
    calendar_link.c.revoked_at,
)


def make(tx: Transaction, person_id: int, *, plan_id: int | None, agency_id: int | None) -> CalendarLink:
    """A person's link to a calendar: the one that they have, else a new one."""
    same = [one for one in of_person(tx, person_id) if (one.plan_id, one.agency_id) == (plan_id, agency_id)]
    if same:
        return same[0]
    values = {"person_id": person_id, "plan_id": plan_id, "agency_id": agency_id, "created_at": tx.now}
    number = tx.connection.execute(insert(calendar_link).values(values).returning(calendar_link.c.id))
    return CalendarLink(number.scalar_one(), person_id, plan_id, agency_id, tx.now, None)


def of_person(tx: Transaction, person_id: int) -> Sequence[CalendarLink]:
    """The links of a person that are not revoked, the oldest first."""
    mine = (calendar_link.c.person_id == person_id, calendar_link.c.revoked_at.is_(None))
    return [CalendarLink(*row) for row in tx.connection.execute(_LINK.where(*mine).order_by("id"))]


def get(tx: Transaction, link_id: int) -> CalendarLink | None:
    """A link by its number, also one that was revoked."""
    row = tx.connection.execute(_LINK.where(calendar_link.c.id == link_id)).first()
    return CalendarLink(*row) if row else None


def revoke(tx: Transaction, *links: CalendarLink) -> None:
    """From now on these open nothing."""
    which = calendar_link.c.id.in_([one.id for one in links])
    tx.connection.execute(update(calendar_link).where(which).values(revoked_at=tx.now))


def token(tx: Transaction, link: CalendarLink) -> str:
    """What stands in the address of a link: it is not kept, but told again from the link and the office's key."""
    return f"{link.id}-{signing.sign(tx, link.said)}"


def read(tx: Transaction, written: str) -> CalendarLink:
    """The link of a token. Raises ExpiredError for one that was revoked, LinkError for one that was altered."""
    found = _TOKEN.fullmatch(written)
    link = get(tx, int(found[1])) if found else None
    if found is None or link is None:
        raise LinkError
    signing.check(tx, link.said, found[2])
    if link.revoked_at is not None:
        raise ExpiredError
    return link
