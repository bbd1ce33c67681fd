"""A desk over the real service and an in-memory database, with posts at given moments."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from dieuphoi.bot.channels.web.channel import WebChannel
from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.channels.web.people import CHANNEL, GROUP, START, settle_in
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.service import Service
from dieuphoi.bot.settling import settle
from dieuphoi.handlers.messages import Button, Chat, Message, bold
from dieuphoi.handlers.office import Office
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import outbox, plans
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.inbox import Arrival

T = TypeVar("T")
GROUP_CHAT = Chat(CHANNEL, GROUP, private=False)
PLAN = PlanDocument(
    "17/KH-UBND",
    date(2021, 12, 20),
    "UBND tỉnh",
    "Kế hoạch thử",
    tasks=(Task("PL1-1", "1", "1", "Ban hành quy chế", ("Sở Tài chính",), due=date(2022, 3, 31)),),
)


def private(person: str) -> Chat:
    """A person's own chat with the bot."""
    return Chat(CHANNEL, person, private=True)


class QuietDesk:
    """Handles and delivers at once. A post falls due at each of `occasions`."""

    def __init__(self, news: News, occasions: Sequence[datetime] = (), url: str = "sqlite://") -> None:
        self.channel = WebChannel(news)
        self.occasions = sorted(occasions)
        self.url = url
        self._open()

    def _open(self) -> None:
        database = Database(self.url)
        database.upgrade()
        self.service = Service(database, TurnableClock(START), [self.channel], Office())
        with database.begin(START) as tx:
            plans.seed_agencies(tx)
            plans.add(tx, PLAN)
            settle_in(tx)

    async def accept_and_handle(self, arrivals: Sequence[Arrival]) -> None:
        self.service.accept(CHANNEL, arrivals)
        self.service.handle_all()
        await self.deliver()

    async def turn_clock(self, moment: datetime) -> None:
        for occasion in [o for o in self.occasions if self.service.clock.now() < o <= moment]:
            self.service.clock.turn_to(occasion)
            await self.tell(Message(GROUP_CHAT, f"{bold('Nhắc việc')} ngày {occasion:%d/%m/%Y}"))
        self.service.clock.turn_to(moment)

    async def next_occasion(self) -> datetime | None:
        return next((o for o in self.occasions if o > self.service.clock.now()), None)

    async def reset(self) -> None:
        self.service.database.close()
        self._open()

    async def look(self, reading: Callable[[Transaction], T]) -> T:
        with self.service.database.begin(self.service.clock.now()) as tx:
            return reading(tx)

    async def tell(self, *messages: Message) -> list[int]:
        """Have the bot say something."""
        ids = await self.look(lambda tx: self.service.post(tx, messages))
        await self.deliver()
        return ids

    async def deliver(self) -> None:
        """Send what waits, until nothing does."""
        while parcels := await self.look(lambda tx: outbox.claim(tx, CHANNEL, limit=20)):
            for parcel in parcels:
                settle(self.service, parcel, await self.channel.send(parcel))


def with_choice(chat: Chat) -> Message:
    """A question with two buttons."""
    buttons = ((Button("Đã trình", "s:1:submitted"), Button("Vướng mắc", "s:1:blocked")),)
    return Message(chat, f"{bold('PL1-1')} Ban hành quy chế: hiện thế nào?", buttons)


def days(*numbers: int) -> list[datetime]:
    """Moments so many days after the start."""
    return [START + timedelta(days=n) for n in numbers]


def run(work: Coroutine[Any, Any, T]) -> T:
    """Await something of a desk that no server runs, in a loop and thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
