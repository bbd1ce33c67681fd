"""Asking Telegram for updates: the offset moves on only after they are kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.telegram.errors import wish
from dieuphoi.bot.channels.telegram.reading import chat_key
from dieuphoi.bot.channels.telegram.transport import AiohttpRequest
from dieuphoi.storage.inbox import Arrival

log = structlog.get_logger()
Accept = Callable[[list[Arrival]], Awaitable[object]]
T = TypeVar("T")

POLL_SECONDS = 30
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
CONFLICT = "telegram: another process takes this bot's updates (polling or a webhook); stop one of the two"
BAD_TOKEN = "telegram: the token was refused; set DIEUPHOI_TELEGRAM_TOKEN to the one that @BotFather gave"  # noqa: S105 - a sentence


class Poller:
    """Takes one bot's updates until it is stopped."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, accept: Accept, stop: asyncio.Event, backoff: Backoff
    ) -> None:
        self._bot = bot
        self._request = request
        self._accept = accept
        self._stop = stop
        self._backoff = backoff
        self._offset = 0
        self._answers: set[asyncio.Task[None]] = set()

    async def run(self, begin: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Poll until stopped, after `begin` has succeeded; whatever fails is told and tried again."""
        failures, begun = 0, False
        while not self._stop.is_set():
            try:
                if begun:
                    await self._poll()
                else:
                    await self._unless_stopped(begin())
                    begun = True
                failures = 0
            except Exception as error:  # noqa: BLE001 - no failure may end the listening
                failures += 1
                await self._pause(failures, error)
        for answer in self._answers:
            answer.cancel()  # a phone that spins for a while is no reason to keep the process
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _poll(self) -> None:
        found = await self._unless_stopped(self._updates())
        if not found:
            return
        updates = [u for u in found if isinstance(u, dict) and isinstance(u.get("update_id"), int)]
        if not updates:
            raise TelegramError("updates without numbers")
        await self._accept([Arrival(str(u["update_id"]), chat_key(u), u) for u in updates])
        self._offset = max(u["update_id"] for u in updates) + 1
        for update in updates:
            self._answer(update.get("callback_query"))

    async def _updates(self) -> list[Any]:
        """The raw updates: the library's own `get_updates` would keep only what it knows of them."""
        asked = {
            "offset": self._offset,
            "timeout": POLL_SECONDS,
            "allowed_updates": json.dumps(WANTED),
        }
        found = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=POLL_SECONDS + 10
        )
        if not isinstance(found, list):
            raise TelegramError("no list of updates")
        return found

    def _answer(self, query: object) -> None:
        """Let the phone stop spinning; what the press meant is answered by a message or an edit."""
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            task = asyncio.create_task(self._answered(query["id"]))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _answered(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("telegram: a press was not answered", error=type(error).__name__)

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The outcome of `work`; None where the stop came first and `work` was given up."""
        task = asyncio.create_task(work)
        stopped = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            for each in (task, stopped):
                each.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)

    async def _pause(self, failures: int, error: Exception) -> None:
        seconds = self._backoff.after(failures)
        if isinstance(error, RetryAfter):
            seconds = max(seconds, wish(error).total_seconds())
        _tell(error, failures, seconds)
        try:
            await asyncio.wait_for(self._stop.wait(), timeout=seconds)
        except TimeoutError:
            return


def _tell(error: Exception, failures: int, seconds: float) -> None:
    """One clear line for the operator. An error's own text is not told: it may hold the token."""
    if isinstance(error, Conflict):
        log.error(CONFLICT, failures=failures)
    elif isinstance(error, InvalidToken):
        log.error(BAD_TOKEN, failures=failures)
    else:
        log.warning(
            "telegram: no updates, trying again",
            error=type(error).__name__,
            failures=failures,
            seconds=round(seconds, 1),
        )
