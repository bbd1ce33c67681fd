"""From Zalo's raw event to an Incoming. Pure. Events come by polling or by webhook, wrapped in a result or bare.

Fields and their meaning: docs/zalo.md. Unknown ones are passed over.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from dieuphoi.bot.channels.fields import Raw, identity, part, text
from dieuphoi.handlers.messages import Attachment, Chat, Incoming, Sender
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

NAME = "zalo"
_MILLISECONDS = 10**11  # a date beyond is told in thousandths, as Zalo mostly does
_KINDS = {"PRIVATE": True, "GROUP": False}


def arrivals(body: object) -> list[Arrival]:
    """The events of an answer or a request; what is no event is left out.

    Zalo numbers none: a message is known by its chat and its own number, anything else by what it says.
    """
    found = body.get("result", body) if isinstance(body, dict) else body
    events = found if isinstance(found, list) else [found]
    known = [e for e in events if isinstance(e, dict) and isinstance(e.get("event_name"), str)]
    return [Arrival(_number(event), chat_key(event), event) for event in known]


def _number(event: Raw) -> str:
    message = part(event, "message")
    chat, number = _named(part(message, "chat")), _named(message, "message_id")
    if chat and number:
        return f"{chat}:{number}"
    said = json.dumps(event, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(said).hexdigest()[:32]


def chat_key(event: Raw) -> str:
    """What an event is kept in order by."""
    return f"{NAME}:{_named(part(event, 'message', 'chat'))}"


def read(event: Raw, names: Sequence[str]) -> Incoming | None:
    """What happened; None for what the bot has no use for. `names` are the bot's own, by which groups call it.

    In a group Zalo brings only what mentions the bot or replies to it: so all of it is said to the bot.
    """
    message = part(event, "message")
    chat, sender = _chat(message), _sender(message)
    if chat is None or sender is None:
        return None
    said = text(message, "text") or text(message, "caption")
    attachment = _attachment(event["event_name"], message)
    if not said and attachment is None:
        return None
    return Incoming(
        chat=chat,
        sender=sender,
        at=_moment(message.get("date")),
        text=said if chat.private else _without_names(said, names),
        message_id=_named(message, "message_id") or None,
        reply_to=_named(part(message, "reply_to_message"), "message_id") or None,
        attachment=attachment,
    )


def _chat(message: Raw) -> Chat | None:
    raw = part(message, "chat")
    number, private = _named(raw), _KINDS.get(text(raw, "chat_type").upper())
    if not number or private is None:
        return None
    return Chat(NAME, number, private, title=text(raw, "name") or None)


def _sender(message: Raw) -> Sender | None:
    raw = part(message, "from")
    number = _named(raw)
    if not number or raw.get("is_bot") is True:
        return None
    return Sender(number, text(raw, "display_name").strip() or number)


def _attachment(event_name: str, message: Raw) -> Attachment | None:
    """A picture by its address; what the bot can't open is of kind "other", or a voice message."""
    address = text(message, "photo") or text(message, "photo_url")
    if address:
        return Attachment("photo", _("photo") + ".jpg", mime="image/jpeg", vendor_id=address)
    if event_name == "message.voice.received":
        return Attachment("voice", _("voice message"))
    if event_name == "message.sticker.received":
        return Attachment("other", _("sticker"))
    if event_name == "message.unsupported.received":
        return Attachment("other", _("content"))
    return None


def _without_names(said: str, names: Sequence[str]) -> str:
    """A group's message without the mention by which it reached the bot."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        said = re.sub(rf"@{re.escape(name)}(?!\w)", " ", said, flags=re.IGNORECASE)
    return re.sub(r"[ ]{2,}", " ", said).strip(" ,:")


def _moment(value: object) -> datetime:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
    seconds = number / 1000 if abs(number) > _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(ZONE)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC).astimezone(ZONE)


def _named(raw: Raw, key: str = "id") -> str:
    """What only names something: chats, people and messages are texts at Zalo; a number is taken as one."""
    found = raw.get(key)
    return found if isinstance(found, str) else identity(raw, key) or ""
