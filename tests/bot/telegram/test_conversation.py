"""Whole conversations over Telegram: real HTTP, a real database, everything between them running."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database
from tests.bot.line import QUICK, START
from tests.telegram_api import TelegramApi

Play = Callable[[TelegramApi], Awaitable[None]]


def played(url: str, play: Play) -> None:
    async def main() -> None:
        clock = TurnableClock(START)
        async with TelegramApi(clock) as api:
            channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
            database = Database(url)
            running = Running(Service(database, clock, [channel], Office()))
            await running.start(ticking=False)
            stop = asyncio.Event()
            listening = asyncio.create_task(
                channel.listen(lambda found: running.accept("telegram", found), stop)
            )
            try:
                await play(api)
            finally:
                stop.set()
                await asyncio.wait_for(listening, 5)
                await running.stop()
                await channel.close()
                database.close()

    asyncio.run(main())


def test_somebody_who_starts_the_bot_is_answered(sqlite_url: str) -> None:
    async def play(api: TelegramApi) -> None:
        lan = api.person("Lan", started=False)
        api.say(lan, lan, "/start")
        await api.until(lambda: bool(api.sent(lan)))
        assert len(api.texts(lan)[0]) > 20

    played(sqlite_url, play)


def test_a_group_command_is_answered_in_the_topic_where_it_stands(sqlite_url: str) -> None:
    async def play(api: TelegramApi) -> None:
        lan, group = api.person("Lan"), api.group("Kế hoạch", topics={7: "Quý I"})
        api.say(group, lan, "ăn trưa chưa")
        api.say(group, lan, "/quynay@dieuphoi_bot", thread=7)
        await api.until(lambda: bool(api.sent(group)))
        assert {posted.thread for posted in api.sent(group)} == {7}

    played(sqlite_url, play)


def test_a_hundred_people_at_once_are_all_answered(sqlite_url: str) -> None:
    async def play(api: TelegramApi) -> None:
        people = [api.person(f"Người {number}") for number in range(100)]
        for person in people:
            api.say(person, person, "/help")

        def all_answered() -> bool:
            """Time passes while they wait: by this clock, the bot may send thirty messages a second."""
            api.clock.turn_to(api.clock.now() + timedelta(seconds=0.2))  # type: ignore[attr-defined]
            return all(api.sent(person) for person in people)

        await api.until(all_answered, 20)
        assert api.rates.refused == []

    played(sqlite_url, play)
