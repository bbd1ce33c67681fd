"""Comparing two documents of one plan: what was renumbered, reworded, put off, added and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.amending import Answers, Aspect, Difference, compare
from dieuphoi.plan.model import Duty, Milestone, PlanDocument, Task
from dieuphoi.plan.reading import read_bytes

SHIPPED = Path(__file__).parent / "documents" / "4506-kh-ubnd.txt"
TITLES = (
    "Nghị quyết quy định mức hỗ trợ nhà ở cho hộ nghèo",
    "Đề án đào tạo nghề cho lao động nông thôn",
    "Quy chế phối hợp trong công tác giảm nghèo",
    "Kế hoạch truyền thông về nước sạch",
    "Báo cáo sơ kết chương trình xây dựng trường học",
    "Chương trình hỗ trợ vay vốn tín dụng chính sách",
)
LEADS = ("Sở Tài chính", "Sở Y tế", "Sở Xây dựng")


def task(number: int, title: str, lead: str = LEADS[0], due: date | None = None, appendix: str = "1") -> Task:
    text = f"Trước ngày {due.day}/{due.month}/{due.year}" if due else None
    return Task(f"PL{appendix}-{number}", str(number), appendix, title, (lead,), deadline_text=text, due=due)


def plan(*tasks: Task, title: str = "Kế hoạch") -> PlanDocument:
    return PlanDocument("1/KH-UBND", date(2022, 1, 1), "UBND tỉnh", title, tasks)


def renumbered(tasks: Sequence[Task]) -> list[Task]:
    return [replace(t, code=f"PL1-{n}", number=str(n)) for n, t in enumerate(tasks, start=1)]


def identities(found: Difference) -> dict[str, str]:
    """Which title each code of before has now."""
    return {code: t.title for code, t in found.rows if code}


some_tasks = st.lists(
    st.builds(
        lambda title, lead, due, steps, waits: replace(
            task(1, title, lead, due), milestones=tuple(steps), condition=waits
        ),
        st.sampled_from(TITLES),
        st.sampled_from(LEADS),
        st.none() | st.dates(date(2022, 1, 1), date(2025, 12, 31)),
        st.lists(st.builds(Milestone, st.sampled_from(("Dự thảo", "Trình")), st.dates()), max_size=2),
        st.none() | st.just("Sau khi có hướng dẫn"),
    ),
    max_size=8,
).map(renumbered)
different_tasks = st.lists(st.sampled_from(TITLES), unique=True, min_size=1).map(
    lambda titles: [task(n, title) for n, title in enumerate(titles, start=1)]
)


@given(some_tasks)
def test_a_document_compared_with_itself_differs_in_nothing(tasks: list[Task]) -> None:
    found = compare(plan(*tasks), plan(*tasks))
    assert found.empty
    assert {change.before.code for change in found.stays} == {t.code for t in tasks}


@given(some_tasks, some_tasks)
def test_the_rows_afterwards_are_those_of_the_new_document(old: list[Task], new: list[Task]) -> None:
    found = compare(plan(*old), plan(*new))
    assert [t for _code, t in found.rows] == new


@given(some_tasks, some_tasks)
def test_every_row_has_one_fate(old: list[Task], new: list[Task]) -> None:
    found = compare(plan(*old), plan(*new))
    fates = [c.before.code for c in (*found.stays, *found.doubts)] + [t.code for t in found.removed]
    assert sorted(fates) == sorted(t.code for t in old)
    now = [c.after.code for c in (*found.stays, *found.doubts)] + [t.code for t in found.added]
    assert sorted(now) == sorted(t.code for t in new)


@given(some_tasks, some_tasks)
def test_what_only_adds_takes_nothing_out(old: list[Task], new: list[Task]) -> None:
    found = compare(plan(*old), plan(*new), Answers(partial=True))
    assert not found.removed
    codes = [t.code for _code, t in found.rows if t.code not in {c.after.code for c in found.doubts}]
    assert len(codes) == len(set(codes))
    assert {t.code for t in old} <= {code for code, _task in found.rows if code} | {
        c.before.code for c in found.doubts
    }


@given(different_tasks, st.randoms(use_true_random=False))
def test_renumbering_keeps_each_task_what_it_is(tasks: list[Task], random: object) -> None:
    shuffled = list(tasks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = compare(plan(*tasks), plan(*renumbered(shuffled)))
    assert identities(found) == {t.code: t.title for t in tasks}
    assert not found.added
    assert not found.removed
    assert not found.doubts


@given(different_tasks, st.data())
def test_a_task_that_is_put_in_moves_the_others_and_nothing_else(
    tasks: list[Task], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(tasks)))
    new = task(1, "Phương án di dời dân cư vùng sạt lở ven biển")
    found = compare(plan(*tasks), plan(*renumbered([*tasks[:at], new, *tasks[at:]])))
    assert [t.title for t in found.added] == [new.title]
    assert identities(found) == {t.code: t.title for t in tasks}


def test_what_changed_is_told_by_aspect() -> None:
    old = plan(*(task(n, title, due=date(2022, 6, 30)) for n, title in enumerate(TITLES[:4], start=1)))
    new = plan(
        old.tasks[0],
        task(2, TITLES[1], due=date(2022, 9, 30)),
        task(3, TITLES[2], lead=LEADS[1], due=date(2022, 6, 30)),
        task(4, TITLES[3] + " nông thôn", due=date(2022, 6, 30)),
    )
    found = compare(old, new)
    assert [c.after.code for c in found.changed] == ["PL1-2", "PL1-3", "PL1-4"]
    assert [c.aspects for c in found.changed] == [{Aspect.DEADLINE}, {Aspect.LEADS}, {Aspect.TITLE}]


def test_titles_that_differ_in_a_number_are_asked_about() -> None:
    old, new = (
        plan(task(1, f"Báo cáo kết quả giảm nghèo năm {year} của tỉnh"), task(2, TITLES[0]))
        for year in (2022, 2023)
    )
    found = compare(old, new)
    assert [(c.before.code, c.after.code) for c in found.doubts] == [("PL1-1", "PL1-1")]
    assert not found.added
    assert not found.removed


@pytest.mark.parametrize(("answer", "stays", "added"), [("same", 2, 0), ("other", 1, 1)])
def test_a_doubt_ends_with_a_person_s_word(answer: str, stays: int, added: int) -> None:
    old = plan(task(1, "Báo cáo năm 2022 về giảm nghèo"), task(2, TITLES[0]))
    new = plan(task(1, "Báo cáo năm 2023 về giảm nghèo"), task(2, TITLES[0]))
    found = compare(old, new, Answers(**{answer: frozenset({("PL1-1", "PL1-1")})}))
    assert not found.doubts
    assert (len(found.stays), len(found.added), len(found.removed)) == (stays, added, added)


def test_a_document_of_single_rows_leaves_the_others_and_finds_room_for_its_new_ones() -> None:
    old = plan(*(task(n, title, due=date(2022, 6, 30)) for n, title in enumerate(TITLES[:4], start=1)))
    new = plan(
        task(1, TITLES[2], due=date(2022, 12, 31)), task(2, "Phương án di dời dân cư vùng sạt lở ven biển")
    )
    found = compare(old, new, Answers(partial=True))
    assert [(c.after.code, c.aspects) for c in found.changed] == [("PL1-3", {Aspect.DEADLINE})]
    assert [t.code for t in found.added] == ["PL1-5"]
    assert not found.removed
    assert not found.head


def test_the_duties_and_the_title_count_too() -> None:
    old, task_one = plan(task(1, TITLES[0])), task(1, TITLES[0])
    assert compare(old, plan(task_one, title="Kế hoạch (sửa đổi)")).head
    assert compare(old, replace(old, duties=(Duty("III.1", ("Sở Y tế",), "theo dõi"),))).duties


def test_the_shipped_plan_with_rows_moved_about_is_known_again() -> None:
    document = read_bytes(SHIPPED.read_bytes(), SHIPPED.name)
    turned = [
        replace(t, code=f"PL9-{n}", appendix="9") for n, t in enumerate(reversed(document.tasks), start=1)
    ]
    found = compare(document, replace(document, tasks=tuple(turned)))
    assert identities(found) == {t.code: t.title for t in document.tasks}
