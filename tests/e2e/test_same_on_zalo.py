"""The example's quarter over Telegram with buttons and over Zalo with numbers: the same office at the end."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dieuphoi.bot import schedule
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.channels.zalo import ZaloChannel
from dieuphoi.bot.clock import TurnableClock, read_moment
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import Office
from dieuphoi.storage import log, plans, tasks, totals
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.tables import agency, extension, membership, outbox, person
from tests.bot.line import QUICK
from tests.handlers.office import known
from tests.telegram_api import TelegramApi
from tests.zalo_api import ZaloApi

EXAMPLE = Path("examples/quy-1-2022.jsonl")
BEGIN = read_moment("2022-01-03T13:00")
CHOICES = re.compile(r"Trả lời bằng số|^1\. PL", re.MULTILINE)
End = tuple[dict[str, Any], Any]


@dataclass
class Player:
    """Plays a script's lines over one channel."""

    api: Any
    service: Service
    clock: TurnableClock
    running: Running
    people: dict[str, Any]
    group: Any

    async def quiet(self) -> None:
        """Wait until everything that may be handled and sent is; the clock goes on meanwhile, as chats have a pace."""

        def so() -> bool:
            self.clock.turn_to(self.clock.now() + timedelta(seconds=1))
            self.running.wake()
            return self._nothing_waits()

        await self.api.until(so, 20)

    def _nothing_waits(self) -> bool:
        with self.service.database.look(self.clock.now()) as tx:
            waiting = outbox.c.status.in_(("waiting", "sending")) & (
                outbox.c.not_before.is_(None) | (outbox.c.not_before <= tx.now)
            )
            sent = tx.connection.execute(select(outbox.c.id).where(waiting).limit(1)).first() is None
            return (
                sent
                and not tx.connection.exec_driver_sql("SELECT 1 FROM inbox WHERE status = 'waiting'").first()
            )

    async def play(self, line: dict[str, Any]) -> None:
        if "at" in line:
            await self.turn(line["at"])
            return
        who = self.people.setdefault(line["as"], None) or self._appear(line["as"])
        chat = self.group if line["chat"] == "group" else who
        before = self.taken_in()
        if "press" in line:
            self.press(chat, who, line["press"])
        else:
            self.say(chat, who, line["text"])
        await self.api.until(lambda: self.taken_in() > before, 20)
        await self.quiet()

    def _appear(self, name: str) -> Any:
        self.people[name] = self.api.person(name)
        return self.people[name]

    def taken_in(self) -> int:
        """How many updates have come in."""
        with self.service.database.look(self.clock.now()) as tx:
            return int(tx.connection.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one())

    async def turn(self, moment: str) -> None:
        loop = asyncio.get_running_loop()

        def deliver() -> None:
            asyncio.run_coroutine_threadsafe(self.quiet(), loop).result(60)

        await asyncio.to_thread(schedule.turn_clock, self.service, self.clock, read_moment(moment), deliver)

    def say(self, chat: Any, who: Any, text: str) -> None:
        raise NotImplementedError

    def press(self, chat: Any, who: Any, label: str) -> None:
        raise NotImplementedError


class OverTelegram(Player):
    def say(self, chat: Any, who: Any, text: str) -> None:
        in_group = chat is self.group and not text.startswith("/")
        self.api.say(chat, who, f"@dieuphoi_bot {text}" if in_group else text)

    def press(self, chat: Any, who: Any, label: str) -> None:
        newest = next(m for m in reversed(self.api.sent(chat)) if label in m.labels)
        if "inline_keyboard" in (newest.markup or {}):
            self.api.press(chat, who, label, on=newest)
        else:  # the keyboard under the screen, whose keys say what stands on them
            self.api.say(chat, who, label)


class OverZalo(Player):
    def say(self, chat: Any, who: Any, text: str) -> None:
        self.api.say(chat, who, text)

    def press(self, chat: Any, who: Any, label: str) -> None:
        """By the number that stands before it in the newest message with choices; of a list's line by that line's."""
        newest = next(
            t
            for t in reversed(self.api.texts(chat))
            if "Trả lời bằng số" in t or re.search(r"^1\. PL", t, re.M)
        )
        found = re.search(rf"^(\d+)\. {re.escape(label)}(?: ·.*)?$", newest, re.M)
        assert found, (label, newest)
        self.api.say(chat, who, found[1])


def office_of(tx: Transaction) -> dict[str, Any]:
    """What an office is: its people, its tasks with their logs, its totals; without moments and vendors' numbers."""
    plan = plans.every(tx)[0]
    every = tasks.every(tx, tasks.Filter((plan.id,)))
    return {
        "people": sorted(
            map(
                str,
                tx.connection.execute(
                    select(person.c.full_name, person.c.position, person.c.phone, person.c.role)
                ),
            )
        ),
        "seats": sorted(
            map(
                str,
                tx.connection.execute(
                    select(person.c.full_name, agency.c.name)
                    .join(membership, membership.c.person_id == person.c.id)
                    .join(agency, agency.c.id == membership.c.agency_id)
                ),
            )
        ),
        "tasks": [
            (i.code, i.agency, i.state, i.percent, i.done_on, i.confirmed, i.due, i.note, i.document_number)
            for i in every
        ],
        "logs": {
            i.code: [
                (e.kind, e.state, e.percent, e.note, e.document_number, e.document_date, e.due)
                for e in log.entries(tx, i.id)
            ]
            for i in every
        },
        "extensions": [
            tuple(row) for row in tx.connection.execute(select(extension.c.state, extension.c.until))
        ],
        "totals": totals.results(tx, ("", ""), totals.Extent(plan.id)).counters(),
    }


async def played(url: str, kind: type[Player], api: Any, clock: TurnableClock, channel: Any) -> End:
    database = Database(url)
    prepare(database, clock)
    people = {"minh": api.person("minh")}
    with database.begin(clock.now()) as tx:
        known(tx, str(people["minh"].id), "Trần Minh", role="coordinator", channel=channel.name)
    service = Service(database, clock, [channel], Office(pages={"zalo": "https://bot.example.gov.vn"}))
    running, stop = Running(service), asyncio.Event()
    await running.start(ticking=False)
    listening = asyncio.create_task(channel.listen(lambda found: running.accept(channel.name, found), stop))
    player = kind(api, service, clock, running, people, api.group("Nhóm điều phối"))
    try:
        await player.play(
            {"as": "minh", "chat": "private", "text": "/trogiup"}
        )  # nobody is written to before
        for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
            await player.play(json.loads(line))
        with database.look(clock.now()) as tx:
            return office_of(tx), player
    finally:
        stop.set()
        await asyncio.wait_for(listening, 5)
        await running.stop()
        await channel.close()
        database.close()


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How the office stands at the end, by channel."""
    folder = tmp_path_factory.mktemp("both")

    async def over_telegram() -> End:
        clock = TurnableClock(BEGIN)
        async with TelegramApi(clock) as api:
            channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
            return await played(f"sqlite:///{folder}/t.db", OverTelegram, api, clock, channel)

    async def over_zalo() -> End:
        clock = TurnableClock(BEGIN)
        async with ZaloApi(clock) as api:
            channel = ZaloChannel(api.token, api.base_url, backoff=QUICK, poll_seconds=1)
            return await played(f"sqlite:///{folder}/z.db", OverZalo, api, clock, channel)

    return {"telegram": asyncio.run(over_telegram()), "zalo": asyncio.run(over_zalo())}


def test_the_quarter_ends_the_same_on_both(ends: dict[str, Any]) -> None:
    telegram, zalo = ends["telegram"][0], ends["zalo"][0]
    assert sum(map(len, telegram["logs"].values())) > 8
    assert len(telegram["seats"]) == 3
    for part in telegram:
        assert zalo[part] == telegram[part], part


def test_what_is_said_is_the_same_but_for_the_menu(ends: dict[str, Any]) -> None:
    telegram, zalo = ends["telegram"][1], ends["zalo"][1]
    menu = re.compile(r"\n\n(?:\d+\. [^\n]*\n)+Trả lời bằng số; số 0 để quay lại\.$")
    said = {
        name: [menu.sub("", text) for text in player.api.texts(player.people["lan"])]
        for name, player in (("telegram", telegram), ("zalo", zalo))
    }
    moment = re.compile(r"\d\d:\d\d ngày [\d/]+|\(Telegram\)|\(Zalo\)")
    plain = {name: [moment.sub("", text) for text in texts] for name, texts in said.items()}
    whole = "\n\n".join(plain["zalo"])  # where what belongs together went as one
    only_there = [text for text in plain["telegram"] if text not in whole]
    assert len(plain["telegram"]) > 20
    assert [text for text in only_there if "đã cũ" not in text] == []
