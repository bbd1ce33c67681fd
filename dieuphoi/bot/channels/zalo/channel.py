"""The Zalo channel: asks for events, or is brought them; sends texts, fetches pictures by their address."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import structlog

from dieuphoi.bot.channels import Limits, Refused, TryLater, Undelivered, Unknown
from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.zalo import reading
from dieuphoi.bot.channels.zalo.client import SECONDS, SaidNoError, ZaloApi, ZaloError
from dieuphoi.bot.channels.zalo.errors import undelivered
from dieuphoi.bot.channels.zalo.writing import TEXT, styled
from dieuphoi.handlers.messages import Incoming
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.outbox import Parcel

log = structlog.get_logger()
Accept = Callable[[list[Arrival]], Awaitable[object]]
POLL_SECONDS = 30
REFUSED = 400
IDLE = 408  # what Zalo answers to a poll in which nothing happened
BAD_TOKEN = "zalo: the token was refused; set DIEUPHOI_ZALO_TOKEN to the one that Zalo Bot Manager gave"  # noqa: S105 - a sentence
FILE_BYTES = 20_000_000
# No figure is published; one message a second to a chat is what people can read.
LIMITS = Limits(
    text=TEXT,
    caption=TEXT,
    edits=False,
    buttons=False,
    files=False,
    file_bytes=FILE_BYTES,
    per_second=10,
    per_chat=timedelta(seconds=1),
    per_month=3_000,  # of the Basic plan, as the next two
    people=50,
    groups=3,
)


class ZaloChannel:
    """One bot on Zalo. `base_url` is another server's address, without path."""

    name = reading.NAME

    def __init__(
        self,
        token: str,
        base_url: str | None = None,
        *,
        per_month: int = LIMITS.per_month,
        backoff: Backoff | None = None,
        patience: float = SECONDS,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.limits = replace(LIMITS, per_month=per_month)
        self._api = ZaloApi(token, base_url, seconds=patience)
        self._backoff = backoff or Backoff()
        self._poll_seconds = poll_seconds
        self._names: tuple[str, ...] = ()
        self._seconds_as_text = True

    @property
    def user_name(self) -> str:
        """The bot's name; empty until it has started."""
        return self._names[0] if self._names else ""

    async def start(self) -> None:
        """Learn who the bot is. Raises one of the Undelivered."""
        try:
            await self._begin()
        except ZaloError as error:
            raise undelivered(error) from None

    async def who(self) -> str:
        """The bot's name, as Zalo says it now. Raises one of the Undelivered."""
        await self.start()
        return self.user_name

    async def _begin(self) -> None:
        me = await self._api.call("getMe")
        known = me if isinstance(me, dict) else {}
        names = (known.get(name) for name in ("display_name", "account_name", "name"))
        self._names = tuple(dict.fromkeys(n for n in names if isinstance(n, str) and n))

    async def be_called(self, url: str, secret: str) -> None:
        """Let Zalo bring the events to an address, with a secret, from now on. Raises one of the Undelivered."""
        try:
            await self._begin()
            await self._api.call("setWebhook", url=url, secret_token=secret)
        except ZaloError as error:
            raise undelivered(error) from None

    async def close(self) -> None:
        """Close the connections; after the last delivery."""
        await self._api.close()

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        """What an event says; None for what the bot has no use for."""
        return reading.read(raw, self._names)

    async def listen(self, accept: Accept, stop: asyncio.Event) -> None:
        """Take events until `stop` is set; `accept` returns when they are committed.

        Zalo has no offset: an event that was handed out is not handed out again, so it is kept before anything else
        is asked for. While Zalo is out of reach, the bot waits and tries again.
        """
        failures, begun = 0, False
        while not stop.is_set():
            try:
                if begun:
                    await self._poll(accept, stop)
                else:
                    await self._begin_to_poll()
                    begun = True
                failures = 0
            except Exception as error:  # noqa: BLE001 - no failure may end the listening
                failures += 1
                if isinstance(error, SaidNoError) and error.code == REFUSED:
                    begun = False  # a webhook may have been set meanwhile
                await self._pause(stop, failures, error)

    async def _begin_to_poll(self) -> None:
        await self._begin()
        try:
            await self._api.call("deleteWebhook")  # while one is set, Zalo refuses polling
        except SaidNoError as error:  # as there is none, it may be: the poll itself says whether it goes
            log.warning("zalo: the webhook was not taken away", code=error.code)

    async def _poll(self, accept: Accept, stop: asyncio.Event) -> None:
        """One poll. It is waited for even at the stop: what Zalo hands out meanwhile would be lost."""
        seconds = round(self._poll_seconds)
        try:
            found = await self._api.call(
                "getUpdates", waiting=seconds, timeout=str(seconds) if self._seconds_as_text else seconds
            )
        except SaidNoError as error:
            if error.code == IDLE:
                return
            if error.code == REFUSED:  # documented as a text, with a number for an example: docs/zalo.md
                self._seconds_as_text = not self._seconds_as_text
            raise
        kept = reading.arrivals(found)
        while kept:
            try:
                await accept(kept)
                return
            except Exception as error:
                log.error("zalo: an event was not kept, trying again", error=type(error).__name__)
                if stop.is_set():
                    raise
                await asyncio.sleep(self._backoff.first)

    async def _pause(self, stop: asyncio.Event, failures: int, error: Exception) -> None:
        seconds = self._backoff.after(failures)
        if isinstance(error, SaidNoError) and error.code in (401, 404):
            log.error(BAD_TOKEN, failures=failures)
        else:
            kind = type(error).__name__
            log.warning(
                "zalo: no events, trying again", error=kind, failures=failures, seconds=round(seconds, 1)
            )
        try:
            await asyncio.wait_for(stop.wait(), timeout=seconds)
        except TimeoutError:
            return

    async def send(self, parcel: Parcel) -> str | None:
        """Send a message; gives Zalo's number for it. Raises one of the Undelivered."""
        text, styles = styled(parcel.text)
        if not text.strip():
            raise Refused("empty")
        try:
            sent = await self._say(parcel.chat_id, text, styles)
        except ZaloError as error:
            raise undelivered(error) from None
        number = sent.get("message_id") if isinstance(sent, dict) else None
        if not isinstance(number, str | int):
            raise Unknown("unreadable answer")  # Zalo took it: only its answer is not as told
        return str(number)

    async def _say(self, chat_id: str, text: str, styles: list[dict[str, Any]]) -> Any:
        """Send a text; where Zalo refuses it with its bold passages, once more without: better plain than lost."""
        try:
            return await self._api.call("sendMessage", chat_id=chat_id, text=text, text_styles=styles or None)
        except SaidNoError as error:
            if not styles or not isinstance(undelivered(error), Refused):
                raise
            log.warning("zalo: bold was refused", code=error.code)
            return await self._api.call("sendMessage", chat_id=chat_id, text=text)

    async def fetch(self, vendor_id: str) -> bytes:
        """The content of a picture that somebody sent, by its address. Raises one of the Undelivered."""
        if not vendor_id.startswith("https://"):
            raise Undelivered("no address")
        try:
            async with (
                httpx.AsyncClient(timeout=SECONDS) as client,
                client.stream("GET", vendor_id) as answer,
            ):
                if answer.status_code >= 500:
                    raise TryLater("server error")
                if answer.status_code != 200:
                    raise Undelivered("gone")
                return await _content(answer)
        except httpx.HTTPError:
            raise TryLater("unreachable") from None


async def _content(answer: httpx.Response) -> bytes:
    found = bytearray()
    async for chunk in answer.aiter_bytes():
        found += chunk
        if len(found) > FILE_BYTES:
            raise Undelivered("too large")
    return bytes(found)
