"""What open pages hear, over a real connection."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from dieuphoi.bot.channels.web.news import News
from dieuphoi.handlers.messages import Message
from tests.bot.web.desk import GROUP_CHAT, QuietDesk, days, private
from tests.bot.web.serving import Serving


@pytest.fixture
def serving(desk: QuietDesk, news: News) -> Iterator[Serving]:
    served = Serving(desk, news)
    yield served
    served.stop()


class Listening:
    """A page's stream of events."""

    def __init__(self, serving: Serving) -> None:
        self._client = httpx.Client(timeout=10)
        self._stream = self._client.stream("GET", f"{serving.url}/api/events")
        self.answer = self._stream.__enter__()
        self._lines = self.answer.iter_lines()

    def next(self) -> tuple[str, dict[str, Any]]:
        fields = {}
        for line in self._lines:
            if not line and "data" in fields:
                return fields["event"], json.loads(fields["data"])
            name, _, value = line.partition(": ")
            fields[name] = value
        raise EOFError

    def close(self) -> None:
        self._stream.__exit__(None, None, None)
        self._client.close()


@pytest.fixture
def listening(serving: Serving) -> Iterator[Listening]:
    page = Listening(serving)
    yield page
    page.close()


def test_a_page_hears_everything_first_and_then_each_message(serving: Serving, listening: Listening) -> None:
    kind, state = listening.next()
    assert (kind, len(state["people"]), state["messages"]) == ("whole", 6, [])
    serving.do(serving.desk.tell(Message(GROUP_CHAT, "Nhắc việc")))
    kind, news = listening.next()
    assert (kind, [m["text"] for m in news["messages"]]) == ("changes", ["Nhắc việc"])


def test_a_person_s_own_message_reaches_the_other_pages(serving: Serving, listening: Listening) -> None:
    listening.next()
    body = {"person": "khdt", "chat": "group", "text": "chào cả nhà"}
    event = httpx.post(f"{serving.url}/api/say", json=body).json()["id"]
    seen: set[str] = set()
    while event not in seen:
        seen |= {m["id"] for m in listening.next()[1]["messages"]}
    assert event in seen


def test_turning_the_clock_is_heard_without_any_message(serving: Serving, listening: Listening) -> None:
    listening.next()
    httpx.post(f"{serving.url}/api/clock", json={"step": "day"})
    kind, news = listening.next()
    assert (kind, news["now"][:10], news["messages"]) == ("changes", "2022-01-05", [])


def test_an_edit_is_heard_under_the_number_of_what_it_replaces(
    serving: Serving, listening: Listening
) -> None:
    (first,) = serving.do(serving.desk.tell(Message(private("khdt"), "Đang hỏi")))
    while not listening.next()[1]["messages"]:
        pass
    serving.do(serving.desk.tell(Message(private("khdt"), "Đã ghi", edits=first)))
    (message,) = listening.next()[1]["messages"]
    assert (message["id"], message["text"], message["edited"]) == (str(first), "Đã ghi", True)


def test_after_a_new_start_every_page_is_drawn_anew(serving: Serving, listening: Listening) -> None:
    serving.do(serving.desk.tell(Message(GROUP_CHAT, "cũ")))
    listening.next()
    httpx.post(f"{serving.url}/api/reset", json={})
    while (event := listening.next())[0] != "whole":
        pass
    assert event[1]["messages"] == []


def test_a_page_that_comes_back_after_a_restart_has_missed_nothing(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/chat.db"
    news = News()
    first = Serving(QuietDesk(news, days(3), url), news)
    listening = Listening(first)
    listening.next()
    first.stop()
    with pytest.raises((EOFError, httpx.RemoteProtocolError)):
        listening.next()
    listening.close()
    first.desk.service.database.close()
    news = News()
    again = Serving(QuietDesk(news, days(3), url), news, first.port)
    again.do(again.desk.tell(Message(GROUP_CHAT, "trong lúc vắng")))
    back = Listening(again)
    assert [m["text"] for m in back.next()[1]["messages"]] == ["trong lúc vắng"]
    back.close()
    again.stop()


def test_the_server_listens_on_this_machine_alone(serving: Serving) -> None:
    (bound,) = {s.getsockname()[0] for listener in serving._server.servers for s in listener.sockets}
    assert bound == "127.0.0.1"
