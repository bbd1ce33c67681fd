"""Group chats and the plans that they are bound to. A topic of a group is a room of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, literal, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import dialogue, inbox, outbox, plan, room, snapshot


@dataclass(frozen=True, slots=True)
class Room:
    """A group chat, bound to a plan or not."""

    id: int
    channel: str
    external_id: str
    thread: str | None
    title: str | None
    plan_id: int | None


_ROOM = select(
    room.c.id, room.c.channel, room.c.external_id, room.c.thread, room.c.title, room.c.plan_id
).where(room.c.closed_at.is_(None))


def in_chat(tx: Transaction, channel: str, external_id: str) -> list[Room]:
    """The open rooms of a group chat: the group itself, or topics of it."""
    rows = tx.connection.execute(
        _ROOM.where(room.c.channel == channel, room.c.external_id == external_id).order_by(room.c.id)
    )
    return [Room(*row) for row in rows]


def of_plan(tx: Transaction, plan_id: int) -> list[Room]:
    """The open rooms that a plan's posts go to."""
    return [
        Room(*row)
        for row in tx.connection.execute(_ROOM.where(room.c.plan_id == plan_id).order_by(room.c.id))
    ]


def on_channel(tx: Transaction, channel: str) -> int:
    """How many groups of a channel the bot is in."""
    query = select(func.count()).select_from(room)
    return int(
        tx.connection.execute(query.where(room.c.channel == channel, room.c.closed_at.is_(None))).scalar_one()
    )


def bind(
    tx: Transaction,
    channel: str,
    external_id: str,
    thread: str | None,
    title: str | None,
    plan_id: int,
    by: int | None,
) -> None:
    """Bind a group (or a topic of it) to a plan: one room a group, so that posts come in one place."""
    values = {"thread": thread, "title": title, "plan_id": plan_id, "bound_at": tx.now, "bound_by": by}
    known = in_chat(tx, channel, external_id)
    if known:
        tx.connection.execute(update(room).where(room.c.id == known[0].id).values(values))
    else:
        tx.connection.execute(insert(room).values(values | {"channel": channel, "external_id": external_id}))


def unbind(tx: Transaction, room_id: int) -> None:
    """End the binding of a room; the bot stays in the group."""
    tx.connection.execute(update(room).where(room.c.id == room_id).values(plan_id=None))


def close(
    tx: Transaction, channel: str, external_id: str, reason: str
) -> list[tuple[str | None, str | None]]:
    """Note that the bot is out of a group; gives (title, plan number) of each room that was open."""
    rows = tx.connection.execute(
        select(room.c.title, plan.c.number)
        .select_from(room.outerjoin(plan, plan.c.id == room.c.plan_id))
        .where(room.c.channel == channel, room.c.external_id == external_id, room.c.closed_at.is_(None))
    ).all()
    tx.connection.execute(
        update(room)
        .where(room.c.channel == channel, room.c.external_id == external_id, room.c.closed_at.is_(None))
        .values(closed_at=tx.now, closed_reason=reason)
    )
    return [(title, number) for title, number in rows]


def move(tx: Transaction, channel: str, old: str, new: str) -> None:
    """Let everything that speaks of a group follow it to its new id (a group became a supergroup)."""
    if in_chat(tx, channel, old):  # what was bound there stays so; a room of the new id would post twice
        close(tx, channel, new, "moved")
    tx.connection.execute(
        update(room).where(room.c.channel == channel, room.c.external_id == old).values(external_id=new)
    )
    old_key, new_key = f"{channel}:{old}", f"{channel}:{new}"
    tx.connection.execute(update(snapshot).where(snapshot.c.audience == old_key).values(audience=new_key))
    tx.connection.execute(delete(dialogue).where(dialogue.c.key.startswith(f"{new_key}:", autoescape=True)))
    tx.connection.execute(
        update(dialogue)
        .where(dialogue.c.key.startswith(f"{old_key}:", autoescape=True))
        .values(key=literal(new_key) + func.substr(dialogue.c.key, len(old_key) + 1))
    )
    # The new group counts its messages anew: an old number there would be another message.
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.chat_key == old_key)
        .values(chat_id=new, chat_key=new_key, vendor_id=None)
    )
    tx.connection.execute(
        update(inbox).where(inbox.c.chat_key == old_key, inbox.c.status == "waiting").values(chat_key=new_key)
    )


def lose_topic(tx: Transaction, channel: str, external_id: str, thread: str) -> list[Room]:
    """A topic of a group is gone: what was to be posted there goes to the group itself, now and later.

    Gives the rooms that were bound to the topic, as they were.
    """
    lost = [found for found in in_chat(tx, channel, external_id) if found.thread == thread]
    tx.connection.execute(update(room).where(room.c.id.in_([one.id for one in lost])).values(thread=None))
    tx.connection.execute(
        update(outbox)
        .where(
            outbox.c.chat_key == f"{channel}:{external_id}",
            outbox.c.thread == thread,
            outbox.c.status.in_(("waiting", "failed")),
        )
        .values(thread=None)
    )
    return lost
