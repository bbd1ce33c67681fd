"""The days on which a plan is reported on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.periods import quarter
from dieuphoi.plan.report_days import NO_DAY, PERIODS, ReportDay, coming, due

report_days = st.builds(ReportDay, st.integers(1, 31), st.integers(0, 1))
a_day = st.dates(date(2021, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (ReportDay(15), date(2022, 3, 15)),
        (ReportDay(31, 1), date(2022, 4, 30)),  # a shorter month has its last day
        (ReportDay(5, 1), date(2022, 4, 5)),
    ],
)
def test_a_report_day_is_a_day_of_the_last_month_or_of_the_one_after(when: ReportDay, day: date) -> None:
    assert when.of(quarter(2022, 1)) == day


def test_the_year_goes_over_with_the_month_after() -> None:
    assert ReportDay(5, 1).of(quarter(2022, 4)) == date(2023, 1, 5)


@pytest.mark.parametrize("wrong", ["0 0", "32 0", "15 2", "15", "15 0 1", "x"])
def test_what_is_no_report_day_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no report day"):
        ReportDay.read(wrong)


@given(report_days)
def test_a_report_day_is_read_back_as_it_is_kept(when: ReportDay) -> None:
    assert ReportDay.read(str(when)) == when
    assert ReportDay.read(str(NO_DAY)) == NO_DAY


@given(report_days, st.sampled_from(sorted(PERIODS)), a_day)
def test_over_the_days_of_a_year_each_period_comes_up_once(when: ReportDay, kind: str, first: date) -> None:
    days = [first + timedelta(days=n) for n in range(366)]
    found = [period for day in days for period in due([day], kind, when)]
    assert len(found) == len(set(found))
    assert set(found) == set(due(days, kind, when))
    assert all(first <= when.of(period) <= days[-1] for period in found)
    assert len(found) >= {"report_quarter": 4, "report_half": 2, "report_year": 1}[kind]


@given(report_days, st.sampled_from(sorted(PERIODS)), a_day)
def test_the_report_that_comes_next_is_the_first_that_is_due_from_today_on(
    when: ReportDay, kind: str, today: date
) -> None:
    next_one = coming(today, kind, when)
    assert next_one is not None
    period, day = next_one
    assert day >= today
    assert period in due([day], kind, when)
    before = [today + timedelta(days=n) for n in range((day - today).days)]
    assert due(before, kind, when) == []


def test_without_a_day_nothing_is_due() -> None:
    assert due([date(2022, 3, 15)], "report_quarter", NO_DAY) == []
    assert coming(date(2022, 3, 15), "report_quarter", NO_DAY) is None
