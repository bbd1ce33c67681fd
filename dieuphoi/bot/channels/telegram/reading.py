"""From Telegram's raw update to an Incoming. Pure: the update and the bot's own name go in.

Fields and their meaning: https://core.telegram.org/bots/api#update. Unknown ones are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dieuphoi.bot.channels.fields import Raw, identity, moment, part, text
from dieuphoi.bot.channels.telegram.contents import attachment, contact, forwarded_from
from dieuphoi.handlers.messages import Chat, Event, Incoming, Sender

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@(?P<bot>\w+))?(?=\s|$)")
INSIDE = ("member", "administrator", "creator", "restricted")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as Telegram knows it; the user name is without @."""

    id: str
    user_name: str = ""


def chat_key(raw: Raw) -> str:
    """What the update is kept in order by."""
    found = next((identity(p) for p in _chats(raw) if identity(p)), "")
    return f"telegram:{found}"


def _chats(raw: Raw) -> list[Raw]:
    parts = [value for value in raw.values() if isinstance(value, dict)]
    return [part(p, *path) for p in parts for path in (("chat",), ("message", "chat"), ("from",))]


def read(raw: Raw, me: Me) -> Incoming | None:
    """What happened; None for what the bot has no use for (other bots, channel posts, service messages)."""
    if message := part(raw, "message"):
        return _message(message, me)
    if edited := part(raw, "edited_message"):
        found = _message(edited, me)
        return found and replace(found, event=Event.EDITED, at=moment(edited, "edit_date", "date"))
    if query := part(raw, "callback_query"):
        return _pressed(query)
    if change := part(raw, "my_chat_member"):
        return _member(change)
    return None


def _message(message: Raw, me: Me) -> Incoming | None:
    chat = _chat(message)
    if chat is None:
        return None
    if moved := _moved(message, chat):
        return moved
    sender = _sender(message)
    if sender is None:
        return None
    incoming = Incoming(
        chat=chat,
        sender=sender,
        at=moment(message, "date"),
        text=text(message, "text") or text(message, "caption"),
        message_id=identity(message, "message_id"),
        reply_to=_reply_to(message),
        attachment=attachment(message),
        contact=contact(message, sender.id),
        album=text(message, "media_group_id") or None,
        forwarded_from=forwarded_from(message, sender.id),
    )
    if not (incoming.text or incoming.attachment or incoming.contact):
        return None
    return _addressed(incoming, message, me)


def _chat(message: Raw) -> Chat | None:
    raw = part(message, "chat")
    number, kind = identity(raw), raw.get("type")
    if number is None or kind not in ("private", "group", "supergroup"):
        return None
    thread = identity(message, "message_thread_id") if message.get("is_topic_message") is True else None
    return Chat("telegram", number, kind == "private", thread, text(raw, "title") or None)


def _sender(message: Raw) -> Sender | None:
    """Who wrote. A group or channel that stands for its anonymous admin is a stranger by the group's name."""
    if message.get("is_automatic_forward"):
        return None
    as_chat = part(message, "sender_chat")
    if number := identity(as_chat):
        return Sender(number, text(as_chat, "title") or number)
    return _person(part(message, "from"))


def _person(user: Raw) -> Sender | None:
    number = identity(user)
    if number is None or user.get("is_bot"):
        return None
    name = f"{text(user, 'first_name')} {text(user, 'last_name')}".strip()
    return Sender(number, name or text(user, "username") or number)


def _reply_to(message: Raw) -> str | None:
    """The message replied to. In a topic, what replies to nothing replies to the topic's own beginning."""
    replied = part(message, "reply_to_message")
    return None if "forum_topic_created" in replied else identity(replied, "message_id")


def _addressed(incoming: Incoming, message: Raw, me: Me) -> Incoming:
    """Whether the bot is spoken to, and the text without its own name: handlers know no @names."""
    command = COMMAND.match(incoming.text)
    named = command["bot"] if command else None
    mine = re.compile(rf"(?<![\w@])@{re.escape(me.user_name)}(?!\w)" if me.user_name else "(?!)", re.I)
    if command and named and named.lower() == me.user_name.lower():
        words = incoming.text[: command.start("bot") - 1] + incoming.text[command.end("bot") :]
        return replace(incoming, text=words)
    if incoming.chat.private:
        return incoming
    if command:
        return replace(incoming, addressed=not named)
    words = re.sub(r"[ ]{2,}", " ", mine.sub("", incoming.text)).strip()
    mentioned = mine.search(incoming.text) is not None or _named_by_link(message, me)
    replied = identity(part(message, "reply_to_message", "from")) == me.id and incoming.reply_to is not None
    return replace(incoming, text=words if mentioned else incoming.text, addressed=mentioned or replied)


def _named_by_link(message: Raw, me: Me) -> bool:
    """Whether the bot is mentioned by a link to it instead of its @name."""
    entities = message.get("entities") or message.get("caption_entities")
    known = [e for e in entities if isinstance(e, dict)] if isinstance(entities, list) else []
    return any(e.get("type") == "text_mention" and identity(part(e, "user")) == me.id for e in known)


def _pressed(query: Raw) -> Incoming | None:
    """A pressed button. The time is the message's: Telegram does not tell that of the press."""
    message = part(query, "message")  # an inaccessible one still has its chat and number
    chat, sender = _chat(message), _person(part(query, "from"))
    data = text(query, "data")
    if chat is None or sender is None or not data:
        return None
    return Incoming(
        chat=chat,
        sender=sender,
        at=moment(message, "date"),
        event=Event.PRESSED,
        pressed=data,
        pressed_on=identity(message, "message_id"),
    )


def _moved(message: Raw, chat: Chat) -> Incoming | None:
    """A group became a supergroup: told once in the old chat and once in the new."""
    new, old = identity(message, "migrate_to_chat_id"), identity(message, "migrate_from_chat_id")
    if new is None and old is None:
        return None
    return Incoming(
        chat=replace(chat, id=old) if old else chat,
        sender=_person(part(message, "from")) or Sender(chat.id, chat.title or chat.id),
        at=moment(message, "date"),
        event=Event.MIGRATED,
        new_chat_id=new or chat.id,
    )


def _member(change: Raw) -> Incoming | None:
    """The bot's own standing changed: blocked or taken back by a person, added to or removed from a group."""
    chat, sender = _chat(change), _person(part(change, "from"))
    before, now = _inside(part(change, "old_chat_member")), _inside(part(change, "new_chat_member"))
    if chat is None or sender is None or before == now:
        return None
    events = (Event.BLOCKED, Event.UNBLOCKED) if chat.private else (Event.REMOVED, Event.ADDED)
    return Incoming(chat=chat, sender=sender, at=moment(change, "date"), event=events[now])


def _inside(member: Raw) -> bool:
    return member.get("status") in INSIDE and member.get("is_member") is not False
