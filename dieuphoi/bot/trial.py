"""The local web chat's office: fictional people, the shipped plan, and a clock that the visitor turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from dieuphoi.bot import office_setup, schedule
from dieuphoi.bot.channels.web.channel import WebChannel
from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.channels.web.people import CHANNEL, START, settle_in
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import LETTERHEAD, Office
from dieuphoi.reports import Office as Letterhead
from dieuphoi.storage import marks
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.inbox import Arrival

_MARK = "clock of the trial"
T = TypeVar("T")


class Trial:
    """What the page needs of the running bot (a `Desk`)."""

    def __init__(self, url: str, pages: str, letterhead: Letterhead = LETTERHEAD) -> None:
        """`url` is of the database, `pages` the address that the page is served under."""
        self.news = News()
        self._database = Database(url)
        self._clock = TurnableClock(START)
        office = Office(pages={CHANNEL: pages}, calendars=pages, letterhead=letterhead)
        service = Service(self._database, self._clock, [WebChannel(self.news)], office, patient=False)
        self._running = Running(service)

    async def start(self) -> None:
        """Open the database, go on from the moment that the clock was turned to last."""
        await self._running.in_writer(self._settle_in)
        await self._running.start(ticking=False)

    def _settle_in(self) -> None:
        office_setup.prepare(self._database, self._clock)
        with self._database.begin(START) as tx:
            kept = marks.get(tx, _MARK)
            settle_in(tx)
        if kept:
            self._clock.turn_to(datetime.fromisoformat(kept))

    async def stop(self) -> None:
        """Finish what is on its way."""
        await self._running.stop()
        self._database.close()

    async def accept_and_handle(self, arrivals: Sequence[Arrival]) -> None:
        """See Desk."""
        await self._running.accept(CHANNEL, arrivals)

    async def turn_clock(self, moment: datetime) -> None:
        """See Desk."""
        if moment < self._clock.now():
            raise ValueError("the clock is only ever turned forward")
        await self._running.in_writer(lambda: self._turn(moment))
        self._running.wake()
        self.news.tell()

    def _turn(self, moment: datetime) -> None:
        schedule.turn_clock(self._running.service, self._clock, moment, lambda: None)
        with self._database.begin(moment) as tx:
            marks.put(tx, _MARK, moment.isoformat())

    async def next_occasion(self) -> datetime | None:
        """See Desk."""
        return await self._running.in_writer(lambda: schedule.next_post(self._running.service))

    async def reset(self) -> None:
        """See Desk."""
        await self._running.in_writer(self._start_over)
        self.news.redraw()

    def _start_over(self) -> None:
        self._database.empty()
        self._clock.restart(START)
        self._settle_in()
        schedule.begin(self._running.service)

    async def look(self, reading: Callable[[Transaction], T]) -> T:
        """See Desk."""
        return await self._running.in_writer(lambda: self._look(reading))

    def _look(self, reading: Callable[[Transaction], T]) -> T:
        with self._database.look(self._clock.now()) as tx:
            return reading(tx)
