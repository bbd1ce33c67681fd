"""How fast a channel may be sent to: per chat, per group and in all, as its limits say."""

from __future__ import annotations

from datetime import datetime, timedelta

from dieuphoi.bot.channels import Limits
from dieuphoi.storage.outbox import Parcel

SECOND = timedelta(seconds=1)
REST = 0.5  # seconds between two looks at the outbox when nothing wakes us: a retry may have come due


class Pacing:
    """Remembers when each chat may next be sent to; forgets a chat as soon as it may."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._next: dict[str, datetime] = {}
        self._recent: list[datetime] = []

    def sent(self, parcel: Parcel, now: datetime) -> None:
        """Note that something went to a chat. Called once the vendor has answered: its count began before."""
        pause = self._limits.per_chat if parcel.private else self._limits.per_group
        if pause:
            self._next[parcel.chat_key] = now + pause
        if self._limits.per_second:
            self._recent.append(now)

    def held(self, now: datetime) -> list[str]:
        """The chats that must wait."""
        self._next = {chat: until for chat, until in self._next.items() if until > now}
        return list(self._next)

    def allowance(self, now: datetime) -> int:
        """How many messages may go now, to all chats together."""
        if not self._limits.per_second:
            return 1_000
        self._recent = [moment for moment in self._recent if moment > now - SECOND]
        return int(self._limits.per_second) - len(self._recent)

    def wait(self, now: datetime) -> float:
        """Seconds until a held chat is free or the channel may carry more, at most `REST`."""
        free = list(self._next.values())
        if self.allowance(now) <= 0:
            free.append(self._recent[0] + SECOND)
        return max(0.01, min([REST, *((moment - now).total_seconds() for moment in free)]))
