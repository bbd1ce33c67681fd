"""Evidence sent over Telegram is fetched beside everything else and kept: it outlives the bot's token there."""

from __future__ import annotations

import asyncio

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.storage import evidence, files
from dieuphoi.storage.database import Database, Transaction
from tests.bot.line import START
from tests.bot.telegram.test_sending_plans import Play, Until, running
from tests.handlers.office import focal_at
from tests.stage import KHDT
from tests.telegram_api import Person, TelegramApi

PDF = b"%PDF-1.4\n%%EOF"


def played(url: str, play: Play) -> None:
    """Lan, a focal point, talks with the bot over Telegram."""

    async def main() -> None:
        clock = TurnableClock(START)
        async with TelegramApi(clock) as api:
            lan = api.person("Lan")
            database = Database(url)
            with database.begin(clock.now()) as tx:
                focal_at(tx, "telegram", str(lan.id), KHDT)
            database.close()
            await running(api, url, clock, play, lan)

    asyncio.run(main())


def kept(url: str) -> list[bytes | None]:
    """The content of the files of PL1-4."""
    database = Database(url)

    def contents(tx: Transaction) -> list[bytes | None]:
        return [(files.get(tx, file_id) or {})["content"] for file_id in evidence.file_ids(tx, 4)]

    with database.look(START) as tx:
        found = contents(tx)
    database.close()
    return found


def test_evidence_is_kept_and_goes_out_when_its_id_is_of_no_use_any_more(sqlite_url: str) -> None:
    async def play(api: TelegramApi, lan: Person, until: Until) -> None:
        api.send_file(lan, lan, "qd.pdf", PDF, caption="PL1-4 đã trình")
        await until(lambda: kept(sqlite_url) == [PDF])
        api.chats.files.clear()  # as another bot would find it
        api.say(lan, lan, "cho xem file PL1-4")
        await until(lambda: any(content == PDF for _kind, _name, content in api.chats.files.values()))

    played(sqlite_url, play)


def test_what_turns_out_to_be_a_program_is_not_kept(sqlite_url: str) -> None:
    async def play(api: TelegramApi, lan: Person, until: Until) -> None:
        api.send_file(lan, lan, "qd.pdf", b"MZ" + b"\0" * 100, caption="PL1-4 đã trình")
        await until(lambda: any("là chương trình (.exe)" in text for text in api.texts(lan)))
        assert kept(sqlite_url) == []

    played(sqlite_url, play)


def test_what_can_not_be_fetched_is_asked_for_again(sqlite_url: str) -> None:
    async def play(api: TelegramApi, lan: Person, until: Until) -> None:
        api.send_file(lan, lan, "qd.pdf", PDF, caption="PL1-4 đã trình")
        api.chats.files.clear()
        await until(lambda: any("Không tải được tệp qd.pdf" in text for text in api.texts(lan)))
        api.say(lan, lan, "/lichsu PL1-4")
        await until(lambda: any("tệp qd.pdf (không tải được)" in text for text in api.texts(lan)))

    played(sqlite_url, play)
