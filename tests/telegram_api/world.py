"""The people, groups and messages that the server knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# Telegram adds fields to its objects at any time: what the server says holds one that nobody knows.
UNKNOWN = {"field_of_a_later_version": {"level": 1}}


@dataclass(eq=False)
class Person:
    """Someone on a phone. Their private chat has their own id."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    started: bool = False  # a bot can't write first
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> dict[str, Any]:
        """As Telegram's User."""
        known = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "vi"}
        return _without_none(known | {"last_name": self.last_name, "username": self.username}) | UNKNOWN

    def chat(self) -> dict[str, Any]:
        """As the Chat of their private conversation."""
        known = {"id": self.id, "type": "private", "first_name": self.first_name}
        return _without_none(known | {"last_name": self.last_name, "username": self.username})


@dataclass(eq=False)
class Group:
    """A group, or a supergroup with or without topics."""

    id: int
    title: str
    kind: str = "group"
    topics: dict[int, str] = field(default_factory=dict)
    closed: set[int | None] = field(default_factory=set)  # topics; None is the general one
    muted: bool = False  # members may not write
    status: str = "member"  # the bot's own standing: member | left | kicked
    moved_to: int | None = None

    def chat(self) -> dict[str, Any]:
        """As Telegram's Chat."""
        known = {"id": self.id, "type": self.kind, "title": self.title}
        return known | ({"is_forum": True} if self.topics else {}) | UNKNOWN


@dataclass(eq=False)
class Posted:
    """A message as it stands in a chat now."""

    chat: Person | Group
    message_id: int
    date: int
    by: Person | None  # None: the bot itself
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    file: dict[str, Any] | None = None  # its kind, name and file_id
    thread: int | None = None
    reply_to: Posted | None = None
    edits: int = 0

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, inline or on the keyboard."""
        return [button["text"] for row in self._rows() for button in row]

    def data(self, label: str) -> str:
        """What an inline button of this label sends."""
        return str(next(b["callback_data"] for row in self._rows() for b in row if b["text"] == label))

    def bold(self) -> list[str]:
        """The passages in bold."""
        wide = self.text.encode("utf-16-le")
        found = [e for e in self.entities if e["type"] == "bold"]
        return [wide[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in found]

    def _rows(self) -> list[list[dict[str, Any]]]:
        markup = self.markup or {}
        return list(markup.get("inline_keyboard") or markup.get("keyboard") or [])


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
