"""What a period's report still lacks, by agency, and sending it back to the focal points."""

from __future__ import annotations

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import plans, tasks
from tests.handlers.office import happen, larger_plan, standing
from tests.stage import Stage


def test_what_is_missing_is_told_by_agency_and_sent_back_to_be_answered_line_by_line(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.press("lan", "Chưa có số")
    shown = office.say("minh", "/baocao còn thiếu quý 1/2022")
    assert "còn thiếu ở 3 nhiệm vụ của 2 cơ quan" in shown.text("minh")
    assert "PL1-4 (số, ngày văn bản); PL1-5 (chưa có báo cáo trong kỳ)" in shown.text("minh")
    assert "1 nhiệm vụ chờ anh/chị xác nhận" in shown.text("minh")
    sent = office.press("minh", "Gửi lại tất cả đầu mối")
    assert "3 nhiệm vụ" in sent.text("minh")
    assert "1. PL1-4" in sent.text("lan")
    assert "2. PL1-5" in sent.text("lan")
    assert "Hiện báo cáo ghi về Sở Kế hoạch và Đầu tư: “Chủ trì 2 nhiệm vụ" in sent.text("lan")
    assert "PL1-7" in sent.text("hoa")
    assert sent.text("tai") == ""
    answered = office.say("lan", "1 số 12/QĐ-SKH ngày 10/2, 2 đang làm 30%")
    assert "12/QĐ-SKH" in answered.text("lan")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("done", "in_progress")
    assert "Báo cáo theo đôn đốc" in answered.text("minh")
    left = office.say("minh", "/baocao còn thiếu quý 1/2022")
    assert "còn thiếu ở 1 nhiệm vụ của 1 cơ quan" in left.text("minh")


def test_a_task_is_sent_back_once_a_day(office: Stage) -> None:
    office.say("minh", "/baocao thiếu quý 1/2022")
    office.press("minh", "Gửi Sở Kế hoạch và Đầu tư")
    again = office.press("minh", "Gửi lại tất cả đầu mối")
    assert "2 nhiệm vụ hôm nay đã nhắc rồi" in again.text("minh")
    assert again.text("lan") == ""
    assert "PL1-7" in again.text("hoa")


def test_an_overdue_task_lacks_its_reason_until_something_is_said_after_the_deadline(office: Stage) -> None:
    office.say("lan", "PL1-5 40%")
    office.at("2022-04-04T09:00")
    assert "PL1-5 (quá hạn, lý do" in office.say("minh", "/baocao còn thiếu quý 1/2022").text("minh")
    office.say("lan", "PL1-5 60%, chờ văn bản hướng dẫn của Trung ương")
    assert "PL1-5 (" not in office.say("minh", "/baocao còn thiếu quý 1/2022").text("minh")


def test_out_of_hours_the_request_waits_for_the_morning(office: Stage) -> None:
    office.at("2022-02-15T20:00")
    office.say("minh", "/baocao còn thiếu quý 1/2022")
    assert office.press("minh", "Gửi lại tất cả đầu mối").text("lan") == ""
    assert "Phần của anh/chị còn thiếu" in office.at("2022-02-16T08:00").text("lan")


def test_an_agency_without_a_focal_point_is_named_with_what_to_do(office: Stage) -> None:
    larger_plan(office)
    office.at("2022-05-02T09:00")
    shown = office.say("minh", "/baocao còn thiếu KH 77")
    assert (
        "Sở Y tế: PL3-1, PL3-2, PL3-3, PL3-4, PL3-5 và 7 việc khác (chưa có báo cáo trong kỳ)"
        in shown.text("minh")
    )
    assert "chưa có đầu mối, mời bằng /moi" in shown.text("minh")
    assert "Gửi Sở Y tế" not in shown.labels("minh")


def test_when_nothing_is_missing_it_says_so_and_offers_the_report(office: Stage) -> None:
    for who, codes in (("lan", "PL1-4 và PL1-5"), ("hoa", "PL1-7")):
        office.say(who, f"{codes} đang thực hiện")
    shown = office.say("minh", "/baocao còn thiếu quý 1/2022")
    assert "không còn thiếu gì từ các cơ quan" in shown.text("minh")
    assert shown.labels("minh") == ["Báo cáo Quý I/2022"]


def test_who_may_not_urge_neither_sees_nor_sends(office: Stage) -> None:
    plan = office.look(plans.every)[0]
    before = office.look(lambda tx: len(tasks.every(tx, tasks.Filter((plan.id,)))))
    assert "Chỉ điều phối và lãnh đạo" in office.say("lan", "/baocao còn thiếu").text("lan")
    for data in (f"pm:{plan.id}:2022-Q1", f"pms:{plan.id}:2022-Q1:0"):
        assert [m.to.id for m in happen(office, "lan", Event.PRESSED, pressed=data)] == ["lan"]
    assert before
    assert "còn thiếu ở 3 nhiệm vụ" in office.say("an", "/baocao còn thiếu quý 1/2022").text("an")
