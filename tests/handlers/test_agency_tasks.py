"""Whose a task is after agencies have changed: joint and unit parts, divisions decided task by task, dissolutions."""

from __future__ import annotations

from dieuphoi.handlers.messages import Event
from dieuphoi.plan.results import State
from dieuphoi.storage import agencies, tasks, waiting_tasks
from tests.handlers.office import happen, joined, larger_plan, part
from tests.handlers.reorganising import MERGE, NNMT, NOIVU, SPLIT, YTE, agencies_of, change
from tests.stage import KHDT, LDTBXH, TAICHINH, Stage


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
    each_office.say("minh", "/tongketqua theo cơ cấu ngày 28/02/2022")
    text = each_office.press("minh", "Theo cơ quan").text("minh")
    assert f"• {LDTBXH}: 0/6" in text and f"• {KHDT}: 0/3" in text


def test_no_button_gives_a_task_to_what_is_no_agency(office: Stage) -> None:
    change(office, MERGE.replace("01/3/2022", "01/02/2022"))
    change(office, SPLIT.replace("01/3/2022", "01/02/2022"))
    ended = office.look(lambda tx: agencies.by_name(tx, KHDT))
    task = part(office, "PL1-1").id
    for pressed in (
        f"cg:2:{task}:{ended.id}",
        f"cg:2:{task}:0",
        f"cy:2:{task}:0:1",
        "cg:2:0:99999",
        "cg:9:1:1",
    ):
        happen(office, "minh", Event.PRESSED, pressed=pressed)
    for stranger in ("lan", "an"):
        happen(office, stranger, Event.PRESSED, pressed=f"cg:2:{task}:{part(office, 'PL2-1').agency_id}")
    assert part(office, "PL1-1").agency == LDTBXH
