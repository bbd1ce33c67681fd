"""Whole conversations over Zalo: registration, lists, reports and papers by numbers and words alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.handlers import task_files
from dieuphoi.storage.database import Database
from tests.bot.line import START
from tests.bot.zalo.line import PAGES, Line, on_zalo
from tests.zalo_api import Person, ZaloApi

Play = Callable[[Line, Person], Awaitable[None]]


def played(url: str, play: Play) -> None:
    """Let a play run, with minh as the coordinator."""

    async def main() -> None:
        clock = TurnableClock(START)
        async with ZaloApi(clock) as api:
            minh = api.person("Trần Minh")
            database = Database(url)
            with database.begin(clock.now()) as tx:
                make_coordinator(tx, "zalo", minh.id)
            database.close()
            async with on_zalo(url, clock, api) as line:
                await line.say(minh, minh, "/trogiup")
                await play(line, minh)

    asyncio.run(main())


async def register(line: Line, minh: Person, agency: str = "Sở Kế hoạch và Đầu tư") -> Person:
    """Somebody becomes a focal point by numbers and words."""
    lan = line.api.person("Lan")
    assert "1. Đồng ý" in await line.say(lan, lan, "/dangky")
    await line.say(lan, lan, "1")
    for text in (agency, "Trần Thị Lan", "Chuyên viên"):
        await line.say(lan, lan, text)
    await line.say(lan, lan, "bỏ qua")
    await line.until(lambda: any("Yêu cầu đăng ký đầu mối" in text for text in line.api.texts(minh)))
    await line.say(minh, minh, "1")
    return lan


def test_a_focal_point_registers_reports_and_goes_back_by_numbers(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        lan = await register(line, minh)
        mine = await line.say(lan, lan, "/viec")
        assert "1. PL1-3" in mine or "1. PL1-4" in mine
        card = await line.say(lan, lan, "1")
        assert "Trạng thái: chưa triển khai" in card
        assert "Đang thực hiện" in card
        guide = Path("docs/huong-dan-su-dung.md").read_text(encoding="utf-8")
        shown = [row.removeprefix(">").strip() for row in guide.splitlines() if row.startswith(">")]
        assert "\n".join(shown) in card
        number = next(row for row in card.splitlines() if row.endswith(". Đang thực hiện")).partition(".")[0]
        assert "Đã ghi nhận" in await line.say(lan, lan, number)
        assert "1. PL1" in await line.say(lan, lan, "/viec")
        assert "Đã ghi nhận" in await line.say(lan, lan, "1 40%, 2 đang làm")
        again = await line.say(lan, lan, "0")
        assert again.startswith("Tin lúc 09:0")  # what it tells may have changed since
        assert "1. PL1" in again
        assert "Trạng thái: đang thực hiện" in await line.say(lan, lan, "1")

    played(sqlite_url, play)


def test_menus_and_links_are_in_the_language_that_their_reader_chose(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        await line.say(minh, minh, "/english")
        assert "Answer with a number; 0 goes back." in await line.say(minh, minh, "/viec PL1-4")
        assert ", to be opened until " in await line.say(minh, minh, "/baocao quý 1/2022")

    played(sqlite_url, play)


def test_a_report_is_a_link_that_opens_for_its_reader_alone(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        said = await line.say(minh, minh, "/baocao quý 1/2022")
        link = next(row for row in said.splitlines() if row.startswith(PAGES))
        token = link.removeprefix(f"{PAGES}{task_files.PATH}")
        with line.service.database.look(line.clock.now()) as tx:
            found = task_files.opened(tx, token)
        assert found.name == "bao-cao-4506-KH-UBND-2022-Q1.docx"
        assert found.content[:2] == b"PK"
        assert "4. Soạn đoạn văn" in said or "1. Soạn đoạn văn" in said

    played(sqlite_url, play)


def test_long_lists_are_turned_by_a_word(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        first = await line.say(minh, minh, "/viec Sở Lao động - Thương binh và Xã hội")
        assert "Tiếp" in first
        further = await line.say(minh, minh, "tiếp")
        assert further != first
        assert "PL1" in further

    played(sqlite_url, play)


def test_in_a_group_numbers_and_reports_reach_the_bot_by_a_mention(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        group = line.api.group("Nhóm điều phối")
        assert "4506/KH-UBND" in await line.say(group, minh, "/gannhom")
        listed = await line.say(group, minh, "quý này có việc gì?")
        assert "1. PL1-4" in listed
        line.api.say(group, minh, "chào cả nhà", to_bot=False)
        assert "Chủ trì" in await line.say(group, minh, "1")

    played(sqlite_url, play)


def test_bold_goes_as_styles_and_nothing_typed_is_markup(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        lan = await register(line, minh)
        await line.say(lan, lan, "PL1-4 40%, **chờ** <b>Bộ</b> Tài chính 😀")
        assert "**chờ** <b>Bộ</b> Tài chính 😀" in line.api.texts(lan)[-1]
        assert any("Đã ghi nhận" in passage for one in line.api.sent for passage in one.bold())
        assert not any("parse_mode" in given for _method, given in line.api.calls)

    played(sqlite_url, play)


def test_a_voice_message_and_what_zalo_does_not_show_get_a_kind_word(sqlite_url: str) -> None:
    async def play(line: Line, minh: Person) -> None:
        lan = await register(line, minh)
        for kind in ("voice", "unsupported"):
            before = len(line.api.texts(lan))
            line.api.other(kind, lan)
            await line.until(lambda before=before: len(line.api.texts(lan)) > before)

    played(sqlite_url, play)


def test_nothing_is_lost_where_the_bot_stops_and_starts_again(sqlite_url: str, tmp_path: Path) -> None:
    async def main() -> None:
        clock = TurnableClock(START)
        async with ZaloApi(clock) as api:
            lan = api.person("Lan")
            api.say(lan, lan, "chào bot")
            async with on_zalo(sqlite_url, clock, api) as line:
                await line.until(lambda: bool(api.texts(lan)))
            api.say(lan, lan, "/dangky")
            async with on_zalo(sqlite_url, clock, api) as line:
                await line.until(lambda: any("Đồng ý" in text for text in api.texts(lan)))

    asyncio.run(main())
