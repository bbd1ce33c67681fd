"""Where a channel's messages are counted by the month, what is said at one time goes as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.bot import folding
from dieuphoi.bot.channels import Limits
from dieuphoi.handlers.messages import Button, Chat, Lines, Message, Rank
from dieuphoi.handlers.pictures import KIND as PICTURE

COUNTING = Limits(text=2_000, caption=2_000, edits=False, buttons=False, files=False, per_month=3_000)
LAN, HOA = Chat("zalo", "lan", private=True), Chat("zalo", "hoa", private=True)
GROUP = Chat("zalo", "g", private=False)


def folded(*messages: Message, limits: Limits = COUNTING) -> list[Message]:
    return folding.folded(messages, {"zalo": limits})


def test_what_is_said_to_one_chat_at_once_is_one_message() -> None:
    one = Message(LAN, "Đã ghi nhận", ((Button("Hoàn tác", "u:1"),),), about=(1,))
    other = Message(LAN, "Câu hỏi còn chờ", ((Button("Thôi", "n:a"),),), about=(2,))
    (whole,) = folded(one, other)
    assert whole.text == "Đã ghi nhận\n\nCâu hỏi còn chờ"
    assert [b.label for row in whole.buttons for b in row] == ["Hoàn tác", "Thôi"]
    assert whole.about == (1, 2)


def test_elsewhere_everything_goes_as_it_was_written() -> None:
    said = [Message(LAN, "a"), Message(LAN, "b")]
    assert folded(*said, limits=Limits()) == said


@pytest.mark.parametrize(
    "other",
    [
        Message(HOA, "b"),
        Message(LAN, "b", rank=Rank.POST),
        Message(LAN, "b", key="once"),
        Message(LAN, "b" * 1_600),
    ],
)
def test_what_does_not_belong_together_stays_apart(other: Message) -> None:
    assert len(folded(Message(LAN, "a"), other)) == 2


def test_two_numbered_lists_stay_apart() -> None:
    lists = [Message(LAN, "1. a", lines=Lines(1, ((1,),))), Message(LAN, "1. b", lines=Lines(1, ((2,),)))]
    assert folded(*lists) == lists


def test_a_picture_in_a_group_is_left_out_for_its_text_has_the_numbers() -> None:
    posts = [Message(GROUP, "Biểu đồ", key="k#chart", file_id=1), Message(GROUP, "Kết quả", key="k")]
    assert [m.text for m in folded(*posts)] == ["Kết quả"]


@given(st.lists(st.tuples(st.sampled_from([LAN, HOA]), st.text(min_size=1, max_size=900)), max_size=8))
def test_nothing_is_lost_and_the_order_stays(said: list[tuple[Chat, str]]) -> None:
    messages = [Message(chat, text) for chat, text in said]
    found = folded(*messages)
    for chat in (LAN, HOA):
        assert "\n\n".join(m.text for m in found if m.to == chat) == "\n\n".join(
            t for c, t in said if c == chat
        )
    assert len(found) <= len(messages)


def test_a_picture_before_its_numbers_says_them_once() -> None:
    picture = Message(LAN, "Biểu đồ: Tiến độ\nHoàn thành 3.", kind=PICTURE, file_id=7)
    (whole,) = folded(picture, Message(LAN, "Kết quả\nHoàn thành 3."))
    assert whole.text == "Biểu đồ: Tiến độ\n\nKết quả\nHoàn thành 3."
    assert whole.file_id == 7
