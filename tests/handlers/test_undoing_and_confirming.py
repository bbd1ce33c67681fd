"""Taking a report back, and the coordinator's word on what was reported as done."""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import upkeep
from tests.handlers.office import data_of, entries, happen, part, standing
from tests.stage import Stage


def test_an_undo_takes_the_report_back_and_tells_the_coordinator_of_a_done(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "PL1-4 đã ban hành")
    heard = office.press("lan", "Hoàn tác PL1-4")
    assert "trở về: đang thực hiện; 70%" in heard.text("lan")
    assert "rút báo cáo" in heard.text("minh")
    assert standing(office, "PL1-4") == "in_progress"


def test_an_undo_pressed_twice_undoes_once(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "PL1-4 đã trình")
    for _press in range(2):
        heard = office.press("lan", "Hoàn tác PL1-4")
    assert "đã được hoàn tác trước đó" in heard.text("lan")
    assert standing(office, "PL1-4") == "in_progress"
    assert "đã hoàn tác" in office.say("minh", "/lichsu PL1-4").text("minh")


def test_undo_in_words_takes_the_last_report_back_then_the_one_before(office: Stage) -> None:
    for percent in range(5, 65, 5):
        office.say("lan", f"PL1-4 {percent}%")
    for _undo in range(11):
        office.say("lan", "/hoantac")
    assert part(office, "PL1-4").percent == 5
    assert "Đã hoàn tác" in office.say("lan", "/hoantac PL1-4").text("lan")
    assert "không có báo cáo nào" in office.say("lan", "hoàn tác PL1-4").text("lan")
    assert part(office, "PL1-4").percent is None


@pytest.mark.parametrize(("moment", "undone"), [("2022-02-16T09:00", True), ("2022-02-16T09:01", False)])
def test_the_author_undoes_within_a_day_the_coordinator_at_any_time(
    office: Stage, moment: str, undone: bool
) -> None:
    office.say("lan", "PL1-4 đã trình")
    office.at(moment)
    heard = office.press("lan", "Hoàn tác PL1-4").text("lan")
    assert ("Đã hoàn tác" in heard) is undone
    if not undone:
        assert "liên hệ điều phối" in heard
        by_coordinator = happen(office, "minh", Event.PRESSED, pressed="u:1")
        assert any(m.to.id == "lan" and "Điều phối đã hoàn tác" in m.text for m in by_coordinator)
    assert standing(office, "PL1-4") == "not_started"


def test_after_the_confirmation_only_the_coordinator_undoes_and_the_confirmation_falls(office: Stage) -> None:
    office.say("lan", "PL1-4 đã trình")
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Xác nhận")
    assert "liên hệ điều phối" in office.press("lan", "Hoàn tác PL1-4").text("lan")
    happen(office, "minh", Event.PRESSED, pressed="u:2")
    assert standing(office, "PL1-4") == "submitted"
    assert office.look(upkeep.differences) == []


def test_a_confirmed_done_reaches_the_focal_point(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    heard = office.press("minh", "Xác nhận")
    assert "Đã xác nhận" in heard.text("minh")
    assert "đã xác nhận PL1-4" in heard.text("lan")
    assert "không còn việc phải làm" in office.say("lan", "/viec PL1-4").text("lan")


def test_a_returned_done_reaches_the_focal_point_with_its_reason(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    assert "Vì sao trả lại" in office.press("minh", "Trả lại").text("minh")
    assert standing(office, "PL1-4") == "done"
    heard = office.say("minh", "Chưa kèm văn bản")
    assert "Lý do: Chưa kèm văn bản" in heard.text("lan")
    assert heard.labels("lan") == ["Xem PL1-4"]
    assert standing(office, "PL1-4") == "in_progress"
    assert "Đã ghi nhận" in office.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 14/2").text("lan")


def test_a_question_of_the_coordinators_is_never_sent_as_a_reason(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Trả lại")
    assert office.say("minh", "quý này có việc gì đến hạn?").to("lan") == []
    assert standing(office, "PL1-4") == "done"
    assert "Chưa kèm văn bản" in office.say("minh", "Chưa kèm văn bản").text("lan")


def test_a_late_word_on_a_done_that_has_changed_shows_the_task_with_fresh_buttons(
    office: Stage, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    office.say("lan", "PL1-4 đã ban hành")
    office.say("lan", "PL1-4", file=str(tmp_path / "a.pdf"))
    late = office.press("minh", "Xác nhận")
    assert "đã thay đổi" in late.text("minh")
    assert "Xác nhận" in late.labels("minh")
    office.press("minh", "Xác nhận")
    assert standing(office, "PL1-4") == "done confirmed"


def test_confirming_twice_confirms_once(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    data = data_of(office, "minh", "Xác nhận")
    office.press("minh", "Xác nhận")
    assert "đã thay đổi" in happen(office, "minh", Event.PRESSED, pressed=data)[0].text
    assert entries(office) == 2


def test_a_done_that_is_in_force_again_after_an_undo_comes_back_to_the_coordinator(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.say("lan", "PL1-4 đã trình")
    office.press("lan", "Đúng, ghi nhận")
    heard = office.say("lan", "/hoantac PL1-4")
    assert heard.labels("minh") == ["Xác nhận", "Trả lại"]
    office.press("minh", "Xác nhận")
    assert part(office, "PL1-4").confirmed


@pytest.mark.parametrize(
    "said", ["a nham, chua xong dau", "chết, nhầm, cái đó chưa trình", "nhầm rồi, đang làm thôi"]
)
def test_a_mistake_without_a_code_is_about_the_report_just_made(office: Stage, said: str) -> None:
    office.say("lan", "PL1-5 xong")
    before = entries(office)
    heard = office.say("lan", said)
    assert "Có hoàn tác không" in heard.text("lan")
    assert entries(office) == before
    assert (
        "PL1-5 trở về" in office.press("lan", "Hoàn tác PL1-5").text("lan") or entries(office) == before + 1
    )


def test_a_mistake_of_long_ago_is_asked_about(office: Stage) -> None:
    office.say("lan", "PL1-5 xong")
    office.at("2022-02-15T14:00")
    assert "Báo cáo về nhiệm vụ nào" in office.say("lan", "a nham, chua xong dau").text("lan")
