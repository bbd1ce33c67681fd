"""What comes in from a channel and what goes out to one; no channel's own words are used here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

# Private-use characters stand for bold text, so that nothing a user types can turn into markup:
# incoming text loses them, and each channel writes them in its own way.
BOLD_ON, BOLD_OFF = "\ue000", "\ue001"
RETIRED = (
    "retired"  # the kind of a message that only takes the place of an old one; not for channels without edits
)
READING = "reading"  # the kind of a message that says that a document is being read
RECORDED = "recorded"  # the kind of a message that says what was recorded, perhaps with a file
CALLBACK_BYTES = 64  # Telegram's callback_data limit is the narrowest of all channels


def bold(text: object) -> str:
    """`text` in bold, on whichever channel it goes out."""
    return f"{BOLD_ON}{text}{BOLD_OFF}"


def plain(text: str) -> str:
    """`text` without bold marks."""
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")


class Event(StrEnum):
    """What happened in a chat."""

    MESSAGE = "message"
    EDITED = "edited"
    PRESSED = "pressed"
    BLOCKED = "blocked"  # a person stopped the bot
    UNBLOCKED = "unblocked"
    ADDED = "added"  # the bot was added to a group
    REMOVED = "removed"  # the bot was removed from a group
    MIGRATED = "migrated"  # a group became a supergroup and has a new id
    READ = "read"  # a document that was sent in has been read


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on a channel; `thread` is a topic of a group."""

    channel: str
    id: str
    private: bool
    thread: str | None = None
    title: str | None = None

    @property
    def key(self) -> str:
        """What messages are kept in order by."""
        return f"{self.channel}:{self.id}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a channel says wrote. The name is theirs to choose: it proves nothing."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or photo: kept by its vendor's id, or with its content where the channel has it at hand."""

    kind: str  # photo | document | voice | other
    name: str
    mime: str | None = None
    size: int | None = None
    vendor_id: str | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; only the sender's own is ever used."""

    phone: str = field(repr=False)
    own: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened in a chat, whatever the channel."""

    chat: Chat
    sender: Sender
    at: datetime
    event: Event = Event.MESSAGE
    text: str = field(default="", repr=False)
    message_id: str | None = None
    addressed: bool = True  # in a group: spoken to the bot (command, mention, or reply to it)
    reply_to: str | None = None  # the vendor's id of the message replied to
    pressed: str | None = None  # the pressed button's data
    pressed_on: str | None = None  # the vendor's id of the message that carries the button
    attachment: Attachment | None = None
    contact: Contact | None = None
    new_chat_id: str | None = None  # with MIGRATED
    draft: int | None = None  # with READ
    album: str | None = None  # the vendor's group of the files that were sent together
    forwarded_from: str | None = None  # who wrote it, where the sender passes on another's message

    @property
    def message_key(self) -> str | None:
        """What the message is known by for good: its chat and the vendor's number; None where it has none."""
        return f"{self.chat.key}:{self.message_id}" if self.message_id else None

    @property
    def album_key(self) -> str | None:
        """What the files that were sent together are known by; None for a message by itself."""
        return f"{self.chat.key}:{self.album}" if self.album else None


LABEL = 60  # characters: what a phone shows of a button in one line or two


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message. `data` says what was meant, never who may do it."""

    label: str
    data: str
    asks_contact: bool = False  # Telegram's own button that shares one's phone number

    def __post_init__(self) -> None:
        if len(self.data.encode()) > CALLBACK_BYTES:
            raise ValueError(f"a button's data has at most {CALLBACK_BYTES} bytes")


def in_rows(buttons: Sequence[Button], size: int = 3) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side, `size` a row: as many short labels as a phone is wide."""
    return tuple(tuple(buttons[at : at + size]) for at in range(0, len(buttons), size))


class Rank(IntEnum):
    """Who waits for whom: replies go before notices, notices before posts to many."""

    REPLY = 0
    NOTICE = 1
    POST = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a post was made: a plan's rule, and the task that it is about where it is about one."""

    why: str
    plan_id: int | None = None
    assignment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The numbered lines of a list, so that "3 xong" is understood: the first number, each line's assignments."""

    first: int
    parts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said. `key` makes a post unique; `edits` is the outbox number of what it replaces."""

    to: Chat
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    rank: Rank = Rank.REPLY
    kind: str = "reply"
    edits: int | None = None
    key: str | None = None
    file_id: int | None = None
    about: tuple[int, ...] = ()  # assignments it speaks of, so that a reply to it is understood
    lines: Lines | None = None  # where its tasks are numbered
    reasons: tuple[Reason, ...] = ()  # what /nhatky tells of a post
    not_before: datetime | None = None
    use_until: datetime | None = None  # not sent any more after that
