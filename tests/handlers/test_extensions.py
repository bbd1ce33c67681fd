"""Asking for a later deadline: what is missing is asked for once; the coordinator grants, declines or sets a day."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dieuphoi import reports
from dieuphoi.handlers import paper_making
from dieuphoi.handlers.office import LETTERHEAD
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import extensions, plans, tasks
from tests.handlers.office import joined
from tests.stage import KHDT, Heard, Stage

ASKED = "PL1-4 xin gia hạn đến 31/7/2022 vì chờ Bộ Tài chính hướng dẫn"


def part(stage: Stage, code: str = "PL1-4") -> tasks.Item:
    with stage.transaction() as tx:
        return tasks.by_code(tx, code, [plan.id for plan in plans.every(tx)])[0]


def waiting(stage: Stage) -> list[tuple[date, str | None]]:
    with stage.transaction() as tx:
        return [(one.until, one.reason) for one in extensions.waiting(tx, [1])]


def test_a_whole_request_goes_to_the_coordinator_with_its_reason_alone(office: Stage) -> None:
    heard = office.say("lan", ASKED)
    assert "từ 31/3/2022 đến 31/7/2022" in heard.text("lan")
    assert "Lý do: chờ Bộ Tài chính hướng dẫn" in heard.text("minh")
    assert part(office).due == date(2022, 3, 31)


def test_a_day_and_a_reason_that_lack_are_asked_for_one_after_the_other(office: Stage) -> None:
    assert "Đến 30/6/2022" in office.say("lan", "xin gia hạn PL1-4").labels("lan")
    assert "vì lý do gì?" in office.say("lan", "hết quý II").text("lan")
    assert waiting(office) == []
    office.say("lan", "chưa họp được tổ soạn thảo")
    assert waiting(office) == [(date(2022, 6, 30), "chưa họp được tổ soạn thảo")]


def test_the_question_for_the_reason_can_be_left_and_come_back_to(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022")
    assert "Câu hỏi còn chờ: Xin gia hạn PL1-4 đến 30/6/2022" in office.say("lan", "/quynay").text("lan")
    office.say("lan", "PL1-5 đang lấy ý kiến")
    assert part(office, "PL1-5").state == "consulting"
    office.say("lan", "thiếu cán bộ chuyên trách")
    assert waiting(office) == [(date(2022, 6, 30), "thiếu cán bộ chuyên trách")]


def test_what_begins_anew_is_no_reason(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022")
    office.say("lan", "PL1-4 đã ban hành Quyết định số 12/QĐ-UBND ngày 10/2/2022")
    assert part(office).state == "done"
    assert waiting(office) == []


def test_a_dropped_question_sends_nothing(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022")
    office.press("lan", "Thôi")
    office.say("lan", "thiếu cán bộ")
    assert waiting(office) == []


def test_one_reason_may_serve_several_tasks(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022, PL1-5 xin gia hạn đến 31/7/2022")
    office.say("lan", "chờ hướng dẫn của Trung ương")
    assert [until for until, _reason in waiting(office)] == [date(2022, 6, 30), date(2022, 7, 31)]


@pytest.mark.parametrize(
    "text", ["PL1-4 xin gia hạn đến 31/3/2022 vì bận", "PL1-4 xin gia hạn đến 1/3/2022 vì bận"]
)
def test_no_day_is_taken_that_is_no_later(office: Stage, text: str) -> None:
    assert "không muộn hơn thời hạn" in office.say("lan", text).text("lan")
    assert waiting(office) == []


def test_what_is_done_or_has_no_day_needs_no_extension(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    assert "không cần gia hạn" in office.say("lan", ASKED).text("lan")


def test_by_the_card_and_in_the_group(office: Stage) -> None:
    office.say_in_group("lan", "/viec PL1-4")
    asked = office.press("lan", "Xin gia hạn", chat="group")
    assert "Xin trả lời (reply) tin này" in asked.text("group")
    why = office.press("lan", "Đến 30/6/2022", chat="group").to("group")[-1]
    heard = office.say_in_group("lan", "chờ thẩm định của Sở Tư pháp", reply_to=why.id)
    assert "Đã gửi điều phối" in heard.text("group")
    assert waiting(office) == [(date(2022, 6, 30), "chờ thẩm định của Sở Tư pháp")]


def test_granted_it_keeps_the_original_deadline_and_both_are_shown(office: Stage) -> None:
    office.say("lan", ASKED)
    heard = office.press("minh", "Đồng ý")
    assert "từ 31/3/2022 đến 31/7/2022" in heard.text("lan")
    assert "Thời hạn gốc: 31/3/2022" in heard.text("lan")
    assert (part(office).original_due, part(office).due) == (date(2022, 3, 31), date(2022, 7, 31))
    assert "hạn 31/7/2022, đã gia hạn" in office.say("lan", "/viec PL1-4").text("lan")
    assert "hạn gốc 31/3/2022, đã gia hạn 1 lần" in office.say("lan", "/viec PL1-4").text("lan")
    log = office.say("minh", "/lichsu PL1-4").text("minh")
    assert "xin gia hạn đến 31/7/2022: chờ Bộ Tài chính hướng dẫn" in log
    assert "gia hạn đến 31/7/2022" in log
    assert "đã gia hạn 1, đề nghị đang chờ 0" in office.say("minh", "/tongketqua").text("minh")


def test_reminders_follow_the_new_deadline(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Đồng ý")
    before = office.at("2022-03-31T08:00").text("lan")
    assert "PL1-5" in before  # whose deadline is the same, and was not extended
    due = [text.split("Đến hạn")[1] for text in before.split("Nhắc việc") if "Đến hạn" in text]
    assert due
    assert not any("PL1-4" in text for text in due)
    assert "PL1-4" in office.at("2022-07-25T08:00").text("lan").split("Đến hạn")[-1]


def test_declined_with_a_reason_that_reaches_the_focal_point(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Không đồng ý")
    heard = office.say("minh", "Đã có hướng dẫn tại Công văn 12")
    assert "Lý do: Đã có hướng dẫn tại Công văn 12" in heard.text("lan")
    assert part(office).due == date(2022, 3, 31)
    assert "không đồng ý gia hạn: Đã có hướng dẫn" in office.say("lan", "/lichsu PL1-4").text("lan")


def test_a_query_is_no_reason_for_declining(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Không đồng ý")
    assert "Tổng số" in office.say("minh", "tổng kết quý 1").text("minh")
    assert "gia hạn" not in office.say("minh", "/viec PL1-5").text("lan")
    heard = office.say("minh", "Đã có hướng dẫn tại Công văn 12, quý 1 vẫn phải xong")
    assert "Lý do: Đã có hướng dẫn" in heard.text("lan")


def test_declined_without_one(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Không đồng ý")
    assert "không đồng ý gia hạn PL1-4" in office.press("minh", "Không nêu lý do").text("lan")


def test_the_coordinator_sets_another_day_or_quarter(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Đặt ngày khác")
    assert "không muộn hơn thời hạn" in office.say("minh", "1/3/2022").text("minh")
    heard = office.say("minh", "quý II")
    assert "đến 30/6/2022" in heard.text("lan")
    assert "khác với ngày đã đề nghị (31/7/2022)" in heard.text("lan")
    assert part(office).due == date(2022, 6, 30)


def extended_once(office: Stage) -> Heard:
    office.say("lan", "PL1-4 xin gia hạn đến 31/5/2022 vì chưa họp được")
    office.press("minh", "Đồng ý")
    return office.say("lan", ASKED)


def test_over_the_limit_both_hear_it_and_only_an_exception_grants(office: Stage) -> None:
    heard = extended_once(office)
    assert "Đã hết số lần gia hạn" in heard.text("lan")
    assert "chỉ có thể đồng ý ngoại lệ" in heard.text("lan")
    assert "đã gia hạn 1 lần, quy tắc" in heard.text("minh")
    assert "Đồng ý" not in heard.labels("minh")
    assert "Đồng ý ngoại lệ" in office.press("minh", "Đồng ý ngoại lệ").text("lan")
    assert part(office).due == date(2022, 7, 31)


def test_raised_in_the_rules_it_is_granted_as_usual(office: Stage) -> None:
    office.say("minh", "/nhac gia hạn 2 lần")
    heard = extended_once(office)
    assert "Đã hết số lần" not in heard.text("lan")
    office.press("minh", "Đồng ý")
    assert part(office).due == date(2022, 7, 31)


def test_a_rule_lowered_meanwhile_takes_the_plain_button_back(office: Stage) -> None:
    office.say("lan", ASKED)
    office.say("minh", "/nhac gia hạn tắt")
    heard = office.press("minh", "Đồng ý")
    assert "không cho gia hạn" in heard.text("minh")
    assert part(office).due == date(2022, 3, 31)
    office.press("minh", "Đồng ý ngoại lệ")
    assert part(office).due == date(2022, 7, 31)


def test_undone_it_counts_no_more(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Đồng ý")
    assert "hạn 31/3/2022" in office.press("minh", "Hoàn tác PL1-4").text("lan")
    assert part(office).due == date(2022, 3, 31)
    assert "Đã hết số lần" not in office.say("lan", ASKED).text("lan")


def test_the_second_coordinator_sees_what_the_first_decided(office: Stage) -> None:
    second_coordinator(office)
    office.say("lan", ASKED)
    office.press("minh", "Đồng ý")
    heard = office.press("binh", "Đồng ý")
    assert "đã được quyết định (gia hạn đến 31/7/2022, minh, 09:00" in heard.text("binh")
    assert heard.text("lan") == ""


def test_the_second_coordinators_reason_comes_too_late(office: Stage) -> None:
    second_coordinator(office)
    office.say("lan", ASKED)
    office.press("binh", "Không đồng ý")
    office.press("minh", "Đồng ý")
    assert "đã được quyết định" in office.say("binh", "không có căn cứ").text("binh")
    assert part(office).due == date(2022, 7, 31)


def second_coordinator(office: Stage) -> None:
    from dieuphoi.bot.office_setup import make_coordinator

    with office.transaction() as tx:
        make_coordinator(tx, "console", "binh")


def test_a_request_that_is_not_needed_any_more_is_closed(office: Stage) -> None:
    office.say("lan", ASKED)
    office.say("lan", "PL1-4 đã ban hành")
    heard = office.press("minh", "Đồng ý")
    assert "Không cần gia hạn nữa" in heard.text("minh")
    assert "Không cần gia hạn nữa" in heard.text("lan")
    assert waiting(office) == []


def test_a_colleague_hears_that_their_request_was_replaced(office: Stage) -> None:
    joined(office, "nam", KHDT)
    office.say("lan", ASKED)
    heard = office.say("nam", "PL1-4 xin gia hạn đến 30/6/2022 vì đã có hướng dẫn")
    assert "thay đề nghị của anh/chị" in heard.text("lan")
    assert "đã được thay bằng đề nghị mới hơn" in press_number(office, "minh", 1)


def press_number(office: Stage, who: str, number: int) -> str:
    from tests.handlers.office import scene

    with scene(office) as begun:
        return begun.press(who, f"more:{number}")


def test_a_request_waits_on_the_desk_in_the_morning(office: Stage) -> None:
    office.say("lan", ASKED)
    heard = office.at("2022-02-17T08:00")
    assert "1 đề nghị gia hạn chờ anh/chị quyết định: PL1-4" in heard.text("minh")
    assert "PL1-4" in office.say("minh", "/choduyet").text("minh")
    office.press("minh", "Đồng ý")
    assert "đề nghị gia hạn" not in office.at("2022-02-18T08:00").text("minh")


def test_english_for_who_reads_it(office: Stage) -> None:
    office.say("lan", "/english")
    assert "for which reason?" in office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022").text("lan")
    office.say("lan", "chờ hướng dẫn của Bộ")
    assert "Extension granted" in office.press("minh", "Đồng ý").text("lan")


def test_the_excel_report_shows_both_deadlines_and_how_often(office: Stage) -> None:
    office.say("lan", ASKED)
    office.press("minh", "Đồng ý")
    with office.transaction() as tx:
        report = paper_making.of(tx, plans.every(tx)[0], parse_code("2022"), LETTERHEAD)
        book = load_workbook(BytesIO(reports.make(report, "xlsx")))
    rows = list(book["Nhiệm vụ"].iter_rows(values_only=True))
    head = next(cells for cells in rows if cells[0] == "Mã")
    row = next(cells for cells in rows if cells[0] == "PL1-4")
    shown = dict(zip(head, row, strict=True))
    assert shown["Thời hạn gốc"].date() == date(2022, 3, 31)
    assert shown["Thời hạn hiện tại"].date() == date(2022, 7, 31)
    assert shown["Số lần gia hạn"] == 1
