"""A plan sent over Telegram: fetched and read beside everything else, shown once, also where the bot is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from dieuphoi.bot import reading_desk
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database
from tests.bot.line import QUICK, START
from tests.telegram_api import Person, TelegramApi

PLAN = Path("tests/plan/documents/4506-kh-ubnd.txt").read_bytes()
OTHER = PLAN.replace(b"4506/KH-UBND", b"99/KH-UBND")
Until = Callable[[Callable[[], bool]], Awaitable[None]]
Play = Callable[[TelegramApi, Person, Until], Awaitable[None]]


@contextmanager
def a_service(url: str, channel: TelegramChannel, clock: TurnableClock) -> Iterator[Service]:
    database = Database(url)
    yield Service(database, clock, [channel], Office())
    database.close()


async def running(api: TelegramApi, url: str, clock: TurnableClock, play: Play, minh: Person) -> None:
    """The bot from its start to its stop."""
    channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
    with a_service(url, channel, clock) as service:
        at_work, stop = Running(service), asyncio.Event()
        await at_work.start(ticking=False)
        listening = asyncio.create_task(channel.listen(lambda found: at_work.accept("telegram", found), stop))

        def later(so: Callable[[], bool]) -> bool:
            clock.turn_to(clock.now() + timedelta(seconds=1))  # one message a second goes to a chat
            at_work.wake()
            return so()

        try:
            await play(api, minh, lambda so: api.until(lambda: later(so)))
        finally:
            stop.set()
            await asyncio.wait_for(listening, 5)
            await at_work.stop()
            await channel.close()


async def before(api: TelegramApi, url: str, clock: TurnableClock) -> Person:
    minh = api.person("Minh")
    database = Database(url)
    with database.begin(clock.now()) as tx:
        make_coordinator(tx, "telegram", str(minh.id))
    database.close()
    return minh


def previews(api: TelegramApi, minh: Person) -> int:
    return sum("Bản xem trước:" in text for text in api.texts(minh))


def test_a_plan_is_fetched_read_and_shown_once(sqlite_url: str) -> None:
    async def play(api: TelegramApi, minh: Person, until: Until) -> None:
        api.send_file(minh, minh, "ke-hoach.txt", OTHER)
        api.say(minh, minh, "/quynay")  # is not held up by the reading
        await until(lambda: previews(api, minh) == 1)
        assert any("Đang đọc" in text for text in api.texts(minh))

    async def main() -> None:
        clock = TurnableClock(START)
        async with TelegramApi(clock) as api:
            await running(api, sqlite_url, clock, play, await before(api, sqlite_url, clock))

    asyncio.run(main())


def test_killed_while_it_reads_the_bot_reads_again_and_shows_one_preview(sqlite_url: str) -> None:
    async def told(api: TelegramApi, minh: Person, until: Until) -> None:
        await until(lambda: previews(api, minh) == 1)

    async def main() -> None:
        clock = TurnableClock(START)
        async with TelegramApi(clock) as api:
            minh = await before(api, sqlite_url, clock)
            channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
            with a_service(sqlite_url, channel, clock) as service:
                arrivals: list[object] = []
                api.send_file(minh, minh, "ke-hoach.txt", OTHER)
                stop = asyncio.Event()

                async def accept(found: object) -> None:
                    arrivals.append(found)
                    service.accept("telegram", found)  # type: ignore[arg-type]
                    stop.set()

                await channel.listen(accept, stop)
                service.handle_all()
                assert service.next_document() is not None  # taken up, and then the process is killed
                job = service.next_document()  # again, and killed after the reading, before anything is said
                assert job is not None
                content = await reading_desk.fetch(job, channel)
                assert content == OTHER
                service.document_read(job, content, reading_desk.read(job, content))
                service.document_read(job, content, reading_desk.read(job, content))
            await channel.close()
            await running(api, sqlite_url, clock, told, minh)
            await running(api, sqlite_url, clock, told, minh)

    asyncio.run(main())


def test_a_file_that_can_not_be_fetched_is_asked_for_again(sqlite_url: str) -> None:
    async def play(api: TelegramApi, minh: Person, until: Until) -> None:
        posted = api.send_file(minh, minh, "ke-hoach.txt", OTHER)
        api.chats.files.clear()
        await until(lambda: any("Không tải được tệp" in text for text in api.texts(minh)))
        assert posted

    async def main() -> None:
        clock = TurnableClock(START)
        async with TelegramApi(clock) as api:
            await running(api, sqlite_url, clock, play, await before(api, sqlite_url, clock))

    asyncio.run(main())
