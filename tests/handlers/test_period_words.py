"""Periods as people type them, alone and within a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.period_words import find, read
from dieuphoi.plan import periods
from dieuphoi.plan.periods import Period

TODAY = date(2022, 5, 15)
NAMED = st.one_of(
    st.builds(periods.quarter, st.integers(2000, 2100), st.integers(1, 4)),
    st.builds(periods.half, st.integers(2000, 2100), st.integers(1, 2)),
    st.builds(periods.month, st.integers(2000, 2100), st.integers(1, 12)),
    st.builds(periods.year, st.integers(2000, 2100)),
    st.builds(periods.nine_months, st.integers(2000, 2100)),
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
SPANS = st.builds(lambda a, b: Period(min(a, b), max(a, b)), DAYS, DAYS).filter(lambda p: p.first != p.last)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6 tháng đầu năm", "2022-H1"),
        ("sau thang cuoi nam ngoai", "2021-H2"),
        ("6 tháng", "2022-H1"),
        ("6t đầu năm 2023", "2023-H1"),
        ("nửa cuối năm", "2022-H2"),
        ("9 tháng 2022", "2022-9M"),
        ("chín tháng đầu năm 2021", "2021-9M"),
        ("quý 3/2022", "2022-Q3"),
        ("quí III năm 2022", "2022-Q3"),
        ("q1", "2022-Q1"),
        ("quý trước", "2022-Q1"),
        ("quý này", "2022-Q2"),
        ("quý sau", "2022-Q3"),
        ("quý tư 2023", "2023-Q4"),
        ("năm ngoái", "2021"),
        ("cả năm 2023", "2023"),
        ("tháng này", "2022-05"),
        ("tháng 12", "2022-12"),
        ("từ 1/2 đến 30/4", "2022-02-01_2022-04-30"),
        ("từ ngày 15/11/2021 đến ngày 20-1-2022", "2021-11-15_2022-01-20"),
        ("tháng 2-4/2022", "2022-02-01_2022-04-30"),
        ("quý 1 đến quý 3", "2022-9M"),
        ("từ đầu năm đến nay", "2022-01-01_2022-05-15"),
        ("H2 2022", "2022-H2"),
        ("kỳ quý 2", "2022-Q2"),
    ],
)
def test_a_period_as_typed(typed: str, code: str) -> None:
    found = read(typed, TODAY)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "typed",
    [
        "Sở Tài chính",
        "quý 7",
        "tháng 13",
        "31/2 đến 1/4",
        "30/4 đến 1/2",
        "77/KH-UBND",
        "PL1-2",
        "năm 1999",
        "quý khách",
        "quý vị cho hỏi",
        "12/2022/QĐ-UBND",
        "",
    ],
)
def test_what_is_no_period_is_left_alone(typed: str) -> None:
    assert find(typed, TODAY) == (None, typed)


def test_what_stands_beside_a_period_stays_as_it_is_typed() -> None:
    assert find("Sở Tài chính, 6 tháng đầu năm 2022", TODAY)[1] == "Sở Tài chính"
    assert find("quý 1/2022 phụ lục 2 Ban Dân tộc", TODAY)[1] == "phụ lục 2 Ban Dân tộc"
    assert read("quý 1/2022 phụ lục 2", TODAY) is None


@given(st.one_of(NAMED, SPANS))
def test_a_period_is_read_by_its_own_name(period: Period) -> None:
    assert read(period.label, TODAY) == period
    assert find(f"Sở Y tế {period.label}", TODAY) == (period, "Sở Y tế")
    assert find(f"{period.label}, UBND huyện Hàm Tân", TODAY) == (period, "UBND huyện Hàm Tân")


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    period, rest = find(text, TODAY)
    assert period is None or len(rest) <= len(text)
