"""The Telegram channel: a bot of the Bot API, by long polling."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from dieuphoi.bot.channels import Limits, Undelivered, Unknown
from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.telegram import reading, sending
from dieuphoi.bot.channels.telegram.commands import Command, publish
from dieuphoi.bot.channels.telegram.errors import undelivered
from dieuphoi.bot.channels.telegram.polling import WANTED, Accept, Poller
from dieuphoi.bot.channels.telegram.transport import READ_SECONDS, AiohttpRequest
from dieuphoi.handlers.messages import Incoming
from dieuphoi.storage.outbox import Parcel

# On a lower level the library writes every text, and addresses with the token, into the log.
logging.getLogger("telegram").setLevel(logging.WARNING)

OFFICIAL = "https://api.telegram.org"
CONNECTIONS = 64
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this and bots/api#sendmessage; edits
# count like messages, answers to presses don't: https://github.com/tdlib/td/issues/2592, tdlib/telegram-bot-api#648
LIMITS = Limits(
    text=4096,
    caption=1024,
    file_bytes=20_000_000,
    per_second=30,
    per_chat=timedelta(seconds=1),
    group_per_minute=20,
)


class TelegramChannel:
    """One bot on Telegram. `base_url` is another Bot API server's address, without path.

    `patience` is how many seconds a call may stay without answer; then it is in doubt.
    """

    name = "telegram"
    limits = LIMITS

    def __init__(
        self,
        token: str,
        base_url: str | None = None,
        *,
        commands: Sequence[Command] = (),
        backoff: Backoff | None = None,
        patience: float = READ_SECONDS,
        proxy: str | None = None,
    ) -> None:
        server = (base_url or OFFICIAL).rstrip("/")
        self._request = AiohttpRequest(CONNECTIONS, patience=patience, proxy=proxy)
        self._bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._commands = commands
        self._backoff = backoff or Backoff()
        self.me = reading.Me(id=token.partition(":")[0])

    @property
    def user_name(self) -> str:
        """The bot's user name without @, for links to it; empty until it has started."""
        return self.me.user_name

    async def start(self) -> None:
        """Learn who the bot is and put its menu in place. Raises one of the Undelivered."""
        try:
            await self._begin()
        except TelegramError as error:
            raise undelivered(error) from None

    async def who(self) -> str:
        """The bot's user name, as Telegram says it now; nothing is set. Raises one of the Undelivered."""
        try:
            return (await self._bot.get_me()).username or ""
        except TelegramError as error:
            raise undelivered(error) from None

    async def _begin(self) -> None:
        if self.me.user_name:
            return
        user = await self._bot.get_me()
        await self._bot.delete_webhook()  # while one is set, Telegram refuses polling
        await publish(self._bot, self._commands)
        self.me = reading.Me(str(user.id), user.username or "")

    async def be_called(self, url: str, secret: str) -> None:
        """Let Telegram bring the updates to an address, with a secret, from now on. Raises one of the Undelivered.

        What waits there is brought first. It stays so until `listen` asks for updates.
        """
        try:
            user = await self._bot.get_me()
            await publish(self._bot, self._commands)
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED)
        except TelegramError as error:
            raise undelivered(error) from None
        self.me = reading.Me(str(user.id), user.username or "")

    async def close(self) -> None:
        """Close the connections; after the last delivery."""
        await self._request.shutdown()

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        """What an update says; None for what the bot has no use for."""
        return reading.read(raw, self.me)

    async def listen(self, accept: Accept, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set; `accept` returns when they are committed. Starts the bot first.

        Nothing ends it but `stop`: while Telegram is out of reach, it waits and tries again.
        """
        poller = Poller(self._bot, self._request, accept, stop, self._backoff)
        await poller.run(self._begin)

    async def send(self, parcel: Parcel) -> str | None:
        """Send or edit a message; gives Telegram's number for it. Raises one of the Undelivered."""
        try:
            return await sending.send(self._bot, parcel)
        except Undelivered:
            raise
        except TelegramError as error:
            raise undelivered(error) from None
        except (KeyError, TypeError, ValueError, AttributeError):
            # Telegram took it: only its answer is not what the library expects.
            raise Unknown("unreadable answer") from None

    async def fetch(self, vendor_id: str) -> bytes:
        """A file's content, at most 20 MB. Raises one of the Undelivered."""
        try:
            found = await self._bot.get_file(vendor_id)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise undelivered(error) from None
