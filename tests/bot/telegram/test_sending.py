"""How a parcel stands in the chat."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.bot.channels import Closed, Refused, TopicGone, Unknown
from dieuphoi.bot.channels.telegram.writing import html
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON, RETIRED, bold, plain
from dieuphoi.storage.outbox import Parcel
from tests.bot.line import Line, played
from tests.telegram_api import Group, Person, Posted
from tests.telegram_api.markup import parse

YES = [[{"label": "Có", "data": "y"}, {"label": "Không", "data": "n"}]]
ASK = [
    [{"label": "Chia sẻ số điện thoại", "data": "", "contact": True}],
    [{"label": "Bỏ qua", "data": "skip"}],
]


def parcel(chat: Person | Group, text: str = "chào", **fields: Any) -> Parcel:
    base = Parcel(
        id=1,
        channel="telegram",
        chat_id=str(chat.id),
        thread=None,
        private=isinstance(chat, Person),
        rank=0,
        kind="reply",
        text=text,
        buttons=[],
        attempts=0,
    )
    return dataclasses.replace(base, **fields)


def file(content: bytes | None = b"x", name: str = "báo cáo.docx", **fields: Any) -> dict[str, Any]:
    return {"file_id": 1, "file_name": name, "file_content": content} | fields


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab<>&;\"'/ \n" + BOLD_ON + BOLD_OFF) | st.characters(exclude_categories=["Cs"]))
)
def test_any_text_is_valid_html_and_reads_the_same(text: str) -> None:
    found, entities = parse(html(text))
    assert found == plain(text)
    assert all(entity["type"] == "bold" for entity in entities)


def test_text_bold_and_buttons_arrive(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        text = f"{bold('PL1-3')} <b>không đậm</b> & Sở A&B"
        number = await line.channel.send(parcel(lan, text, buttons=YES))
        (posted,) = line.api.sent(lan)
        assert (posted.text, posted.bold()) == (plain(text), ["PL1-3"])
        assert (posted.labels, number) == (["Có", "Không"], str(posted.message_id))
        assert '"is_disabled": true' in str(line.api.calls[-1][1]["link_preview_options"])

    played(tmp_path, play)


def test_the_number_is_asked_for_by_a_keyboard_in_private_alone(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan, group = line.api.person("Lan"), line.api.group("Tổ")
        await line.channel.send(parcel(lan, buttons=ASK))
        await line.channel.send(parcel(group, buttons=ASK))
        markup = line.api.sent(lan)[0].markup
        assert markup is not None
        assert markup["keyboard"][0] == [{"text": "Chia sẻ số điện thoại", "request_contact": True}]
        assert markup["one_time_keyboard"]
        assert line.api.sent(group)[0].labels == ["Bỏ qua"]

    played(tmp_path, play)


def test_a_message_goes_to_its_topic_and_a_topic_that_is_gone_is_told_apart(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        group = line.api.group("Kế hoạch", topics={7: "Quý IV"})
        await line.channel.send(parcel(group, thread="7"))
        assert [posted.thread for posted in line.api.sent(group)] == [7]
        line.turn(3)
        with pytest.raises(TopicGone) as gone:
            await line.channel.send(parcel(group, thread="8"))
        assert not gone.value.closed

    played(tmp_path, play)


def test_what_only_retires_an_old_message_is_not_said_where_that_is_gone(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        assert await line.channel.send(parcel(lan, kind=RETIRED, edits=1, edits_vendor_id="999")) is None
        assert await line.channel.send(parcel(lan, kind=RETIRED, edits=1)) is None
        assert line.api.sent(lan) == []

    played(tmp_path, play)


def test_an_edit_changes_the_message_and_keeps_its_number(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        first = await line.channel.send(parcel(lan, "một", buttons=YES))
        line.turn(1)
        again = await line.channel.send(parcel(lan, "hai", edits_vendor_id=first))
        same = await line.channel.send(parcel(lan, "hai", edits_vendor_id=first))
        assert (first, again, line.api.texts(lan)) == (again, same, ["hai"])

    played(tmp_path, play)


def cannot_be_edited(line: Line, chat: Person, why: str) -> Posted | None:
    """A message in the chat that Telegram lets the bot not edit."""
    match why:
        case "someone else's":
            return line.api.say(chat, chat, "x")
        case "a keyboard":
            return line.api.chats.post(chat, None, text="x", markup={"keyboard": [[{"text": "a"}]]})
        case "a document":
            sent = line.api.send_file(chat, chat, "a.pdf", b"x")
            return line.api.chats.post(chat, None, file=sent.file)
    return None


@pytest.mark.parametrize("why", ["deleted", "someone else's", "a keyboard", "a document"])
def test_what_nobody_can_edit_is_sent_anew(tmp_path: Path, why: str) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        before = cannot_be_edited(line, lan, why)
        number = str(before.message_id) if before else "999"
        sent = await line.channel.send(parcel(lan, "mới", edits_vendor_id=number))
        assert sent != number
        assert line.api.texts(lan)[-1] == "mới"

    played(tmp_path, play)


@pytest.mark.parametrize(
    ("mime", "kind"),
    [("image/png", "photo"), ("image/jpeg", "photo"), ("image/gif", "document"), (None, "document")],
)
def test_pictures_go_as_photos_and_other_files_as_documents(
    tmp_path: Path, mime: str | None, kind: str
) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        await line.channel.send(parcel(lan, f"{bold('Quý')} IV", buttons=YES, **file(b"nd", file_mime=mime)))
        (posted,) = line.api.sent(lan)
        assert posted.file is not None
        assert (posted.file["kind"], posted.file["name"]) == (kind, "báo cáo.docx")
        assert (posted.text, posted.bold(), posted.labels) == ("Quý IV", ["Quý"], ["Có", "Không"])
        assert await line.channel.fetch(posted.file["file_id"]) == b"nd"

    played(tmp_path, play)


@pytest.mark.parametrize("name", ["Quyết định số 01.pdf", 'a"b".pdf', "ngày 1/3; bản 2.pdf", "100%.pdf"])
def test_a_file_keeps_its_name(tmp_path: Path, name: str) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        await line.channel.send(parcel(lan, **file(name=name)))
        assert line.api.sent(lan)[0].file["name"] == name  # type: ignore[index]

    played(tmp_path, play)


def test_a_file_that_telegram_has_is_not_sent_up_again(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan, minh = line.api.person("Lan"), line.api.person("Minh")
        said = line.api.send_file(lan, lan, "a.png", b"x")  # a picture sent as a document
        assert said.file is not None
        known = said.file["file_id"]
        await line.channel.send(parcel(minh, **file(None, file_vendor_id=known, file_mime="image/png")))
        assert line.api.sent(minh)[0].file == said.file

    played(tmp_path, play)


def test_a_file_without_content_and_one_too_large_are_refused(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        with pytest.raises(Refused):
            await line.channel.send(parcel(lan, **file(None)))
        with pytest.raises(Refused, match="too large"):
            await line.channel.send(parcel(lan, **file(b"x" * 50_000_001)))

    played(tmp_path, play)


def test_a_picture_too_large_for_a_photo_goes_as_a_document(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        await line.channel.send(parcel(lan, **file(b"x" * 10_000_001, file_mime="image/png")))
        assert line.api.sent(lan)[0].file["kind"] == "document"  # type: ignore[index]

    played(tmp_path, play)


def test_somebody_who_never_wrote_cant_be_written_to(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        with pytest.raises(Closed, match="not started"):
            await line.channel.send(parcel(line.api.person("Mới", started=False)))

    played(tmp_path, play)


def test_an_error_holds_neither_text_nor_token(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", "cut json")
        with pytest.raises(Unknown) as error:
            await line.channel.send(parcel(lan, "bí mật"))
        told = "".join(map(str, error.value.args))
        assert told == "unreadable answer"
        assert error.value.__cause__ is None

    played(tmp_path, play)
