"""What a chat shows, drawn from the inbox and the outbox, so that a reload or a restart shows the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, func, or_, select

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import file, inbox, outbox

SHOWN = ("sending", "sent")  # a row left "sending" by a crash is sent again under the same number


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a chat shows it; `speaker` is None for the bot.

    `order` puts people's messages between the bot's, also while the clock stands still: a person's message
    stands after the newest outbox row there was when it came.
    """

    id: str
    chat: str
    at: datetime
    order: tuple[int, int]
    text: str
    speaker: str | None = None
    pressed: bool = False
    buttons: tuple[tuple[dict[str, Any], ...], ...] = ()
    file_name: str | None = None
    file_mime: str | None = None
    file_size: int | None = None
    reply_to: str | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a message carries; `kept` is its content, as text in base64 where a person sent it."""

    name: str
    mime: str | None
    kept: bytes | str


def latest(tx: Transaction, channel: str, chat: str, limit: int) -> list[Line]:
    """The newest messages of a chat, oldest first, each as its last edit left it."""
    key = f"{channel}:{chat}"
    first = (
        select(outbox.c.id)
        .where(outbox.c.chat_key == key, outbox.c.edits.is_(None), outbox.c.status.in_(SHOWN))
        .order_by(outbox.c.id.desc())
        .limit(limit)
    )
    ids = list(tx.connection.execute(first).scalars())
    window = or_(outbox.c.id.in_(ids), outbox.c.edits >= min(ids, default=0))
    said = _spoken(tx, channel, inbox.c.chat_key == key, limit)
    lines = [*_collapsed(tx, and_(outbox.c.chat_key == key, window)), *said]
    return sorted(lines, key=lambda line: line.order)[-limit:]


def lines(tx: Transaction, channel: str, ids: Iterable[str]) -> list[Line]:
    """The messages of the given numbers, in order; those that are not (or not yet) shown are left out."""
    wanted = list(ids)
    numbers = [number for i in wanted if (number := _number(i))]
    earlier = outbox.alias("wanted_earlier")
    edits_one = select(earlier.c.id).where(
        earlier.c.channel == channel, or_(earlier.c.vendor_id.in_(wanted), earlier.c.id.in_(numbers))
    )
    said = or_(outbox.c.id.in_(numbers), outbox.c.vendor_id.in_(wanted), outbox.c.edits.in_(edits_one))
    found = [
        *_collapsed(tx, and_(outbox.c.channel == channel, said)),
        *_spoken(tx, channel, inbox.c.event_id.in_(wanted), len(wanted)),
    ]
    return sorted(found, key=lambda line: line.order)


def newest(tx: Transaction) -> int:
    """The number of the newest outbox row; 0 where nothing was said yet."""
    return int(tx.connection.execute(select(func.coalesce(func.max(outbox.c.id), 0))).scalar_one())


def enclosure(tx: Transaction, channel: str, message_id: str) -> Enclosure | None:
    """The file that a shown message of the channel carries; None where there is none."""
    row = tx.connection.execute(_enclosure(channel, message_id)).first()
    return Enclosure(*row) if row is not None and row[2] is not None else None


def _number(message_id: str) -> int | None:
    """The outbox number in a message's id; None for a person's message."""
    return int(message_id) if message_id.isdecimal() and len(message_id) < 10 else None


def _enclosure(channel: str, message_id: str) -> Select[Any]:
    if number := _number(message_id):
        return (
            select(file.c.name, file.c.mime, file.c.content)
            .join(outbox, outbox.c.file_id == file.c.id)
            .where(
                outbox.c.channel == channel,
                outbox.c.status.in_(SHOWN),
                or_(outbox.c.vendor_id == message_id, outbox.c.id == number),
            )
            .order_by(outbox.c.id.desc())
        )
    return select(*(inbox.c.raw[("file", part)].as_string() for part in ("name", "mime", "content"))).where(
        inbox.c.channel == channel, inbox.c.event_id == message_id
    )


def _collapsed(tx: Transaction, wanted: ColumnElement[bool]) -> list[Line]:
    """The bot's messages, each with its edits folded into it; an edit without its message is left out."""
    earlier = outbox.alias("earlier")
    shown_as = func.coalesce(outbox.c.vendor_id, earlier.c.vendor_id, cast(outbox.c.id, String))
    rows = tx.connection.execute(
        select(
            shown_as.label("shown_as"),
            outbox.c.id,
            outbox.c.chat_id,
            outbox.c.created_at,
            outbox.c.text,
            outbox.c.buttons,
            outbox.c.edits,
            file.c.name.label("file_name"),
            file.c.mime.label("file_mime"),
            file.c.size.label("file_size"),
        )
        .select_from(
            outbox.outerjoin(earlier, earlier.c.id == outbox.c.edits).outerjoin(
                file, file.c.id == outbox.c.file_id
            )
        )
        .where(wanted, outbox.c.status.in_(SHOWN), or_(outbox.c.text != "", outbox.c.file_id.is_not(None)))
        .order_by(outbox.c.id)
    )
    found: dict[str, Line] = {}
    for row in rows:
        line = _bot_line(row)
        if row.edits is None:
            found[line.id] = line
        elif line.id in found:
            first = found[line.id]
            found[line.id] = replace(line, at=first.at, order=first.order, edited=True)
    return list(found.values())


def _bot_line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(
        id=row.shown_as,
        chat=row.chat_id,
        at=row.created_at,
        order=(row.id, 0),
        text=row.text,
        buttons=tuple(tuple(line) for line in row.buttons),
        file_name=row.file_name,
        file_mime=row.file_mime,
        file_size=row.file_size,
    )


def _spoken(tx: Transaction, channel: str, wanted: ColumnElement[bool], limit: int) -> list[Line]:
    """What people said or pressed. Parts of the raw event are read: it may carry megabytes of a file."""
    raw = inbox.c.raw
    rows = tx.connection.execute(
        select(
            inbox.c.id,
            inbox.c.event_id,
            inbox.c.received_at,
            raw["chat"].as_string().label("chat"),
            raw["person"].as_string().label("person"),
            raw["text"].as_string().label("text"),
            raw["after"].as_integer().label("after"),
            raw["reply_to"].as_string().label("reply_to"),
            raw["pressed_label"].as_string().label("pressed_label"),
            raw[("file", "name")].as_string().label("file_name"),
            raw[("file", "mime")].as_string().label("file_mime"),
            raw[("file", "size")].as_integer().label("file_size"),
        )
        .where(inbox.c.channel == channel, wanted, raw["person"].as_string().is_not(None))
        .order_by(inbox.c.id.desc())
        .limit(limit)
    )
    return [_person_line(row) for row in rows]


def _person_line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(
        id=row.event_id,
        chat=row.chat,
        at=row.received_at,
        order=(row.after, row.id),
        text=row.pressed_label or row.text or "",
        speaker=row.person,
        pressed=row.pressed_label is not None,
        file_name=row.file_name,
        file_mime=row.file_mime,
        file_size=row.file_size,
        reply_to=row.reply_to,
    )
