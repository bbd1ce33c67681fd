"""What Zalo's events say: wrapped or bare, in thousandths or seconds, by whichever field a picture comes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.bot.channels.zalo.reading import arrivals, chat_key, read
from dieuphoi.handlers.messages import BOLD_ON, Incoming

BOT = ("Bot Điều phối", "bot.TestOnly")


def event(kind: str = "text", chat: str = "PRIVATE", **fields: Any) -> dict[str, Any]:
    message = {
        "from": {"id": "6ede9afa", "display_name": "Trần Thị Lan", "is_bot": False},
        "chat": {"id": "6ede9afa" if chat == "PRIVATE" else "g1", "chat_type": chat},
        "message_id": "2d758cb5",
        "date": 1644890400000,
    }
    return {"event_name": f"message.{kind}.received", "message": message | fields}


def told(**fields: Any) -> Incoming:
    found = read(event(**fields), BOT)
    assert found is not None
    return found


def test_a_text_is_read_with_its_sender_its_chat_and_its_moment() -> None:
    said = told(text="PL1-4 70%")
    assert (said.text, said.sender.id, said.sender.name) == ("PL1-4 70%", "6ede9afa", "Trần Thị Lan")
    assert (said.chat.channel, said.chat.id, said.chat.private) == ("zalo", "6ede9afa", True)
    assert (said.message_id, said.at.isoformat()) == ("2d758cb5", "2022-02-15T09:00:00+07:00")


@pytest.mark.parametrize("date", [1644890400000, 1644890400, 1644890400.0])
def test_a_date_is_in_thousandths_or_in_seconds(date: float) -> None:
    assert told(text="a", date=date).at.isoformat() == "2022-02-15T09:00:00+07:00"


@pytest.mark.parametrize("wrapped", [True, False])
def test_events_come_wrapped_or_bare_and_are_known_by_chat_and_message(wrapped: bool) -> None:
    one = event(text="a")
    (kept,) = arrivals({"ok": True, "result": one} if wrapped else one)
    assert (kept.event_id, kept.chat_key, kept.raw) == ("6ede9afa:2d758cb5", "zalo:6ede9afa", one)


def test_several_events_in_one_answer_are_all_kept() -> None:
    found = arrivals({"ok": True, "result": [event(text="a"), event(text="b", message_id="other")]})
    assert [one.event_id for one in found] == ["6ede9afa:2d758cb5", "6ede9afa:other"]


@pytest.mark.parametrize("field", ["photo", "photo_url"])
def test_a_picture_is_known_by_its_address_with_its_caption(field: str) -> None:
    said = told(kind="image", caption="PL1-4 số 12/QĐ-UBND", **{field: "https://photo.example/a.jpg"})
    assert said.attachment is not None
    assert (said.attachment.kind, said.attachment.vendor_id) == ("photo", "https://photo.example/a.jpg")
    assert said.text == "PL1-4 số 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("kind", "is_a"), [("voice", "voice"), ("sticker", "other"), ("unsupported", "other")]
)
def test_what_can_not_be_read_is_something_all_the_same(kind: str, is_a: str) -> None:
    attachment = told(kind=kind).attachment
    assert attachment is not None
    assert (attachment.kind, attachment.vendor_id) == (is_a, None)


def test_in_a_group_the_bots_name_is_left_out_and_everything_is_said_to_it() -> None:
    said = told(chat="GROUP", text="@Bot Điều phối quý này có việc gì?")
    assert (said.text, said.addressed, said.chat.private) == ("quý này có việc gì?", True, False)
    assert told(chat="GROUP", text="gửi @bot điều phối: 3 xong").text == "gửi : 3 xong"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"event_name": "message.text.received"},
        event(text=""),
        event(text="a", chat="CHANNEL"),
        event(text="a") | {"message": "a"},
        event(text=7),
    ],
)
def test_what_says_nothing_is_passed_over(broken: dict[str, Any]) -> None:
    assert read({"event_name": "message.text.received"} | broken, BOT) is None


def test_another_bot_is_not_answered() -> None:
    assert read(event(text="a", **{"from": {"id": "1", "is_bot": True}}), BOT) is None


def test_no_text_turns_into_our_own_marks() -> None:
    assert told(text=f"a{BOLD_ON}b").text == "ab"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["ok", "result", "event_name", "message", "from", "chat", "id", "text", "date", "photo"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(anything)
def test_nothing_that_comes_in_makes_it_stumble(body: Any) -> None:
    for one in arrivals(body):
        assert one.chat_key == chat_key(one.raw)
        found = read(one.raw, BOT)
        assert found is None or found.chat.channel == "zalo"
