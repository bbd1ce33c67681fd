"""From a message to outbox rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.bot import posting
from dieuphoi.bot.channels import Limits
from dieuphoi.bot.channels.telegram.writing import html
from dieuphoi.bot.clock import read_moment
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON, Button, Chat, Message, bold, plain
from dieuphoi.storage import outbox
from dieuphoi.storage.database import Database
from dieuphoi.storage.outbox import Parcel
from tests.telegram_api.markup import parse

NOW = read_moment("2022-02-15T09:00")
LAN = Chat("telegram", "5001", private=True)
LIMITS = {"telegram": Limits(text=40, caption=20)}
TEXTS = st.text(
    st.sampled_from("ab ăđ\n\t 😀" + BOLD_ON + BOLD_OFF) | st.characters(exclude_categories=["Cs"])
)


def letters(text: str) -> list[tuple[str, bool]]:
    """Every character but white space, with whether it is in bold."""
    found, is_bold = [], False
    for character in text:
        if character in (BOLD_ON, BOLD_OFF):
            is_bold = character == BOLD_ON
        elif not character.isspace():
            found.append((character, is_bold))
    return found


@settings(deadline=None)
@given(TEXTS, st.integers(2, 60))
def test_every_piece_fits_and_nothing_is_lost(text: str, limit: int) -> None:
    pieces = posting.split(text, limit)
    assert all(posting.units(piece) <= limit for piece in pieces)
    assert [letter for piece in pieces for letter in letters(piece)] == letters(text)


@settings(deadline=None)
@given(TEXTS, st.integers(2, 60))
def test_every_piece_of_a_split_text_closes_its_bold(text: str, limit: int) -> None:
    pieces = posting.split(text, limit)
    if len(pieces) > 1:
        assert all(piece.rfind(BOLD_ON) <= piece.rfind(BOLD_OFF) for piece in pieces)
        assert all(plain(piece).strip() for piece in pieces)
    assert all(parse(html(piece))[0] == plain(piece) for piece in pieces)


@settings(deadline=None)
@given(TEXTS)
def test_what_fits_or_has_no_limit_stays_whole(text: str) -> None:
    assert posting.split(text, 0) == [text]
    assert posting.split(text, max(2, posting.units(text))) == [text]


@settings(deadline=None)
@given(TEXTS)
def test_the_length_is_that_of_utf16(text: str) -> None:
    assert posting.units(text) == len(plain(text).encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("một hai\nba bốn", 10, ["một hai", "ba bốn"]),
        ("một hai ba bốn", 10, ["một hai ba", "bốn"]),
        ("0123456789abcde", 10, ["0123456789", "abcde"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        (bold("một hai ba"), 7, [bold("một hai"), bold("ba")]),
        ("dòng một\n\n\ndòng hai", 12, ["dòng một", "dòng hai"]),
    ],
)
def test_a_text_is_cut_where_it_reads_well(text: str, limit: int, pieces: list[str]) -> None:
    assert posting.split(text, limit) == pieces


def posted(*messages: Message) -> list[Parcel]:
    """The rows of messages, in the order in which they are sent."""
    database = Database("sqlite://")
    database.upgrade()
    parcels = []
    with database.begin(NOW) as tx:
        posting.post(tx, messages, LIMITS)
        while claimed := outbox.claim(tx, "telegram", limit=1):
            parcels += claimed
            outbox.sent(tx, claimed[0].id, str(claimed[0].id))
    return parcels


def test_buttons_stand_under_the_last_piece_and_an_edit_changes_the_first() -> None:
    buttons = ((Button("Có", "y"),),)
    first, *_, last = posted(Message(LAN, "chào"), Message(LAN, "từ " * 30, buttons=buttons, edits=1))[1:]
    assert (first.edits_vendor_id, first.buttons) == ("1", [])
    assert (last.edits_vendor_id, last.buttons) == (None, [[{"label": "Có", "data": "y"}]])


def test_a_contact_button_is_marked() -> None:
    (parcel,) = posted(Message(LAN, "số?", buttons=((Button("Số", "", asks_contact=True),),)))
    assert parcel.buttons == [[{"label": "Số", "data": "", "contact": True}]]


def test_a_post_of_several_pieces_is_posted_once() -> None:
    message = Message(LAN, "từ " * 30, key="plan:2022-Q1:lan")
    assert len(posted(message, message)) == len(posted(message)) > 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [("", True)]),
        ("ngắn", [("ngắn", True)]),
        ("dài hơn hai mươi chữ cái", [("", True), ("dài hơn hai mươi chữ cái", False)]),
    ],
)
def test_a_file_goes_first_where_its_caption_is_too_long(text: str, rows: list[tuple[str, bool]]) -> None:
    message = Message(LAN, text, file_id=1, buttons=((Button("Có", "y"),),))
    made = posting._rows(message, LIMITS["telegram"])
    assert [(row["text"], row["file_id"] is not None) for row in made] == rows
    assert [bool(row["buttons"]) for row in made] == [False] * (len(rows) - 1) + [True]


def test_a_message_is_sent_under_its_chats_key() -> None:
    (parcel,) = posted(Message(Chat("telegram", "-1", private=False, thread="7"), "x"))
    assert (parcel.chat_key, parcel.thread, parcel.private) == ("telegram:-1", "7", False)
    assert Limits().per_chat == timedelta(0)
