"""A plan with more than one group, on Telegram and on Zalo: what is reported in one shows in the others as one line."""

from __future__ import annotations

from collections.abc import Iterable

from dieuphoi.handlers import phrases
from dieuphoi.handlers.linking import channel_name
from dieuphoi.handlers.messages import RECORDED, Message, Rank, bold
from dieuphoi.handlers.permissions import Place
from dieuphoi.handlers.turn import Turn, in_room
from dieuphoi.storage import rooms, tasks
from dieuphoi.wording import _


def told(turn: Turn, messages: Iterable[Message]) -> list[Message]:
    """The line about each task that a message in a group has reported on, for the plan's other groups."""
    chat = turn.incoming.chat
    if turn.place is not Place.BOUND_GROUP:
        return []
    about = [n for m in messages if m.kind == RECORDED and m.to == chat for n in m.about]
    found: list[Message] = []
    for item in tasks.many(turn.tx, list(dict.fromkeys(about))):
        for room in rooms.of_plan(turn.tx, item.plan_id):
            if (room.channel, room.external_id) != (chat.channel, chat.id):
                text = _("{who}, by {channel}: {code} · {title}: {state}").format(
                    who=turn.who.full_name or turn.who.shown_name,
                    channel=channel_name(chat.channel),
                    code=bold(item.code),
                    title=item.short_title,
                    state=phrases.standing(item),
                )
                found.append(Message(in_room(room), text, rank=Rank.NOTICE, kind="notice", about=(item.id,)))
    return found
