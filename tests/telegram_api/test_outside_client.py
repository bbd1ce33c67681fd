"""The double as an outside client sees it: python-telegram-bot over its own transport."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from dieuphoi.bot.clock import TurnableClock
from tests.telegram_api import TelegramApi

START = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)
Play = Callable[[TelegramApi, Bot], Awaitable[None]]


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def played(play: Play, token: str | None = None) -> None:
    async def main() -> None:
        async with TelegramApi(TurnableClock(START)) as api:
            bot = Bot(
                token or api.token, base_url=f"{api.base_url}/bot", base_file_url=f"{api.base_url}/file/bot"
            )
            async with bot if token is None else api:
                await play(api, bot)

    asyncio.run(main())


def test_says_who_the_bot_is() -> None:
    async def play(_api: TelegramApi, bot: Bot) -> None:
        assert (await bot.get_me()).username == "dieuphoi_bot"

    played(play)


def test_a_wrong_token_is_refused() -> None:
    async def play(_api: TelegramApi, bot: Bot) -> None:
        with pytest.raises(InvalidToken):
            await bot.get_me()

    played(play, token="700700:another")


def test_a_message_stands_in_the_chat_as_html_says() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="y")]])
        message = await bot.send_message(
            lan.id, "Quý <b>IV</b> &lt;2022&gt;", parse_mode="HTML", reply_markup=keys
        )
        (posted,) = api.sent(lan)
        assert (posted.text, posted.bold(), posted.labels) == ("Quý IV <2022>", ["IV"], ["Có"])
        assert message.message_id == posted.message_id

    played(play)


@pytest.mark.parametrize(
    "html",
    ["a < b", "<b>x", "x</b>", "<b><i>x</b></i>", "<script>x</script>", "<b", "<>x</>"],
)
def test_html_that_telegram_does_not_read_is_refused(html: str) -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        with pytest.raises(BadRequest, match=r"[Cc]an't parse entities"):
            await bot.send_message(api.person("Lan").id, html, parse_mode="HTML")

    played(play)


@pytest.mark.parametrize(("text", "fits"), [("ă" * 4096, True), ("ă" * 4097, False), ("😀" * 2049, False)])
def test_the_length_is_counted_in_utf16_units_after_the_markup(text: str, fits: bool) -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        sending = bot.send_message(lan.id, f"<b>{text}</b>", parse_mode="HTML")
        if fits:
            await sending
        else:
            with pytest.raises(BadRequest, match="too long"):
                await sending
        assert len(api.sent(lan)) == fits

    played(play)


def test_a_caption_has_at_most_1024_units() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        with pytest.raises(BadRequest, match="caption is too long"):
            await bot.send_document(api.person("Lan").id, b"x", caption="x" * 1025)

    played(play)


@pytest.mark.parametrize(("data", "fits"), [("đ" * 32, True), ("đ" * 32 + "x", False)])
def test_callback_data_has_at_most_64_bytes(data: str, fits: bool) -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
        sending = bot.send_message(api.person("Lan").id, "x", reply_markup=keys)
        if fits:
            await sending
        else:
            with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
                await sending

    played(play)


def test_a_contact_is_asked_for_in_private_only() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        keys = ReplyKeyboardMarkup([[KeyboardButton("Số", request_contact=True)]])
        await bot.send_message(api.person("Lan").id, "x", reply_markup=keys)
        with pytest.raises(BadRequest, match="private chats only"):
            await bot.send_message(api.group("Tổ").id, "x", reply_markup=keys)

    played(play)


def test_updates_come_again_until_they_are_confirmed() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan = api.person("Lan")
        for text in ("một", "hai", "ba"):
            api.say(lan, lan, text)
        first = await bot.get_updates(limit=2)
        again = await bot.get_updates()
        assert [u.message.text for u in first] == ["một", "hai"]
        assert [u.message.text for u in again] == ["một", "hai", "ba"]
        assert [u.message.text for u in await bot.get_updates(offset=first[1].update_id + 1)] == ["ba"]
        assert not await bot.get_updates(offset=again[-1].update_id + 1)

    played(play)


def test_a_waiting_poller_is_woken_by_an_update() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        polling = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.count("getUpdates") == 1)
        lan = api.person("Lan")
        api.say(lan, lan, "chào")
        assert [u.message.text for u in await asyncio.wait_for(polling, 5)] == ["chào"]

    played(play)


def test_a_second_poller_ends_the_first_with_409() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.count("getUpdates") == 1)
        async with Bot(api.token, base_url=f"{api.base_url}/bot") as other:
            assert not await other.get_updates()
        with pytest.raises(Conflict):
            await asyncio.wait_for(first, 5)

    played(play)


def test_every_kind_of_update_is_read_by_the_library() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan, group = api.person("Lan", "Trần"), api.group("Tổ", topics={7: "Kế hoạch"})
        said = api.say(lan, lan, "/start abc")
        api.edit(said, "/start xyz")
        api.share_contact(lan, "+84900000001")
        api.send_file(lan, lan, "a.pdf", b"%PDF", caption="báo cáo")
        api.send_file(lan, lan, "a.jpg", b"jpg", kind="photo")
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="y")]])
        await bot.send_message(lan.id, "?", reply_markup=keys)
        query = api.press(lan, lan, "Có")
        api.say(group, lan, "/quynay", thread=7)
        api.block(lan)
        updates = await bot.get_updates()
        kinds = [
            next(k for k in u.to_dict() if k not in ("update_id", "field_of_a_later_version"))
            for u in updates
        ]
        assert kinds == [
            "message",
            "edited_message",
            *["message"] * 3,
            "callback_query",
            "message",
            "my_chat_member",
        ]
        assert updates[2].message.contact.user_id == lan.id
        assert updates[4].message.photo[-1].width == 1280
        assert (updates[6].message.is_topic_message, updates[6].message.message_thread_id) == (True, 7)
        assert await bot.answer_callback_query(query)
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query(query)

    played(play)


def test_in_a_group_the_bot_hears_commands_mentions_and_replies_alone() -> None:
    async def play(api: TelegramApi, bot: Bot) -> None:
        lan, group = api.person("Lan"), api.group("Tổ")
        posted = await bot.send_message(group.id, "chào")
        api.say(group, lan, "ăn trưa chưa")
        api.say(group, lan, "/quynay")
        api.say(group, lan, "nhờ @dieuphoi_bot")
        api.say(group, lan, "xong", reply_to=api.sent(group)[0])
        heard = [u.message for u in await bot.get_updates()]
        assert [m.text for m in heard] == ["/quynay", "nhờ @dieuphoi_bot", "xong"]
        assert heard[2].reply_to_message.message_id == posted.message_id

    played(play)


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
