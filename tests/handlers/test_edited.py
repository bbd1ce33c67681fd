"""A message that is edited after it was recorded: corrected in one answer, or left as it is with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from dieuphoi.handlers.messages import Event, Message, plain
from tests.handlers.office import data_of, entries, happen, joined, part, standing
from tests.stage import KHDT, Stage

MESSAGE = "41"


def says(stage: Stage, text: str, who: str = "lan", **more: Any) -> list[Message]:
    """Somebody writes the message that is edited later."""
    return happen(stage, who, text=text, message_id=MESSAGE, **more)


def edits(stage: Stage, text: str, who: str = "lan", **more: Any) -> list[Message]:
    """The same message, edited."""
    return happen(stage, who, Event.EDITED, text=text, message_id=MESSAGE, **more)


def test_the_old_report_is_undone_and_the_new_one_recorded_in_one_answer(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    (answer,) = edits(office, "PL1-4 đang lấy ý kiến")
    assert "PL1-4: trước là “đã trình”, nay là “đang lấy ý kiến/thẩm định”." in plain(answer.text)
    assert any(button.label == "Hoàn tác PL1-4" for row in answer.buttons for button in row)
    assert standing(office, "PL1-4") == "consulting"
    assert entries(office, "PL1-4") == 3


def test_taking_it_back_after_an_edit_leads_to_before_both(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    edits(office, "PL1-4 70%")
    office.press("lan", "Hoàn tác PL1-4")
    assert (standing(office, "PL1-4"), part(office, "PL1-4").percent) == ("not_started", None)


def test_another_task_named_by_the_edit_gets_the_report(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    edits(office, "PL1-5 đã trình")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("not_started", "submitted")


@pytest.mark.parametrize("text", ["PL1-4 đã trình rồi ạ", "PL1-4 da trinh", "pl1-4 đã trình"])
def test_an_edit_that_means_the_same_is_met_with_silence(office: Stage, text: str) -> None:
    says(office, "PL1-4 đã trình")
    assert edits(office, text) == []
    assert entries(office) == 1


def test_lines_answered_by_number_are_corrected_by_the_list_of_then(office: Stage) -> None:
    office.say("lan", "/quynay")
    says(office, "1 đã trình")
    office.say("lan", "/viec")
    edits(office, "2 đã trình")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("not_started", "submitted")


def test_the_coordinator_hears_that_done_was_taken_back(office: Stage) -> None:
    says(office, "PL1-4 đã ban hành")
    told = [m for m in edits(office, "PL1-4 70%") if m.to.id == "minh"]
    assert len(told) == 1
    assert "rút báo cáo" in told[0].text or "PL1-4" in told[0].text


def test_an_edit_without_a_state_asks_before_anything_is_dropped(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    (asked,) = edits(office, "PL1-4")
    assert "Bỏ báo cáo cũ của tin này (PL1-4: đã trình)?" in asked.text
    assert standing(office, "PL1-4") == "submitted"
    office.press("lan", "Bỏ báo cáo cũ")
    assert standing(office, "PL1-4") == "not_started"


def test_the_old_report_may_stay(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    edits(office, "cảm ơn em")
    data = data_of(office, "lan", "Bỏ báo cáo cũ")
    office.press("lan", "Thôi")
    assert standing(office, "PL1-4") == "submitted"
    (late,) = happen(office, "lan", Event.PRESSED, pressed=data)
    assert "đã đóng" in late.text or "đóng" in late.text
    assert standing(office, "PL1-4") == "submitted"


def test_an_edit_to_what_is_anothers_records_nothing_and_asks(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    (asked,) = edits(office, "PL1-1 đã trình")
    assert "Bỏ báo cáo cũ" in asked.text
    assert (standing(office, "PL1-4"), standing(office, "PL1-1")) == ("submitted", "not_started")


def test_after_a_day_it_stays(office: Stage) -> None:
    says(office, "PL1-4 đã trình")
    office.at("2022-02-16T09:01")
    (answer,) = edits(office, "PL1-4 70%")
    assert "sau hơn một ngày" in answer.text
    assert standing(office, "PL1-4") == "submitted"
    assert edits(office, "PL1-4 đã trình ạ") == []


def test_after_the_coordinator_confirmed_it_stays(office: Stage) -> None:
    says(office, "PL1-4 đã ban hành")
    office.press("minh", "Xác nhận")
    (answer,) = edits(office, "PL1-4 70%")
    assert "Điều phối đã xem xét PL1-4" in answer.text
    assert standing(office, "PL1-4") == "done confirmed"


def test_after_a_later_report_it_stays_and_says_whose(office: Stage) -> None:
    joined(office, "nam", KHDT)
    says(office, "PL1-4 70%")
    office.at("2022-02-15T10:00")
    office.say("nam", "PL1-4 đã trình")
    (answer,) = edits(office, "PL1-4 80%")
    assert "Nam đã báo cáo PL1-4 sau anh/chị (10:00 ngày 15/02/2022)" in answer.text
    assert standing(office, "PL1-4") == "submitted"


@pytest.mark.parametrize("text", ["quý này có việc gì?", "/quynay", "cảm ơn em", "PL1-4 hạn khi nào?"])
def test_a_question_is_not_answered_twice(office: Stage, text: str) -> None:
    says(office, text)
    assert edits(office, text + "?") == []


def test_in_a_group_only_a_message_that_reported_is_corrected(office: Stage) -> None:
    says(office, "chào cả nhà", chat="group", addressed=False)
    assert edits(office, "PL1-4 đã trình", chat="group", addressed=False) == []
    says(office, "PL1-4 đã trình", chat="group", addressed=False)
    assert edits(office, "PL1-4 70%", chat="group", addressed=False)
    assert part(office, "PL1-4").percent == 70


def test_on_each_database_what_was_tried_leaves_no_trace(each_office: Stage) -> None:
    says(each_office, "PL1-4 đã trình")
    assert edits(each_office, "PL1-4 đã trình nhé") == []
    edits(each_office, "PL1-4")
    assert entries(each_office, "PL1-4") == 1
    edits(each_office, "PL1-4 70%")
    assert part(each_office, "PL1-4").percent == 70
