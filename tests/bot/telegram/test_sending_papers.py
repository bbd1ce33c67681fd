"""The report of a large plan over Telegram: it is being made, others are answered meanwhile, and it comes as a file."""

from __future__ import annotations

import asyncio
import zipfile
from io import BytesIO

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.handlers import paper_making
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import plans
from dieuphoi.storage.database import Database
from tests.bot.line import START
from tests.bot.telegram.test_sending_plans import Until, before, running
from tests.telegram_api import Person, TelegramApi


def _broad_plan(url: str) -> None:
    rows = tuple(
        Task(f"PL1-{n}", str(n), "1", f"Nhiệm vụ số {n}", ("Sở Y tế",), due=START.date())
        for n in range(1, paper_making.AT_ONCE + 2)
    )
    database = Database(url)
    with database.begin(START) as tx:
        plans.add(tx, PlanDocument("88/KH-UBND", None, None, None, rows))
    database.close()


def test_a_large_report_comes_as_a_file_once(sqlite_url: str) -> None:
    async def play(api: TelegramApi, minh: Person, until: Until) -> None:
        api.say(minh, minh, "/baocao quý 1/2022 xlsx KH 88")
        await until(lambda: any("Đang soạn báo cáo" in text for text in api.texts(minh)))
        await until(lambda: bool(_files(api, minh)))
        api.say(minh, minh, "/baocao phiên bản KH 88")
        await until(lambda: any("1 phiên bản" in text for text in api.texts(minh)))

    async def main() -> None:
        clock = TurnableClock(START)
        _broad_plan(sqlite_url)
        async with TelegramApi(clock) as api:
            minh = await before(api, sqlite_url, clock)
            await running(api, sqlite_url, clock, play, minh)
            (sent,) = _files(api, minh)
            assert sent["name"] == "bao-cao-88-KH-UBND-2022-Q1.xlsx"
            assert zipfile.is_zipfile(BytesIO(api.chats.files[str(sent["file_id"])][2]))

    asyncio.run(main())


def _files(api: TelegramApi, minh: Person) -> list[dict[str, object]]:
    return [posted.file for posted in api.sent(minh) if posted.file]
