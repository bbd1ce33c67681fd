"""What a document becomes in the database: who leads which part, and lists that show each part once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.results import State
from dieuphoi.storage import agencies, involved, log, people, plans, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.log import Kind
from tests.conftest import START
from tests.stage import Stage
from tests.storage.undone import undone

UNITS = "UBND các huyện, thị xã, thành phố"
LEADS = ("Sở Tài chính", "Sở Y tế", "UBND huyện Tánh Linh", UNITS, "Báo Bình Thuận Chủ nhật")
few = settings(max_examples=20, deadline=None)


def imported(tx: Transaction, *rows: Task) -> int:
    plans.seed_agencies(tx)
    return plans.add(tx, PlanDocument("1/KH-UBND", date(2022, 1, 1), "UBND tỉnh", "Kế hoạch", rows))[0]


def task(number: int, *leads: str, due: date | None = None) -> Task:
    return Task(f"PL1-{number}", str(number), "1", f"Việc {number}", leads, due=due)


@pytest.mark.parametrize(
    ("leads", "parts"),
    [
        (("Sở Tài chính",), [1]),
        (("Sở Tài chính", "Sở Y tế"), [2]),
        (("Sở Tài chính", "so tai chinh"), [1]),
        ((UNITS,), [1] * 10),
        (("Sở Tài chính", UNITS), [1] * 11),
        (("UBND huyện Tánh Linh", UNITS), [1] * 10),
        ((UNITS, UNITS), [1] * 10),
        (("Một cơ quan chưa ai biết",), [1]),
    ],
)
def test_named_leads_share_one_part_each_unit_has_its_own_and_nobody_has_two(
    leads: tuple[str, ...], parts: list[int]
) -> None:
    with undone(START) as tx:
        plan_id = imported(tx, task(1, *leads))
        items = tasks.by_code(tx, "PL1-1", [plan_id])
        leading = involved.lead_ids(tx, [item.id for item in items])
        assert [len(leading[item.id]) for item in items] == parts
        everybody = [agency for ids in leading.values() for agency in ids]
        assert len(everybody) == len(set(everybody))


DUES = st.none() | st.integers(0, 40).map(lambda days: START.date() + timedelta(days=days))
ROWS = st.lists(
    st.tuples(st.lists(st.sampled_from(LEADS), min_size=1, max_size=3, unique=True), DUES),
    min_size=1,
    max_size=9,
)


@few
@given(rows=ROWS, size=st.integers(1, 7), mine=st.sampled_from(LEADS[:3]), helping=st.booleans())
def test_pages_together_are_the_list_with_ones_own_first(
    rows: list[tuple[list[str], date | None]], size: int, mine: str, helping: bool
) -> None:
    with undone(START) as tx:
        plan_id = imported(tx, *(task(n, *leads, due=due) for n, (leads, due) in enumerate(rows, start=1)))
        own_ids = tuple(agency.id for agency in [agencies.by_name(tx, mine)] if agency)
        wanted = tasks.Filter((plan_id,), mine=own_ids, with_coordination=helping)
        total, own = tasks.count(tx, wanted)
        paged = [
            item
            for skip in range(0, total, size)
            for item in tasks.page(tx, wanted, skip=skip, size=size, own=own)
        ]
        assert len(paged) == total == len({item.id for item in paged})
        is_own = [involved.is_lead(tx, item.id, own_ids) is not None for item in paged]
        assert is_own == [True] * own + [False] * (total - own)
        for part in (paged[:own], paged[own:]):
            dues = [item.due or date.max for item in part]
            assert dues == sorted(dues)


def test_the_document_comes_back_as_it_was_imported() -> None:
    rows = (task(1, "Sở Tài chính", UNITS, due=date(2022, 3, 31)), task(2, "so tai chinh"))
    with undone(START) as tx:
        assert plans.document_of(tx, imported(tx, *rows)).tasks == rows


def test_a_persons_last_report_is_found_behind_any_number_of_undone_ones() -> None:
    with undone(START) as tx:
        item = tasks.by_code(tx, "PL1-1", [imported(tx, task(1, "Sở Tài chính"))])[0]
        lan = people.add(tx, people.identify(tx, "console", "lan", "lan").address_id, "Lan")
        first = log.append(tx, item.id, Kind.STATE, channel="console", person_id=lan, state=State.SUBMITTED)
        for percent in range(30):
            entry = log.append(tx, item.id, Kind.STATE, channel="console", person_id=lan, percent=percent)
            log.append(tx, item.id, Kind.UNDO, channel="console", person_id=lan, undoes=entry)
        last = log.latest_of(tx, lan, item.id)
        assert last is not None
        assert last.entry.id == first


def test_a_task_without_a_lead_is_counted_and_listed_all_the_same(stage: Stage) -> None:
    with stage.transaction() as tx:
        imported(tx, task(1, "Sở Tài chính", due=date(2022, 3, 31)), task(2, due=date(2022, 3, 31)))
    stage.say("hoa", "/dangky")
    assert "Chưa rõ cơ quan chủ trì" not in stage.press("hoa", "Đồng ý").labels("hoa")
    stage.register("lan", "Sở Tài chính")
    heard = stage.say("minh", "/tongketqua").text("minh")
    assert "Kế hoạch 1/KH-UBND" in heard
    assert "Tổng số: 2 nhiệm vụ" in heard
    assert "Chưa rõ cơ quan chủ trì (1)" not in heard  # nobody is there who could have reported
    assert "Chưa rõ cơ quan chủ trì: 0/1" in stage.press("minh", "Theo cơ quan").text("minh")
    reminder = stage.at("2022-03-01T08:00")
    assert "Việc 2" in reminder.text("minh")
    assert "Việc 2" not in reminder.text("lan")
