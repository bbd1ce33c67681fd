"""Telegram's sending limits: 30 a second in all, one a second to a chat, 20 a minute to a group."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.telegram_api.answers import ApiError

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


class Rates:
    """Counts what was sent by a clock that the test may turn."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.refused: list[int] = []  # chats that were sent to too early
        self._all: list[datetime] = []
        self._by_chat: dict[int, list[datetime]] = defaultdict(list)
        self._until: dict[int, datetime] = {}

    def throttle(self, chat: int, seconds: float) -> None:
        """Refuse everything to a chat for so long."""
        self._until[chat] = self.now() + timedelta(seconds=seconds)

    def count(self, chat: int, group: bool) -> None:
        """Count a message to a chat. Raises ApiError 429 with retry_after where it comes too early."""
        now = self.now()
        wait = max(self._waits(chat, group, now), default=timedelta(0))
        if wait > timedelta(0):
            self.refused.append(chat)
            seconds = math.ceil(wait.total_seconds())
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self._all.append(now)
        self._by_chat[chat].append(now)

    def _waits(self, chat: int, group: bool, now: datetime) -> list[timedelta]:
        self._all = [moment for moment in self._all if moment > now - SECOND]
        mine = [moment for moment in self._by_chat[chat] if moment > now - MINUTE]
        self._by_chat[chat] = mine
        waits = [self._until.get(chat, now) - now]
        if len(self._all) >= 30:
            waits.append(self._all[0] + SECOND - now)
        if mine:
            waits.append(mine[-1] + SECOND - now)
        if group and len(mine) >= 20:
            waits.append(mine[-20] + MINUTE - now)
        return waits
