"""The web chat as a channel: what a page's event means, and a message's way to the pages that are open."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime
from typing import Any

from dieuphoi.bot.channels import Limits
from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.channels.web.people import CHANNEL, GROUP, GROUP_TITLE
from dieuphoi.handlers.messages import Attachment, Chat, Contact, Event, Incoming, Sender
from dieuphoi.storage.outbox import Parcel

FILE_BYTES = 5_000_000
_SPOKEN_TO = re.compile(r"^\s*/|@(bot|dieuphoi)\b", re.IGNORECASE)


class WebChannel:
    """Channel "web". The outbox row is all there is of a message: sending tells the pages of it."""

    name = CHANNEL
    limits = Limits(file_bytes=FILE_BYTES, shows_inbox=True)

    def __init__(self, news: News) -> None:
        self.news = news

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        """What a person did, from the event as requests.py keeps it."""
        private = raw["chat"] != GROUP
        phone, pressed = raw.get("phone"), raw.get("pressed")
        return Incoming(
            chat=Chat(CHANNEL, raw["chat"], private, title=None if private else GROUP_TITLE),
            sender=Sender(raw["person"], raw["name"]),
            at=datetime.fromisoformat(raw["at"]),
            event=Event.PRESSED if pressed is not None else Event.MESSAGE,
            text=raw.get("text", ""),
            message_id=raw["id"],
            addressed=private or pressed is not None or _addressed(raw),
            reply_to=raw.get("reply_to"),
            pressed=pressed,
            pressed_on=raw.get("pressed_on"),
            attachment=_attachment(raw.get("file")),
            contact=Contact(phone, own=True) if phone else None,
        )

    async def who(self) -> str:
        """Its own name: there is no vendor to ask."""
        return self.name

    async def send(self, parcel: Parcel) -> str:
        """Tell the pages. An edit keeps the number of what it replaces, as with other channels."""
        shown_as = parcel.edits_vendor_id or str(parcel.id)
        self.news.tell(shown_as)
        return shown_as


def _addressed(raw: dict[str, Any]) -> bool:
    """Whether a group message speaks to the bot: a command, a mention, or a reply (its ids are numbers)."""
    return bool(_SPOKEN_TO.search(raw.get("text", ""))) or (raw.get("reply_to") or "").isdecimal()


def _attachment(kept: dict[str, Any] | None) -> Attachment | None:
    if kept is None:
        return None
    kind = "photo" if (kept["mime"] or "").startswith("image/") else "document"
    return Attachment(
        kind, kept["name"], mime=kept["mime"], size=kept["size"], content=b64decode(kept["content"])
    )
