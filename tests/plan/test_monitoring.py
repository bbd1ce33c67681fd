"""The monitoring form: which tasks stand in it, what was reported in a period, and how a task keeps pace."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.history import Entry, Kind
from dieuphoi.plan.monitoring import Followed, Pace, told_in
from dieuphoi.plan.periods import quarter
from dieuphoi.plan.results import State
from tests.reports.sample import row

Q3 = quarter(2022, 3)
DUE = date(2022, 9, 30)


@pytest.mark.parametrize(
    ("state", "due", "done_on", "pace"),
    [
        (State.DONE, DUE, date(2022, 6, 30), Pace.AHEAD),
        (State.DONE, DUE, date(2022, 7, 1), Pace.ON),
        (State.DONE, DUE, DUE, Pace.ON),
        (State.DONE, DUE, date(2022, 10, 1), Pace.BEHIND),
        (State.DONE, DUE, None, Pace.ON),
        (State.DONE, None, date(2022, 6, 30), Pace.ON),
        (State.IN_PROGRESS, DUE, None, Pace.BEHIND),  # the sample's today is the 5th of October
        (State.NOT_STARTED, date(2022, 12, 31), None, Pace.ON),
        (State.BLOCKED, None, None, Pace.ON),
    ],
)
def test_pace_goes_by_the_quarter_of_the_deadline(
    state: State, due: date | None, done_on: date | None, pace: Pace
) -> None:
    assert Followed(row(state=state, due=due, done_on=done_on)).pace is pace


def test_what_is_due_reported_on_or_overdue_before_stands_in_it() -> None:
    told = (Entry(1, Kind.STATE, date(2022, 8, 1), State.IN_PROGRESS),)
    later, before = date(2022, 12, 31), date(2022, 3, 31)
    assert Followed(row(due=DUE)).belongs(Q3)
    assert Followed(row(due=later), told).belongs(Q3)
    assert Followed(row(due=before)).belongs(Q3)
    assert not Followed(row(due=later)).belongs(Q3)
    assert not Followed(row(due=None)).belongs(Q3)
    assert not Followed(row(due=before, state=State.DONE, done_on=before)).belongs(Q3)


def test_of_each_state_the_last_word_in_the_period_counts_and_nothing_undone() -> None:
    log = [
        Entry(1, Kind.STATE, date(2022, 6, 30), State.IN_PROGRESS, 10),
        Entry(2, Kind.STATE, date(2022, 7, 1), State.IN_PROGRESS, 20),
        Entry(3, Kind.STATE, date(2022, 7, 20), State.CONSULTING),
        Entry(4, Kind.STATE, date(2022, 8, 2), State.IN_PROGRESS, 60),
        Entry(5, Kind.CONFIRM, date(2022, 8, 3)),
        Entry(6, Kind.STATE, date(2022, 9, 1), State.DONE),
        Entry(7, Kind.UNDO, date(2022, 9, 1), undoes=6),
        Entry(8, Kind.DOCUMENT, date(2022, 9, 30), document_number="1/QĐ"),
        Entry(9, Kind.STATE, date(2022, 10, 1), State.SUBMITTED),
    ]
    assert [entry.id for entry in told_in(log, Q3)] == [3, 4, 8]


_ENTRIES = st.lists(st.tuples(st.sampled_from(State), st.dates(date(2022, 5, 1), date(2022, 11, 30))))


@given(_ENTRIES)
def test_quarters_tell_every_state_that_was_reported_and_no_other(said: list[tuple[State, date]]) -> None:
    said.sort(key=lambda one: one[1])
    log = [Entry(number, Kind.STATE, day, state) for number, (state, day) in enumerate(said, 1)]
    for number in (2, 3, 4):
        period = quarter(2022, number)
        told = told_in(log, period)
        assert {entry.state for entry in told} == {state for state, day in said if day in period}
        assert len({entry.state for entry in told}) == len(told)
        assert list(told) == sorted(told, key=lambda entry: entry.id)
