"""Chats that can no longer be reached, or have moved: closed with the reason, and the coordinator told."""

from __future__ import annotations

from dieuphoi.handlers.messages import Message
from dieuphoi.storage.database import Transaction


def moved(tx: Transaction, channel: str, old: str, new: str) -> None:
    """A group has a new id: every row that speaks of it follows."""


def closed(tx: Transaction, channel: str, chat_id: str, private: bool, reason: str) -> list[Message]:
    """A chat is closed for the bot. Gives the notices to the coordinators."""
    return []
