"""Taking updates: none is lost between Telegram and the inbox, whatever happens in between."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from dieuphoi.bot.channels import TryLater
from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.telegram import Command, TelegramChannel
from dieuphoi.bot.channels.telegram.polling import BAD_TOKEN, CONFLICT
from dieuphoi.handlers.messages import Event
from dieuphoi.storage import inbox
from tests.bot.line import QUICK, Line, played


@asynccontextmanager
async def listening(line: Line, accept: object = None) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(line.channel.listen(accept or line.accept, stop))  # type: ignore[arg-type]
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)


def test_what_people_write_lands_in_the_inbox(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan, group = line.api.person("Lan"), line.api.group("Tổ")
        line.api.say(lan, lan, "trước")
        async with listening(line):
            await line.api.until(lambda: len(line.kept()) == 1)
            line.api.say(lan, lan, "chào")
            line.api.say(group, lan, "/quynay")
            line.api.block(lan)
            await line.api.until(lambda: len(line.kept()) == 4)
        with line.service.database.begin(line.clock.now()) as tx:
            waiting = inbox.next_waiting(tx, ["telegram"])
        assert waiting is not None
        incoming = line.channel.read(waiting.raw)
        assert incoming is not None
        assert (incoming.text, incoming.sender.id) == ("trước", str(lan.id))
        arrivals = [a for batch in line.accepted for a in batch]
        assert [a.chat_key for a in arrivals[1:3]] == [f"telegram:{lan.id}", f"telegram:{group.id}"]
        assert line.channel.read(arrivals[3].raw).event is Event.BLOCKED  # type: ignore[union-attr]

    played(tmp_path, play)


def test_the_offset_moves_on_only_after_the_updates_are_kept(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        failures = iter([True, True, False])

        async def accept(arrivals: list[inbox.Arrival]) -> object:
            if next(failures, False):
                raise OSError("the disk is full")
            return await line.accept(arrivals)

        line.api.say(lan, lan, "chào")
        async with listening(line, accept):
            await line.api.until(lambda: len(line.kept()) == 1)
            await line.api.until(lambda: line.api.updates.waiting == [])
        assert len(line.api.updates.handed_out) == 3

    played(tmp_path, play)


def test_an_update_that_was_fetched_when_the_process_died_comes_again(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        fetched = asyncio.Event()

        async def dies(_arrivals: list[inbox.Arrival]) -> object:
            fetched.set()
            return await asyncio.Event().wait()

        for number in range(250):
            line.api.say(lan, lan, str(number))
        dying = asyncio.create_task(line.channel.listen(dies, asyncio.Event()))
        await asyncio.wait_for(fetched.wait(), 5)
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        assert line.kept() == []
        async with listening(line):
            await line.api.until(lambda: len(line.kept()) == 250)
        assert len(set(line.kept())) == 250

    played(tmp_path, play)


def test_an_update_delivered_twice_is_kept_once(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.say(lan, lan, "chào")
        first = line.api.updates.waiting[0]
        async with listening(line):
            await line.api.until(lambda: line.api.updates.waiting == [])
            line.api.updates.repeat(first)
            line.api.say(lan, lan, "nữa")
            await line.api.until(lambda: len(line.kept()) == 2)
        handed = [a.event_id for batch in line.accepted for a in batch]
        assert handed.count(str(first["update_id"])) == 2
        assert line.kept().count(str(first["update_id"])) == 1

    played(tmp_path, play)


def test_a_press_is_answered_after_it_is_kept(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        posted = line.api.chats.post(lan, None, text="?")
        may_go_on = asyncio.Event()

        async def accept(arrivals: list[inbox.Arrival]) -> object:
            await may_go_on.wait()
            return await line.accept(arrivals)

        query = line.api.press_data(posted, lan, "y")
        async with listening(line, accept):
            await line.api.until(lambda: bool(line.api.updates.handed_out))
            assert query in line.api.methods.presses
            may_go_on.set()
            await line.api.until(lambda: query not in line.api.methods.presses)
        assert len(line.kept()) == 1

    played(tmp_path, play)


def test_a_press_that_is_too_old_to_answer_disturbs_nothing(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        query = line.api.press_data(line.api.chats.post(lan, None, text="?"), lan, "y")
        line.api.methods.presses.discard(query)
        async with listening(line):
            await line.api.until(lambda: line.api.count("answerCallbackQuery") == 1)
            line.api.say(lan, lan, "chào")
            await line.api.until(lambda: len(line.kept()) == 2)

    played(tmp_path, play)


@pytest.mark.parametrize("fault", ["bad gateway", "server error", "cut json", "page", "drop", "no result"])
def test_polling_outlives_a_fault(tmp_path: Path, fault: str) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("getUpdates", fault, fault)
        line.api.say(lan, lan, "chào")
        async with listening(line):
            await line.api.until(lambda: len(line.kept()) == 1)
        assert line.api.count("getUpdates") >= 3

    played(tmp_path, play)


def test_polling_outlives_a_server_that_goes_away(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        port = int(line.api.base_url.rpartition(":")[2])
        with capture_logs() as logs:
            async with listening(line):
                await line.api.until(lambda: line.api.count("getUpdates") == 1)
                await line.api.stop()
                await line.api.until(lambda: any(entry["error"] == "NotSentError" for entry in logs))
                await line.api.start(port)
                line.api.say(lan, lan, "chào")
                await line.api.until(lambda: len(line.kept()) == 1)

    played(tmp_path, play)


def test_a_second_poller_is_told_to_the_operator(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        other = TelegramChannel(line.api.token, line.api.base_url, backoff=QUICK)
        with capture_logs() as logs:
            async with listening(line):
                await line.api.until(lambda: line.api.count("getUpdates") == 1)
                stop = asyncio.Event()
                second = asyncio.create_task(other.listen(line.accept, stop))
                await line.api.until(lambda: any(entry["event"] == CONFLICT for entry in logs))
                stop.set()
                await second
        await other.close()
        assert all(line.api.token not in str(entry) for entry in logs)

    played(tmp_path, play)


def test_a_webhook_that_was_set_before_is_taken_away(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.updates.webhook = "https://example.org/old"
        other = TelegramChannel(line.api.token, line.api.base_url, backoff=QUICK)
        line.api.say(lan, lan, "chào")
        stop = asyncio.Event()
        task = asyncio.create_task(other.listen(line.accept, stop))
        await line.api.until(lambda: len(line.kept()) == 1)
        stop.set()
        await task
        await other.close()

    played(tmp_path, play)


def test_a_refused_token_is_told_to_the_operator_and_never_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async def play(line: Line) -> None:
        secret = "700700:another-secret"
        other = TelegramChannel(secret, line.api.base_url, backoff=QUICK)
        with pytest.raises(TryLater, match="unauthorised") as error:
            await other.start()
        assert secret not in "".join(traceback.format_exception(error.value))
        stop = asyncio.Event()
        with capture_logs() as logs:
            task = asyncio.create_task(other.listen(line.accept, stop))
            await line.api.until(lambda: [entry["event"] for entry in logs].count(BAD_TOKEN) >= 2)
            stop.set()
            await task
        await other.close()
        assert secret not in str(logs)
        assert secret not in caplog.text

    with caplog.at_level("DEBUG"):
        played(tmp_path, play)
    assert "another-secret" not in "".join(capfd.readouterr())


def test_the_token_is_in_no_log_and_no_error_when_the_server_is_gone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def play(line: Line) -> None:
        await line.api.stop()
        fresh = TelegramChannel(line.api.token, line.api.base_url, backoff=QUICK)
        for failing in (fresh.start(), fresh.fetch("x"), line.channel.fetch("x")):
            with pytest.raises(TryLater, match="unreachable") as error:
                await failing
            assert line.api.token not in "".join(traceback.format_exception(error.value))
        stop = asyncio.Event()
        with capture_logs() as logs:
            task = asyncio.create_task(fresh.listen(line.accept, stop))
            await line.api.until(lambda: len(logs) >= 2)
            stop.set()
            await task
        await fresh.close()
        assert line.api.token not in str(logs) + caplog.text
        assert line.api.token not in repr(fresh)

    with caplog.at_level("DEBUG"):
        played(tmp_path, play)


def test_the_menu_of_commands_is_shown_by_kind_of_chat(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        menu = (Command("quynay", "Nhiệm vụ quý này"), Command("dangky", "Đăng ký đầu mối", group=False))
        other = TelegramChannel(line.api.token, line.api.base_url, commands=menu)
        await other.start()
        await other.close()
        shown = {scope: [c["command"] for c in menu] for scope, menu in line.api.methods.menus.items()}
        assert shown == {"all_private_chats": ["quynay", "dangky"], "all_group_chats": ["quynay"]}
        assert other.user_name == "dieuphoi_bot"

    played(tmp_path, play)


def test_stopping_does_not_wait_for_the_long_poll(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        async with listening(line) as stop:
            await line.api.until(lambda: line.api.count("getUpdates") == 1)
            stop.set()
        assert line.accepted == []

    played(tmp_path, play)


def test_pauses_grow_to_the_longest() -> None:
    backoff = Backoff(first=1, longest=60)
    assert all(0.5 <= backoff.after(1) <= 1 for _ in range(20))
    assert all(30 <= backoff.after(n) <= 60 for n in (7, 50, 10_000))


def test_half_an_emoji_is_kept_in_a_form_that_the_database_takes(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.say(lan, lan, "nửa \ud83d đôi")
        async with listening(line):
            await line.api.until(lambda: len(line.kept()) == 1)
        with line.service.database.begin(line.clock.now()) as tx:
            waiting = inbox.next_waiting(tx, ["telegram"])
        assert waiting is not None
        assert waiting.raw["message"]["text"] == "nửa \ufffd đôi"

    played(tmp_path, play)
