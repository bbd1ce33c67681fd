"""Agencies merge, are divided, renamed and dissolved, in a conversation: shown, agreed to, in effect on its day."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.plan.results import State
from dieuphoi.storage import agencies, changes, people, plans, registrations, seats, tasks, waiting_tasks
from tests.handlers.office import entries, focal, happen, joined, larger_plan, part
from tests.stage import KHDT, LDTBXH, TAICHINH, Heard, Stage

NNMT, NOIVU, YTE = "Sở Nông nghiệp và Môi trường", "Sở Nội vụ", "Sở Y tế"
MERGE = f"/cosquan gộp {KHDT} vào {TAICHINH} từ 01/3/2022 theo 15/NQ-HĐND ngày 20/02/2022"
SPLIT = f"/cosquan tách {LDTBXH} thành {NNMT}; {NOIVU}; {YTE} từ 01/3/2022 theo 15/NQ-HĐND"


def change(stage: Stage, text: str) -> Heard:
    """minh enters a change and agrees to what is shown."""
    shown = stage.say("minh", text)
    assert "Chưa lưu gì" in shown.text("minh"), shown.text("minh")
    return stage.press("minh", "Đồng ý")


def agencies_of(stage: Stage, who: str) -> set[str]:
    """The agencies that somebody answers for."""
    return {a.name for a in stage.look(lambda tx: people.identify(tx, "console", who, who)).agencies}


def count(heard: Heard, who: str, text: str) -> int:
    return sum(text in message.text for message in heard.to(who))


def test_a_merger_is_shown_before_anything_is_stored(office: Stage) -> None:
    shown = office.say("minh", MERGE).text("minh")
    assert "Gộp Sở Kế hoạch và Đầu tư vào Sở Tài chính" in shown
    assert "01/3/2022" in shown and "15/NQ-HĐND ngày 20/02/2022" in shown
    assert "3 nhiệm vụ" in shown and "PL1-3" in shown and "Trần Thị Lan" in shown
    assert office.look(changes.every) == []
    office.press("minh", "Thôi")
    assert office.look(changes.every) == []


def test_a_merger_takes_effect_as_its_day_begins_once_and_keeps_everything(office: Stage) -> None:
    office.say("lan", "PL1-3 70%")
    before = part(office, "PL1-3")
    change(office, MERGE)
    assert part(office, "PL1-3").agency == KHDT
    office.at("2022-02-28T23:59")
    assert part(office, "PL1-3").agency == KHDT
    heard = office.at("2022-03-01T00:01")
    assert heard.to("lan") == []  # at night nobody is disturbed
    now = part(office, "PL1-3")
    assert (now.agency, now.state, now.percent, now.due) == (TAICHINH, before.state, 70, before.due)
    assert now.reported_at == before.reported_at
    morning = office.at("2022-03-01T08:00")
    assert count(morning, "lan", "Anh/chị vẫn là đầu mối") == 1
    assert count(morning, "minh", "Đã có hiệu lực") == 1
    log = office.say("minh", "/lichsu PL1-3").text("minh")
    assert "70%" in log and f"{KHDT} → {TAICHINH}" in log and "15/NQ-HĐND" in log
    assert count(office.at("2022-03-02T08:00"), "minh", "Đã có hiệu lực") == 0


def test_a_change_whose_day_passed_while_the_bot_was_off_takes_effect_once(office: Stage) -> None:
    change(office, MERGE)
    heard = office.switched_on("2022-03-09T10:00")
    assert count(heard, "minh", "Đã có hiệu lực") == 1
    assert part(office, "PL1-3").agency == TAICHINH
    assert count(office.switched_on("2022-03-10T10:00"), "minh", "Đã có hiệu lực") == 0
    assert entries(office, "PL1-3") == 1


def test_a_change_entered_late_takes_effect_at_once_with_its_day_kept(office: Stage) -> None:
    heard = change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    assert "Đã có hiệu lực" in heard.text("minh") and "01/02/2022" in heard.text("minh")
    assert part(office, "PL1-3").agency == TAICHINH
    assert "Anh/chị vẫn là đầu mối" in heard.text("lan")
    assert "nhận 3 việc" in heard.text("tai")


def test_a_change_can_be_taken_back_before_its_day_and_not_after(office: Stage) -> None:
    change(office, MERGE)
    assert "Đã bỏ thay đổi số 1" in office.press("minh", "Bỏ thay đổi số 1").text("minh")
    office.at("2022-03-02T08:00")
    assert part(office, "PL1-3").agency == KHDT
    change(office, MERGE)
    (entry,) = office.look(changes.every)
    assert entry.in_effect
    refused = office.say("minh", MERGE).text("minh")
    assert "không còn Sở Kế hoạch và Đầu tư" in refused and "thay đổi số 2" in refused


def test_who_has_not_confirmed_the_seat_is_reminded_and_reports_as_before(office: Stage) -> None:
    change(office, MERGE)
    office.at("2022-03-01T08:00")
    digest = office.at("2022-03-25T08:00").text("lan")  # PL1-4 is due on 31/3
    assert "PL1-4" in digest and "bấm nút bên dưới" in digest
    assert "PL2-1" not in office.say("lan", "/quahan").text("lan")
    assert "Đã ghi nhận" in office.say("lan", "PL1-4 50%").text("lan")
    assert "Đã ghi nhận" not in office.say("lan", "PL2-1 50%").text("lan")  # the other agency's own
    assert "Cảm ơn" in office.press("lan", "Đúng, tại Sở Tài chính").text("lan")
    assert agencies_of(office, "lan") == {TAICHINH}
    assert "Đã ghi nhận" in office.say("lan", "PL2-1 50%").text("lan")
    assert office.look(seats.waiting) == []


@pytest.mark.parametrize(
    ("label", "told"), [("Không, tôi thôi", "thôi làm đầu mối"), ("Không phải tôi", "kiểm tra lại")]
)
def test_who_declines_leaves_and_the_coordinator_hears_where_nobody_is_left(
    office: Stage, label: str, told: str
) -> None:
    change(office, MERGE.replace(TAICHINH, "Sở Công Thương"))
    office.at("2022-03-01T08:00")
    heard = office.press("lan", label)
    assert told in heard.text("minh") and "Trần Thị Lan" in heard.text("minh")
    assert "Sở Công Thương chủ trì 3 việc" in heard.text("minh")
    assert agencies_of(office, "lan") == set()
    again = office.press("lan", label)
    assert "đã được trả lời" in again.text("lan") or again.error


def test_nobody_answers_for_anothers_seat(office: Stage) -> None:
    change(office, MERGE)
    office.at("2022-03-01T08:00")
    (asked,) = office.look(seats.waiting)

    happen(office, "tai", Event.PRESSED, pressed=f"sn:{asked.id}")
    assert len(office.look(seats.waiting)) == 1


def test_a_joint_task_of_two_that_merge_is_one_with_one_lead(office: Stage) -> None:
    larger_plan(office)
    office.say("lan", "PL3-13 40%")
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    joint = part(office, "PL3-13")
    assert (joint.agency, joint.leads, joint.percent) == (TAICHINH, (TAICHINH,), 40)
    assert "Chủ trì: Sở Tài chính\n" in office.say("minh", "/viec PL3-13").text("minh")


def test_two_units_that_become_one_keep_both_parts_with_their_own_logs(office: Stage) -> None:
    larger_plan(office)
    tuyphong, bacbinh = "UBND huyện Tuy Phong", "UBND huyện Bắc Bình"
    joined(office, "phong", tuyphong)
    office.say("phong", "PL3-14 30%")
    total = office.look(lambda tx: len(tasks.by_code(tx, "PL3-14", [2])))
    change(
        office, f"/cosquan gộp {tuyphong}; {bacbinh} thành UBND huyện Liên Hương từ 01/02/2022 theo 9/NQ-HĐND"
    )
    items = office.look(lambda tx: tasks.by_code(tx, "PL3-14", [2]))
    assert len(items) == total
    parts = {i.formerly: i for i in items if i.agency == "UBND huyện Liên Hương"}
    assert set(parts) == {tuyphong, bacbinh}
    assert parts[tuyphong].percent == 30 and parts[bacbinh].state is State.NOT_STARTED
    labels = office.say("minh", "/viec PL3-14").labels("minh")
    assert any("phần của UBND huyện Tuy Phong" in label for label in labels)


def test_a_division_gives_nothing_to_anybody_by_itself(office: Stage) -> None:
    change(office, SPLIT)
    heard = office.at("2022-03-01T08:00")
    assert "6 nhiệm vụ chờ chọn cơ quan nhận" in heard.text("minh")
    assert {part(office, code).agency for code in ("PL1-1", "PL1-2", "PL1-6")} == {LDTBXH}
    assert "Đã ghi nhận" in office.say("hoa", "PL1-7 50%").text("hoa")  # she still answers for it
    monday = office.at("2022-03-07T08:00")
    assert "chờ chọn cơ quan nhận" in monday.text("minh") and "Chưa trả lời" in monday.text("minh")


def test_a_division_is_decided_task_by_task_and_for_all_that_are_left_by_express_word(office: Stage) -> None:
    joined(office, "yen", YTE)
    change(office, SPLIT)
    office.at("2022-03-01T08:00")
    office.press("minh", "Chọn cơ quan nhận từng việc")
    office.press("minh", "PL1-1")
    heard = office.press("minh", YTE)
    assert "Đã giao cho Sở Y tế: PL1-1" in heard.text("minh")
    assert "nhận 1 việc" in heard.text("yen")
    assert part(office, "PL1-1").agency == YTE
    assert "Đã ghi nhận" in office.say("hoa", "PL1-1 20%").text("hoa")  # her seat is not answered yet
    office.press("minh", "Chọn lại cho PL1-1")
    office.press("minh", NOIVU)
    assert part(office, "PL1-1").agency == NOIVU
    office.say("minh", "việc quá hạn")  # something else on the way
    office.say("minh", "/cosquan")
    office.press("minh", "Chọn cơ quan nhận việc")
    office.press("minh", "Tất cả 5 việc còn lại")
    asked = office.press("minh", NNMT)
    assert "Giao tất cả 5 việc còn lại" in asked.text("minh")
    assert part(office, "PL1-2").agency == LDTBXH
    done = office.press("minh", "Đồng ý")
    assert "Mọi nhiệm vụ đã được giao xong" in done.text("minh")
    assert {part(office, code).agency for code in ("PL1-2", "PL1-6", "PL1-7")} == {NNMT}
    office.press("hoa", NNMT)
    assert agencies_of(office, "hoa") == {NNMT}
    assert "Đã ghi nhận" not in office.say("hoa", "PL1-1 30%").text("hoa")
    assert "Đã ghi nhận" in office.say("hoa", "PL1-2 30%").text("hoa")


def test_who_takes_a_new_seat_still_answers_for_what_is_undecided(office: Stage) -> None:
    change(office, SPLIT)
    office.at("2022-03-01T08:00")
    office.press("hoa", NNMT)
    assert agencies_of(office, "hoa") == {LDTBXH, NNMT}
    assert "Đã ghi nhận" in office.say("hoa", "PL1-7 50%").text("hoa")
    office.say("minh", "/cosquan")
    for label in ("Chọn cơ quan nhận việc", "Tất cả 6 việc còn lại", NOIVU):
        office.press("minh", label)
    assert "thôi làm đầu mối ở đó" in office.press("minh", "Đồng ý").text("hoa")
    assert agencies_of(office, "hoa") == {NNMT}


def test_a_division_can_be_decided_before_its_day(office: Stage) -> None:
    change(office, SPLIT)
    office.press("minh", "Chọn cơ quan nhận từng việc")
    office.press("minh", "PL1-1")
    assert "sẽ chuyển cho Sở Y tế" in office.press("minh", YTE).text("minh")
    assert part(office, "PL1-1").agency == LDTBXH
    office.at("2022-03-01T08:00")
    assert part(office, "PL1-1").agency == YTE
    assert part(office, "PL1-2").agency == LDTBXH


def test_a_dissolved_agencys_tasks_wait_go_elsewhere_or_end_with_their_log(office: Stage) -> None:
    change(office, f"/cosquan giải thể {KHDT} từ 01/3/2022 theo 7/NQ-HĐND")
    heard = office.at("2022-03-01T08:00")
    assert "3 nhiệm vụ chờ" in heard.text("minh")
    assert "Đã ghi nhận" in office.say("lan", "PL1-3 20%").text("lan")
    office.say("minh", "/cosquan")
    for label in ("Chọn cơ quan nhận việc", "PL1-3", "Cơ quan khác"):
        office.press("minh", label)
    assert "Đã giao cho Sở Tài chính" in office.say("minh", "so tai chinh").text("minh")
    assert (part(office, "PL1-3").agency, part(office, "PL1-3").percent) == (TAICHINH, 20)
    for label in ("PL1-4", "Không giao ai"):
        office.press("minh", label)
    assert "Đã kết thúc: PL1-4" in office.press("minh", "Đồng ý").text("minh")
    assert "Tổng số: 9" in office.say("minh", "/tongketqua").text("minh")
    assert [number for _entry, number in office.look(waiting_tasks.every)] == [1]
    assert "kết thúc cùng" in office.say("minh", "/lichsu PL1-4").text("minh")


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
        for text in (f"/dangky {agency}", f"Vũ Thị {who.capitalize()}", "Chuyên viên", "không"):
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


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (f"gộp {KHDT} vào {TAICHINH} theo 1/NQ", "Từ ngày nào"),
        (f"gộp {KHDT} vào {TAICHINH} từ 31/02/2022 theo 1/NQ", "Từ ngày nào"),
        (f"gộp {KHDT} vào {TAICHINH} từ 01/3/2022", "Theo văn bản nào"),
        (f"tách {KHDT} thành {TAICHINH} từ 01/3/2022 theo 1/NQ", "ít nhất hai"),
        ("gộp Sở Abc Xyz vào Sở Tài chính từ 01/3/2022 theo 1/NQ", "Chưa rõ “Sở Abc Xyz”"),
        (f"đổi tên {KHDT} thành {KHDT} từ 01/3/2022 theo 1/NQ", "kế thừa chính mình"),
        (f"giải thể {KHDT} từ 01/3/2032 theo 1/NQ", "hai năm"),
    ],
)
def test_what_can_not_be_read_is_said_with_what_is_allowed(office: Stage, typed: str, wrong: str) -> None:
    heard = office.say("minh", f"/cosquan {typed}").text("minh")
    assert "Chưa thay đổi gì" in heard and wrong in heard
    assert office.look(changes.every) == []


def test_the_totals_of_any_day_are_drawn_by_its_agencies(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    old = office.say("minh", "/tongketqua theo cơ cấu ngày 31/01/2022").text("minh")
    new = office.say("minh", "/tongketqua").text("minh")
    assert "• Sở Kế hoạch và Đầu tư: 0/3" in old and "• Sở Tài chính: 0/1" in old
    assert "• Sở Tài chính: 0/4" in new and KHDT not in new
    for text in (old, new):
        assert "Tổng số: 10" in text
    words = office.say("minh", "tổng hợp kết quả quý 1/2022 theo cơ cấu ngày 31/01/2022").text("minh")
    assert "Quý I/2022 · theo cơ cấu ngày 31/01/2022" in words and f"• {KHDT}: 0/2" in words
    one = office.say("minh", f"/tongketqua {KHDT} theo cơ cấu ngày 31/01/2022").text("minh")
    assert "Tổng số: 3" in one
    assert "Theo cơ cấu ngày nào" in office.say("minh", "/tongketqua theo cơ cấu cũ").text("minh")
    office.say("minh", "/tongketqua theo cơ cấu ngày 31/01/2022")
    posted = office.press("minh", "Đăng vào nhóm").text("group")
    assert f"• {KHDT}: 0/3" in posted


def test_what_was_merged_comes_back_by_a_new_change(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    change(office, f"/cosquan đổi tên {TAICHINH} thành {KHDT} từ 10/02/2022 theo 16/NQ-HĐND")
    assert part(office, "PL1-3").agency == part(office, "PL2-1").agency == KHDT
    assert agencies_of(office, "lan") == {KHDT}
    assert [s.person for s in office.look(seats.waiting)] == ["Phạm Văn Tài"]
    shown = office.say("minh", f"/cosquan {KHDT}").text("minh")
    assert "đến hết 31/01/2022" in shown and "từ 10/02/2022" in shown


def test_the_same_command_without_the_extra_letter(office: Stage) -> None:
    assert "Sắp xếp cơ quan" in office.say("minh", "/coquan").text("minh")
    assert "/cosquan" in office.say("minh", "/trogiup").text("minh")


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


def test_a_merger_and_a_division_on_each_engine(each_office: Stage) -> None:
    change(each_office, MERGE)
    change(each_office, SPLIT)
    each_office.at("2022-03-01T08:00")
    assert part(each_office, "PL1-3").agency == TAICHINH
    for who, label in (
        ("lan", "Đúng, tại Sở Tài chính"),
        ("hoa", YTE),
        ("minh", "Chọn cơ quan nhận từng việc"),
    ):
        each_office.press(who, label)
    for label in ("Tất cả 6 việc còn lại", YTE, "Đồng ý"):
        each_office.press("minh", label)
    assert agencies_of(each_office, "hoa") == {YTE}
    text = each_office.say("minh", "/tongketqua theo cơ cấu ngày 28/02/2022").text("minh")
    assert f"• {LDTBXH}: 0/6" in text and f"• {KHDT}: 0/3" in text


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
