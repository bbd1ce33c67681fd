"""Chats that can't be reached, or not where they were: noted, and the coordinator told what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dieuphoi.handlers import rerouting
from dieuphoi.handlers.linking import channel_name
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.turn import to_coordinators, to_people
from dieuphoi.storage import aside, outbox, people, plans, rooms
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, ngettext

NAMED = 10  # of the messages that were set aside


def moved(tx: Transaction, channel: str, old: str, new: str) -> None:
    """A group has a new id: every row that speaks of it follows."""
    rooms.move(tx, channel, old, new)


def closed(tx: Transaction, channel: str, chat_id: str, private: bool, reason: str) -> list[Message]:
    """A chat is closed for the bot: what waits for it is withdrawn, or goes by the person's next account.

    Gives that, and the notices to the coordinators. What is on its way there is waited for, so that what goes another
    way keeps its order: its failure comes here again.
    """
    moved: list[Message] = []
    if not outbox.is_on_way_to(tx, f"{channel}:{chat_id}"):
        moved = rerouting.to_next_account(tx, channel, chat_id) if private else []
        outbox.withdraw_for_chat(tx, f"{channel}:{chat_id}", reason)
    if not private:
        return [
            message
            for title, number in rooms.close(tx, channel, chat_id, reason)
            if number is not None
            for message in to_coordinators(tx, _gone(title, number))
        ]
    gone = people.close_account(tx, channel, chat_id, reason)
    if gone is None:
        return moved
    person_id, name = gone
    if other := people.accounts(tx, [person_id]).get(person_id):
        text = _(
            "{name} can't be reached by {channel} any more (blocked or account closed); messages go by {other}."
        )
        said = text.format(name=bold(name), channel=channel_name(channel), other=channel_name(other[0][0]))
        told = to_coordinators(tx, said, besides=person_id)
        return [*moved, *_once_a_day(tx, f"closed:{channel}:{chat_id}", told)]
    text = _(
        "{name} can't be reached by the bot any more (blocked or account closed). Please call them; they can write to the bot to be reached again."
    )
    told = to_coordinators(tx, text.format(name=bold(name)), besides=person_id)
    return _once_a_day(tx, f"closed:{channel}:{chat_id}", told)  # the vendor's update may tell of it as well


def topic_gone(tx: Transaction, channel: str, chat_id: str, thread: str, *, closed: bool) -> list[Message]:
    """A topic is deleted or closed: its posts go to the group itself. Gives the notices to the coordinators."""
    return [
        message
        for room in rooms.lose_topic(tx, channel, chat_id, thread)
        if room.plan_id is not None
        for message in to_coordinators(
            tx, _in_group(tx, room, _topic_closed() if closed else _topic_deleted())
        )
    ]


def silenced(tx: Transaction, channel: str, chat_id: str) -> list[Message]:
    """The bot may not write in a group for now. Gives the notices to the coordinators, once a day."""
    text = _(
        "The bot is not allowed to write in the group “{title}” (plan {number}). Messages wait; it tries again every five minutes for a day. Ask an administrator of the group to let the bot send messages."
    )
    told = [
        message
        for room in rooms.in_chat(tx, channel, chat_id)
        if room.plan_id is not None
        for message in to_coordinators(tx, _in_group(tx, room, text))
    ]
    return _once_a_day(tx, f"silenced:{channel}:{chat_id}", told)


def set_aside(tx: Transaction) -> list[Message]:
    """What the coordinators and operators hear, once a day, of the messages that could not be sent."""
    numbers = aside.messages(tx)
    if not numbers:
        return []
    text = ngettext(
        "{n} message could not be sent and was set aside (No. {numbers}). The operator sees why: dieuphoi doctor; and sends again: dieuphoi outbox resend --all",
        "{n} messages could not be sent and were set aside (No. {numbers}). The operator sees why: dieuphoi doctor; and sends again: dieuphoi outbox resend --all",
        len(numbers),
    )
    named = ", ".join(map(str, numbers[-NAMED:])) + (", …" if len(numbers) > NAMED else "")
    ids = dict.fromkeys([*people.with_role(tx, Role.COORDINATOR), *people.with_role(tx, Role.OPERATOR)])
    told = to_people(tx, list(ids), text.format(n=len(numbers), numbers=named))
    return _once_a_day(tx, "set aside", [replace(message, kind=aside.NOTICE) for message in told])


def _once_a_day(tx: Transaction, what: str, messages: Iterable[Message]) -> list[Message]:
    """The same, so that whoever has heard it today does not hear it again."""
    return [replace(m, key=f"{what}:{tx.now.date().isoformat()}:{m.to.key}") for m in messages]


def _in_group(tx: Transaction, room: rooms.Room, text: str) -> str:
    plan = plans.get(tx, room.plan_id) if room.plan_id is not None else None
    return text.format(title=room.title or "?", number=plan.number if plan else "?")


def _topic_deleted() -> str:
    return _(
        "The topic of the group “{title}” where the bot posts (plan {number}) can't be found any more. From now on it posts in the group's general topic. To have the posts in another topic, send /gannhom there."
    )


def _topic_closed() -> str:
    return _(
        "The topic of the group “{title}” where the bot posts (plan {number}) has been closed. From now on it posts in the group's general topic. To have the posts there again, open the topic and send /gannhom in it."
    )


def _gone(title: str | None, number: str) -> str:
    """That the bot is out of a group, and what to do."""
    return _(
        "The bot has been removed from the group “{title}” (plan {number}): nothing is posted there any more. "
        "Add it again and send /gannhom there."
    ).format(title=title or "?", number=number)
