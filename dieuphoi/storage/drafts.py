"""Documents that were sent in and are no plan yet: kept until they are read, looked through, agreed to or dropped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, insert, or_, select, update

from dieuphoi.plan.document import from_json, whole_json
from dieuphoi.plan.model import PlanDocument
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Who
from dieuphoi.storage.tables import address, draft, file

LIFETIME = timedelta(days=7)  # a draft that nobody has touched for so long is given up
ATTEMPTS = 3  # times that a file is fetched and read; a file that brings the reader down is no plan
PAUSE = timedelta(seconds=20)


class State(StrEnum):
    """How far a draft is."""

    COLLECTING = "collecting"  # text is pasted, piece by piece
    READING = "reading"  # waits to be read
    READ = "read"  # was read: the news of it is in the inbox
    READY = "ready"  # waits for its owner's word
    REFUSED = "refused"  # could not be read
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way to being a plan; `revision` grows with every change."""

    id: int
    person_id: int
    state: State
    at: datetime
    revision: int
    text: str
    document: PlanDocument | None
    error: str | None
    work: dict[str, Any]
    name: str | None
    file_id: int | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A draft that has to be read: its file, and who waits for it where."""

    id: int
    attempt: int
    channel: str
    chat_id: str
    sender_id: str
    sender_name: str
    file_id: int
    name: str
    vendor_id: str | None
    content: bytes | None


def begin(tx: Transaction, who: Who, chat_id: str, *, state: State, file_id: int | None = None) -> int:
    """Keep a document that somebody sends, or begins to paste; gives the draft's number."""
    values: dict[str, Any] = {
        "person_id": who.person_id,
        "channel": who.channel,
        "chat_id": chat_id,
        "sender_id": who.external_id,
        "at": tx.now,
        "state": state,
        "file_id": file_id,
        "work": {},
    }
    return int(tx.connection.execute(insert(draft).values(values).returning(draft.c.id)).scalar_one())


def get(tx: Transaction, draft_id: int) -> Draft | None:
    """A draft by its number; one that has expired is dropped."""
    row = tx.connection.execute(
        select(draft, file.c.name, file.c.sha256)
        .select_from(draft.outerjoin(file, file.c.id == draft.c.file_id))
        .where(draft.c.id == draft_id)
    ).first()
    if row is None:
        return None
    over = row.at < tx.now - LIFETIME and row.state in (State.READY, State.COLLECTING)
    return Draft(
        id=row.id,
        person_id=row.person_id,
        state=State.DROPPED if over else State(row.state),
        at=row.at,
        revision=row.revision,
        text=row.text or "",
        document=from_json(row.document) if row.document else None,
        error=row.error,
        work=dict(row.work),
        name=row.name,
        file_id=row.file_id,
        digest=row.sha256,
    )


def waiting_of(tx: Transaction, person_id: int) -> list[int]:
    """The drafts that wait for a person's word, the newest last."""
    query = select(draft.c.id).where(
        draft.c.person_id == person_id, draft.c.state == State.READY, draft.c.at > tx.now - LIFETIME
    )
    return list(tx.connection.execute(query.order_by(draft.c.id)).scalars())


def paste(tx: Transaction, draft_id: int, text: str) -> None:
    """Keep what has been pasted so far."""
    _change(tx, draft_id, text=text, at=tx.now)


def hand_in(tx: Transaction, draft_id: int, file_id: int) -> None:
    """What was pasted is complete: let it be read."""
    _change(tx, draft_id, state=State.READING, file_id=file_id, text=None)


def mend(tx: Transaction, now: Draft, document: PlanDocument, work: dict[str, Any]) -> None:
    """Keep what the owner changed or decided; buttons of before are out of date from now on."""
    _change(tx, now.id, document=whole_json(document), work=work, revision=now.revision + 1, at=tx.now)


def note(tx: Transaction, now: Draft, more: dict[str, Any]) -> None:
    """Keep what the bot needs to know of a preview; no button becomes out of date by it."""
    _change(tx, now.id, work=now.work | more)


def end(tx: Transaction, draft_id: int, state: State) -> None:
    """The draft is imported, dropped, refused, or ready to be looked at."""
    _change(tx, draft_id, state=state, at=tx.now)


def _change(tx: Transaction, draft_id: int, **values: Any) -> None:
    tx.connection.execute(update(draft).where(draft.c.id == draft_id).values(values))


def take(tx: Transaction, channels: Collection[str]) -> Job | None:
    """The next draft to read, counted as tried; None where none may be read now."""
    row = tx.connection.execute(
        select(
            draft.c.id,
            draft.c.attempts,
            draft.c.channel,
            draft.c.chat_id,
            draft.c.sender_id,
            address.c.name.label("sender_name"),
            file.c.id.label("file_id"),
            file.c.name.label("file_name"),
            file.c.vendor_id,
            file.c.content,
        )
        .join(
            address,
            and_(address.c.channel == draft.c.channel, address.c.external_id == draft.c.sender_id),
        )
        .join(file, file.c.id == draft.c.file_id)
        .where(
            draft.c.state == State.READING,
            draft.c.channel.in_(channels),
            or_(draft.c.not_before.is_(None), draft.c.not_before <= tx.now),
        )
        .order_by(draft.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    _change(tx, row.id, attempts=row.attempts + 1)
    key, attempts, *rest = row
    return Job(key, attempts + 1, *rest)


def pending(tx: Transaction, channels: Collection[str]) -> bool:
    """Whether any draft waits to be read, now or after a pause."""
    query = select(draft.c.id).where(draft.c.state == State.READING, draft.c.channel.in_(channels))
    return tx.connection.execute(query.limit(1)).first() is not None


def put_off(tx: Transaction, job: Job) -> None:
    """The file could not be fetched now: try again after a while."""
    _change(tx, job.id, not_before=tx.now + PAUSE)


def settled(tx: Transaction, job: Job, document: PlanDocument | None, error: str | None) -> None:
    """Keep what the reading brought; the caller tells of it in the same transaction."""
    kept = whole_json(document) if document else None
    _change(tx, job.id, state=State.READ, document=kept, error=error)
