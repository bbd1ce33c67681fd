"""For the vendor a restart is no new start: what went before it still counts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from dieuphoi.bot.delivery import Delivery
from dieuphoi.handlers.messages import Message, Rank
from dieuphoi.storage import outbox
from tests.bot.line import Line, chat_of, played


@asynccontextmanager
async def restarted(line: Line) -> AsyncIterator[None]:
    """The bot ends as it is, and begins anew at the same moment."""
    line.delivery.stop()
    with line.service.database.begin(line.clock.now()) as tx:
        outbox.settle_doubts(tx)
    with ThreadPoolExecutor(1) as writer:
        line.delivery = Delivery(line.service, line.channel, writer)
        running = asyncio.create_task(line.delivery.run())
        try:
            yield
        finally:
            line.delivery.stop()
            await running


def test_a_restart_in_the_middle_of_a_fan_out_earns_no_429(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        line.post(
            *(Message(chat_of(line.api.person(str(n))), "tin chung", rank=Rank.POST) for n in range(60))
        )
        for number in (4, 8, 12, 16, 20):
            await line.settled(number)
            line.turn(0.1)
        async with restarted(line):
            for number in (24, 28, 30):
                await line.settled(number)
                line.turn(0.1)
            line.turn(0.21)
            await line.settled(34)
        assert line.api.rates.refused == []

    played(tmp_path, play)


def test_a_group_that_had_its_twenty_messages_gets_no_more_after_a_restart(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        group, lan = line.api.group("Tổ"), line.api.person("Lan")
        for number in range(20):
            await line.becomes(line.tell(group, str(number)), "sent")
            line.turn(1)
        async with restarted(line):
            waits = line.tell(group, "nữa")
            await line.becomes(line.tell(lan, "chào"), "sent")
            line.turn(39)
            await line.becomes(line.tell(lan, "chào"), "sent")
            assert line.row(waits)["status"] == "waiting"
            line.turn(1)
            await line.becomes(waits, "sent")
        assert line.api.rates.refused == []

    played(tmp_path, play)


def test_what_is_in_doubt_counts_as_gone(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan, minh = line.api.person("Lan"), line.api.person("Minh")
        line.delivery.stop()
        line.tell(lan, "tin", rank=Rank.POST)
        with line.service.database.begin(line.clock.now()) as tx:
            (parcel,) = outbox.claim(tx, "telegram", limit=1)
        await line.channel.send(parcel)  # and here the process died
        async with restarted(line):
            reply = line.tell(lan, "trả lời")
            await line.becomes(line.tell(minh, "chào"), "sent")
            assert line.row(reply)["status"] == "waiting"
            line.turn(1)
            await line.becomes(reply, "sent")
        assert line.api.rates.refused == []

    played(tmp_path, play)
