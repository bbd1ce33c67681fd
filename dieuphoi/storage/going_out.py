"""The queries behind `outbox.claim`: what goes next, and all that is needed for sending it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select, tuple_

from dieuphoi.storage.tables import Moment, file, outbox


def next_of_each_chat(throttled: str) -> Select[Any]:
    """Numbers of the rows to send next, with the end of their use; `throttled` is the error that a 429 leaves."""
    return (
        select(outbox.c.id, outbox.c.use_until)
        .where(_first_of_each_chat(throttled), outbox.c.chat_key.not_in(bindparam("held", expanding=True)))
        .order_by(outbox.c.rank, outbox.c.id)
        .limit(bindparam("at_most"))
        .with_for_update(skip_locked=True, of=outbox)  # on PostgreSQL; SQLite has one writer anyway
    )


def _first_of_each_chat(throttled: str) -> ColumnElement[bool]:
    """Rows that nothing else of their chat stands before: lower rank first, then older.

    Each is looked at by itself, in the order of going, until there are enough: what waits behind costs nothing.
    An "exists" would leave it to PostgreSQL to join all that waits with all that waits.
    """
    channel: BindParameter[str] = bindparam("for_channel")
    last_rank: BindParameter[int] = bindparam("last_rank")
    now = bindparam("now", type_=Moment())
    other = outbox.alias()

    def none(status: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        of_chat = (other.c.chat_key == outbox.c.chat_key, other.c.status == status)
        return select(other.c.id).where(*of_chat, *conditions).limit(1).scalar_subquery().is_(None)

    in_use = or_(other.c.use_until.is_(None), other.c.use_until > now)
    earlier = tuple_(other.c.rank, other.c.id) < tuple_(outbox.c.rank, outbox.c.id)
    return and_(
        outbox.c.status == "waiting",
        outbox.c.channel == channel,
        outbox.c.rank <= last_rank,
        or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now),
        none("waiting", earlier, in_use),
        none("sending"),
        none("waiting", other.c.error == throttled, other.c.not_before > now),
    )


_edited = outbox.alias()
WHOLE = (
    select(
        outbox.c.id,
        outbox.c.channel,
        outbox.c.chat_id,
        outbox.c.thread,
        outbox.c.private,
        outbox.c.rank,
        outbox.c.kind,
        outbox.c.text,
        outbox.c.buttons,
        (outbox.c.attempts - 1).label("attempts"),  # before this one
        outbox.c.edits,
        _edited.c.vendor_id.label("edits_vendor_id"),
        outbox.c.file_id,
        file.c.name.label("file_name"),
        file.c.mime.label("file_mime"),
        file.c.vendor_id.label("file_vendor_id"),
        file.c.channel.label("file_channel"),
        file.c.content.label("file_content"),
    )
    .select_from(
        outbox.outerjoin(file, file.c.id == outbox.c.file_id).outerjoin(
            _edited, _edited.c.id == outbox.c.edits
        )
    )
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.rank, outbox.c.id)
)
