"""One office on Telegram and Zalo at once: what one channel can't bring goes by the other, once."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from dieuphoi.bot import schedule
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.channels.zalo import ZaloChannel
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.messages import RETIRED, Button, Chat, Message
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.rerouting import AFTER
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage import linking, people
from dieuphoi.storage.database import Database
from dieuphoi.storage.tables import outbox
from tests.bot.line import QUICK, START
from tests.handlers.office import focal_at
from tests.stage import KHDT
from tests.telegram_api import Person as OnTelegram
from tests.telegram_api import TelegramApi
from tests.zalo_api import Person as OnZalo
from tests.zalo_api import ZaloApi


@dataclass
class Both:
    """The bot on both channels, and lan and minh with an account on each."""

    telegram: TelegramApi
    zalo: ZaloApi
    service: Service
    clock: TurnableClock
    running: Running
    lan: tuple[OnTelegram, OnZalo]
    minh: tuple[OnTelegram, OnZalo]

    async def until(self, so: Callable[[], bool]) -> None:
        def later() -> bool:
            self.clock.turn_to(self.clock.now() + timedelta(seconds=1))
            self.running.wake()
            return so()

        await self.telegram.until(later)

    def tell(self, text: str, **more: object) -> int:
        """The bot says something to lan, on Telegram."""
        to = Chat("telegram", str(self.lan[0].id), private=True)
        with self.service.database.begin(self.clock.now()) as tx:
            (number,) = self.service.post(tx, [Message(to, text, **more)])  # type: ignore[arg-type]
        self.running.wake()
        return number

    async def mornings(self, until: datetime) -> None:
        """Turn the clock to a moment, with all working mornings on the way, each with two hours to deliver in."""
        loop = asyncio.get_running_loop()

        def deliver() -> None:
            asyncio.run_coroutine_threadsafe(self.deliver(), loop).result(60)

        await asyncio.to_thread(schedule.turn_clock, self.service, self.clock, until, deliver)

    async def deliver(self) -> None:
        """Two hours pass, in steps in which all is tried that may go."""
        for _step in range(20):
            await self.until(lambda: not self._due())
            if not self._waits():
                break
            self.clock.turn_to(self.clock.now() + timedelta(minutes=6))

    def _due(self) -> bool:
        with self.service.database.look(self.clock.now()) as tx:
            moment = outbox.c.not_before.is_(None) | (outbox.c.not_before <= tx.now)
            query = select(outbox.c.id).where(outbox.c.status.in_(("waiting", "sending")), moment)
            return tx.connection.execute(query.limit(1)).first() is not None

    def _waits(self) -> bool:
        with self.service.database.look(self.clock.now()) as tx:
            query = select(outbox.c.id).where(outbox.c.status == "waiting")
            return tx.connection.execute(query.limit(1)).first() is not None

    def reminded(self) -> list[str]:
        """Which of lan's posts went out, by their keys, whichever way; one that went twice is there twice."""
        chats = (str(self.lan[0].id), self.lan[1].id)
        with self.service.database.look(self.clock.now()) as tx:
            query = select(outbox.c.key).where(
                outbox.c.chat_id.in_(chats),
                outbox.c.status == "sent",
                outbox.c.kind != RETIRED,
                outbox.c.key.is_not(None),
            )
            return sorted(
                re.sub("@(zalo|telegram)", "", key) for key in tx.connection.execute(query).scalars()
            )

    def heard(self) -> dict[str, int]:
        """How many messages each channel has brought lan."""
        return {
            "telegram": len(self.telegram.texts(self.lan[0])),
            "zalo": len(self.zalo.texts(self.lan[1])),
        }

    def status(self, number: int) -> str:
        with self.service.database.look(self.clock.now()) as tx:
            query = select(outbox.c.status).where(outbox.c.id == number)
            return str(tx.connection.execute(query).scalar_one())


@asynccontextmanager
async def on_both(
    url: str, telegram: TelegramApi, zalo: ZaloApi, clock: TurnableClock
) -> AsyncIterator[Both]:
    lan, minh = ((telegram.person(name), zalo.person(name)) for name in ("Lan", "Minh"))
    database = Database(url)
    with database.begin(clock.now()) as tx:
        make_coordinator(tx, "telegram", str(minh[0].id))
        person = focal_at(tx, "telegram", str(lan[0].id), KHDT, "Trần Thị Lan")
        boss = people.person_at(tx, "telegram", str(minh[0].id))
        for owner, account in ((person, lan[1]), (boss, minh[1])):
            assert owner is not None
            linking.join(tx, people.identify(tx, "zalo", account.id, account.name).address_id, owner)
    for account in (lan[1], minh[1]):
        zalo.say(account, account, "chào bot")
    channels = [
        TelegramChannel(telegram.token, telegram.base_url, backoff=QUICK),
        ZaloChannel(zalo.token, zalo.base_url, backoff=QUICK, poll_seconds=1),
    ]
    service = Service(database, clock, channels, Office())
    running, stop = Running(service), asyncio.Event()
    await running.start(ticking=False)
    listening = [
        asyncio.create_task(
            channel.listen(lambda found, name=channel.name: running.accept(name, found), stop)
        )
        for channel in channels
    ]
    both = Both(telegram, zalo, service, clock, running, lan, minh)
    await both.until(lambda: all(zalo.texts(account) for account in (lan[1], minh[1])))
    try:
        yield both
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*listening), 5)
        await running.stop()
        for channel in channels:
            await channel.close()
        database.close()


def played(url: str, play: Callable[[Both], Awaitable[None]]) -> None:
    async def main() -> None:
        clock = TurnableClock(START)
        async with (
            TelegramApi(clock) as telegram,
            ZaloApi(clock) as zalo,
            on_both(url, telegram, zalo, clock) as both,
        ):
            await play(both)

    asyncio.run(main())


def test_who_blocks_the_bot_on_one_channel_hears_it_on_the_other_once(sqlite_url: str) -> None:
    async def play(both: Both) -> None:
        both.telegram.block(both.lan[0])
        both.tell("Nhắc việc thứ nhất")
        both.tell("Nhắc việc thứ hai")
        both_reminders = (
            "Nhắc việc thứ nhất\n\nNhắc việc thứ hai"  # in their order, and one of the month's messages
        )
        await both.until(lambda: both_reminders in both.zalo.texts(both.lan[1]))
        assert "".join(both.zalo.texts(both.lan[1])).count("Nhắc việc") == 2
        await both.until(lambda: any("tin chuyển qua Zalo" in t for t in both.telegram.texts(both.minh[0])))

    played(sqlite_url, play)


def test_a_channel_that_is_down_for_an_hour_is_gone_round_and_comes_back(sqlite_url: str) -> None:
    async def play(both: Both) -> None:
        both.telegram.fail("sendMessage", *["server error"] * 40)
        number = both.tell("Nhắc việc")
        await both.until(lambda: both.telegram.count("sendMessage") >= 2)
        both.clock.turn_to(both.clock.now() + AFTER)
        await both.until(lambda: "Nhắc việc" in both.zalo.texts(both.lan[1]))
        assert both.status(number) == "withdrawn"
        await both.until(lambda: any("đã một giờ" in text for text in both.zalo.texts(both.minh[1])))
        with both.service.database.look(both.clock.now()) as tx:
            person = people.person_at(tx, "zalo", both.lan[1].id)
            assert person is not None
            assert people.accounts(tx, [person])[person][0][0] == "zalo"
        both.clock.turn_to(both.clock.now() + AFTER)
        with both.service.database.look(both.clock.now()) as tx:
            assert people.accounts(tx, [person])[person][0][0] == "telegram"
        assert both.telegram.texts(both.lan[0]).count("Nhắc việc") == 0
        assert both.zalo.texts(both.lan[1]).count("Nhắc việc") == 1

    played(sqlite_url, play)


def test_the_coordinator_hears_of_a_group_that_is_not_reached_for_an_hour(sqlite_url: str) -> None:
    async def play(both: Both) -> None:
        group = both.zalo.group("Nhóm điều phối")
        both.zalo.fail("sendMessage", *["server error"] * 12)
        to = Chat("zalo", group.id, private=False)
        with both.service.database.begin(both.clock.now()) as tx:
            both.service.post(tx, [Message(to, "Sắp đến hạn")])
        both.running.wake()
        await both.until(lambda: both.zalo.count("sendMessage") >= 4)
        both.clock.turn_to(both.clock.now() + AFTER)
        await both.until(lambda: any("đã một giờ" in text for text in both.telegram.texts(both.minh[0])))
        both.zalo.mend()
        both.clock.turn_to(both.clock.now() + timedelta(minutes=10))
        await both.until(lambda: "Sắp đến hạn" in both.zalo.texts(group))

    played(sqlite_url, play)


def test_a_zalo_menu_that_moves_to_telegram_has_buttons_there_and_no_numbers(sqlite_url: str) -> None:
    async def play(both: Both) -> None:
        both.zalo.say(both.lan[1], both.lan[1], "/viec PL1-4")
        await both.until(lambda: any("1. Đang thực hiện" in t for t in both.zalo.texts(both.lan[1])))
        both.lan[1].blocked = True
        to = Chat("zalo", both.lan[1].id, private=True)
        with both.service.database.begin(both.clock.now()) as tx:
            both.service.post(tx, [Message(to, "Chọn đi", ((Button("Xem PL1-4", "c:1"),),))])
        both.running.wake()
        await both.until(lambda: "Chọn đi" in both.telegram.texts(both.lan[0]))
        (sent,) = [one for one in both.telegram.sent(both.lan[0]) if one.text == "Chọn đi"]
        assert sent.labels == ["Xem PL1-4"]

    played(sqlite_url, play)


def a_quarter_with(url: str, off: str | None) -> tuple[list[str], dict[str, int], dict[str, int]]:
    """A quarter's end with one of the channels off for three weeks: what lan was reminded of, and by which channel."""
    found: list[tuple[list[str], dict[str, int], dict[str, int]]] = []

    async def play(both: Both) -> None:
        if off == "zalo":  # the one that lan chose
            with both.service.database.begin(both.clock.now()) as tx:
                accounts = linking.of_person(tx, people.person_at(tx, "zalo", both.lan[1].id) or 0)
                linking.prefer(tx, next(one.id for one in accounts if one.channel == "zalo"))
        await both.mornings(datetime(2022, 3, 8, 14, 0, tzinfo=ZONE))
        before = both.heard()
        api = {"telegram": both.telegram, "zalo": both.zalo}.get(off or "")
        if api is not None:
            api.fail("sendMessage", *["reset" if off == "telegram" else "server error"] * 20_000)
        await both.mornings(datetime(2022, 3, 29, 14, 0, tzinfo=ZONE))
        while_off = both.heard()
        if api is not None:
            api.mend()
        await both.mornings(datetime(2022, 4, 12, 14, 0, tzinfo=ZONE))
        after = both.heard()
        found.append(
            (
                both.reminded(),
                {name: while_off[name] - before[name] for name in before},
                {name: after[name] - while_off[name] for name in before},
            )
        )

    played(url, play)
    return found[0]


def test_no_reminder_of_a_quarter_is_lost_or_doubled_when_a_channel_goes_off(
    prepared: Path, tmp_path: Path
) -> None:
    """Telegram's calls are cut, of which nobody knows what became; Zalo answers that it can't."""

    def copy(name: str) -> str:
        return f"sqlite:///{shutil.copy(prepared, tmp_path / f'{name}.db')}"

    expected, _during, _after = a_quarter_with(copy("none"), None)
    assert len(expected) > 5
    for off, other in (("telegram", "zalo"), ("zalo", "telegram")):
        reminded, during, after = a_quarter_with(copy(off), off)
        assert reminded == expected, off
        assert during[off] == 0 and during[other] > 0
        assert after[off] > 0 and after[other] == 0  # the channel that they chose is back
