"""Requests for an agency's part: what follows from the log, when they are spoken of, whom a group takes in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.agencies import Kind as AgencyKind
from dieuphoi.plan.agency_groups import takes_in
from dieuphoi.plan.calendar import WorkingDays
from dieuphoi.plan.history import Entry, Kind, standing
from dieuphoi.plan.parts import PartState, answered, parts, why_spoken, working_days_on
from dieuphoi.plan.reminding import Why
from dieuphoi.plan.results import State

DAY = date(2022, 3, 1)
DAYS = WorkingDays()
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [Kind.ASK_PART, Kind.PART_DONE, Kind.PART_NONE, Kind.PART_OFF, Kind.PART_DATE, Kind.UNDO]
        ),
        st.integers(1, 4),
    ),
    max_size=30,
)


def _log(steps: list[tuple[Kind, int]]) -> list[Entry]:
    """A log in which each step is about one of four requests; an undo takes back that entry number."""
    return [
        Entry(
            n,
            kind,
            DAY,
            undoes=which if kind is Kind.UNDO else None,
            part=None if kind is Kind.UNDO else which,
        )
        for n, (kind, which) in enumerate(steps, start=1)
    ]


@given(STEPS)
def test_what_counts_is_what_no_undo_took_back(steps: list[tuple[Kind, int]]) -> None:
    log = _log(steps)
    undone = {entry.undoes for entry in log}
    left = [entry for entry in log if entry.kind is not Kind.UNDO and entry.id not in undone]
    asked = {e.part for e in left} - {e.part for e in left if e.kind is Kind.PART_OFF}
    said = {e.part for e in left if e.kind in (Kind.PART_DONE, Kind.PART_NONE)}
    assert answered(parts(log)) == (len(asked & said), len(asked))


@given(STEPS)
def test_nothing_of_it_changes_where_the_task_stands(steps: list[tuple[Kind, int]]) -> None:
    report = Entry(100, Kind.STATE, DAY, state=State.SUBMITTED)
    assert standing([report, *_log(steps)]) == standing([report])


def test_a_request_withdrawn_is_no_answer_though_one_came_before() -> None:
    found = parts(_log([(Kind.ASK_PART, 1), (Kind.PART_DONE, 1), (Kind.PART_OFF, 1)]))
    assert found[1].state is PartState.WITHDRAWN
    assert answered(found) == (0, 0)


@pytest.mark.parametrize(
    ("until", "asked", "spoken"),
    [
        ("2022-03-09", "2022-03-01", {"2022-03-08": Why.PART_NEAR, "2022-03-10": Why.PART_PASSED}),
        ("2022-03-07", "2022-03-01", {"2022-03-04": Why.PART_NEAR, "2022-03-08": Why.PART_PASSED}),  # Monday
        ("2022-03-11", "2022-03-01", {"2022-03-10": Why.PART_NEAR, "2022-03-14": Why.PART_PASSED}),  # Friday
        ("2022-03-02", "2022-03-01", {"2022-03-03": Why.PART_PASSED}),  # at short notice
        (
            "2022-04-29",
            "2022-03-01",
            {"2022-04-28": Why.PART_NEAR, "2022-05-04": Why.PART_PASSED},
        ),  # holidays
    ],
)
def test_it_is_spoken_of_on_the_working_day_before_and_the_one_after(
    until: str, asked: str, spoken: dict[str, Why]
) -> None:
    """Each morning asks whether it should have been told since a day; the first such morning tells it."""
    first: dict[Why, date] = {}
    for n in range(90):
        today = date.fromisoformat(asked) + timedelta(days=n)
        found = why_spoken(date.fromisoformat(until), date.fromisoformat(asked), today, DAYS)
        if found and DAYS.works(today):
            first.setdefault(found[0], today)
            assert found[1] <= today
    assert {day.isoformat(): why for why, day in first.items()} == spoken


@given(st.dates(date(2022, 1, 1), date(2022, 12, 31)), st.integers(1, 20))
def test_so_many_working_days_ahead(today: date, number: int) -> None:
    day = working_days_on(today, number, DAYS)
    assert len(DAYS.between(today, day)) == number
    assert DAYS.works(day)


@pytest.mark.parametrize(
    ("written", "name", "kind", "inside"),
    [
        ("các sở, ban, ngành có liên quan", "Sở Tài chính", AgencyKind.DEPARTMENT, True),
        ("Sở, ban, ngành có liên quan", "Sở Y tế", AgencyKind.DEPARTMENT, True),
        ("các sở, ban, ngành có liên quan", "Công an tỉnh", AgencyKind.OTHER, True),
        ("các sở, ban, ngành có liên quan", "UBND huyện Tuy Phong", AgencyKind.DISTRICT, False),
        ("các sở, ban, ngành có liên quan", "Bộ Tài chính", AgencyKind.MINISTRY, False),
        ("UBND các huyện, thị xã, thành phố", "UBND huyện Tuy Phong", AgencyKind.DISTRICT, True),
        ("UBND các huyện, thị xã, thành phố", "Sở Y tế", AgencyKind.DEPARTMENT, False),
        ("các sở, ngành, địa phương", "UBND thị xã La Gi", AgencyKind.DISTRICT, True),
        ("các hội, đoàn thể", "Hội Nông dân tỉnh", AgencyKind.UNION, True),
        ("UBND các xã, phường", "UBND xã Hồng Thái", AgencyKind.OTHER, True),
        ("UBND các xã, phường", "UBND huyện Tuy Phong", AgencyKind.DISTRICT, False),
        ("Sở Tài chính", "Sở Y tế", AgencyKind.DEPARTMENT, False),
        ("Ban Dân tộc tỉnh", "Sở Y tế", AgencyKind.DEPARTMENT, False),
    ],
)
def test_whom_a_group_takes_in(written: str, name: str, kind: AgencyKind, inside: bool) -> None:
    assert takes_in(written, name, kind) is inside
