"""Each person is spoken to in the language they have chosen, whoever brings the message about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dieuphoi import wording
from tests.handlers.office import joined
from tests.stage import KHDT, Stage


@pytest.fixture
def english_office() -> Iterator[None]:
    """The office itself speaks English."""
    wording.serve_in("en")
    yield
    wording.serve_in("vi")


def test_a_person_chooses_english_and_goes_back(office: Stage) -> None:
    assert "From now on I write to you in English" in office.say("lan", "/english").text("lan")
    assert "3 tasks due" in office.say("lan", "/quynay").text("lan")
    assert "Từ nay tôi viết cho anh/chị bằng tiếng Việt" in office.say("lan", "/tiengviet").text("lan")
    assert "nhiệm vụ" in office.say("lan", "/quynay").text("lan").lower()


def test_a_stranger_may_choose_before_registering(office: Stage) -> None:
    office.say("khach", "/english")
    assert "agency" in office.say("khach", "/dangky").text("khach")


def test_a_notice_is_in_its_readers_language_not_in_its_senders(office: Stage) -> None:
    office.say("minh", "/english")
    heard = office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 10/2")
    assert "Đã ghi nhận" in heard.text("lan")
    assert "Confirm" in heard.labels("minh")
    pressed = office.press("minh", "Confirm")
    assert "Confirmed" in pressed.text("minh")
    assert "đã xác nhận" in pressed.text("lan")


def test_a_button_in_another_language_does_what_it_says(each_office: Stage) -> None:
    """What had to be said twice was done once, and the buttons carry the numbers of what was kept."""
    each_office.say("minh", "/english")
    for day in ("30/4/2022", "31/5/2022"):
        heard = each_office.say("lan", f"PL1-4 xin gia hạn đến {day} vì chờ ý kiến")
    assert "Grant the extension" in heard.labels("minh")
    assert "Extension granted" in each_office.press("minh", "Grant the extension").text("minh")


def test_what_several_people_read_on_a_morning_is_in_the_language_of_each(office: Stage) -> None:
    joined(office, "nam", KHDT)
    office.say("lan", "/english")
    heard = office.at("2022-03-01T08:00")
    assert "days left" in heard.text("lan")
    assert "còn" in heard.text("nam")
    assert "còn" in heard.text("group")


def test_a_group_reads_the_offices_language(office: Stage) -> None:
    office.say("lan", "/english")
    assert "nhiệm vụ" in office.say_in_group("lan", "/quynay").text("group").lower()
    assert "khi nhắn riêng" in office.say_in_group("lan", "/english").text("group")


@pytest.mark.usefixtures("english_office")
def test_an_office_may_speak_english_and_a_person_in_it_vietnamese(office: Stage) -> None:
    assert "due" in office.say("lan", "/quynay").text("lan")
    office.say("hoa", "/tiengviet")
    assert "nhiệm vụ" in office.say("hoa", "/quynay").text("hoa").lower()
