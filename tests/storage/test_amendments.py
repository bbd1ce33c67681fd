"""An amended document in the database: what stays keeps its log, what goes is kept out of sight, today follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dieuphoi.plan.amending import compare
from dieuphoi.plan.history import Kind
from dieuphoi.plan.model import Duty, PlanDocument, Task
from dieuphoi.plan.results import State
from dieuphoi.storage import amendments, log, plans, tasks, totals, upkeep, versions
from dieuphoi.storage.amendments import Touched
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.versions import Source
from tests.conftest import START
from tests.plan.test_amending import LEADS, TITLES, plan, renumbered, some_tasks, task

JUNE, SEPTEMBER, DECEMBER = date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
UNITS = "UBND các huyện, thị xã, thành phố"


@contextmanager
def opened(url: str) -> Iterator[Transaction]:
    """A transaction of which nothing is kept."""
    database = Database(url)
    with database.look(START) as tx:
        yield tx
    database.close()


def amended(tx: Transaction, old: PlanDocument, new: PlanDocument, report: str = "") -> tuple[int, Touched]:
    """Import a plan, report on one of its tasks, and apply an amended document."""
    plan_id, _new = plans.add(tx, old)
    if report:
        part = tasks.by_code(tx, report, [plan_id])[0]
        log.append(tx, part.id, Kind.STATE, channel="cli", person_id=None, state=State.SUBMITTED)
    return plan_id, apply(tx, plan_id, new)


def apply(tx: Transaction, plan_id: int, new: PlanDocument) -> Touched:
    difference = compare(plans.document_of(tx, plan_id), new)
    return amendments.apply(tx, plan_id, new, difference, Source())


@given(some_tasks.filter(bool), some_tasks.filter(bool))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_afterwards_the_plan_is_what_the_document_says(
    prepared: Path, old: list[Task], new: list[Task]
) -> None:
    with opened(f"sqlite:///{prepared}") as tx:
        plan_id, _is_new = plans.add(tx, plan(*old))
        found = compare(plans.document_of(tx, plan_id), plan(*new))
        if not found.doubts:
            amendments.apply(tx, plan_id, plan(*new), found, Source())
            assert list(plans.document_of(tx, plan_id).tasks) == new
            assert upkeep.differences(tx) == []
            counted = totals.results(tx, ("", ""), totals.Extent(plan_id))
            assert counted.total == len(new)


def test_a_task_that_moves_to_another_code_keeps_its_log(each_url: str) -> None:
    old = [task(n, title, due=JUNE) for n, title in enumerate(TITLES[:3], start=1)]
    moved = renumbered([task(1, "Phương án di dời dân cư vùng sạt lở"), *old])
    with opened(each_url) as tx:
        plan_id, touched = amended(tx, plan(*old), plan(*moved), report="PL1-2")
        assert tasks.by_code(tx, "PL1-3", [plan_id])[0].state is State.SUBMITTED
        assert tasks.by_code(tx, "PL1-2", [plan_id])[0].state is State.NOT_STARTED
        assert len(touched.added) == 1
        assert not touched.withdrawn
        assert upkeep.differences(tx) == []


def test_a_task_taken_out_is_kept_with_its_log_and_counts_no_more(each_url: str) -> None:
    old = [task(n, title, due=JUNE) for n, title in enumerate(TITLES[:3], start=1)]
    with opened(each_url) as tx:
        plan_id, touched = amended(tx, plan(*old), plan(*renumbered([old[0], old[2]])), report="PL1-2")
        (gone,) = tasks.withdrawn(tx, "PL1-2", [plan_id])
        assert (gone.code, gone.state, gone.withdrawn) == ("PL1-2", State.SUBMITTED, True)
        assert touched.withdrawn == [gone.id]
        assert tasks.by_code(tx, "PL1-2", [plan_id])[0].title == TITLES[2]
        assert totals.results(tx, ("", ""), totals.Extent(plan_id)).total == 2
        assert upkeep.differences(tx) == []
        apply(tx, plan_id, plan(*old))
        assert tasks.by_code(tx, "PL1-2", [plan_id])[0].state is State.SUBMITTED
        assert not tasks.withdrawn(tx, "PL1-2", [plan_id])
        assert upkeep.differences(tx) == []


@pytest.mark.parametrize(
    ("extended", "new", "current"),
    [
        (None, SEPTEMBER, SEPTEMBER),
        (SEPTEMBER, DECEMBER, DECEMBER),  # the document gives more time than was granted
        (DECEMBER, SEPTEMBER, DECEMBER),  # what was granted is later still: it holds
        (DECEMBER, None, None),
    ],
)
def test_the_new_deadline_is_the_original_one(
    sqlite_url: str, extended: date | None, new: date | None, current: date | None
) -> None:
    with opened(sqlite_url) as tx:
        plan_id, _new = plans.add(tx, plan(task(1, TITLES[0], due=JUNE)))
        part = tasks.by_code(tx, "PL1-1", [plan_id])[0]
        if extended:
            log.append(tx, part.id, Kind.EXTEND, channel="cli", person_id=None, due=extended)
        apply(tx, plan_id, plan(task(1, TITLES[0], due=new)))
        now = tasks.by_code(tx, "PL1-1", [plan_id])[0]
        assert (now.original_due, now.due) == (new, current)
        assert log.entries(tx, part.id)[-1].kind is Kind.DEADLINE
        log.append(tx, part.id, Kind.STATE, channel="cli", person_id=None, state=State.IN_PROGRESS)
        assert tasks.by_code(tx, "PL1-1", [plan_id])[0].due == current
        assert upkeep.differences(tx) == []


def test_another_lead_takes_over_the_part_with_its_log(sqlite_url: str) -> None:
    with opened(sqlite_url) as tx:
        old, new = (plan(task(1, TITLES[0], lead, JUNE)) for lead in LEADS[:2])
        plan_id, touched = amended(tx, old, new, report="PL1-1")
        (part,) = tasks.by_code(tx, "PL1-1", [plan_id])
        assert (part.agency, part.state) == (LEADS[1], State.SUBMITTED)
        assert [key for key, _change in touched.changed] == [part.id]


def test_units_give_way_to_one_lead_and_come_back(sqlite_url: str) -> None:
    with opened(sqlite_url) as tx:
        units, one = (plan(task(1, TITLES[0], lead, JUNE)) for lead in (UNITS, LEADS[0]))
        plan_id, touched = amended(tx, units, one)
        assert len(touched.withdrawn) == 10
        assert [part.agency for part in tasks.by_code(tx, "PL1-1", [plan_id])] == [LEADS[0]]
        assert upkeep.differences(tx) == []


def test_duties_and_the_head_follow_and_the_version_tells_what_changed(sqlite_url: str) -> None:
    old = plan(task(1, TITLES[0], due=JUNE), task(2, TITLES[1]))
    new = replace(
        plan(task(1, TITLES[0], due=SEPTEMBER), title="Kế hoạch (sửa đổi)"),
        duties=(Duty("III.1", ("Sở Y tế",), "a) theo dõi, tổng hợp"),),
    )
    with opened(sqlite_url) as tx:
        plan_id, _touched = amended(tx, old, new)
        now = plans.document_of(tx, plan_id)
        assert (now.title, now.duties) == (new.title, new.duties)
        first, second = versions.of_plan(tx, plan_id)
        assert (first.kind, first.changes["tasks"]) == (versions.Kind.IMPORT, 2)
        assert second.kind is versions.Kind.AMEND
        assert {k: second.changes[k] for k in ("deadline", "removed", "added")} == {
            "deadline": 1,
            "removed": 1,
            "added": 0,
        }
        assert versions.document(tx, first.id) == old
        assert versions.plans_numbered(tx, "1/KH-UBND") == [plan_id]
