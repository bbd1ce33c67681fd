"""The number of the document that a task was done with, and percentages that can't be or that mean more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.handlers.office import entries, part, standing
from tests.stage import Stage

PDF = b"%PDF-1.4\n%%EOF"


@pytest.mark.parametrize(
    ("answer", "number", "day"),
    [
        ("12/QĐ-UBND ngày 14/2", "12/QĐ-UBND", date(2022, 2, 14)),
        ("dạ số 12/qd-ubnd ký hôm qua ạ", "12/QĐ-UBND", date(2022, 2, 14)),
        ("số 12", "12", None),
        ("05/2022/NQ-HĐND ngày 10 tháng 2 năm 2022", "05/2022/NQ-HĐND", date(2022, 2, 10)),
    ],
)
def test_done_is_recorded_at_once_and_its_number_asked_for(
    office: Stage, answer: str, number: str, day: date | None
) -> None:
    asked = office.say("lan", "PL1-4 đã ban hành")
    assert "số, ngày văn bản?" in asked.text("lan")
    assert "chưa có số văn bản" in asked.text("minh")
    assert standing(office, "PL1-4") == "done"
    heard = office.say("lan", answer)
    assert "bổ sung văn bản" in heard.text("minh")
    item = part(office, "PL1-4")
    assert (item.document_number, item.document_date) == (number, day)
    assert "số, ngày văn bản?" not in heard.text("lan")


@pytest.mark.parametrize("answer", ["chưa có số", "chưa có", "không", "Dạ chưa có số ạ, mai mới có"])
def test_after_no_number_yet_it_is_never_asked_again_and_shown_everywhere(office: Stage, answer: str) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    assert "chưa có số văn bản" in office.say("lan", answer).text("lan")
    office.press("minh", "Trả lại")  # the button of before still holds: no state has changed
    office.say("minh", "Thiếu chữ ký")
    again = office.say("lan", "PL1-4 đã ban hành").text("lan")
    assert "chưa có số văn bản" in again
    assert "số, ngày văn bản?" not in again
    assert "chưa có số văn bản" in office.say("minh", "/viec PL1-4").text("minh")
    assert "chưa có số văn bản" in office.say("minh", "/lichsu PL1-4").text("minh")


def test_what_was_returned_is_reported_anew_and_not_taken_for_the_number_alone(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Trả lại")
    office.say("minh", "Thiếu số và ngày của quyết định")
    office.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 14/2")
    assert standing(office, "PL1-4") == "done"
    assert part(office, "PL1-4").document_number == "12/QĐ-UBND"


def test_a_number_sent_later_is_added_without_another_report(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.press("lan", "Chưa có số")
    office.press("minh", "Xác nhận")
    office.say("lan", "PL1-4 số 12/QĐ-UBND")
    assert standing(office, "PL1-4") == "done confirmed"
    assert part(office, "PL1-4").document_number == "12/QĐ-UBND"
    office.say("minh", "/lichsu PL1-4")
    assert "Đã hoàn tác" in office.press("minh", "Hoàn tác 4").text("minh")
    assert part(office, "PL1-4").document_number is None


@pytest.mark.parametrize(
    "answer", ["12/QĐ-UBND ngày 16/2/2022", "12/QĐ-UBND ngày 1/2/2020", "số 99999999", "12/2035/QĐ-UBND"]
)
def test_what_can_hardly_be_is_asked_about(office: Stage, answer: str) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    assert "chưa được ghi nhận" in office.say("lan", answer).text("lan")
    assert part(office, "PL1-4").document_number is None
    office.press("lan", "Đúng, ghi nhận")
    assert part(office, "PL1-4").document_number is not None


def test_a_photo_answers_and_something_else_does_not(office: Stage, tmp_path: Path) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    assert "PL1-5" in office.say("lan", "/viec PL1-5").text("lan")
    office.say("lan", "PL1-5 70%")
    assert part(office, "PL1-5").percent == 70
    (tmp_path / "qd.pdf").write_bytes(PDF)
    office.say("lan", "12/QĐ-UBND ngày 14/2", file=str(tmp_path / "qd.pdf"))
    assert part(office, "PL1-4").document_number == "12/QĐ-UBND"
    assert office.say("minh", "cho xem file PL1-4").to("minh")[0].file


def test_several_at_once_are_asked_about_one_after_another(office: Stage) -> None:
    assert "PL1-4: số, ngày văn bản?" in office.say("lan", "PL1-4, PL1-5 đã ban hành").text("lan")
    assert "PL1-5: số, ngày văn bản?" in office.say("lan", "12/QĐ-UBND").text("lan")
    office.say("lan", "13/QĐ-UBND")
    assert [part(office, code).document_number for code in ("PL1-4", "PL1-5")] == ["12/QĐ-UBND", "13/QĐ-UBND"]


@pytest.mark.parametrize("text", ["PL1-4 120%", "PL1-4 -5%", "PL1-4 được 150 phần trăm"])
def test_a_percentage_that_cannot_be_is_answered(office: Stage, text: str) -> None:
    assert "từ 0 đến 100" in office.say("lan", text).text("lan")
    assert entries(office) == 0


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("Đã hoàn thành", "done"),
        ("Chưa, chỉ ghi 100%", "in_progress"),
        ("xong rồi", "done"),
        ("chưa", "in_progress"),
    ],
)
def test_whole_asks_whether_it_is_done(office: Stage, answer: str, state: str) -> None:
    assert "đã hoàn thành chưa" in office.say("lan", "PL1-4 100%").text("lan")
    assert entries(office) == 0
    (office.press if answer[0].isupper() else office.say)("lan", answer)
    assert (standing(office, "PL1-4"), part(office, "PL1-4").percent) == (state, 100)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("nhầm, 124 chứ không phải 123", "124/QĐ-UBND"),
        ("nhầm, QĐ 124 mới đúng", "124/QĐ-UBND"),
        ("em ghi nham so, 124 moi dung a", "124/QĐ-UBND"),
        ("QĐ số 124 chứ không phải 123", "124/QĐ-UBND"),
        ("nham so, 124 chu ko phai 123", "124/QĐ-UBND"),
        ("không phải 123 mà là 124", "124/QĐ-UBND"),
        ("sửa 123 thành 124", "124/QĐ-UBND"),
        ("xin lỗi, số đúng là 124 ạ", "124/QĐ-UBND"),
        ("124/NQ-HĐND chứ không phải 123/QĐ-UBND", "124/NQ-HĐND"),
    ],
)
def test_a_mistyped_number_is_set_right_in_words_and_may_be_undone(
    office: Stage, said: str, number: str
) -> None:
    office.say("lan", "PL1-4 đã ban hành, số 123/QĐ-UBND ngày 14/2")
    assert number in office.say("lan", said).text("lan")
    item = part(office, "PL1-4")
    assert (item.document_number, item.document_date) == (number, date(2022, 2, 14))
    office.press("lan", "Hoàn tác PL1-4")
    assert part(office, "PL1-4").document_number == "123/QĐ-UBND"


@pytest.mark.parametrize(
    "said", ["nhầm, 124 chứ không phải 125", "5 người chứ không phải 3", "124", "không phải 123"]
)
def test_what_sets_no_recorded_number_right_changes_nothing(office: Stage, said: str) -> None:
    office.say("lan", "PL1-4 đã ban hành, số 123/QĐ-UBND ngày 14/2")
    before = entries(office, "PL1-4")
    office.say("lan", said)
    assert entries(office, "PL1-4") == before


def test_a_number_that_is_asked_about_is_set_right_before_it_counts(office: Stage) -> None:
    asked = office.say("lan", "PL1-5 đã trình số 0/TTr-SKHĐT")
    assert "số văn bản không đúng dạng" in asked.text("lan")
    heard = office.say("lan", "a nham, 154 chu ko phai 0")
    assert "154/TTr-SKHĐT" in heard.text("lan")
    assert part(office, "PL1-5").document_number == "154/TTr-SKHĐT"
    assert "chưa được ghi nhận" not in office.say("lan", "/quynay").text("lan")
