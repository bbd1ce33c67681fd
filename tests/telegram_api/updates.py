"""The queue behind getUpdates: what was not confirmed is handed out again."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.telegram_api.answers import ApiError
from tests.telegram_api.world import UNKNOWN

OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)
BY_REQUEST_ONLY = ("chat_member", "message_reaction", "message_reaction_count")


class Updates:
    """Waiting updates and the one poller who may wait for them."""

    def __init__(self) -> None:
        self.webhook = ""
        self.waiting: list[dict[str, Any]] = []
        self.handed_out: list[int] = []  # every update_id, as often as it was handed out
        self._allowed: list[str] = []
        self._next = 700_000_001
        self._news = asyncio.Event()
        self._poller: asyncio.Event | None = None  # set when another one takes the place

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if self._allowed and kind not in self._allowed:
            return
        if not self._allowed and kind in BY_REQUEST_ONLY:
            return
        self.waiting.append({"update_id": self._next, kind: content | UNKNOWN} | UNKNOWN)
        self._next += 1
        self._news.set()

    def repeat(self, update: dict[str, Any]) -> None:
        """Hand an update out once more, as Telegram now and then does."""
        self.waiting.append(update)
        self._news.set()

    async def get(
        self, offset: int, limit: int, timeout: float, allowed: list[str] | None
    ) -> list[dict[str, Any]]:
        """One getUpdates. Raises ApiError 409 beside a webhook, or when another call takes its place."""
        if self.webhook:
            raise ApiError(409, WEBHOOK)
        if allowed is not None:
            self._allowed = allowed
        self._confirm(offset)
        if self._poller is not None:
            self._poller.set()
        self._poller = replaced = asyncio.Event()
        try:
            await self._wait(replaced, timeout)
        finally:
            if self._poller is replaced:
                self._poller = None
        found = self.waiting[: max(1, min(limit, 100))]
        self.handed_out += [update["update_id"] for update in found]
        return found

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    async def _wait(self, replaced: asyncio.Event, timeout: float) -> None:
        self._news.clear()
        if self.waiting or timeout <= 0:
            return
        waits = [asyncio.create_task(self._news.wait()), asyncio.create_task(replaced.wait())]
        try:
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if replaced.is_set():
            raise ApiError(409, OTHER_POLLER)
