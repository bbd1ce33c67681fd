"""Two plans that share codes, side by side: what is said goes where it was meant, or is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.handlers.plan_names import beside_codes
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.results import State
from dieuphoi.storage import plans, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.plans import Plan
from tests.conftest import START
from tests.handlers.office import entries, larger_plan
from tests.stage import KHDT, LDTBXH, TAICHINH, Stage

WATER = "77/KH-UBND"


@pytest.fixture
def both(office: Stage) -> Stage:
    """The office with a second plan: its PL1-3 is KHĐT's as in the first, its PL1-4 is another's."""
    titles = {
        1: ("Đề án nước sạch nông thôn", TAICHINH),
        2: ("Quy chế quản lý công trình cấp nước", LDTBXH),
        3: ("Phương án giá nước sinh hoạt", KHDT),
        4: ("Rà soát các trạm bơm ven biển", TAICHINH),
    }
    rows = tuple(
        Task(f"PL1-{n}", str(n), "1", title, (lead,), due=date(2022, 6, 30))
        for n, (title, lead) in titles.items()
    )
    with office.transaction() as tx:
        plans.add(tx, PlanDocument(WATER, date(2022, 1, 20), "UBND tỉnh", "Kế hoạch nước sạch", rows))
    return office


def state(stage: Stage, code: str, number: str) -> State:
    """Where a plan's task stands."""

    def read(tx: Transaction) -> State:
        plan = plans.by_number(tx, number)
        assert plan
        return tasks.by_code(tx, code, [plan.id])[0].state

    found: State = stage.look(read)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "77 PL1-3 đã trình UBND tỉnh",
        "KH 77: PL1-3 đã trình UBND tỉnh",
        "PL1-3 KH 77 đã trình UBND tỉnh",
        "PL1-3 của kế hoạch số 77/KH-UBND đã trình UBND tỉnh",
        "pl1-3 thuộc kh77 đã trình UBND tỉnh",
    ],
)
def test_a_plan_named_beside_the_code_is_meant(both: Stage, text: str) -> None:
    said = both.say("lan", text).text("lan")
    assert "PL1-3 (KH 77)" in said
    assert state(both, "PL1-3", "77") is State.SUBMITTED
    assert state(both, "PL1-3", "4506") is State.NOT_STARTED


def test_a_code_that_fits_two_plans_is_asked_about_and_recorded_after_the_answer(both: Stage) -> None:
    asked = both.say("lan", "PL1-3 đã trình UBND tỉnh")
    assert "Có nhiều kế hoạch cùng mã này" in asked.text("lan")
    assert [label[:10] for label in asked.labels("lan")[:2]] == ["4506/KH-UB", "77/KH-UBND"]
    assert entries(both) == 0
    both.press("lan", asked.labels("lan")[1])
    assert state(both, "PL1-3", "77") is State.SUBMITTED
    assert state(both, "PL1-3", "4506") is State.NOT_STARTED
    assert "đã đóng" in both.press("lan", asked.labels("lan")[0]).text("lan")


def test_the_only_plan_in_which_somebody_has_the_task_is_meant(both: Stage) -> None:
    said = both.say("lan", "PL1-4 đã trình UBND tỉnh").text("lan")  # in the other plan it is the treasury's
    assert "PL1-4 (KH 4506)" in said
    assert state(both, "PL1-4", "77") is State.NOT_STARTED


def test_words_of_a_title_mean_that_task_and_not_its_code_in_another_plan(both: Stage) -> None:
    both.say("lan", "phương án giá nước sinh hoạt đã trình UBND tỉnh")
    assert state(both, "PL1-3", "77") is State.SUBMITTED
    both.say("tai", "rà soát các trạm bơm ven biển đã trình UBND tỉnh")
    assert state(both, "PL1-4", "77") is State.SUBMITTED
    assert state(both, "PL1-4", "4506") is State.NOT_STARTED
    heard = both.say("lan", "rà soát các trạm bơm ven biển 70%").text(
        "lan"
    )  # not lan's, though PL1-4 of 4506 is
    assert "Đã ghi nhận" not in heard
    assert state(both, "PL1-4", "4506") is State.NOT_STARTED


def test_in_a_group_its_own_plan_is_meant_and_another_is_sent_away(both: Stage) -> None:
    both.say_in_group("lan", "@bot PL1-3 đã trình UBND tỉnh")
    assert state(both, "PL1-3", "4506") is State.SUBMITTED
    heard = both.say_in_group("lan", "@bot 77 PL1-3 70%").text("group")
    assert "Nhóm này theo dõi kế hoạch 4506/KH-UBND" in heard
    assert state(both, "PL1-3", "77") is State.NOT_STARTED


def test_a_reply_to_a_task_of_one_plan_is_about_that(both: Stage) -> None:
    asked = both.say("lan", "/viec PL1-3")
    card = both.press("lan", next(label for label in asked.labels("lan") if label.startswith("77")))
    both.say("lan", "PL1-3 đã trình UBND tỉnh", reply_to=card.to("lan")[0].id)
    assert state(both, "PL1-3", "77") is State.SUBMITTED


def test_two_plans_in_one_message_are_refused(both: Stage) -> None:
    said = both.say("lan", "4506 PL1-3 xong, 77 PL1-3 70%").text("lan")
    assert "Mỗi tin chỉ về một kế hoạch" in said
    assert entries(both) == 0


def test_extensions_and_undoing_ask_too(both: Stage) -> None:
    asked = both.say("lan", "PL1-3 xin gia hạn đến 31/12/2022 vì chờ ý kiến")
    assert "Có nhiều kế hoạch" in asked.text("lan")
    both.press("lan", asked.labels("lan")[1])
    assert "KH 77" in both.press("minh", "Đồng ý").text("lan")
    both.say("lan", "77 PL1-3 70%")
    both.say("lan", "4506 PL1-3 70%")
    asked = both.say("lan", "/hoantac PL1-3")
    both.press("lan", asked.labels("lan")[1])
    assert state(both, "PL1-3", "77") is State.NOT_STARTED
    assert state(both, "PL1-3", "4506") is State.IN_PROGRESS


def test_commands_take_a_plan(both: Stage) -> None:
    assert "77/KH-UBND" not in both.say("minh", "/tongketqua KH 4506").text("minh")
    assert "Tổng số: 4" in both.say("minh", "/tongketqua 77").text("minh")
    assert "Kế hoạch 77/KH-UBND" in both.say("minh", "/baocao quý 1/2022 KH 77").text("minh")
    assert "4506" not in both.say("minh", "/viec KH 77").text("minh")
    assert "(KH 77)" in both.say("lan", "/viec").text("lan")
    assert "Quý II/2022" in both.say("minh", "/quy 2 2022").text("minh")
    asked = both.say("minh", "/dondoc PL1-3")
    assert "KH 77" in both.press("minh", asked.labels("minh")[1]).text("lan")


def test_a_closed_plan_is_read_and_not_reported_on(both: Stage) -> None:
    both.say("minh", "/kehoach 77")
    assert "Chưa hoàn thành: 4" in both.press("minh", "Đóng kế hoạch").text("minh")
    both.press("minh", "Đóng")
    assert "(KH" not in both.say("lan", "/viec").text("lan")
    assert "Tổng số: 10" in both.say("minh", "/tongketqua").text("minh")
    assert "Phương án giá nước" in both.say("lan", "/viec KH 77").text("lan")
    assert "đã đóng" in both.say("lan", "77 PL1-3 70%").text("lan")
    assert state(both, "PL1-3", "77") is State.NOT_STARTED
    assert "KH 77" not in both.at("2022-04-01T08:00").text("lan")
    both.press("minh", "Mở lại", chat="private")
    both.say("lan", "77 PL1-3 70%")
    assert state(both, "PL1-3", "77") is State.IN_PROGRESS


KNOWN = [Plan(n, number, None, None, START) for n, number in enumerate(("4506/KH-UBND", WATER), start=1)]


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("4506 PL1-2 xong", ["4506/KH-UBND"], "PL1-2 xong"),
        ("PL1-2 (KH 77/KH-UBND) xong", [WATER], "PL1-2  xong"),
        ("PL1-2 đã ban hành kế hoạch 77/KH-UBND", [], None),
        ("PL1-2 kế hoạch 77/KH-UBND ngày 20/1/2022", [], None),
        ("PL1-2 77%", [], None),
        ("PL1-2 xong, số 4506/QĐ-UBND", [], None),
        ("14506 PL1-2 xong", [], None),
    ],
)
def test_a_number_elsewhere_is_a_document_s(text: str, named: list[str], rest: str | None) -> None:
    found, left = beside_codes(KNOWN, text)
    assert [plan.number for plan in found] == named
    assert left == (text if rest is None else rest)


def test_a_plan_that_is_over_is_proposed_for_closing_once(both: Stage) -> None:
    for code, who in (("PL1-1", "tai"), ("PL1-2", "hoa"), ("PL1-3", "lan"), ("PL1-4", "tai")):
        both.say(who, f"77 {code} đã ban hành")
    assert "Đóng kế hoạch?" not in both.at("2022-06-30T08:00").text("minh")
    assert both.at("2022-07-01T08:00").text("minh").count("77/KH-UBND: mọi nhiệm vụ đã hoàn thành") == 1
    assert "mọi nhiệm vụ đã hoàn thành" not in both.at("2022-07-05T08:00").text("minh")
    assert "Đóng kế hoạch 77/KH-UBND?" in both.press("minh", "Đóng kế hoạch").text("minh")


def test_of_many_plans_one_is_chosen(office: Stage) -> None:
    for number in range(12):
        larger_plan(office, number=f"{100 + number}/KH-UBND", appendix=str(number + 3))
    for command in ("/tongketqua", "/baocao quý 1/2022"):
        (asked,) = office.say("minh", command).to("minh")
        assert "Đang theo dõi 13 kế hoạch" in asked.text
        assert "• 4506/KH-UBND: 0/" in asked.text
        assert "Tiếp (5) »" in asked.labels
    assert office.press("minh", "Tiếp (5) »").to("minh")[0].text.count("•") == 5
    assert office.press("minh", "111/KH-UBND").to("minh")[-1].file
    office.say("minh", "/tongketqua")
    told = office.press("minh", "4506/KH-UBND").to("minh")[-1].text
    assert "Kết quả thực hiện Kế hoạch 4506/KH-UBND" in told
    assert "Tổng số: 10" in office.say("minh", "/tongketqua KH 4506").text("minh")
