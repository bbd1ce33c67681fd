"""/duphong: who is a deputy focal point, and what that means for reminders."""

from __future__ import annotations

import pytest

from dieuphoi.storage import agencies, people
from dieuphoi.storage.database import Transaction
from tests.handlers.office import data_of, joined, scene
from tests.stage import KHDT, Heard, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31


def reminded(heard: Heard, who: str) -> str:
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))


def deputies(tx: Transaction) -> set[str]:
    return {focal.full_name for focal in people.all_focals(tx) if focal.deputy}


@pytest.fixture
def two(office: Stage) -> Stage:
    """Besides lan, nam is a focal point of Sở Kế hoạch và Đầu tư."""
    joined(office, "nam", KHDT)
    return office


class TestChoosing:
    """The coordinator picks."""

    def test_the_focal_points_are_listed_with_what_each_is(self, two: Stage) -> None:
        heard = two.say("minh", "/duphong so khdt")
        assert "• Trần Thị Lan: chính" in heard.text("minh")
        assert heard.labels("minh") == ["Chuyển Trần Thị Lan thành dự phòng", "Chuyển Nam thành dự phòng"]

    def test_a_switch_is_shown_and_told_to_the_person(self, two: Stage) -> None:
        two.say("minh", "/duphong so khdt")
        heard = two.press("minh", "Chuyển Nam thành dự phòng")
        assert "• Nam: dự phòng" in heard.text("minh")
        assert f"làm đầu mối dự phòng của {KHDT}" in heard.text("nam")
        assert "(sau 3 ngày)" in heard.text("nam")
        assert heard.labels("minh") == ["Chuyển Trần Thị Lan thành dự phòng", "Chuyển Nam thành chính"]
        assert two.look(deputies) == {"Nam"}

    def test_and_back_again(self, two: Stage) -> None:
        two.say("minh", "/duphong so khdt")
        two.press("minh", "Chuyển Nam thành dự phòng")
        assert "lại là đầu mối chính" in two.press("minh", "Chuyển Nam thành chính").text("nam")
        assert two.look(deputies) == set()

    def test_one_main_focal_point_must_stay(self, two: Stage) -> None:
        two.say("minh", "/duphong so khdt")
        two.press("minh", "Chuyển Nam thành dự phòng")
        heard = two.press("minh", "Chuyển Trần Thị Lan thành dự phòng")
        assert "phải còn ít nhất một đầu mối chính" in heard.text("minh")
        assert heard.to("lan") == []
        assert two.look(deputies) == {"Nam"}

    def test_an_old_button_says_that_things_have_changed(self, two: Stage) -> None:
        two.say("minh", "/duphong so khdt")
        old = data_of(two, "minh", "Chuyển Nam thành dự phòng")
        two.press("minh", "Chuyển Nam thành dự phòng")
        with scene(two) as begun:
            assert "đã thay đổi" in begun.press("minh", old)

    def test_without_an_agency_those_with_several_are_offered(self, two: Stage) -> None:
        assert two.say("minh", "/duphong").labels("minh") == [KHDT]
        assert "• Nam: chính" in two.press("minh", KHDT).text("minh")

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("", "Chưa cơ quan nào có từ hai đầu mối"),
            ("Sở Y tế", "Sở Y tế chưa có đầu mối. Mời đầu mối: /moi Sở Y tế"),
            ("Sở Giáo dục", "Đào tạo"),
            ("qwertyuiop", "qwertyuiop"),
            ("UBND huyện Hàm Thuận", "UBND huyện Hàm Thuận Bắc"),
        ],
    )
    def test_what_else_is_answered(self, office: Stage, typed: str, answer: str) -> None:
        heard = office.say("minh", f"/duphong {typed}")
        assert answer in heard.text("minh") + "".join(heard.labels("minh"))
        assert office.look(deputies) == set()

    def test_the_only_focal_point_has_no_switch(self, office: Stage) -> None:
        assert office.say("minh", "/duphong Sở Tài chính").labels("minh") == []


@pytest.mark.parametrize("who", ["lan", "nam", "an", "khach"])
@pytest.mark.parametrize("chat", ["private", "group"])
def test_others_switch_nobody(two: Stage, who: str, chat: str) -> None:
    with scene(two) as begun:
        agency, nam = agencies.by_name(begun.tx, KHDT), people.person_at(begun.tx, "console", "nam")
        assert agency
        for heard in (begun.say(who, f"/duphong {KHDT}", chat), begun.press(who, f"da:{agency.id}", chat)):
            assert "Nam: chính" not in heard
        begun.press(who, f"ds:{agency.id}:{nam}:1", chat)
        assert deputies(begun.tx) == set()


@pytest.mark.parametrize("data", ["ds:1:1", "ds:99999:1:1", "ds:1:99999:1", "ds:1::1", "da:", "da:99999"])
def test_buttons_that_no_message_carries_break_nothing(two: Stage, data: str) -> None:
    with scene(two) as begun:
        assert begun.press("minh", data)
        assert deputies(begun.tx) == set()


class TestReminders:
    """What a deputy hears."""

    def test_only_what_is_overdue_without_a_word_for_the_days_of_the_rule(self, two: Stage) -> None:
        two.say("minh", "/nhac dự phòng 5")
        two.say("minh", "/duphong so khdt")
        assert "(sau 5 ngày)" in two.press("minh", "Chuyển Nam thành dự phòng").text("nam")
        before = two.at("2022-04-04T18:00")
        assert DUE in reminded(before, "lan")
        assert reminded(before, "nam") == ""
        assert DUE in reminded(two.at("2022-04-05T18:00"), "nam")

    def test_as_a_main_one_again_everything(self, two: Stage) -> None:
        two.say("minh", "/duphong so khdt")
        two.press("minh", "Chuyển Nam thành dự phòng")
        two.press("minh", "Chuyển Nam thành chính")
        assert DUE in reminded(two.at("2022-03-24T18:00"), "nam")

    def test_what_waits_for_a_new_deputy_is_taken_back(self, two: Stage) -> None:
        two.at("2022-03-23T18:00")
        two.say("minh", "/duphong so khdt")
        assert two.unsent("2022-03-24T07:30")
        heard = two.press("minh", "Chuyển Nam thành dự phòng")
        assert reminded(heard, "nam") == ""
        assert DUE in reminded(heard, "lan")
