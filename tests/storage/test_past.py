"""Totals as of a moment gone by are those that were shown then, whatever has been reported since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dieuphoi.plan.amending import compare
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.history import Kind
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.periods import Period, quarter
from dieuphoi.plan.results import Results, Row, State
from dieuphoi.plan.succession import Change
from dieuphoi.plan.succession import Kind as Way
from dieuphoi.storage import (
    agencies,
    amendments,
    changes,
    handing_over,
    leads,
    log,
    plans,
    tasks,
    totals,
    versions,
)
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.totals import Extent

START = datetime(2022, 1, 4, 9, tzinfo=ZONE)
LEADS = (("Sở Tài chính",), ("Sở Y tế", "Sở Nội vụ"), ("UBND các huyện, thị xã, thành phố",), ())
TITLES = (
    "Rà soát quy hoạch cảng cá",
    "Đào tạo nghề cho lao động nông thôn",
    "Mở lớp tập huấn chuyển đổi số",
    "Khảo sát giá thuốc",
    "Sửa đường liên xã",
    "Trồng rừng ven biển",
    "Cấp nước sạch cho trường học",
    "Kiểm kê đất đai",
    "Tổ chức hội chợ thanh long",
)
OTHERS = ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ")
PERIODS = (None, quarter(2022, 1), quarter(2022, 2), Period(date(2022, 1, 20), date(2022, 2, 10)))


@dataclass(frozen=True)
class Step:
    """What happens, `hours` after the step before, to which assignment."""

    kind: Kind
    hours: int
    which: int
    state: State
    days: int


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            (
                Kind.STATE,
                Kind.STATE,
                Kind.CONFIRM,
                Kind.RETURN,
                Kind.EXTEND,
                Kind.LEAD,
                Kind.UNDO,
                Kind.DEADLINE,
            )
        ),
        st.integers(0, 400),
        st.integers(0, 30),
        st.sampled_from(State),
        st.integers(-40, 90),
    ),
    max_size=16,
)


def _plan(rows: int) -> PlanDocument:
    told = [
        Task(
            f"PL{1 + n % 2}-{1 + n // 2}",
            str(1 + n // 2),
            str(1 + n % 2),
            TITLES[n],
            LEADS[n % 4],
            (),
            due=_due(n),
        )
        for n in range(rows)
    ]
    return PlanDocument("88/KH-UBND", date(2022, 1, 2), "UBND tỉnh", "Kế hoạch thử", tuple(told))


def _due(row: int) -> date | None:
    return None if row == 3 else date(2022, 1 + row % 6, 1 + 5 * row % 28)


def _seen(tx: Transaction, plan_id: int, at: datetime | None = None) -> list[tuple[Results, tuple[Row, ...]]]:
    """All that is shown of a plan at a moment: totals of the whole, of periods and appendices, and their rows."""
    extents = [
        Extent(plan_id, period, appendix=part, at=at) for period in PERIODS for part in (None, "1", "2")
    ]
    return [(totals.results(tx, ("", ""), extent), totals.rows(tx, extent)) for extent in extents]


def _live(tx: Transaction, plan_id: int, step: Step) -> None:
    ids = sorted(item.id for item in tasks.every(tx, tasks.Filter((plan_id,))))
    chosen = ids[step.which % len(ids)]
    entries = [entry for entry in log.entries(tx, chosen) if entry.kind in log.UNDOABLE]
    undone = entries[step.days % len(entries)] if step.kind is Kind.UNDO and entries else None
    if step.kind is Kind.UNDO and undone is None:
        return
    if undone and undone.kind is Kind.LEAD and not leads.put_back(tx, chosen, undone.id, Source()):
        return
    if step.kind is Kind.LEAD:
        to = agencies.by_name(tx, OTHERS[step.days % 3])
        if to and leads.of(tx, chosen) != [to.id]:
            leads.give(tx, chosen, to.id, Source())
        return
    day = (START + timedelta(days=step.days)).date()
    log.append(
        tx,
        chosen,
        step.kind,
        channel="cli",
        person_id=None,
        state=step.state if step.kind is Kind.STATE else None,
        document_date=day if step.state is State.DONE and step.kind is Kind.STATE else None,
        due=day if step.kind in (Kind.EXTEND, Kind.DEADLINE) else None,
        undoes=undone.id if undone else None,
    )


@given(steps)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_past_is_what_was_seen_then_and_every_sum_agrees(prepared: Path, happened: list[Step]) -> None:
    database = Database(f"sqlite:///{prepared}")
    with database.look(START) as first:
        now = START
        plan_id = plans.add(first, _plan(9))[0]
        seen = {now: _seen(first, plan_id)}
        for step in happened:
            now += timedelta(hours=step.hours)
            tx = Transaction(first.connection, now)
            _live(tx, plan_id, step)
            seen[now] = _seen(tx, plan_id)
        later = Transaction(first.connection, now + timedelta(days=50))
        for at, shown in seen.items():
            assert _seen(later, plan_id, at) == shown
            _adds_up(shown)
    database.close()


def _adds_up(shown: list[tuple[Results, tuple[Row, ...]]]) -> None:
    for counted, rows in shown:
        whole = counted.counters()
        assert sum(whole.values()) == counted.total == len(rows)
        for counter, number in whole.items():
            assert number == sum(counted.counters(agency=name)[counter] for name in counted.agencies())
            assert number == sum(counted.counters(appendix=name)[counter] for name in counted.appendices())
            assert number == sum(row.counter is counter for row in rows)


def test_what_an_amendment_adds_moves_and_takes_out_is_not_in_the_past(each_url: str) -> None:
    database = Database(each_url)
    with database.look(START) as tx:
        plan_id = plans.add(tx, _plan(4))[0]
        before = _seen(tx, plan_id)
        later = Transaction(tx.connection, START + timedelta(days=3))
        rows = list(_plan(6).tasks)
        rows[1] = replace(rows[1], due=date(2022, 11, 30))
        del rows[0]
        new = replace(_plan(6), tasks=tuple(rows))
        difference = compare(plans.document_of(later, plan_id), new)
        amendments.apply(later, plan_id, new, difference, versions.Source())
        after = _seen(later, plan_id)
        much_later = Transaction(tx.connection, START + timedelta(days=9))
        assert _seen(much_later, plan_id, START) == before
        assert _seen(much_later, plan_id, later.now) == after
        assert before[0][0].total != after[0][0].total
    database.close()


def test_what_an_agency_has_passed_on_since_is_its_own_in_the_past(each_url: str) -> None:
    database = Database(each_url)
    with database.look(START) as tx:
        plan_id = plans.add(tx, _plan(9))[0]
        before = _seen(tx, plan_id)
        later = Transaction(tx.connection, START + timedelta(days=60))
        ids = [agencies.by_name(tx, name).id for name in ("Sở Tài chính", "Sở Y tế")]  # type: ignore[union-attr]
        merged = Change(0, Way.MERGE, later.now.date(), (ids[0],), (ids[1],))
        handing_over.take_effect(later, changes.enter(later, merged, Source()))
        after = _seen(later, plan_id)
        much_later = Transaction(tx.connection, START + timedelta(days=90))
        assert _seen(much_later, plan_id, START) == before
        assert _seen(much_later, plan_id, later.now) == after
        assert "Sở Tài chính" in before[0][0].agencies()
        assert "Sở Tài chính" not in after[0][0].agencies()
        by_now = Extent(plan_id, at=START, structure=much_later.now.date())
        assert "Sở Tài chính" not in totals.results(much_later, ("", ""), by_now).agencies()
        assert {row.lead for row in totals.rows(much_later, by_now)} == set(after[0][0].agencies())
    database.close()
