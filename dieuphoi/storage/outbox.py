"""The outbox: what is to be said, written in the transaction it follows from, delivered after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.going_out import WHOLE, next_of_each_chat
from dieuphoi.storage.reminders import OUT_OF_DATE
from dieuphoi.storage.tables import outbox, reminder

IN_DOUBT = "in doubt"
THROTTLED = "throttled"  # the vendor's 429: nothing else goes to that chat until it may go again
# A message whose sending is in doubt is sent again, for a repeated one costs less than a lost one. But a vendor
# that never answers is asked once more only, and a message that was on its way at every crash may be their cause.
AFTER_TIME_OUTS, AFTER_CRASHES = 1, 5

# What a row is that says nothing else; every row of an insert has to name the same columns.
_NEW: dict[str, Any] = {column.name: None for column in outbox.c if column.nullable} | {
    "status": "waiting",
    "attempts": 0,
    "doubts": 0,
}
_NEXT = next_of_each_chat(THROTTLED)
_INSERT = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
_USED = select(outbox.c.key).where(outbox.c.key.in_(bindparam("keys", expanding=True)))
REPLY, LAST_RANK = 0, 2


@dataclass(frozen=True, slots=True)
class Parcel:
    """An outbox row on its way: everything that a channel needs to send it."""

    id: int
    channel: str
    chat_id: str
    thread: str | None
    private: bool
    rank: int
    kind: str
    text: str
    buttons: list[list[dict[str, Any]]]
    attempts: int
    edits: int | None = None  # the outbox number of the message that it replaces
    edits_vendor_id: str | None = None
    file_id: int | None = None
    file_name: str | None = None
    file_mime: str | None = None
    file_vendor_id: str | None = None  # on this channel, so that it need not be sent up again
    file_content: bytes | None = None

    @property
    def chat_key(self) -> str:
        """What is kept in order."""
        return f"{self.channel}:{self.chat_id}"


@dataclass(frozen=True, slots=True)
class Gone:
    """That something went to a chat, for keeping the vendor's limits."""

    chat_key: str
    private: bool
    at: datetime


def post(tx: Transaction, rows: Iterable[dict[str, Any]]) -> list[int]:
    """Put messages into the outbox, in this order. One whose `key` was used before is passed over.

    Returns the new ids. A morning's ten thousand go in a few statements, for nobody is answered meanwhile. Raises
    IntegrityError where another process has used a key within this moment.
    """
    whole = [_NEW | {"created_at": tx.now} | row for row in rows]
    new = _unposted(tx, whole)
    if not new:
        return []
    reasons = [row.pop("reasons", ()) for row in new]
    ids = list(tx.connection.execute(_INSERT, new).scalars())
    noted = [
        {"outbox_id": number} | reason for number, why in zip(ids, reasons, strict=True) for reason in why
    ]
    if noted:
        tx.connection.execute(insert(reminder), noted)
    return ids


def _unposted(tx: Transaction, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = [row["key"] for row in rows if row["key"] is not None]
    used: set[str | None] = set()
    for portion in in_portions(keys):
        used.update(tx.connection.execute(_USED, {"keys": portion}).scalars())
    new = []
    for row in rows:
        if row["key"] is None or row["key"] not in used:
            new.append(row)
            used.add(row["key"])
    return new


def claim(
    tx: Transaction, channel: str, *, limit: int, held: Iterable[str] = (), replies_only: bool = False
) -> list[Parcel]:
    """Mark the next message of each chat as being sent and hand them out, replies before posts.

    At most one message of a chat is ever on its way; `held` are chats that must wait (pacing, 429). A post whose
    use is over is withdrawn instead, for the next morning's makes up for it.
    """
    given = {
        "for_channel": channel,
        "now": tx.now,
        "held": list(held),
        "at_most": limit,
        "last_rank": REPLY if replies_only else LAST_RANK,
    }
    found = tx.connection.execute(_NEXT, given).all()
    if any(use_until is not None and use_until <= tx.now for _id, use_until in found):
        _withdraw_out_of_date(tx, channel)
        found = tx.connection.execute(_NEXT, given).all()
    return _take(tx, [row.id for row in found])


def _withdraw_out_of_date(tx: Transaction, channel: str) -> None:
    """Withdraw all at once, for they come in crowds; but a row that keeps its chat's 429 in mind has to stay."""
    tx.connection.execute(
        update(outbox)
        .where(
            outbox.c.status == "waiting",
            outbox.c.channel == channel,
            outbox.c.use_until <= tx.now,
            or_(outbox.c.not_before.is_(None), outbox.c.not_before <= tx.now),
        )
        .values(status="withdrawn", error=OUT_OF_DATE)
    )


def _take(tx: Transaction, ids: list[int]) -> list[Parcel]:
    if not ids:
        return []
    values = {"status": "sending", "attempts": outbox.c.attempts + 1}
    tx.connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(values))
    return [_parcel(dict(row)) for row in tx.connection.execute(WHOLE, {"ids": ids}).mappings()]


def _parcel(row: dict[str, Any]) -> Parcel:
    if row.pop("file_channel") != row["channel"]:
        row["file_vendor_id"] = None
    return Parcel(**row)


def give_back(tx: Transaction, channel: str, on_way: Iterable[int]) -> None:
    """Let messages wait again whose claim was committed though its answer was lost: no call was made for them.

    `on_way` are those that really are being sent. Only the process that serves the channel may say so.
    """
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.status == "sending", outbox.c.channel == channel, outbox.c.id.not_in(list(on_way)))
        .values(status="waiting", attempts=outbox.c.attempts - 1)
    )


def sent(tx: Transaction, parcel_id: int, vendor_id: str | None) -> None:
    """Note that the vendor took the message, under its own number."""
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.id == parcel_id)
        .values(status="sent", vendor_id=vendor_id, sent_at=tx.now, error=None)
    )


def postponed(tx: Transaction, parcel_id: int, until: datetime, error: str) -> None:
    """Put a message back until a later moment, with the kind of failure."""
    tx.connection.execute(
        update(outbox).where(outbox.c.id == parcel_id).values(status="waiting", not_before=until, error=error)
    )


def failed(tx: Transaction, parcel_id: int, error: str) -> None:
    """Set a message aside for good, with the kind of failure; it stays visible and can be sent again."""
    tx.connection.execute(update(outbox).where(outbox.c.id == parcel_id).values(status="failed", error=error))


def take_back(tx: Transaction, key: str) -> int | None:
    """Withdraw the message of a key while it waits; gives its number where it has gone out."""
    waiting = outbox.c.key == key, outbox.c.status == "waiting"
    tx.connection.execute(update(outbox).where(*waiting).values(status="withdrawn", error="not needed"))
    gone = select(outbox.c.id).where(outbox.c.key == key, outbox.c.status == "sent")
    return tx.connection.execute(gone).scalar_one_or_none()


def is_on_way_to(tx: Transaction, chat_key: str) -> bool:
    """Whether a message to the chat is with the vendor at this moment."""
    query = select(outbox.c.id).where(outbox.c.chat_key == chat_key, outbox.c.status == "sending").limit(1)
    return tx.connection.execute(query).first() is not None


def withdraw_for_chat(tx: Transaction, chat_key: str, error: str) -> None:
    """Withdraw what waits for a chat that can no longer be reached."""
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.chat_key == chat_key, outbox.c.status == "waiting")
        .values(status="withdrawn", error=error)
    )


def sent_between(
    tx: Transaction, channel: str, since: datetime, until: datetime, *, replies: bool = False
) -> int:
    """How many messages went out by a channel between two moments; or of them the replies alone."""
    which = [outbox.c.channel == channel, outbox.c.sent_at >= since, outbox.c.sent_at <= until]
    if replies:
        which.append(outbox.c.rank == REPLY)
    return int(tx.connection.execute(select(func.count()).select_from(outbox).where(*which)).scalar_one())


def waiting_for(tx: Transaction, chat_key: str) -> list[Row[Any]]:
    """The rows that wait for a chat, in the order in which they were to go."""
    query = select(outbox).where(outbox.c.chat_key == chat_key, outbox.c.status == "waiting")
    return list(tx.connection.execute(query.order_by(outbox.c.rank, outbox.c.id)))


def waits_since(tx: Transaction, parcel_id: int) -> datetime | None:
    """Since when a message may go and has not gone: it was written then, or its own moment came."""
    row = tx.connection.execute(select(outbox.c.created_at).where(outbox.c.id == parcel_id)).first()
    return row.created_at if row else None


def doubtful(tx: Transaction, parcel_id: int) -> bool:
    """Note that a call was cut: the message may or may not have gone out. Send it once more, and keep the doubt.

    Tells whether it is sent once more; else it is set aside.
    """
    _doubt(tx, outbox.c.id == parcel_id, most=AFTER_TIME_OUTS)
    status = tx.connection.execute(select(outbox.c.status).where(outbox.c.id == parcel_id)).scalar_one()
    return bool(status == "waiting")


def settle_doubts(tx: Transaction, *, pause: bool = True) -> int:
    """After a crash, rows left "sending" may or may not have gone out: send them again, keep the doubt.

    Called before any delivery begins; `pause` is of no use where no clock goes on. Returns how many were in doubt.
    """
    return _doubt(tx, outbox.c.status == "sending", most=AFTER_CRASHES, pause=pause)


def _doubt(tx: Transaction, which: ColumnElement[bool], *, most: int, pause: bool = True) -> int:
    again = and_(which, outbox.c.status == "sending", outbox.c.doubts < most)
    aside = and_(which, outbox.c.status == "sending")
    until = tx.now + timedelta(seconds=1) if pause else None
    doubted = outbox.c.doubts + 1
    number = tx.connection.execute(
        update(outbox).where(again).values(status="waiting", doubts=doubted, not_before=until, error=IN_DOUBT)
    ).rowcount
    return number + (
        tx.connection.execute(
            update(outbox).where(aside).values(status="failed", doubts=doubted, error=IN_DOUBT)
        ).rowcount
    )


def gone_since(tx: Transaction, channel: str, since: datetime) -> list[Gone]:
    """What went out after a moment, oldest first; what is in doubt may have gone just now."""
    rows = tx.connection.execute(
        select(outbox.c.chat_key, outbox.c.private, outbox.c.sent_at)
        .where(outbox.c.channel == channel, outbox.c.sent_at > since, outbox.c.sent_at <= tx.now)
        .order_by(outbox.c.sent_at)
    )
    in_doubt = tx.connection.execute(
        select(outbox.c.chat_key, outbox.c.private).where(
            outbox.c.status == "waiting", outbox.c.channel == channel, outbox.c.error == IN_DOUBT
        )
    )
    return [Gone(*row) for row in rows] + [Gone(*row, tx.now) for row in in_doubt]


def counts(tx: Transaction) -> dict[str, int]:
    """How many messages wait, are in doubt, or were set aside."""
    found = tx.connection.execute(
        select(outbox.c.status, func.count().label("number"))
        .where(outbox.c.status.in_(("waiting", "sending", "failed")))
        .group_by(outbox.c.status)
    )
    return {row.status: row.number for row in found}


def doubts(tx: Transaction) -> int:
    """How many messages may or may not have gone out and will be sent once more."""
    waiting = and_(outbox.c.status == "waiting", outbox.c.error == IN_DOUBT)
    return int(tx.connection.execute(select(func.count()).select_from(outbox).where(waiting)).scalar_one())


def set_aside(tx: Transaction, limit: int) -> list[tuple[int, str]]:
    """The newest messages that were given up: number and kind of failure."""
    rows = tx.connection.execute(
        select(outbox.c.id, outbox.c.error)
        .where(outbox.c.status == "failed")
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    return [(row.id, row.error) for row in rows]
