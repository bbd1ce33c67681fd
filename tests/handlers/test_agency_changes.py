"""Agencies merge, are renamed and dissolved in a conversation: shown, agreed to, in effect on the day; new seats."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import changes, seats
from tests.handlers.office import entries, happen, part
from tests.handlers.reorganising import MERGE, agencies_of, change
from tests.stage import KHDT, TAICHINH, Heard, Stage


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
    assert "/cosquan" in office.say("minh", "/trogiup cơ quan").text("minh")
