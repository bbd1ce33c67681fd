"""The double as an outside client sees it: limits, refusals and faults."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.telegram_api import TelegramApi
from tests.telegram_api.outside import START, played


def test_too_fast_to_one_chat_is_429_and_the_other_chats_go_on() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan, minh = api.person("Lan"), api.person("Minh")
        await bot.send_message(lan.id, "1")
        with pytest.raises(RetryAfter) as error:
            await bot.send_message(lan.id, "2")
        assert error.value.retry_after == timedelta(seconds=1)
        await bot.send_message(minh.id, "1")
        api.clock.turn_to(START.replace(second=1))
        await bot.send_message(lan.id, "2")
        assert api.texts(lan) == ["1", "2"]

    played(play)


def test_a_group_takes_twenty_a_minute_and_the_bot_sends_thirty_a_second() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        group = api.group("Tổ")
        for second in range(20):
            api.clock.turn_to(START.replace(second=second))
            await bot.send_message(group.id, str(second))
        api.clock.turn_to(START.replace(second=30))
        with pytest.raises(RetryAfter) as error:
            await bot.send_message(group.id, "21")
        assert error.value.retry_after == timedelta(seconds=30)
        people = [api.person(str(n)) for n in range(31)]
        for person in people[:30]:
            await bot.send_message(person.id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30].id, "x")

    played(play)


def test_closed_chats_are_refused_in_telegrams_words() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan, new, group = api.person("Lan"), api.person("Mới", started=False), api.group("Tổ")
        api.block(lan)
        api.remove_bot(group, lan)
        for chat, words in ((lan, "blocked by the user"), (new, "initiate"), (group, "kicked")):
            with pytest.raises(Forbidden, match=words):
                await bot.send_message(chat.id, "x")
        with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
            await bot.send_message(5, "x")

    played(play)


def test_a_migrated_group_names_its_new_id() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        api.person("Lan")
        group = api.group("Tổ")
        new = api.migrate(group)
        with pytest.raises(ChatMigrated) as error:
            await bot.send_message(group.id, "x")
        assert error.value.new_chat_id == new.id
        told = [u.message for u in await bot.get_updates()]
        assert (told[0].migrate_to_chat_id, told[1].migrate_from_chat_id) == (new.id, group.id)

    played(play)


def test_messages_are_edited_by_telegrams_rules() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        said = api.say(lan, lan, "chào")
        message = await bot.send_message(lan.id, "một")
        with pytest.raises(BadRequest, match="not modified"):
            await message.edit_text("một")
        api.clock.turn_to(START.replace(second=5))
        await message.edit_text("hai")
        assert api.texts(lan) == ["hai"]
        with pytest.raises(BadRequest, match="can't be edited"):
            await bot.edit_message_text("x", lan.id, said.message_id)
        with pytest.raises(BadRequest, match="to edit not found"):
            await bot.edit_message_text("x", lan.id, 9999)

    played(play)


def test_an_unknown_topic_is_refused() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        group = api.group("Tổ", topics={7: "Kế hoạch"})
        await bot.send_message(group.id, "x", message_thread_id=7)
        with pytest.raises(BadRequest, match="thread not found"):
            await bot.send_message(group.id, "x", message_thread_id=8)

    played(play)


def test_files_go_up_once_and_come_down_whole() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan, minh = api.person("Lan"), api.person("Minh")
        message = await bot.send_document(
            lan.id, b"noi dung", filename="báo cáo.docx", caption="<b>x</b>", parse_mode="HTML"
        )
        assert api.sent(lan)[0].file["name"] == "báo cáo.docx"
        file_id = message.document.file_id
        await bot.send_document(minh.id, file_id)
        assert bytes(await (await bot.get_file(file_id)).download_as_bytearray()) == b"noi dung"
        api.clock.turn_to(START.replace(second=5))
        with pytest.raises(BadRequest, match=r"(?i)can't use file of type document as photo"):
            await bot.send_photo(lan.id, file_id)

    played(play)


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        ("bad gateway", NetworkError, 0),
        ("server error", NetworkError, 0),
        ("cut json", TelegramError, 1),
        ("page", TelegramError, 1),
        ("drop", NetworkError, 1),
    ],
)
def test_a_fault_breaks_one_call(fault: str, error: type[Exception], done: int) -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        api.fail("sendMessage", fault)
        with pytest.raises(error):
            await bot.send_message(lan.id, "x")
        assert len(api.sent(lan)) == done
        api.clock.turn_to(START.replace(second=1))
        await bot.send_message(lan.id, "y")
        assert api.texts(lan)[-1] == "y"

    played(play)


def test_a_call_that_hangs_was_carried_out() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        api.fail("sendMessage", "hang")
        with pytest.raises(TimedOut):
            await bot.send_message(lan.id, "x", read_timeout=0.05)
        assert api.texts(lan) == ["x"]

    played(play)
