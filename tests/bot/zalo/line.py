"""A bot on Zalo: the server double, the channel, a real database, everything running as in `dieuphoi run`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from dieuphoi.bot.channels.zalo import ZaloChannel
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database
from tests.bot.line import QUICK
from tests.zalo_api import Group, Person, ZaloApi

PAGES = "https://bot.example.gov.vn"


@dataclass
class Line:
    """What a test holds of a running bot on Zalo."""

    api: ZaloApi
    service: Service
    channel: ZaloChannel
    clock: TurnableClock
    running: Running

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait for something; the clock goes on meanwhile, for one message a second goes to a chat."""

        def later() -> bool:
            self.clock.turn_to(self.clock.now() + timedelta(seconds=1))
            self.running.wake()
            return so()

        await self.api.until(later)

    async def say(self, chat: Person | Group, by: Person, text: str, **more: object) -> str:
        """Somebody writes; gives what the bot has said in that chat since, once it has said something."""
        before = len(self.api.texts(chat))
        self.api.say(chat, by, text, **more)
        await self.until(lambda: len(self.api.texts(chat)) > before and self._quiet())
        return "\n---\n".join(self.api.texts(chat)[before:])

    def _quiet(self) -> bool:
        """Whether nothing waits to be handled or sent."""
        with self.service.database.look(self.clock.now()) as tx:
            return not tx.connection.exec_driver_sql(
                "SELECT 1 FROM outbox WHERE status IN ('waiting', 'sending') UNION ALL "
                "SELECT 1 FROM inbox WHERE status = 'waiting'"
            ).first()


@asynccontextmanager
async def on_zalo(url: str, clock: TurnableClock, api: ZaloApi) -> AsyncIterator[Line]:
    """The bot from its start to its stop."""
    channel = ZaloChannel(api.token, api.base_url, backoff=QUICK, poll_seconds=1)
    database = Database(url)
    service = Service(database, clock, [channel], Office(pages={"zalo": PAGES}))
    running, stop = Running(service), asyncio.Event()
    await running.start(ticking=False)
    listening = asyncio.create_task(channel.listen(lambda found: running.accept("zalo", found), stop))
    try:
        yield Line(api, service, channel, clock, running)
    finally:
        stop.set()
        await asyncio.wait_for(listening, 5)
        await running.stop()
        await channel.close()
        database.close()
