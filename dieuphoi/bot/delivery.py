"""From the outbox to the people: in order within a chat, replies first, one chat's trouble holding up itself alone."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from dieuphoi.bot.channels import Channel, Closed, Moved, Refused, TryLater, Undelivered, Unknown
from dieuphoi.bot.pacing import Pacing
from dieuphoi.bot.service import Service
from dieuphoi.handlers import reachability
from dieuphoi.storage import outbox
from dieuphoi.storage.outbox import Parcel

log = structlog.get_logger()
ATTEMPTS = 8
AT_ONCE = 25  # messages on their way at the same time, each to another chat
T = TypeVar("T")


def settle(service: Service, parcel: Parcel, outcome: str | Undelivered | None) -> None:
    """Note in one transaction what became of a message, with everything that follows from it."""
    now = service.clock.now()
    with service.database.begin(now) as tx:
        if not isinstance(outcome, Undelivered):
            outbox.sent(tx, parcel.id, outcome)
        elif isinstance(outcome, Moved):
            outbox.postponed(tx, parcel.id, now, outcome.kind)
            reachability.moved(tx, parcel.channel, parcel.chat_id, outcome.new_chat_id)
        elif isinstance(outcome, Closed):
            outbox.failed(tx, parcel.id, outcome.kind)
            notices = reachability.closed(tx, parcel.channel, parcel.chat_id, parcel.private, outcome.kind)
            service.post(tx, notices)
        elif isinstance(outcome, Refused) or parcel.attempts + 1 >= ATTEMPTS:
            outbox.failed(tx, parcel.id, outcome.kind)
        else:
            outbox.postponed(tx, parcel.id, now + _pause(parcel, outcome), outcome.kind)
    if isinstance(outcome, Undelivered):
        log.warning("not delivered", outbox=parcel.id, channel=parcel.channel, error=outcome.kind)


def _pause(parcel: Parcel, outcome: Undelivered) -> timedelta:
    """The vendor's own wish, else doubling from one second to five minutes, with jitter."""
    if isinstance(outcome, TryLater) and outcome.after is not None:
        return outcome.after
    seconds = min(300, 2**parcel.attempts)
    return timedelta(seconds=seconds * random.uniform(1, 1.5))  # noqa: S311 - spreads retries, guards nothing


class Delivery:
    """Delivers one channel's messages until it is stopped."""

    def __init__(self, service: Service, channel: Channel, writer: Executor) -> None:
        self.service = service
        self.channel = channel
        self.wake = asyncio.Event()
        self._writer = writer
        self._pacing = Pacing(channel.limits)
        self._on_way: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        """Take from the outbox whenever there is something to take; returns after `stop`, with nothing on its way."""
        while not self._stopping:
            self.wake.clear()
            parcels = await self._claim()
            for parcel in parcels:
                task = asyncio.create_task(self._deliver(parcel))
                self._on_way.add(task)
                task.add_done_callback(self._on_way.discard)
            if not parcels:
                await self._rest()
        if self._on_way:
            await asyncio.wait(self._on_way)

    def stop(self) -> None:
        """Finish what is on its way and take nothing more."""
        self._stopping = True
        self.wake.set()

    async def _claim(self) -> list[Parcel]:
        now = self.service.clock.now()
        room = min(AT_ONCE - len(self._on_way), self._pacing.allowance(now))
        if room <= 0:
            return []
        held = self._pacing.held(now)
        return await self._in_writer(lambda: self._claim_now(now, room, held))

    def _claim_now(self, now: datetime, room: int, held: list[str]) -> list[Parcel]:
        with self.service.database.begin(now) as tx:
            return outbox.claim(tx, self.channel.name, limit=room, held=held)

    async def _deliver(self, parcel: Parcel) -> None:
        outcome: str | Undelivered | None
        try:
            outcome = await self.channel.send(parcel)
        except Undelivered as error:
            outcome = error
        except Exception as error:
            log.error("sending failed", outbox=parcel.id, exc_info=error)
            outcome = Unknown(type(error).__name__)
        self._pacing.sent(parcel, self.service.clock.now())
        await self._in_writer(lambda: settle(self.service, parcel, outcome))
        self.wake.set()

    async def _rest(self) -> None:
        """Wait for news, at most until the earliest moment at which something may go."""
        try:
            await asyncio.wait_for(self.wake.wait(), timeout=self._pacing.wait(self.service.clock.now()))
        except TimeoutError:
            return

    async def _in_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)
