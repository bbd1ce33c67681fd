"""Files that people sent: by their vendor's id, or with their content where the channel had it at hand.

What is attached to a report is kept with its content, so that it can be opened on any channel, and after the bot's
token has changed. Where only the vendor's id is at hand, the content is fetched beside everything else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, Select, delete, func, insert, literal, or_, select, update

from dieuphoi.storage import dialogues
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import draft, fetching, file, outbox, paper, report, version

WAITING, KEPT = "waiting", "kept"  # states of a file whose content was not at hand
REFUSED, LOST, DOUBLE = "refused", "lost", "double"  # there is no content of it
WITHOUT_CONTENT = (REFUSED, LOST, DOUBLE)
ATTEMPTS = 12  # to fetch a file: over more than a day
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Job:
    """A file whose content has to be fetched from its channel."""

    id: int
    attempt: int
    channel: str
    vendor_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file without its content; `here` says whether that is in the database."""

    id: int
    name: str
    size: int | None
    channel: str
    at: datetime
    here: bool


def keep(
    tx: Transaction,
    channel: str,
    name: str,
    *,
    mime: str | None = None,
    size: int | None = None,
    vendor_id: str | None = None,
    content: bytes | None = None,
    album: str | None = None,
) -> int:
    """Keep a file; gives its number. Content is stored with its SHA-256."""
    values: dict[str, Any] = {
        "channel": channel,
        "name": name,
        "mime": mime,
        "size": len(content) if content is not None else size,
        "vendor_id": vendor_id,
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest() if content is not None else None,
        "album": album,
        "at": tx.now,
    }
    return int(tx.connection.execute(insert(file).values(values).returning(file.c.id)).scalar_one())


def fill(tx: Transaction, file_id: int, content: bytes, mime: str | None = None) -> None:
    """Keep the content of a file that was known by its vendor's id; with its real type where it was looked at."""
    digest = hashlib.sha256(content).hexdigest()
    values = {"content": content, "size": len(content), "sha256": digest} | ({"mime": mime} if mime else {})
    tx.connection.execute(update(file).where(file.c.id == file_id).values(values))
    end(tx, file_id, KEPT)


def get(tx: Transaction, file_id: int) -> dict[str, Any] | None:
    """A file by its number: name, mime, size, content, vendor_id, channel."""
    row = tx.connection.execute(select(file).where(file.c.id == file_id)).mappings().first()
    return dict(row) if row else None


def drop_unused(tx: Transaction, file_ids: Iterable[int]) -> None:
    """Forget files that nothing has come of: no report, plan, message or open question has them, none is fetched."""
    used = [
        select(table.c.file_id).where(table.c.file_id.is_not(None))
        for table in (report, draft, version, outbox, paper)
    ]
    used.append(select(fetching.c.file_id).where(fetching.c.state == WAITING))
    used.append(_with_those(dialogues.files_named(tx)))
    condition = [file.c.id.not_in(query) for query in used]
    meant = file.c.id.in_(list(file_ids))
    unused = list(tx.connection.execute(select(file.c.id).where(meant, *condition)).scalars())
    tx.connection.execute(delete(fetching).where(fetching.c.file_id.in_(unused)))
    tx.connection.execute(delete(file).where(file.c.id.in_(unused)))


def _with_those(file_ids: Collection[int]) -> Select[int]:
    """Files, and those that were sent together with them."""
    albums = select(file.c.album).where(file.c.id.in_(file_ids), file.c.album.is_not(None))
    return select(file.c.id).where(or_(file.c.id.in_(file_ids), file.c.album.in_(albums)))


def described(tx: Transaction, file_ids: Sequence[int]) -> list[Kept]:
    """Files in the order of their numbers, without what may be many megabytes of them."""
    columns = (file.c.id, file.c.name, file.c.size, file.c.channel, file.c.at, file.c.sha256.is_not(None))
    rows = tx.connection.execute(select(*columns).where(file.c.id.in_(file_ids)).order_by(file.c.id))
    return [Kept(*row) for row in rows]


def attach(tx: Transaction, file_id: int) -> None:
    """A report refers to a file, and to what was sent together with it: content that is missing is fetched."""
    meant = or_(file.c.id == file_id, file.c.album == _album_of(file_id))
    known = select(fetching.c.file_id).where(fetching.c.file_id == file.c.id).exists()
    missing = select(file.c.id, literal(WAITING), literal(0)).where(
        meant, file.c.vendor_id.is_not(None), file.c.sha256.is_(None), ~known
    )
    tx.connection.execute(insert(fetching).from_select(["file_id", "state", "attempts"], missing))


def _album_of(file_id: int) -> ScalarSelect[str]:
    return select(file.c.album).where(file.c.id == file_id).scalar_subquery()


def not_kept(tx: Transaction, file_ids: Iterable[int]) -> list[int]:
    """Those of the files of which there is no content, and will be none."""
    query = select(fetching.c.file_id).where(
        fetching.c.file_id.in_(list(file_ids)), fetching.c.state.in_(WITHOUT_CONTENT)
    )
    return list(tx.connection.execute(query).scalars())


def same(tx: Transaction, assignment_id: int, digest: str, besides: int) -> Kept | None:
    """The file of the same content that an assignment has already; `at` is when it was attached."""
    undo = report.alias()
    undone = select(undo.c.id).where(undo.c.undoes == report.c.id).exists()
    row = tx.connection.execute(
        select(file.c.id, file.c.name, file.c.size, file.c.channel, report.c.at)
        .join(report, report.c.file_id == file.c.id)
        .where(
            report.c.assignment_id == assignment_id, ~undone, file.c.sha256 == digest, file.c.id != besides
        )
        .order_by(report.c.id)
        .limit(1)
    ).first()
    return Kept(*row, here=True) if row else None


def take(tx: Transaction, channels: Collection[str]) -> Job | None:
    """The next file to fetch, counted as tried; None where none may be fetched now."""
    row = tx.connection.execute(
        select(file.c.id, fetching.c.attempts, file.c.channel, file.c.vendor_id, file.c.name)
        .join(fetching, fetching.c.file_id == file.c.id)
        .where(
            fetching.c.state == WAITING,
            file.c.channel.in_(channels),
            or_(fetching.c.not_before.is_(None), fetching.c.not_before <= tx.now),
        )
        .order_by(file.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    pause = min(_FIRST_PAUSE * 2**row.attempts, _LONGEST_PAUSE)
    values = {"attempts": row.attempts + 1, "not_before": tx.now + pause}
    tx.connection.execute(update(fetching).where(fetching.c.file_id == row.id).values(values))
    return Job(row.id, row.attempts + 1, row.channel, row.vendor_id, row.name)


def pending(tx: Transaction, channels: Collection[str]) -> bool:
    """Whether any file waits to be fetched, now or after a pause."""
    query = (
        select(file.c.id)
        .join(fetching, fetching.c.file_id == file.c.id)
        .where(fetching.c.state == WAITING, file.c.channel.in_(channels))
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def end(tx: Transaction, file_id: int, state: str) -> None:
    """The content is here, or will never be: refused, lost, or the same as another's."""
    tx.connection.execute(update(fetching).where(fetching.c.file_id == file_id).values(state=state))


def uses(tx: Transaction, file_id: int) -> list[tuple[int, int | None]]:
    """The reports that a file came with, or was sent together with the file of: assignment and person of each."""
    beside = file.alias()
    together = select(beside.c.id).where(beside.c.album == _album_of(file_id))
    query = select(report.c.assignment_id, report.c.person_id).where(
        or_(report.c.file_id == file_id, report.c.file_id.in_(together))
    )
    return [(a, b) for a, b in tx.connection.execute(query.order_by(report.c.id))]


def counts(tx: Transaction) -> dict[str, int]:
    """How many attached files are still to be fetched, and how many could not be."""
    found = tx.connection.execute(
        select(fetching.c.state, func.count().label("number"))
        .where(fetching.c.state.in_((WAITING, LOST)))
        .group_by(fetching.c.state)
    )
    return {row.state: row.number for row in found}
