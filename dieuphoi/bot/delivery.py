"""From the outbox to the people: in order within a chat, replies first; a chat in trouble waits alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from typing import TypeVar

import structlog

from dieuphoi.bot.channels import Channel, Undelivered, Unknown
from dieuphoi.bot.logs import where
from dieuphoi.bot.pacing import MINUTE, REST, Pacing, Room
from dieuphoi.bot.service import Service
from dieuphoi.bot.settling import settle
from dieuphoi.storage import outbox
from dieuphoi.storage.outbox import Gone, Parcel

log = structlog.get_logger()
AT_ONCE = 30  # messages on their way at the same time, each to another chat
T = TypeVar("T")


class Delivery:
    """Delivers one channel's messages until it is stopped.

    Whoever writes into the outbox, or turns a clock that stands still, sets `wake`.
    """

    def __init__(self, service: Service, channel: Channel, writer: Executor) -> None:
        self.service = service
        self.channel = channel
        self.wake = asyncio.Event()
        self._writer = writer
        self._pacing = Pacing(channel.limits)
        self._remembers = False
        self._on_way: set[int] = set()
        self._unsure = False  # whether a claim failed of which nobody knows if it was committed
        self._stopping = False

    async def run(self) -> None:
        """Take from the outbox whenever something may go; returns after `stop`, with nothing on its way."""
        async with asyncio.TaskGroup() as on_way:
            while not self._stopping:
                self.wake.clear()
                parcels = await self._claim()
                self._on_way.update(parcel.id for parcel in parcels)
                for parcel in parcels:
                    on_way.create_task(self._deliver(parcel))
                if not parcels:
                    await self._rest()

    def stop(self) -> None:
        """Finish what is on its way and take nothing more."""
        self._stopping = True
        self.wake.set()

    async def _claim(self) -> list[Parcel]:
        now = self.service.clock.now()
        try:
            if not self._remembers:
                await self._remember(now)
            room = self._pacing.room(now)
            at_most = AT_ONCE - len(self._on_way)
            if not room.messages or at_most <= 0:
                return []
            parcels = await self._in_writer(lambda: self._claim_now(now, room, at_most))
        except Exception as error:  # noqa: BLE001 - e.g. the database is locked: nothing is lost, try again
            log.error(
                "outbox not read", channel=self.channel.name, error=type(error).__name__, at=where(error)
            )
            self._unsure = True
            return []
        self._unsure = False
        self._pacing.begun(parcels, self.service.clock.now())
        return parcels

    async def _remember(self, now: datetime) -> None:
        """Take up the pace where the last process left it: for the vendor, there was no new start."""
        gone = await self._in_writer(lambda: self._gone_before(now))
        self._pacing.remember(gone)
        self._remembers = True

    def _gone_before(self, now: datetime) -> list[Gone]:
        with self.service.database.look(now) as tx:
            return outbox.gone_since(tx, self.channel.name, now - MINUTE)

    def _claim_now(self, now: datetime, room: Room, at_most: int) -> list[Parcel]:
        """What may go, replies first; posts get no more than their share, and replies what is left."""
        share, channel = min(room.posts, at_most), self.channel.name
        with self.service.database.begin(now) as tx:
            if self._unsure:
                outbox.give_back(tx, channel, self._on_way)
            parcels = (
                outbox.claim(tx, channel, limit=share, held=[*room.held, *room.replies_only]) if share else []
            )
            left = min(room.messages, at_most) - len(parcels)
            if left and (len(parcels) == share or room.replies_only):
                parcels += outbox.claim(tx, channel, limit=left, held=room.held, replies_only=True)
        return parcels

    async def _deliver(self, parcel: Parcel) -> None:
        begun = self.service.clock.now()
        outcome = await self._send(parcel)
        self._pacing.ended(parcel, begun, self.service.clock.now())
        while not await self._settled(parcel, outcome) and not self._stopping:
            await asyncio.sleep(REST)
        self._on_way.discard(parcel.id)
        self.wake.set()

    async def _settled(self, parcel: Parcel, outcome: str | Undelivered | None) -> bool:
        """Whether the outcome is noted. While it is not, the message counts as on its way, and its chat waits."""
        try:
            await self._in_writer(lambda: settle(self.service, parcel, outcome))
        except Exception as error:  # noqa: BLE001 - a lost outcome would mean a doubled message: try again
            log.error("outcome not noted", outbox=parcel.id, error=type(error).__name__, at=where(error))
            return False
        return True

    async def _send(self, parcel: Parcel) -> str | Undelivered | None:
        try:
            return await self.channel.send(parcel)
        except Undelivered as error:
            return error
        except Exception as error:  # noqa: BLE001 - one message's trouble stays its own
            # Neither its text nor its traceback is written: either may hold the message or the token.
            log.error("sending failed", outbox=parcel.id, error=type(error).__name__)
            return Unknown(type(error).__name__)

    async def _rest(self) -> None:
        """Wait for news, at most until the earliest moment at which something may go."""
        try:
            await asyncio.wait_for(self.wake.wait(), timeout=self._pacing.wait(self.service.clock.now()))
        except TimeoutError:
            return

    async def _in_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)
