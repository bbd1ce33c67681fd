"""One person on several channels: accounts are joined by a code, reminders go where the person says."""

from __future__ import annotations

import re

from dieuphoi.handlers import dispatch, linking
from dieuphoi.handlers.messages import Chat, Event, Incoming, Message, Sender, plain
from dieuphoi.storage import people
from tests.handlers.office import CODE
from tests.stage import Stage


def _from(office: Stage, channel: str, who: str, text: str = "", pressed: str | None = None) -> list[Message]:
    """Something comes in by another channel."""
    incoming = Incoming(
        Chat(channel, who, private=True),
        Sender(who, who.capitalize()),
        office.now,
        Event.PRESSED if pressed else Event.MESSAGE,
        text,
        pressed=pressed,
    )
    with office.transaction() as tx:
        return dispatch.handle(tx, incoming, office.script.service.office)


def _code(office: Stage, who: str = "lan") -> str:
    found = CODE.search(office.say(who, "/lienket").text(who))
    assert found
    return found[0]


def _accounts(office: Stage, who: str = "lan") -> list[tuple[str, str]]:
    person = office.look(lambda tx: people.person_at(tx, "console", who))
    assert person is not None
    return office.look(lambda tx: people.accounts(tx, [person]))[person]


def _data(messages: list[Message], label: str) -> str:
    return next(b.data for m in messages for row in m.buttons for b in row if b.label.startswith(label))


def test_a_code_joins_an_account_which_then_acts_as_the_same_person(office: Stage) -> None:
    code = _code(office)
    said = _from(office, "zalo", "lan-z", code)
    assert "cũng là của" in plain(said[0].text)
    assert [m.to.channel for m in said] == ["zalo", "console"]
    assert "vừa được nối" in said[1].text
    assert "Đã ghi nhận" in plain(_from(office, "zalo", "lan-z", "PL1-4 40%")[0].text)
    assert _accounts(office) == [("console", "lan"), ("zalo", "lan-z")]
    assert "đã được dùng" in plain(_from(office, "zalo", "someone", code)[0].text)


def test_reminders_go_where_the_person_says(office: Stage) -> None:
    _from(office, "zalo", "lan-z", _code(office))
    shown = office.say("lan", "/lienket")
    assert "Console “lan”: nhận nhắc việc" in shown.text("lan")
    assert "Từ nay nhắc việc gửi qua Zalo" in office.press("lan", "Nhắc việc qua Zalo").text("lan")
    assert _accounts(office)[0] == ("zalo", "lan-z")


def test_an_account_that_is_not_theirs_is_dropped_at_once(office: Stage) -> None:
    said = _from(office, "zalo", "thief", _code(office))
    assert "Bỏ tài khoản này" in [b.label for row in said[1].buttons for b in row]
    dropped = _from(office, "console", "lan", pressed=_data(said[1:], "Bỏ tài khoản này"))
    assert "không còn là của anh/chị" in dropped[0].text
    assert _accounts(office) == [("console", "lan")]
    assert "Đã ghi nhận" not in plain(_from(office, "zalo", "thief", "PL1-4 40%")[0].text)


def test_a_code_is_good_for_a_quarter_of_an_hour_once_and_in_private(office: Stage) -> None:
    code = _code(office)
    assert "trò chuyện riêng" in office.say_in_group("lan", "/lienket").text("group")
    assert "gửi mã từ tài khoản kia" in office.say("lan", code).text("lan")
    office.at((office.now + linking.VALID).strftime("%Y-%m-%dT%H:%M"))
    late = _from(office, "zalo", "lan-z", code)
    assert re.search("đã được dùng hoặc", plain(late[0].text))
    assert _accounts(office) == [("console", "lan")]


def test_who_is_somebody_already_is_not_joined_with_another(office: Stage) -> None:
    assert "đã đăng ký là" in office.say("hoa", _code(office)).text("hoa")
    assert _accounts(office) == [("console", "lan")]
    assert _accounts(office, "hoa") == [("console", "hoa")]


def test_nobody_drops_or_prefers_an_account_of_anothers(office: Stage) -> None:
    said = _from(office, "zalo", "lan-z", _code(office))
    data = _data(said[1:], "Bỏ tài khoản này")
    for pressed in (data, data.replace("drop", "first")):
        assert "không còn là của" in _from(office, "console", "hoa", pressed=pressed)[0].text
    assert len(_accounts(office)) == 2


def test_a_stranger_has_nothing_to_join(office: Stage) -> None:
    assert CODE.search(office.say("nobody", "/lienket").text("nobody")) is None
