"""The bot at work: one thread that writes, updates handled as they come in, every channel's delivery beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from dieuphoi.bot import drawing, fetching, forgetting, reading_desk, schedule
from dieuphoi.bot.beside import beside
from dieuphoi.bot.channels import Undelivered
from dieuphoi.bot.delivery import Delivery
from dieuphoi.bot.logs import where
from dieuphoi.bot.service import Service
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage import outbox
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.inbox import Arrival

log = structlog.get_logger()
TICK_SECONDS = 20
RETRY_SECONDS = 2.0
FETCH_SECONDS = 60.0  # between two looks for files whose pause is over
STOP_SECONDS = 5.0  # whoever stops a service waits ten or more before killing it
T = TypeVar("T")


class Running:
    """A service with its thread and its deliveries; `start` and `stop` are called once each."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._deliveries = [Delivery(service, c, self._writer) for c in service.channels.values()]
        self._arrived = asyncio.Event()
        self._sent_in = asyncio.Event()
        self._attached = asyncio.Event()
        self._asked_for = asyncio.Event()
        self._stopping = False
        self._tasks: list[asyncio.Task[None]] = []
        self._ticker = AsyncIOScheduler(timezone=ZONE)

    async def start(self, *, ticking: bool) -> None:
        """Settle what a crash left in doubt, then begin; with `ticking`, posts are prepared by real time."""
        await self.in_writer(self._settle)
        self._tasks = [asyncio.create_task(delivery.run()) for delivery in self._deliveries]
        beside = (self._handle(), self._read_documents(), self._fetch_files(), self._draw_papers())
        self._tasks += [asyncio.create_task(work) for work in beside]
        if ticking:
            self._ticker.add_job(self.tick, "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True)
            self._ticker.start()
            await self.tick()

    def _settle(self) -> None:
        with self.service.database.begin(self.service.clock.now()) as tx:
            doubtful = outbox.settle_doubts(tx, pause=self.service.patient)
        if doubtful:
            log.warning("sending was in doubt", messages=doubtful)
        schedule.begin(self.service)
        self.service.warm_up()

    async def accept(self, channel: str, arrivals: Iterable[Arrival]) -> None:
        """Keep updates; returns when they are committed. They are handled right after."""
        kept = list(arrivals)
        await self.in_writer(lambda: self.service.accept(channel, kept))
        self._arrived.set()

    async def tick(self) -> None:
        """Prepare the posts that have come due; once a day, forget what was said long ago."""
        try:
            if await self.in_writer(lambda: schedule.prepare_posts(self.service)):
                self.wake()
            while await self.in_writer(lambda: forgetting.forget_old(self.service)):
                pass  # between two portions what people write is handled
        except Exception as error:  # noqa: BLE001 - the next tick tries again; the reason must be seen
            log.error("posts not prepared", error=type(error).__name__, at=where(error))

    def wake(self) -> None:
        """There may be something to deliver, or a report to make for that."""
        for delivery in self._deliveries:
            delivery.wake.set()
        if self.service.to_draw:
            self._asked_for.set()

    async def in_writer(self, work: Callable[[], T]) -> T:
        """Do something with the database in the one thread that does."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def look(self, reading: Callable[[Transaction], T]) -> T:
        """What a reading finds in the database; it changes nothing."""
        return await self.in_writer(lambda: self._look(reading))

    def _look(self, reading: Callable[[Transaction], T]) -> T:
        with self.service.database.look(self.service.clock.now()) as tx:
            return reading(tx)

    async def stop(self) -> None:
        """Take nothing more in, finish what is on its way.

        A vendor that does not answer can't hold up the end: the next start finds that message in doubt.
        """
        self._stopping = True
        if self._ticker.running:
            self._ticker.shutdown(wait=False)
        self._arrived.set()
        self._sent_in.set()
        self._attached.set()
        self._asked_for.set()
        for delivery in self._deliveries:
            delivery.stop()
        _done, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._writer.shutdown()

    async def _handle(self) -> None:
        """Handle updates one after another; a row in a pause after a failure is looked for again."""
        while not self._stopping:
            self._arrived.clear()
            try:
                while await self.in_writer(self.service.handle_next) and not self._stopping:
                    self.wake()
                if self.service.to_read:
                    self._sent_in.set()
                if self.service.to_fetch:
                    self._attached.set()
            except Exception as error:  # noqa: BLE001 - e.g. the database is locked: nothing is lost, try again
                log.error("inbox not read", error=type(error).__name__, at=where(error))
            try:
                await asyncio.wait_for(self._arrived.wait(), timeout=RETRY_SECONDS)
            except TimeoutError:
                continue

    async def _read_documents(self) -> None:
        """Read what was sent in, one document after another, beside everything else."""
        while not self._stopping:
            self._sent_in.clear()
            try:
                while self.service.to_read and not self._stopping:
                    if not await self._read_one():
                        break
            except Exception as error:  # noqa: BLE001 - what was being read is read again
                log.error("document not read", error=type(error).__name__, at=where(error))
            try:
                await asyncio.wait_for(
                    self._sent_in.wait(), timeout=RETRY_SECONDS if self.service.to_read else None
                )
            except TimeoutError:
                continue

    async def _read_one(self) -> bool:
        """Fetch and read the next document; False where none may be read now."""
        job = await self.in_writer(self.service.next_document)
        if job is None:
            return False
        content: bytes | None = None
        try:
            content = await reading_desk.fetch(job, self.service.channels[job.channel])
        except Undelivered as error:
            log.warning("document not fetched", draft=job.id, error=error.kind)
            outcome = reading_desk.not_fetched()
        else:
            if content is None:
                await self.in_writer(lambda: self.service.document_later(job))
                return True
            outcome = await beside(lambda: reading_desk.read(job, content), "reading")
        await self.in_writer(lambda: self.service.document_read(job, content, outcome))
        self._arrived.set()
        return True

    async def _fetch_files(self) -> None:
        """Fetch what was attached, one file after another, beside everything else."""
        while not self._stopping:
            self._attached.clear()
            try:
                while self.service.to_fetch and not self._stopping:
                    if not await self._fetch_one():
                        break
            except Exception as error:  # noqa: BLE001 - what was being fetched is fetched again after a pause
                log.error("file not kept", error=type(error).__name__, at=where(error))
            try:
                await asyncio.wait_for(self._attached.wait(), timeout=FETCH_SECONDS)
            except TimeoutError:
                self.service.to_fetch = True

    async def _fetch_one(self) -> bool:
        """Fetch and keep the next file; False where none may be fetched now."""
        job = await self.in_writer(self.service.next_file)
        if job is None:
            return False
        try:
            content = await fetching.fetch(job, self.service.channels[job.channel])
        except Undelivered as error:
            log.warning("file never fetched", file=job.id, error=error.kind)
            await self.in_writer(lambda: self.service.file_fetched(job, None))
        else:
            if content is not None:
                await self.in_writer(lambda: self.service.file_fetched(job, content))
        self.wake()
        return True

    async def _draw_papers(self) -> None:
        """Make the reports that wait, one after another, beside everything else."""
        while not self._stopping:
            self._asked_for.clear()
            try:
                while self.service.to_draw and not self._stopping:
                    await self._draw_one()
            except Exception as error:  # noqa: BLE001 - what was being made is made again
                log.error("report not made", error=type(error).__name__, at=where(error))
            try:
                await asyncio.wait_for(
                    self._asked_for.wait(), timeout=RETRY_SECONDS if self.service.to_draw else None
                )
            except TimeoutError:
                continue

    async def _draw_one(self) -> None:
        """Make the next report, where one waits; the file in a thread that no end of the program waits for."""
        job = await self.in_writer(self.service.next_paper)
        if job is not None:
            made = await beside(lambda: drawing.draw(job), "drawing")
            await self.in_writer(lambda: self.service.paper_drawn(job, made))
            self.wake()
