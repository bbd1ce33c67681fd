"""The coordinator records the event that a task waits for: the task gets its deadline, and its people hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import plans, upkeep
from dieuphoi.storage.versions import Source
from tests.handlers.office import UNITS, data_of, entries, happen, part
from tests.stage import KHDT, Stage

WAITS = "PL1-5"  # due 2022-03-31; its title waits for guidance of the centre


@pytest.fixture
def waiting(office: Stage) -> Stage:
    """A plan with tasks that have no deadline until something happens."""
    with office.transaction() as tx:
        plans.add(tx, _plan())
    return office


def _plan() -> PlanDocument:
    def task(number: int, lead: str, written: str, due: date | None = None) -> Task:
        return Task(
            f"PL7-{number}",
            str(number),
            "7",
            f"Việc số {number} về nước",
            (lead,),
            deadline_text=written,
            due=due,
            condition=written if due is None else None,
        )

    rows = (
        task(1, KHDT, "Trong vòng 30 ngày kể từ ngày ban hành"),
        task(2, KHDT, "Sau khi có hướng dẫn của Trung ương"),
        task(3, UNITS, "15 ngày làm việc kể từ ngày có quyết định"),
        task(4, KHDT, "Quý II/2022", date(2022, 6, 30)),
    )
    return PlanDocument("70/KH-UBND", date(2022, 1, 20), "UBND tỉnh", "Kế hoạch nước", rows)


def test_the_term_in_the_plan_proposes_the_deadline(waiting: Stage) -> None:
    asked = waiting.say("minh", "/sukien PL7-1 10/02/2022")
    assert "12/3/2022" in asked.text("minh")
    assert part(waiting, "PL7-1").due is None
    heard = waiting.press("minh", "Đúng, hạn 12/3/2022")
    assert part(waiting, "PL7-1").due == date(2022, 3, 12)
    assert part(waiting, "PL7-1").original_due is None
    assert "đã xảy ra ngày 10/02/2022" in heard.text("lan")
    assert "hạn 12/3/2022" in heard.text("lan")
    assert waiting.look(upkeep.differences) == []


def test_without_a_term_the_deadline_is_asked_for(waiting: Stage) -> None:
    assert "Thời hạn là khi nào" in waiting.say("minh", "/sukien PL7-2 hôm qua").text("minh")
    waiting.say("minh", "quý II/2022")
    assert part(waiting, "PL7-2").due == date(2022, 6, 30)


def test_a_deadline_typed_with_the_day_is_recorded_at_once(waiting: Stage) -> None:
    assert "Đã ghi nhận" in waiting.say("minh", "/sukien pl7-2 10/2 hạn 30/6").text("minh")
    assert part(waiting, "PL7-2").due == date(2022, 6, 30)
    assert "đã được ghi nhận trước đó" in waiting.say("minh", "/sukien PL7-2 10/2 hạn 30/6").text("minh")
    assert part(waiting, "PL7-2").revision == 1


def test_the_card_shows_what_is_waited_for_and_has_the_button(waiting: Stage) -> None:
    assert "Ghi nhận sự kiện" not in waiting.say("lan", "/viec PL7-2").labels("lan")
    card = waiting.say("minh", "/viec PL7-2")
    assert "Chờ: Sau khi có hướng dẫn của Trung ương" in card.text("minh")
    assert "ngày nào" in waiting.press("minh", "Ghi nhận sự kiện").text("minh")
    waiting.press("minh", "Xảy ra hôm nay")
    waiting.say("minh", "30/6/2022")
    assert "xảy ra ngày 15/02/2022" in waiting.say("lan", "/viec PL7-2").text("lan")
    assert "sự kiện đã xảy ra ngày 15/02/2022; hạn 30/6/2022" in waiting.say("lan", "/lichsu PL7-2").text(
        "lan"
    )


def test_a_task_with_a_deadline_keeps_it_unless_another_is_named(office: Stage) -> None:
    assert "Chờ: sau khi có văn bản hướng dẫn" in office.say("lan", f"/viec {WAITS}").text("lan")
    assert "hạn 31/3/2022" in office.say("minh", f"/sukien {WAITS} 10/2/2022").text("minh")
    assert part(office, WAITS).due == date(2022, 3, 31)
    office.say("minh", f"/sukien {WAITS} 10/2/2022 hạn 30/6/2022")
    assert (part(office, WAITS).due, part(office, WAITS).original_due) == (
        date(2022, 6, 30),
        date(2022, 3, 31),
    )
    assert office.look(upkeep.differences) == []


def test_a_record_taken_back_gives_the_old_deadline_again(waiting: Stage) -> None:
    waiting.say("minh", "/sukien PL7-2 10/2 hạn 30/6")
    undo = data_of(waiting, "minh", "Hoàn tác")
    heard = waiting.press("minh", "Hoàn tác")
    assert part(waiting, "PL7-2").due is None
    assert "đã rút ghi nhận" in heard.text("lan")
    assert "đã được rút trước đó" in happen(waiting, "minh", Event.PRESSED, pressed=undo)[0].text
    assert entries(waiting, "PL7-2") == 2
    assert "(đã hoàn tác)" in waiting.say("minh", "/lichsu PL7-2").text("minh")
    assert waiting.look(upkeep.differences) == []


def test_an_event_is_every_units(waiting: Stage) -> None:
    waiting.say("minh", "/sukien PL7-3 01/02/2022")
    waiting.press("minh", "Đúng, hạn 25/02/2022")  # Tết: off up to 4 February
    assert part(waiting, "PL7-3", "UBND huyện Tuy Phong").due == date(2022, 2, 25)
    assert part(waiting, "PL7-3", "UBND thị xã La Gi").due == date(2022, 2, 25)
    waiting.press("minh", "Hoàn tác")
    assert part(waiting, "PL7-3", "UBND thị xã La Gi").due is None
    assert waiting.look(upkeep.differences) == []


def test_without_a_task_those_that_wait_are_listed(waiting: Stage) -> None:
    listed = waiting.say("minh", "/sukien").text("minh")
    assert all(code in listed for code in ("PL7-1", "PL7-2", "PL7-3", WAITS))
    assert "PL7-4" not in listed
    waiting.say("minh", "/sukien PL7-2 10/2 hạn 30/6")
    assert "PL7-2" not in waiting.say("minh", "/sukien").text("minh")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("PL7-9 10/2/2022", "Không có nhiệm vụ PL7-9"),
        ("PL7-4 10/2/2022", "không chờ sự kiện nào"),
        ("PL7-2 10/2/2023", "Chưa đến ngày"),
        ("PL7-2 lúc nào đó", "Không đọc được"),
        ("PL7-2 10/2/2022 hạn lúc nào đó", "Không đọc được"),
        ("PL7-2 10/2/2022 hạn 01/02/2022", "trước ngày xảy ra"),
        ("gì đó", "Không có nhiệm vụ"),
    ],
)
def test_what_can_not_be_recorded_is_told_and_changes_nothing(
    waiting: Stage, typed: str, answer: str
) -> None:
    assert answer in waiting.say("minh", f"/sukien {typed}").text("minh")
    assert entries(waiting) == 0


def test_of_two_plans_with_the_code_the_one_meant_is_asked_for(waiting: Stage) -> None:
    with waiting.transaction() as tx:
        plans.add(tx, replace(_plan(), number="71/KH-UBND"))
    assert "Kế hoạch nào" in waiting.say("minh", "/sukien PL7-2 10/2 hạn 30/6").text("minh").replace(
        "kế", "Kế"
    )
    assert entries(waiting) == 0
    assert "Đã ghi nhận" in waiting.say("minh", "/sukien PL7-2 70/KH-UBND 10/2 hạn 30/6").text("minh")
    assert part(waiting, "PL7-2").due == date(2022, 6, 30)


def test_nothing_is_recorded_on_a_closed_plan(waiting: Stage) -> None:
    item = part(waiting, "PL7-2")
    with waiting.transaction() as tx:
        plans.close(tx, item.plan_id, Source())
    assert "đã đóng" in happen(waiting, "minh", Event.PRESSED, pressed=f"ev:{item.id}")[0].text
    assert entries(waiting) == 0


def test_only_the_coordinator_records_events(waiting: Stage) -> None:
    assert "Chỉ điều phối" in waiting.say("lan", "/sukien PL7-2 10/2 hạn 30/6").text("lan")
    number = part(waiting, "PL7-2").id
    assert "Chỉ điều phối" in happen(waiting, "lan", Event.PRESSED, pressed=f"ev:{number}")[0].text
    waiting.say("minh", "/sukien PL7-2 10/2 hạn 30/6")
    assert "Chỉ điều phối" in happen(waiting, "lan", Event.PRESSED, pressed="evu:1")[0].text
    assert part(waiting, "PL7-2").due == date(2022, 6, 30)


def test_a_question_left_or_asked_anew_records_nothing(waiting: Stage) -> None:
    waiting.say("minh", "/sukien PL7-1 10/02/2022")
    old = data_of(waiting, "minh", "Đúng, hạn 12/3/2022")
    waiting.press("minh", "Thôi")
    assert "đã đóng" in happen(waiting, "minh", Event.PRESSED, pressed=old)[0].text
    assert entries(waiting) == 0


def test_the_totals_count_the_task_within_its_term_until_it_has_a_deadline(each_office: Stage) -> None:
    with each_office.transaction() as tx:
        plan_id = plans.add(tx, _plan())[0]
    assert plan_id
    each_office.say("minh", "/sukien PL7-2 10/2 hạn 11/2")
    assert part(each_office, "PL7-2").due == date(2022, 2, 11)
    assert "PL7-2" in each_office.say("lan", "/quahan").text("lan")
    each_office.press("minh", "Hoàn tác")
    assert "PL7-2" not in each_office.say("lan", "/quahan").text("lan")
    assert each_office.look(upkeep.differences) == []
    assert each_office.look(lambda tx: plans.document_of(tx, plan_id)) == _plan()
