"""The double as an outside client sees it: messages and updates."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
)

from tests.telegram_api import TelegramApi
from tests.telegram_api.outside import played


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
