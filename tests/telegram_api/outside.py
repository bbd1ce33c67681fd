"""Playing scenes between the double and an outside client: python-telegram-bot over its own transport."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from telegram import Bot

from dieuphoi.bot.clock import TurnableClock
from tests.telegram_api import TelegramApi

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's switch for times as timedelta
START = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)
Play = Callable[[TelegramApi, Bot], Awaitable[None]]


def played(play: Play, token: str | None = None) -> None:
    """Run a scene with a bot of the right token, or of another one."""

    async def main() -> None:
        async with TelegramApi(TurnableClock(START)) as api:
            bot = Bot(
                token or api.token, base_url=f"{api.base_url}/bot", base_file_url=f"{api.base_url}/file/bot"
            )
            async with bot if token is None else api:
                await play(api, bot)

    asyncio.run(main())
