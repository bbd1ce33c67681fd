"""The channels, one folder or file each, and what every channel is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, runtime_checkable

from dieuphoi.handlers.messages import Incoming
from dieuphoi.storage.outbox import Parcel


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can do; `text` is in the channel's own units, 0 where there is no limit."""

    text: int = 0
    caption: int = 0
    edits: bool = True
    buttons: bool = True  # else choices are numbered, and answered by a number
    files: bool = True  # else a file goes as a link
    file_bytes: int = 20_000_000
    per_second: float = 0  # messages to all chats; 0 is no limit
    per_chat: timedelta = timedelta(0)
    group_per_minute: int = 0
    per_month: int = 0  # messages that the vendor's plan has; what can be said in one message is, then
    people: int = 0  # that may talk to one bot
    groups: int = 0
    shows_inbox: bool = False  # the channel draws its conversations from the inbox itself


class Undelivered(Exception):
    """A message did not go out. `kind` is one word for the log; the vendor's text never is."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TryLater(Undelivered):
    """The vendor asks for patience (429), failed (5xx), or could not be reached before taking the message."""

    def __init__(self, kind: str, after: timedelta | None = None) -> None:
        super().__init__(kind)
        self.after = after


class Silenced(TryLater):
    """The bot may not write in the chat until its people allow it."""


class Unknown(Undelivered):
    """The call was cut after it left: the vendor may have taken the message."""


class Closed(Undelivered):
    """The chat can't be reached any more: blocked, kicked, deactivated, not found."""


class Moved(Undelivered):
    """The group has a new id (it became a supergroup)."""

    def __init__(self, new_chat_id: str) -> None:
        super().__init__("moved")
        self.new_chat_id = new_chat_id


class TopicGone(Undelivered):
    """The topic of a group that the message was for is deleted, or `closed`."""

    def __init__(self, *, closed: bool) -> None:
        super().__init__("topic closed" if closed else "topic deleted")
        self.closed = closed


class Refused(Undelivered):
    """The vendor refuses this very message; sending it again would not help."""


class Channel(Protocol):
    """A way by which people reach the bot."""

    name: str
    limits: Limits

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        """What happened, from the vendor's update as the inbox keeps it; None for what the bot has no use for."""

    async def who(self) -> str:
        """The bot's name, as the vendor says it now. Raises one of the Undelivered."""

    async def send(self, parcel: Parcel) -> str | None:
        """Send or edit a message; gives the vendor's number for it. Raises one of the Undelivered."""


@runtime_checkable
class Fetching(Protocol):
    """A channel that keeps the files that people send."""

    async def fetch(self, vendor_id: str) -> bytes:
        """A file's content. Raises one of the Undelivered."""
