"""Chats that can no longer be reached, or have moved: closed with the reason, and the coordinator told."""

from __future__ import annotations

from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.turn import to_coordinators
from dieuphoi.storage import outbox, people, rooms
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def moved(tx: Transaction, channel: str, old: str, new: str) -> None:
    """A group has a new id: every row that speaks of it follows."""
    rooms.move(tx, channel, old, new)


def closed(tx: Transaction, channel: str, chat_id: str, private: bool, reason: str) -> list[Message]:
    """A chat is closed for the bot: what waits for it is withdrawn. Gives the notices to the coordinators."""
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
        return []
    person_id, name = gone
    text = _(
        "{name} can't be reached by the bot any more (blocked or account closed). Please call them; they can write to the bot to be reached again."
    )
    return to_coordinators(tx, text.format(name=bold(name)), besides=person_id)


def _gone(title: str | None, number: str) -> str:
    """That the bot is out of a group, and what to do."""
    return _(
        "The bot has been removed from the group “{title}” (plan {number}): nothing is posted there any more. "
        "Add it again and send /gannhom there."
    ).format(title=title or "?", number=number)
