"""Reporting in the chat: by buttons, by text, by replying, with documents and files; what is asked about; undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dieuphoi.handlers.messages import Attachment, Event
from tests.handlers.office import UNITS, data_of, entries, happen, joined, larger_plan, part, standing
from tests.stage import KHDT, TAICHINH, Stage

BUTTONS = {
    "Đang thực hiện": "in_progress",
    "Đang lấy ý kiến/thẩm định": "consulting",
    "Đã trình": "submitted",
    "Đã ban hành/hoàn thành": "done",
}


@pytest.mark.parametrize(("label", "state"), BUTTONS.items())
def test_a_state_is_reported_by_its_button(office: Stage, label: str, state: str) -> None:
    office.say("lan", "/viec PL1-4")
    heard = office.press("lan", label)
    assert "Đã ghi nhận lúc 09:00 ngày 15/02/2022" in heard.text("lan")
    assert heard.labels("lan")[:2] == ["Hoàn tác PL1-4", "Xem PL1-4"]
    assert standing(office, "PL1-4") == state


@pytest.mark.parametrize(
    ("typed", "state", "percent"),
    [
        ("PL1-4 đã trình UBND tỉnh", "submitted", None),
        ("pl1-4 70% dang lay y kien", "consulting", 70),
        ("PL1-4 70%", "in_progress", 70),
        ("pl14 da ban hanh", "done", 100),
        ("PL1-4 chưa triển khai", "not_started", None),
    ],
)
def test_a_state_is_reported_in_words(office: Stage, typed: str, state: str, percent: int | None) -> None:
    assert "Đã ghi nhận" in office.say("lan", typed).text("lan")
    assert (part(office, "PL1-4").state, part(office, "PL1-4").percent) == (state, percent)
    assert entries(office) == 1


def test_several_tasks_in_one_message_are_each_recorded_with_a_button_to_undo(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 đã trình, PL1-5 đang lấy ý kiến")
    assert {"Hoàn tác PL1-4", "Hoàn tác PL1-5"} <= set(heard.labels("lan"))
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("submitted", "consulting")


def test_of_several_tasks_only_ones_own_are_recorded_and_the_others_named(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 đã trình, PL1-1 đã trình").text("lan")
    assert "Đã ghi nhận" in heard
    assert "PL1-1 do Sở Lao động" in heard
    assert "Chưa ghi nhận gì" not in heard
    assert (standing(office, "PL1-4"), standing(office, "PL1-1")) == ("submitted", "not_started")


def test_number_and_date_of_a_document_are_kept_and_date_the_completion(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 10/2/2022").text("lan")
    assert "số 12/QĐ-UBND ngày 10/02/2022" in heard
    assert part(office, "PL1-4").done_on == date(2022, 2, 10)


def test_the_number_sent_later_does_not_make_what_was_in_time_late(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.at("2022-04-05T09:00")
    heard = office.say("lan", "PL1-4 số 12/QĐ-UBND")
    assert "Đã ghi nhận" in heard.text("lan")
    assert part(office, "PL1-4").done_on == date(2022, 2, 15)
    assert "Hoàn thành đúng hạn: 1" in office.say("minh", "/tongketqua").text("minh")


def test_the_number_added_to_what_was_confirmed_is_put_before_the_coordinator_again(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Xác nhận")
    heard = office.say("lan", "PL1-4 số 12/QĐ-UBND ngày 14/2")
    assert heard.labels("minh") == ["Xác nhận", "Trả lại"]
    office.press("minh", "Xác nhận")
    assert standing(office, "PL1-4") == "done confirmed"


def test_a_blocker_by_button_asks_for_the_reason_and_goes_to_the_coordinator(office: Stage) -> None:
    office.say("lan", "/viec PL1-4")
    asked = office.press("lan", "Vướng mắc")
    assert "vướng gì" in asked.text("lan")
    assert entries(office) == 0
    told = office.say("lan", "Chờ Bộ Nội vụ cho ý kiến về số lượng thành viên")
    assert "Chờ Bộ Nội vụ" in told.text("minh")
    assert standing(office, "PL1-4") == "blocked"


def test_a_blocker_in_words_carries_its_reason(office: Stage) -> None:
    told = office.say("lan", "PL1-4 vướng: chưa có Nghị định")
    assert "chưa có Nghị định" in told.text("minh")
    assert standing(office, "PL1-4") == "blocked"


def test_a_question_on_the_way_is_answered_and_the_reason_taken_after_it(office: Stage) -> None:
    office.say("lan", "/viec PL1-4")
    office.press("lan", "Vướng mắc")
    assert "đến hạn" in office.say("lan", "quý này có việc gì đến hạn?").text("lan")
    assert "Quá hạn" in office.say("lan", "/quahan").text("lan") or entries(office) == 0
    assert "Đã ghi nhận" in office.say("lan", "PL1-5 đã trình").text("lan")
    assert "Đã ghi nhận" in office.say("lan", "Chờ kinh phí").text("lan")
    assert part(office, "PL1-4").note == "Chờ kinh phí"


def test_a_blocker_may_be_dropped(office: Stage) -> None:
    office.say("lan", "/viec PL1-4")
    office.press("lan", "Vướng mắc")
    assert "không có gì thay đổi" in office.press("lan", "Thôi").text("lan")
    office.say("lan", "Chờ kinh phí")
    assert entries(office, "PL1-4") == 0


def test_a_reason_that_is_too_long_is_asked_for_again(office: Stage) -> None:
    office.say("lan", "/viec PL1-4")
    office.press("lan", "Vướng mắc")
    assert "không quá 500 ký tự" in office.say("lan", "vướng " * 200).text("lan")
    assert "Đã ghi nhận" in office.say("lan", "Chờ kinh phí").text("lan")


def test_replying_to_a_reminder_needs_no_code(office: Stage) -> None:
    larger_plan(office)
    joined(office, "mai", "Sở Y tế")
    reminder = office.at("2022-04-01T08:00").to("mai") + office.at("2022-04-05T08:00").to("mai")
    about_one = next(m for m in reminder if len([label for label in m.labels if label.startswith("PL")]) == 1)
    heard = office.say("mai", "đã trình", reply_to=about_one.id)
    assert "Đã ghi nhận" in heard.text("mai")
    assert standing(office, about_one.labels[0]) == "submitted"


def test_without_a_code_the_task_is_asked_for_and_chosen(office: Stage) -> None:
    asked = office.say("lan", "đã trình UBND tỉnh rồi nhé")
    assert "Báo cáo về nhiệm vụ nào" in asked.text("lan")
    assert entries(office) == 0
    heard = office.press("lan", next(label for label in asked.labels("lan") if label.startswith("PL1-5")))
    assert "PL1-5" in heard.text("lan")
    assert standing(office, "PL1-5") == "submitted"


def test_the_task_that_is_asked_for_may_be_typed(office: Stage) -> None:
    office.say("lan", "đã trình UBND tỉnh rồi nhé")
    assert "Đã ghi nhận" in office.say("lan", "pl1-5").text("lan")
    assert standing(office, "PL1-5") == "submitted"


def test_what_was_recorded_before_is_not_recorded_again(office: Stage) -> None:
    office.say("lan", "PL1-4 đã trình")
    assert "không có gì thay đổi" in office.say("lan", "PL1-4 đã trình").text("lan")
    assert entries(office) == 1


def test_a_stale_card_shows_the_task_as_it_is_and_records_nothing(office: Stage) -> None:
    card = office.say("lan", "/viec PL1-4").to("lan")[0].id
    joined(office, "nam", KHDT)
    office.say("nam", "PL1-4 đã trình")
    heard = office.press("lan", "Đang thực hiện", reply_to=card)
    assert "Thẻ này đã cũ" in heard.text("lan")
    assert "đã trình" in heard.text("lan")
    assert entries(office) == 1


def test_a_button_pressed_twice_records_once(office: Stage) -> None:
    office.say("lan", "/viec PL1-4")
    data = data_of(office, "lan", "Đã trình")
    for _press in range(2):
        (last,) = happen(office, "lan", Event.PRESSED, pressed=data)
    assert "đã được ghi nhận trước đó" in last.text
    assert entries(office) == 1


@pytest.mark.parametrize("who", ["hoa", "tai", "minh", "an", "khach"])
def test_a_card_pressed_by_somebody_else_records_nothing(office: Stage, who: str) -> None:
    office.say_in_group("lan", "/viec PL1-4")
    heard = office.press(who, "Đã trình", chat="group").text("group")
    assert f"do {KHDT} chủ trì" in heard
    assert "Chưa ghi nhận gì" in heard
    assert entries(office) == 0


def test_nobody_reports_for_another_agency_by_naming_it(office: Stage) -> None:
    heard = office.say("tai", f"{KHDT}: PL1-4 đã trình").text("tai")
    assert "không phải đầu mối" in heard or "chủ trì" in heard
    assert entries(office) == 0


def test_a_unit_reports_on_its_own_part_alone(office: Stage) -> None:
    larger_plan(office)
    joined(office, "tanh", "UBND huyện Tánh Linh")
    office.say("tanh", "PL3-14 đã hoàn thành")
    assert standing(office, "PL3-14", "UBND huyện Tánh Linh") == "done"
    assert standing(office, "PL3-14", "UBND huyện Đức Linh") == "not_started"
    assert UNITS in office.say("lan", "PL3-14 đã hoàn thành").text("lan")


def test_who_answers_for_two_units_says_which(office: Stage) -> None:
    larger_plan(office)
    for unit in ("UBND huyện Tánh Linh", "UBND huyện Đức Linh"):
        joined(office, "tanh", unit)
    heard = office.say("tanh", "PL3-14 đã hoàn thành").text("tanh")
    assert "phụ trách 2 phần" in heard
    assert entries(office) == 0
    assert "Đã ghi nhận" in office.say("tanh", "UBND huyện Đức Linh: PL3-14 đã hoàn thành").text("tanh")
    assert standing(office, "PL3-14", "UBND huyện Đức Linh") == "done"


def test_either_of_those_who_lead_jointly_reports_under_their_own_name(office: Stage) -> None:
    larger_plan(office)
    assert f"{TAICHINH}, Phạm Văn Tài" in office.say("tai", "PL3-13 đã hoàn thành").text("minh")
    office.press("minh", "Trả lại")
    returned = office.say("minh", "Thiếu chữ ký")
    assert returned.to("tai")
    assert returned.to("lan")
    assert f"{KHDT}, Trần Thị Lan" in office.say("lan", "PL3-13 đã hoàn thành").text("minh")


def test_a_photo_with_the_code_is_attached_and_the_state_stays(office: Stage, tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    heard = office.say("lan", "PL1-4", file=str(tmp_path / "anh.jpg"))
    assert "Đã đính kèm tệp" in heard.text("lan")
    assert standing(office, "PL1-4") == "not_started"
    office.say("minh", "/viec PL1-4")
    assert office.press("minh", "Mở tệp").to("minh")[0].file


def test_a_file_with_a_report_belongs_to_it_and_one_without_words_is_asked_about(
    office: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "qd.pdf"
    path.write_bytes(b"%PDF")
    assert "Đã đính kèm tệp" in office.say("lan", "PL1-4 đã trình", file=str(path)).text("lan")
    assert standing(office, "PL1-4") == "submitted"
    asked = office.say("lan", "", file=str(path))
    assert "Báo cáo về nhiệm vụ nào" in asked.text("lan")
    office.press("lan", next(label for label in asked.labels("lan") if label.startswith("PL1-5")))
    assert entries(office, "PL1-5") == 1


def test_a_question_under_a_file_is_no_report(office: Stage, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    office.say("lan", "việc nào đã trình?", file=str(tmp_path / "a.pdf"))
    assert [standing(office, code) for code in ("PL1-4", "PL1-5")] == ["not_started"] * 2


@pytest.mark.parametrize(
    ("attachment", "said"),
    [
        (Attachment("document", "a.pdf", size=20_000_001, vendor_id="x"), "tối đa 20 MB"),
        (Attachment("document", "a.pdf", content=b"x" * 20_000_001), "tối đa 20 MB"),
        (Attachment("voice", "voice", size=3, vendor_id="x"), "chưa đọc được tin thoại"),
        (Attachment("other", "sticker", vendor_id="x"), "chưa đọc được"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    office: Stage, attachment: Attachment, said: str
) -> None:
    (answer,) = happen(office, "lan", attachment=attachment, text="PL1-4 đã trình")
    assert said in answer.text
    assert entries(office) == 0


def test_an_edited_report_changes_nothing_and_says_so(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    heard = office.say("lan", "PL1-4 đã trình", event="edited").text("lan")
    assert "Tin đã sửa không được đọc lại" in heard
    assert entries(office) == 1


def test_a_message_of_ten_thousand_characters_is_answered_and_records_nothing(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 đã trình " + "a" * 10_000).text("lan")
    assert "Tin quá dài (10015 ký tự), chưa ghi nhận gì" in heard
    assert entries(office) == 0


def test_a_long_note_is_cut_visibly_and_lists_stay_short(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 vướng: chưa có hướng dẫn " + "rất dài " * 400).text("lan")
    assert "Đã ghi nhận" in heard
    assert "…" in heard
    assert len(heard) < 900
    assert len(office.say("lan", "/quynay").text("lan")) < 1_500


@pytest.mark.parametrize("text", ["/khongco", "/KHONGCO xyz", "/viêc_gì"])
def test_an_unknown_command_is_answered_with_where_to_find_the_known(office: Stage, text: str) -> None:
    assert "/trogiup" in office.say("lan", text).text("lan")
    assert entries(office) == 0
