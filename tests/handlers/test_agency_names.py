"""After agencies have changed: old names, later plans, requests, reports, and totals by the structure of a day."""

from __future__ import annotations

from datetime import date

from dieuphoi.storage import agencies, plans, registrations, tasks
from tests.handlers.office import focal, joined, larger_plan, part
from tests.handlers.reorganising import MERGE, NNMT, NOIVU, SPLIT, YTE, agencies_of, change
from tests.stage import KHDT, LDTBXH, TAICHINH, Stage


def test_the_old_name_finds_the_successor_and_says_since_when(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    for typed in (f"/viec {KHDT}", "/viec so khdt", "sở kế hoạch có việc gì?", "việc của Sở KH&ĐT"):
        told = office.say("minh", typed).text("minh")
        assert "Sở Kế hoạch và Đầu tư nay là Sở Tài chính, từ 01/02/2022" in told, typed
        assert "PL1-3" in told and "PL2-1" in told, typed
    assert "nay là" not in office.say("minh", f"/viec {TAICHINH}").text("minh")


def test_the_old_name_of_a_divided_agency_asks_which_successor(office: Stage) -> None:
    change(office, SPLIT.replace("01/3/2022", "01/02/2022"))
    heard = office.say("minh", "việc của Sở LĐTBXH")
    assert "đã tách từ 01/02/2022" in heard.text("minh")
    assert {NNMT, NOIVU, YTE, LDTBXH} <= set(heard.labels("minh"))


def test_a_request_to_join_passes_on_or_is_asked_for_anew(office: Stage) -> None:
    for who, agency in (("mai", KHDT), ("nga", LDTBXH)):
        for text in (f"/dangky {agency}", "đồng ý", f"Vũ Thị {who.capitalize()}", "Chuyên viên", "không"):
            office.say(who, text)
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    heard = change(office, SPLIT.replace("01/3/2022", "01/02/2022"))
    assert [r.agency for r in office.look(registrations.waiting)] == [TAICHINH]
    assert "đăng ký lại" in heard.text("nga") and NNMT in heard.labels("nga")


def test_plans_that_come_in_later_and_name_the_old_agency_go_to_the_successor(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    larger_plan(office)
    joint = part(office, "PL3-13")
    assert (joint.agency, joint.leads) == (TAICHINH, (TAICHINH,))

    problems = office.look(lambda tx: plans.document_of(tx, 2).problems)
    assert [p.message for p in problems] == [
        "PL3-13: Sở Kế hoạch và Đầu tư nay là Sở Tài chính, từ 01/02/2022."
    ]


def test_the_totals_of_any_day_are_drawn_by_its_agencies(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))

    def by_agency(command: str) -> str:
        told = office.say("minh", command).text("minh")
        return told + office.press("minh", "Theo cơ quan").text("minh")

    old = by_agency("/tongketqua theo cơ cấu ngày 31/01/2022")
    new = by_agency("/tongketqua")
    assert "• Sở Kế hoạch và Đầu tư: 0/3" in old and "• Sở Tài chính: 0/1" in old
    assert "• Sở Tài chính: 0/4" in new and KHDT not in new
    for text in (old, new):
        assert "Tổng số: 10" in text
    words = by_agency("tổng hợp kết quả quý 1/2022 theo cơ cấu ngày 31/01/2022")
    assert "Quý I/2022 · theo cơ cấu ngày 31/01/2022" in words and f"• {KHDT}: 0/2" in words
    one = office.say("minh", f"/tongketqua {KHDT} theo cơ cấu ngày 31/01/2022").text("minh")
    assert "Tổng số: 3" in one
    assert "Theo cơ cấu ngày nào" in office.say("minh", "/tongketqua theo cơ cấu cũ").text("minh")
    office.say("minh", "/tongketqua theo cơ cấu ngày 31/01/2022")
    posted = office.press("minh", "Đăng vào nhóm").text("group")
    assert f"• {KHDT}: 0/3" in posted


def test_an_agency_of_tomorrow_is_none_today(office: Stage) -> None:
    change(office, f"/cosquan đổi tên {KHDT} thành Sở Phát triển Tương lai từ 01/3/2022 theo 1/NQ-HĐND")
    assert "PL1-3" not in office.say("minh", "/viec Sở Phát triển Tương lai").text("minh")
    office.at("2022-03-01T08:00")
    assert part(office, "PL1-3").agency == "Sở Phát triển Tương lai"
    found = office.look(lambda tx: agencies.by_name(tx, "Sở Phát triển Tương lai"))
    assert found is not None and found.kind == "department"
    assert part(office, "PL1-3").due == date(2022, 6, 30)
    with office.transaction() as tx:
        focal(tx, "moi", "Sở Phát triển Tương lai")


def test_who_reports_may_name_the_old_or_the_new_agency(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    assert "Đã ghi nhận" in office.say("lan", "Sở Tài chính báo cáo: PL1-3 đạt 50%").text("lan")
    office.press("lan", "Đúng, tại Sở Tài chính")
    assert "Đã ghi nhận" in office.say("lan", "Sở KH&ĐT báo cáo: PL1-3 đạt 60%").text("lan")
    assert "Chưa ghi" in office.say("lan", "Sở Y tế báo cáo: PL1-3 đạt 70%").text("lan")


def test_of_two_parts_the_old_units_name_tells_which(office: Stage) -> None:
    larger_plan(office)
    tuyphong, bacbinh = "UBND huyện Tuy Phong", "UBND huyện Bắc Bình"
    joined(office, "phong", tuyphong)
    change(office, f"/cosquan gộp {tuyphong}; {bacbinh} thành UBND huyện Liên Hương từ 01/02/2022 theo 9/NQ")
    office.press("phong", "Đúng, tại UBND huyện Liên Hương")
    assert "2 phần" in office.say("phong", "PL3-14 xong 40%").text("phong")
    assert "Đã ghi nhận" in office.say("phong", "UBND huyện Bắc Bình: PL3-14 đạt 40%").text("phong")
    items = office.look(lambda tx: tasks.by_code(tx, "PL3-14", [2]))
    assert {i.formerly: i.percent for i in items if i.formerly} == {tuyphong: None, bacbinh: 40}


def test_who_answered_for_an_agency_that_ends_with_nothing_to_do_is_told(office: Stage) -> None:
    joined(office, "phong", "UBND huyện Tuy Phong")
    change(office, "/cosquan giải thể UBND các huyện, thị xã, thành phố từ 01/3/2022 theo 7/NQ-HĐND")
    assert "thôi làm đầu mối ở đó" in office.at("2022-03-01T08:00").text("phong")
    assert agencies_of(office, "phong") == set()
    larger_plan(office)  # a later plan names the units that are no more: nothing is lost
    assert part(office, "PL3-14").agency == "UBND các huyện, thị xã, thành phố"
    problems = office.look(lambda tx: plans.document_of(tx, 2).problems)
    assert [p.message for p in problems] == [
        "PL3-14: UBND các huyện, thị xã, thành phố đã kết thúc hoạt động từ 01/3/2022."
    ]
