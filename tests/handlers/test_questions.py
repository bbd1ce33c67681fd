"""What the bot asks back before it records: answered, dropped, left, taken up again, and by whom."""

from __future__ import annotations

import pytest

from tests.handlers.office import entries, joined, part, standing
from tests.stage import KHDT, Stage

UNUSUAL = {
    "backwards": ("PL1-4 đã trình", "PL1-4 đang thực hiện"),
    "a falling percentage": ("PL1-4 70%", "PL1-4 30%"),
    "a document of tomorrow": ("PL1-4 đã trình", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 16/2/2022"),
    "a document older than the plan": ("PL1-4 đã trình", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 16/2/2020"),
    "done after all": ("PL1-4 đã ban hành", "PL1-4 đang thực hiện"),
}


@pytest.mark.parametrize("case", UNUSUAL)
@pytest.mark.parametrize("answer", ["Đúng, ghi nhận", "Thôi", "đúng rồi", "không"])
def test_what_is_unusual_counts_only_after_a_yes(office: Stage, case: str, answer: str) -> None:
    first, second = UNUSUAL[case]
    office.say("lan", first)
    asked = office.say("lan", second)
    assert "chưa được ghi nhận" in asked.text("lan")
    assert entries(office) == 1
    play = office.press if answer[0].isupper() else office.say
    heard = play("lan", answer).text("lan")
    agreed = answer.startswith(("Đúng", "đúng"))
    assert ("Đã ghi nhận" in heard) is agreed
    assert entries(office) == 1 + agreed


def test_a_question_can_be_left_and_taken_up_again(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "PL1-4 30%")
    office.say("lan", "/quynay")
    assert "Đã ghi nhận" in office.press("lan", "Đúng, ghi nhận").text("lan")
    assert part(office, "PL1-4").percent == 30


def test_the_button_of_an_old_question_never_answers_a_newer_one(office: Stage) -> None:
    for text in ("PL1-4 70%", "PL1-5 70%"):
        office.say("lan", text)
    old = office.say("lan", "PL1-4 30%").to("lan")[0].id
    office.say("lan", "PL1-5 40%")
    office.press("lan", "Đúng, ghi nhận", reply_to=old)
    assert (part(office, "PL1-4").percent, part(office, "PL1-5").percent) == (30, 70)
    office.press("lan", "Thôi")
    assert "đã đóng" in office.press("lan", "Thôi", reply_to=old).text("lan")
    assert (part(office, "PL1-4").percent, part(office, "PL1-5").percent) == (30, 70)


def test_yes_after_a_colleague_has_reported_is_asked_once_more(office: Stage) -> None:
    joined(office, "nam", KHDT)
    office.say("lan", "PL1-4 đã trình")
    office.say("lan", "PL1-4 đang thực hiện")
    office.say("nam", "PL1-4 đã ban hành")
    office.press("nam", "Đúng, ghi nhận")
    again = office.press("lan", "Đúng, ghi nhận")
    assert "đã ban hành/hoàn thành" in again.text("lan")
    assert standing(office, "PL1-4") == "done"
    office.press("lan", "Đúng, ghi nhận")
    assert standing(office, "PL1-4") == "in_progress"


def test_in_the_group_nobody_answers_anothers_question(office: Stage) -> None:
    office.say_in_group("lan", "PL1-4 70%")
    office.say_in_group("lan", "PL1-4 30%")
    for label in ("Thôi", "Đúng, ghi nhận"):
        heard = office.press("hoa", label, chat="group")
        assert "dành cho người khác" in heard.text("group")
        assert heard.to("group")[0].edits is None
    assert "Đã ghi nhận" in office.press("lan", "Đúng, ghi nhận", chat="group").text("group")


def test_in_the_group_a_reason_is_only_what_is_said_to_the_bot(office: Stage) -> None:
    office.say_in_group("lan", "/viec PL1-4")
    asked = office.press("lan", "Vướng mắc", chat="group")
    assert "trả lời (reply)" in asked.text("group")
    assert office.say_in_group("lan", "chiều nay họp mấy giờ anh Minh ơi").messages == []
    assert entries(office) == 0
    heard = office.say_in_group("lan", "Chờ kinh phí", reply_to=asked.to("group")[0].id)
    assert "Đã ghi nhận" in heard.text("group")


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("backwards", "lùi về bước trước"),
        ("a falling percentage", "thấp hơn lần báo cáo trước"),
        ("a document of tomorrow", "ngày văn bản chưa tới"),
        ("a document older than the plan", "trước ngày ban hành kế hoạch"),
    ],
)
def test_it_is_told_why_something_is_asked(office: Stage, case: str, why: str) -> None:
    first, second = UNUSUAL[case]
    office.say("lan", first)
    assert why in office.say("lan", second).text("lan")


def test_undo_while_something_is_asked_about_drops_that_and_no_more(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "PL1-4 30%")
    assert "không có gì thay đổi" in office.say("lan", "hoàn tác").text("lan")
    assert part(office, "PL1-4").percent == 70


def test_a_newer_report_takes_the_place_of_one_that_was_asked_about(office: Stage) -> None:
    office.say("lan", "PL1-4 đang thực hiện 60%")
    asked = office.say("lan", "PL1-4 30%")
    assert "Đúng, ghi nhận" in asked.labels("lan")
    told = office.say("lan", "PL1-4 đã trình")
    assert "còn chờ" not in told.text("lan")
    before = entries(office)
    heard = office.press("lan", "Đúng, ghi nhận")
    assert "đã đóng" in heard.text("lan")
    assert entries(office) == before


def test_a_report_on_another_task_leaves_the_question_open(office: Stage) -> None:
    office.say("lan", "PL1-4 đang thực hiện 60%")
    office.say("lan", "PL1-4 30%")
    assert "còn chờ" in office.say("lan", "PL1-5 đã trình").text("lan")
    assert "30%" in office.press("lan", "Đúng, ghi nhận").text("lan")
