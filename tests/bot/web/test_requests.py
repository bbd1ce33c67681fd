"""Whatever a page posts is either an event for the inbox or a refusal in words."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.bot.channels.web import requests
from dieuphoi.bot.channels.web.channel import WebChannel
from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.channels.web.people import START
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON
from dieuphoi.storage.inbox import Arrival

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FILES = st.fixed_dictionaries(
    {}, optional={"name": VALUES, "mime": VALUES, "content": VALUES | st.just("YQ==")}
)
PLACES = {"person": st.just("khdt") | VALUES, "chat": st.sampled_from(["private", "group"]) | VALUES}
SAID = st.fixed_dictionaries(
    PLACES, optional={"text": VALUES, "file": FILES | VALUES, "reply_to": VALUES, "id": VALUES}
)
TURNED = st.fixed_dictionaries(
    {}, optional={"step": VALUES | st.just("week"), "to": VALUES | st.dates().map(str)}
)


def attempt(work: Any, *given: Any) -> Any:
    try:
        return work(*given)
    except requests.Refusal as refusal:
        assert refusal.status in (400, 409, 413) and refusal.message
        return None


@given(SAID)
def test_what_is_said_is_an_event_that_the_channel_reads_or_is_refused(body: dict[str, Any]) -> None:
    arrival = attempt(requests.said, body, START, 0)
    if arrival is not None:
        incoming = WebChannel(News()).read(arrival.raw)
        assert isinstance(arrival, Arrival) and incoming is not None
        assert incoming.text or incoming.attachment
        assert not {BOLD_ON, BOLD_OFF, chr(0)} & set(incoming.text)
        incoming.text.encode()


@given(SAID, VALUES)
def test_what_is_pressed_is_among_the_buttons_or_is_refused(body: dict[str, Any], data: Any) -> None:
    buttons = (({"label": "Đã trình", "data": "s:1"},),)
    arrival = attempt(requests.pressed, body | {"data": data, "message": "1"}, buttons, START, 0)
    assert arrival is None or data == "s:1"


@given(TURNED)
def test_the_clock_is_turned_forward_by_at_most_a_year_or_not_at_all(body: dict[str, Any]) -> None:
    moment = attempt(requests.moment, body, START, None)
    assert moment is None or START < moment <= START + requests.AT_ONCE
