"""A channel that does not reach somebody: what waits for them goes by their next one.

For good where they blocked the bot or are gone; for a while where the channel has not got through for an hour. When
the while is over the channel that they chose is tried again, so that it comes back by itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dieuphoi.handlers import menus
from dieuphoi.handlers.linking import channel_name
from dieuphoi.handlers.messages import Button, Chat, Lines, Message, Rank, Reason, bold
from dieuphoi.handlers.permissions import Role
from dieuphoi.storage import linking, outbox, people, reminders
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.outbox import Parcel
from dieuphoi.wording import _

AFTER = timedelta(hours=1)  # without getting through
FOR = timedelta(hours=1)  # until the channel is tried again


def to_next_account(tx: Transaction, channel: str, chat_id: str) -> list[Message]:
    """What waits for a person's chat, as messages to their next account; nothing where they have none."""
    others = _others(tx, channel, chat_id)
    if not others:
        return []
    to = Chat(*others[0], private=True)
    rows = outbox.waiting_for(tx, f"{channel}:{chat_id}")
    outbox.withdraw_for_chat(tx, f"{channel}:{chat_id}", f"sent by {to.channel}")
    return [_as_message(tx, row, to) for row in rows]


def _others(tx: Transaction, channel: str, chat_id: str) -> list[tuple[str, str]]:
    """The other accounts of the person whose chat it is, the next one first."""
    person = people.person_at(tx, channel, chat_id)
    accounts = people.accounts(tx, [person]).get(person, []) if person is not None else []
    return [account for account in accounts if account != (channel, chat_id)]


def does_not_get_through(tx: Transaction, parcel: Parcel) -> list[Message]:
    """A message has waited too long for its channel: it and all behind it go by another, and the coordinators hear of it.

    A group's post waits on; they hear of it too.
    """
    waited = outbox.waits_since(tx, parcel.id)
    if waited is None or tx.now - waited < AFTER:
        return []
    if not parcel.private:  # a plan's other group has the post as well
        return _told(tx, parcel.channel)
    return _go_round(tx, parcel)


def stays_in_doubt(tx: Transaction, parcel: Parcel) -> list[Message]:
    """A message was set aside as its calls were cut each time: where there is another account it goes there.

    It may have come as well. Nothing, and it stays aside, where there is no other account.
    """
    if not parcel.private or not _others(tx, parcel.channel, parcel.chat_id):
        return []
    outbox.postponed(tx, parcel.id, tx.now, outbox.IN_DOUBT)
    return _go_round(tx, parcel)


def _go_round(tx: Transaction, parcel: Parcel) -> list[Message]:
    linking.set_away(tx, parcel.channel, parcel.chat_id, tx.now + FOR)
    moved = to_next_account(tx, parcel.channel, parcel.chat_id)
    return [*moved, *_told(tx, parcel.channel)] if moved else []


def _told(tx: Transaction, channel: str) -> list[Message]:
    """To the coordinators, once a day and channel."""
    text = _(
        "{channel} has not got through for an hour. People with another account get their messages there; it is tried again every hour. See: dieuphoi doctor"
    )
    said, key = (
        text.format(channel=bold(channel_name(channel))),
        f"away:{channel}:{tx.now.date().isoformat()}",
    )
    accounts = people.accounts(tx, people.with_role(tx, Role.COORDINATOR))
    # By another channel where they have one: what this one does not bring would wait for an hour as well.
    places = [next((one for one in own if one[0] != channel), own[0]) for own in accounts.values()]
    return [
        Message(Chat(*place, private=True), said, rank=Rank.NOTICE, kind="notice", key=f"{key}:{number}")
        for number, place in zip(accounts, places, strict=True)
    ]


def _as_message(tx: Transaction, row: Any, to: Chat) -> Message:
    return Message(
        to,
        menus.without(row.text, row.buttons),
        tuple(
            tuple(Button(b["label"], b["data"], bool(b.get("contact"))) for b in group)
            for group in row.buttons
        ),
        rank=Rank(row.rank),
        kind=row.kind,
        key=f"{row.key}@{to.channel}" if row.key else None,
        file_id=row.file_id,
        about=tuple(row.about),
        lines=Lines(row.lines["first"], tuple(map(tuple, row.lines["parts"]))) if row.lines else None,
        reasons=tuple(
            Reason(why, assignment_id=number)
            for number, whys in reminders.reasons_of(tx, row.id).items()
            for why in sorted(whys)
        ),
        not_before=None if row.attempts else row.not_before,  # else it is when it was to be tried again
        use_until=row.use_until,
    )
