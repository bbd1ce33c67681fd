"""The coordinator gives a task its lead, or another one, with a reason; it is logged and can be undone."""

from __future__ import annotations

from dieuphoi.handlers.messages import Event
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import parts, plans, totals, upkeep
from tests.handlers.office import data_of, happen, part, standing
from tests.stage import KHDT, TAICHINH, Stage


def test_another_lead_takes_the_task_with_its_state_and_gives_it_back(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("minh", "/viec PL1-4")
    office.press("minh", "Đổi cơ quan chủ trì")
    assert "Vì sao?" in office.say("minh", "sở tài chính").text("minh")
    heard = office.say("minh", "Theo phân công mới của UBND tỉnh")
    for who in ("minh", "lan", "tai"):
        assert "Sở Tài chính chủ trì PL1-4" in heard.text(who)
    assert (part(office, "PL1-4").agency, part(office, "PL1-4").percent) == (TAICHINH, 70)
    office.at("2022-02-16T09:00")
    assert "Đã ghi nhận" in office.say("tai", "PL1-4 80%").text("tai")
    assert "Đã ghi nhận" not in office.say("lan", "PL1-4 90%").text("lan")
    assert "phân công mới" in office.say("minh", "/lichsu PL1-4").text("minh")
    assert "rút lại việc giao chủ trì" in office.press("minh", "Hoàn tác 2").text("lan")
    assert part(office, "PL1-4").percent == 80
    office.at("2022-02-17T09:00")
    assert "Đã ghi nhận" in office.say("lan", "PL1-4 90%").text("lan")
    assert office.look(upkeep.differences) == []


def _leaderless(office: Stage) -> None:
    rows = (Task("PL9-1", "1", "9", "Khảo sát chợ", ()), Task("PL9-2", "2", "9", "Sửa chợ", ("Sở Y tế",)))
    with office.transaction() as tx:
        plans.add(tx, PlanDocument("88/KH-UBND", None, None, None, rows))


def _counted(office: Stage) -> dict[str, int]:
    """How many tasks of the plan are counted under which agency."""
    plan = office.look(lambda tx: next(p for p in plans.running(tx) if p.number == "88/KH-UBND"))
    shown = office.look(lambda tx: totals.results(tx, (plan.number, ""), totals.Extent(plan.id)))
    return {agency: sum(shown.counters(agency=agency).values()) for agency in shown.agencies()}


def test_a_task_without_a_lead_gets_one_without_a_reason_and_is_counted_under_it(office: Stage) -> None:
    _leaderless(office)
    before = {"Chưa rõ cơ quan chủ trì": 1, "Sở Y tế": 1}
    assert _counted(office) == before
    office.say("minh", "/viec PL9-1")
    office.press("minh", "Giao cơ quan chủ trì")
    assert "chủ trì PL9-1" in office.say("minh", TAICHINH).text("tai")
    assert _counted(office) == {TAICHINH: 1, "Sở Y tế": 1}
    office.say("tai", "PL9-1 đã hoàn thành")
    assert standing(office, "PL9-1") == "done"
    office.say("tai", "/hoantac")
    assert "Chưa rõ cơ quan chủ trì → Sở Tài chính" in office.say("minh", "/lichsu PL9-1").text("minh")
    office.press("minh", "Hoàn tác 1")
    assert _counted(office) == before
    assert office.look(upkeep.differences) == []


def test_an_agency_that_is_nearly_named_is_offered(office: Stage) -> None:
    _leaderless(office)
    office.say("minh", "/viec PL9-1")
    office.press("minh", "Giao cơ quan chủ trì")
    offered = office.say("minh", "sở kế hoạch").labels("minh")
    assert KHDT in offered
    office.press("minh", KHDT)
    assert _counted(office) == {KHDT: 1, "Sở Y tế": 1}


def test_what_was_decided_meanwhile_is_not_overruled(office: Stage) -> None:
    office.say("minh", "/viec PL1-4")
    old = data_of(office, "minh", "Đổi cơ quan chủ trì")
    office.press("minh", "Đổi cơ quan chủ trì")
    office.say("minh", "sở tài chính")
    office.say("minh", "theo phân công mới")
    assert "chưa thực hiện gì" in happen(office, "minh", Event.PRESSED, pressed=old)[0].text
    assert part(office, "PL1-4").agency == TAICHINH
    office.say("minh", "/viec PL1-4")
    office.press("minh", "Đổi cơ quan chủ trì")
    assert "đang chủ trì PL1-4" in office.say("minh", TAICHINH).text("minh")


def test_only_the_coordinator_gives_a_lead(office: Stage) -> None:
    item = part(office, "PL1-4")
    for who in ("lan", "an"):
        answer = happen(office, who, Event.PRESSED, pressed=f"gl:{item.id}:{item.agency_id}")
        assert "Chỉ điều phối" in answer[0].text


def _asked(office: Stage, assignment_id: int) -> list[str]:
    """The agencies whose answer about a task is waited for."""
    return office.look(lambda tx: [r.agency for r in parts.of_assignment(tx, assignment_id) if r.waits])


def test_an_undone_change_of_lead_brings_back_what_it_ended(office: Stage) -> None:
    """The finance department worked with the lead on PL1-2, and was asked for its part, until it was to lead it."""
    office.say("hoa", "PL1-2 đề nghị Sở Tài chính góp ý trước ngày 10/3")
    before = part(office, "PL1-2")
    office.say("minh", "/viec PL1-2")
    office.press("minh", "Đổi cơ quan chủ trì")
    office.say("minh", TAICHINH)
    office.say("minh", "phân công lại")
    assert part(office, "PL1-2").agency == TAICHINH
    assert _asked(office, before.id) == []
    assert "Sở Tài chính" not in part(office, "PL1-2").coordinators
    heard = office.press("minh", "Hoàn tác PL1-2")
    for who in ("hoa", "tai"):
        assert "rút lại việc giao chủ trì" in heard.text(who)
    after = part(office, "PL1-2")
    assert (after.agency, after.coordinators) == (before.agency, before.coordinators)
    assert _asked(office, before.id) == [TAICHINH]
    assert "Đã ghi nhận" in office.say("tai", "PL1-2 không có ý kiến").text("tai")
    assert office.look(upkeep.differences) == []
