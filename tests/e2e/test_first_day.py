"""The first day of an office: registering, binding the group, reporting, totals; on both database engines."""

from __future__ import annotations

from tests.stage import KHDT, Stage


def test_a_stranger_becomes_a_focal_point_and_sees_the_tasks_at_once(each_stage: Stage) -> None:
    asked = each_stage.say("lan", "xin chào")
    assert "bí mật nhà nước" in asked.text("lan")
    assert KHDT in each_stage.press("lan", "Đồng ý").labels("lan")
    each_stage.say("lan", "so khdt")
    each_stage.say("lan", "Trần Thị Lan")
    each_stage.say("lan", "Chuyên viên")
    sent = each_stage.press("lan", "Bỏ qua")
    assert sent.labels("minh") == ["Duyệt", "Từ chối"]
    assert "Trần Thị Lan" in sent.text("minh")
    approved = each_stage.press("minh", "Duyệt")
    assert "PL1-4" in approved.text("lan")
    assert "PL1-5" in approved.text("lan")
    assert "PL1-1" not in approved.text("lan")


def test_a_report_is_recorded_shown_in_totals_confirmed_and_undone(each_stage: Stage) -> None:
    stage = each_stage
    stage.register("lan", "Sở KHĐT")
    recorded = stage.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 14/2")
    assert "12/QĐ-UBND" in recorded.text("lan")
    assert recorded.labels("minh") == ["Xác nhận", "Trả lại"]
    assert "Hoàn thành đúng hạn: 1 (10%)" in stage.say("minh", "/tongketqua").text("minh")
    stage.press("lan", "Hoàn tác PL1-4")
    assert "Hoàn thành đúng hạn: 0 (0%)" in stage.say("minh", "/tongketqua").text("minh")
    refused = stage.press("minh", "Xác nhận")
    assert "đã thay đổi" in refused.text("minh")


def test_the_group_hears_nothing_until_it_is_bound(each_stage: Stage) -> None:
    stage = each_stage
    assert "chưa gắn" in stage.say_in_group("minh", "/quynay").text("group")
    assert stage.at("2022-03-01T08:00").to("group") == []
    bound = stage.say_in_group("minh", "/gannhom")
    assert "4506/KH-UBND" in bound.text("group")
    assert "PL1-4" in bound.text("group")
    assert "PL1-4" in stage.at("2022-03-17T08:00").text("group")
