"""Periods: what they are called, what comes before and after them, how they are written and read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan import periods
from dieuphoi.plan.periods import Period, parse_code

DAYS = st.dates(date(1990, 1, 1), date(2110, 12, 31))
MONTHS = st.builds(
    lambda year, month, months: periods.of_months(date(year, month, 1), months),
    st.integers(1990, 2100),
    st.integers(1, 12),
    st.integers(1, 30),
)
ANY = st.one_of(MONTHS, st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS))


@pytest.mark.parametrize(
    ("period", "code", "label"),
    [
        (periods.quarter(2022, 3), "2022-Q3", "Quý III/2022"),
        (periods.year(2022), "2022", "Năm 2022"),
        (periods.half(2022, 1), "2022-H1", "6 tháng đầu năm 2022"),
        (periods.half(2022, 2), "2022-H2", "6 tháng cuối năm 2022"),
        (periods.nine_months(2022), "2022-9M", "9 tháng đầu năm 2022"),
        (periods.month(2022, 2), "2022-02", "Tháng 2/2022"),
        (
            Period(date(2022, 2, 1), date(2022, 4, 30)),
            "2022-02-01_2022-04-30",
            "Từ 01/02/2022 đến 30/04/2022",
        ),
        (Period(date(2022, 3, 5), date(2022, 3, 5)), "2022-03-05_2022-03-05", "Ngày 05/03/2022"),
    ],
)
def test_what_a_period_is_called(period: Period, code: str, label: str) -> None:
    assert (period.code, period.label) == (code, label)
    assert parse_code(code) == period


def test_only_a_quarter_is_a_quarter() -> None:
    assert periods.quarter(2022, 4).quarter == 4
    assert Period(date(2022, 2, 1), date(2022, 4, 30)).quarter is None
    assert periods.year(2022).quarter is None
    assert periods.quarter_of(date(2024, 2, 29)) == periods.quarter(2024, 1)


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        ("2022-Q1", "2021-Q4", "2022-Q2"),
        ("2022", "2021", "2023"),
        ("2022-H2", "2022-H1", "2023-H1"),
        ("2022-9M", "2021-9M", "2022-Q4"),
        ("2024-03", "2024-02", "2024-04"),
        ("2022-02-10_2022-02-19", "2022-01-31_2022-02-09", "2022-02-20_2022-03-01"),
    ],
)
def test_what_comes_before_and_after(period: str, before: str, after: str) -> None:
    assert parse_code(period).previous() == parse_code(before)
    assert parse_code(period).next() == parse_code(after)


@given(ANY)
def test_a_code_is_read_as_what_it_was_written_from(period: Period) -> None:
    assert parse_code(period.code) == period


@given(ANY)
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    if period.months == 9 and period.first.month == 1:
        return  # compared with the year before, and followed by the last quarter
    assert period.next().first == period.last + timedelta(days=1)
    assert period.previous().last == period.first - timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["", "2022-Q5", "2022-H3", "2022-13", "2022-00", "0000", "9999", "22-Q1", "2022-05-01_2022-04-01", "Q3"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_code(text)
