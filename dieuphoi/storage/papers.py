"""Reports that were asked for and made: each is kept, with who asked for it and what its numbers were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select, update

from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import paper, person

ATTEMPTS = 3  # one that fails so often fails for good


class State(StrEnum):
    """Where a report stands."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Place:
    """The chat in which somebody waits for it."""

    channel: str
    chat_id: str
    private: bool
    thread: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A report: of which plan and period, in which form; `by` is None where its day asked for it."""

    id: int
    plan_id: int
    period: Period
    form: str
    format: str
    structure: date | None
    by_id: int | None
    by: str | None
    at: datetime
    made_at: datetime | None
    file_id: int | None
    counters: Mapping[str, int] | None
    place: Place | None


_COLUMNS = (
    paper.c.id,
    paper.c.plan_id,
    paper.c.period,
    paper.c.form,
    paper.c.format,
    paper.c.structure,
    paper.c.by,
    person.c.full_name,
    paper.c.at,
    paper.c.made_at,
    paper.c.file_id,
    paper.c.counters,
)
_PLACE = (paper.c.channel, paper.c.chat_id, paper.c.private, paper.c.thread)
_PAPERS = select(*_COLUMNS, *_PLACE).select_from(paper.outerjoin(person, person.c.id == paper.c.by))


def order(
    tx: Transaction,
    plan_id: int,
    period: Period,
    form: str,
    format_: str,
    *,
    structure: date | None = None,
    by: int | None = None,
    place: Place | None = None,
) -> int:
    """Ask for a report; gives its key. Without a place it is for the coordinators, wherever they are by then."""
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "period": period.code,
        "form": form,
        "format": format_,
        "structure": structure,
        "by": by,
        "at": tx.now,
        "state": State.WAITING,
    }
    if place is not None:
        values |= {"channel": place.channel, "chat_id": place.chat_id}
        values |= {"private": place.private, "thread": place.thread}
    return int(tx.connection.execute(insert(paper).values(values).returning(paper.c.id)).scalar_one())


def get(tx: Transaction, paper_id: int) -> Paper | None:
    """A report by its key."""
    row = tx.connection.execute(_PAPERS.where(paper.c.id == paper_id)).first()
    return _paper(row) if row else None


def take(tx: Transaction) -> Paper | None:
    """The next report that waits to be made, counted as tried; None where none does."""
    query = select(paper.c.id).where(paper.c.state == State.WAITING).order_by(paper.c.attempts, paper.c.id)
    found = tx.connection.execute(query.limit(1)).scalar()
    if found is None:
        return None
    tx.connection.execute(update(paper).where(paper.c.id == found).values(attempts=paper.c.attempts + 1))
    return get(tx, found)


def tried_enough(tx: Transaction, paper_id: int) -> bool:
    """Whether a report was tried as often as any is."""
    query = select(paper.c.attempts).where(paper.c.id == paper_id)
    return int(tx.connection.execute(query).scalar_one()) >= ATTEMPTS


def made(tx: Transaction, paper_id: int, file_id: int, counters: Mapping[str, int]) -> None:
    """A report is there; where it was waited for is forgotten."""
    values = {"state": State.MADE, "made_at": tx.now, "file_id": file_id, "counters": dict(counters)}
    _end(tx, paper_id, values)


def failed(tx: Transaction, paper_id: int) -> None:
    """A report can't be made."""
    _end(tx, paper_id, {"state": State.FAILED})


def _end(tx: Transaction, paper_id: int, values: dict[str, Any]) -> None:
    nowhere = {"channel": None, "chat_id": None, "private": None, "thread": None}
    tx.connection.execute(update(paper).where(paper.c.id == paper_id).values(values | nowhere))


def kept(tx: Transaction, plan_id: int, *, skip: int, size: int) -> tuple[int, list[Paper]]:
    """How many reports of a plan are kept, and a page of them, the newest first."""
    here = (paper.c.plan_id == plan_id, paper.c.state == State.MADE)
    number = tx.connection.execute(select(func.count()).select_from(paper).where(*here)).scalar_one()
    rows = tx.connection.execute(_PAPERS.where(*here).order_by(paper.c.id.desc()).offset(skip).limit(size))
    return int(number), [_paper(row) for row in rows]


def by_its_day(tx: Transaction, plan_id: int, period: Period) -> bool:
    """Whether the report of a period was asked for by its day already."""
    query = select(paper.c.id).where(
        paper.c.plan_id == plan_id, paper.c.period == period.code, paper.c.by.is_(None)
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def _paper(row: Sequence[Any]) -> Paper:
    values, (channel, chat_id, private, thread) = list(row[: len(_COLUMNS)]), row[len(_COLUMNS) :]
    values[2] = parse_code(values[2])
    values.append(Place(channel, chat_id, private, thread) if channel is not None else None)
    return Paper(*values)
