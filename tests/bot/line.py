"""A bot on the line: the server double, the Telegram channel, a real database, delivery running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import TurnableClock, read_moment
from dieuphoi.bot.delivery import Delivery
from dieuphoi.bot.service import Service
from dieuphoi.handlers.messages import Chat, Message
from dieuphoi.handlers.office import Office
from dieuphoi.storage import inbox
from dieuphoi.storage.database import Database
from dieuphoi.storage.tables import inbox as inbox_table
from dieuphoi.storage.tables import outbox as outbox_table
from tests.telegram_api import Group, Person, TelegramApi

START = read_moment("2022-02-15T09:00")
QUICK = Backoff(first=0.01, longest=0.02)


def chat_of(chat: Person | Group, thread: str | None = None) -> Chat:
    """A chat of the double as the handlers know it."""
    return Chat("telegram", str(chat.id), isinstance(chat, Person), thread)


@dataclass
class Line:
    """What a test holds of a running bot."""

    api: TelegramApi
    service: Service
    channel: TelegramChannel
    delivery: Delivery
    clock: TurnableClock
    accepted: list[list[inbox.Arrival]] = field(default_factory=list)

    def post(self, *messages: Message) -> list[int]:
        """Put messages into the outbox, as a handler's transaction does, and wake delivery."""
        with self.service.database.begin(self.clock.now()) as tx:
            ids = self.service.post(tx, messages)
        self.delivery.wake.set()
        return ids

    def tell(self, chat: Person | Group, text: str, **fields: Any) -> int:
        """Post one message; gives its outbox number."""
        return self.post(Message(chat_of(chat), text, **fields))[0]

    def turn(self, seconds: float) -> None:
        """Turn the clock, by which both the bot and the server count."""
        self.clock.turn_to(self.clock.now() + timedelta(seconds=seconds))
        self.delivery.wake.set()

    def row(self, number: int) -> dict[str, Any]:
        """An outbox row."""
        with self.service.database.begin(self.clock.now()) as tx:
            found = tx.connection.execute(select(outbox_table).where(outbox_table.c.id == number))
            return dict(found.mappings().one())

    def kept(self) -> list[str]:
        """The event ids in the inbox."""
        with self.service.database.begin(self.clock.now()) as tx:
            return list(tx.connection.execute(select(inbox_table.c.event_id)).scalars())

    def sql(self, statement: str) -> None:
        """Do something to the database that the bot itself never does."""
        with self.service.database.begin(self.clock.now()) as tx:
            tx.connection.exec_driver_sql(statement)

    async def becomes(self, number: int, status: str) -> dict[str, Any]:
        """Wait until an outbox row has a status; gives the row."""
        await self.api.until(lambda: self.row(number)["status"] == status)
        return self.row(number)

    async def settled(self, number: int) -> None:
        """Wait until so many messages have gone out and are noted as sent."""
        await self.api.until(lambda: self._count("sent") == number)

    def _count(self, status: str) -> int:
        with self.service.database.begin(self.clock.now()) as tx:
            rows = tx.connection.execute(select(outbox_table.c.id).where(outbox_table.c.status == status))
            return len(rows.all())

    async def accept(self, arrivals: list[inbox.Arrival]) -> object:
        """What the running bot gives to `listen`."""
        self.accepted.append(arrivals)
        return self.service.accept("telegram", arrivals)


@cache
def _empty() -> Database:
    database = Database("sqlite://")
    database.upgrade()
    return database


def _new_database(path: Path) -> Database:
    """A file with the tables, copied from one in memory: migrating each anew would take most of a test's time."""
    connection = _empty().engine.raw_connection()
    assert connection.driver_connection is not None
    connection.driver_connection.execute("VACUUM INTO ?", (str(path),))
    return Database(f"sqlite:///{path}")


@asynccontextmanager
async def line(folder: Path, start: datetime = START) -> AsyncIterator[Line]:
    """A bot whose delivery runs; it listens to nobody."""
    clock = TurnableClock(start)
    database = _new_database(folder / "bot.db")
    async with TelegramApi(clock) as api:
        channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
        await channel.start()
        service = Service(database, clock, [channel], Office())
        with ThreadPoolExecutor(1) as writer:
            delivery = Delivery(service, channel, writer)
            running = asyncio.create_task(delivery.run())
            try:
                yield Line(api, service, channel, delivery, clock)
            finally:
                api.release()
                delivery.stop()
                await asyncio.wait_for(running, 10)
                await channel.close()
                database.close()


def played(folder: Path, play: Callable[[Line], Coroutine[Any, Any, None] | Awaitable[None]]) -> None:
    """Run a scene on a fresh line."""

    async def main() -> None:
        async with line(folder) as it:
            await play(it)

    asyncio.run(main())
