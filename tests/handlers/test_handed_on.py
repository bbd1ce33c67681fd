"""What waited for a focal point passes to whoever takes over, who is told of it."""

from __future__ import annotations

from tests.handlers.office import joined, standing
from tests.handlers.test_focal_points import arrives, code_in
from tests.stage import KHDT, Stage

LAN = "Trần Thị Lan"


def pending_for_lan(stage: Stage) -> None:
    """A return, a “done” that waits, a wish for a later deadline, a request for an update, an open question."""
    stage.say("lan", "PL1-4 đã ban hành")
    stage.press("minh", "Trả lại")
    stage.say("minh", "thiếu phụ lục")
    stage.say("lan", "PL1-5 đã ban hành")
    stage.say("lan", "PL1-3 xin gia hạn đến 31/7/2022 vì chờ trung ương")
    stage.say("minh", "/dondoc PL1-3")
    stage.say("lan", "PL1-3 100%")


def let_go(stage: Stage) -> str:
    stage.say("minh", f"/daumoi {KHDT}")
    stage.press("minh", f"Cho {LAN} thôi")
    heard = stage.press("minh", "Nghỉ dài ngày")
    return heard.text("nam") or heard.text("minh")


def test_who_takes_the_seat_reads_all_that_waits(each_office: Stage) -> None:
    office = each_office
    pending_for_lan(office)
    office.say("minh", f"/daumoi {KHDT}")
    office.press("minh", f"Thay {LAN}")
    told = arrives(office, "mai", code_in(office.press("minh", "Tạo mã mời").text("minh")))
    assert "Bị trả lại, cần sửa: PL1-4 (“thiếu phụ lục”)" in told
    assert "chờ điều phối xác nhận: PL1-5" in told
    assert "chờ quyết định: PL1-3 (đến 31/7/2022)" in told
    assert "đôn đốc cập nhật: PL1-3" in told
    assert f"{LAN} để lại câu hỏi chưa trả lời" in told
    assert "• PL1-3: “" in told
    assert standing(office, "PL1-3") == "not_started"


def test_colleagues_who_stay_are_told(office: Stage) -> None:
    joined(office, "nam", KHDT)
    pending_for_lan(office)
    told = let_go(office)
    assert "PL1-4 (“thiếu phụ lục”)" in told
    assert "• PL1-3: “" in told


def test_where_nobody_stays_the_coordinator_reads_it_and_the_next_one_too(office: Stage) -> None:
    pending_for_lan(office)
    told = let_go(office)
    assert "PL1-4 (“thiếu phụ lục”)" in told
    assert "• PL1-3: “" in told
    code = code_in(office.press("minh", "Mời người mới").text("minh"))
    assert "PL1-4 (“thiếu phụ lục”)" in arrives(office, "mai", code)


def test_answers_to_what_was_pending_reach_the_new_one(office: Stage) -> None:
    pending_for_lan(office)
    let_go(office)
    arrives(office, "mai", code_in(office.press("minh", "Mời người mới").text("minh")))
    granted = office.press("minh", "Đồng ý")
    assert "PL1-3" in granted.text("mai")
    assert granted.to("lan") == []
    assert "PL1-3" in office.say("mai", "PL1-3 30%").text("minh")


def test_nothing_is_said_where_nothing_waits(office: Stage) -> None:
    joined(office, "nam", KHDT)
    told = let_go(office)
    assert "trả lại" not in told
    assert "để lại câu hỏi" not in told


def test_who_stands_in_reads_it_on_the_first_day(office: Stage) -> None:
    office.say("lan", "/lamthay từ 16/2 đến 18/2")
    arrives(office, "mai", code_in(office.press("lan", "Tạo mã mời").text("lan")))
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Trả lại")
    office.say("minh", "thiếu phụ lục")
    assert "PL1-4 (“thiếu phụ lục”)" in office.at("2022-02-16T08:30").text("mai")
