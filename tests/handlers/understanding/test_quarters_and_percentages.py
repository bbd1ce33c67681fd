"""Quarters and percentages however they are written, and texts that are none of these."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding import dates, numbers, quarters
from dieuphoi.handlers.understanding.recognise import recognise
from tests.handlers.understanding.spelled import DAYS, NOBODY, ONES, shortened, spoken, variants

ROMAN = ["I", "II", "III", "IV"]
QUARTERS = [
    "quý {r}",
    "Quý {n}",
    "quý {w}",
    "quí {r}",
    "q{n}",
    "Q{n}",
    "Q.{n}",
    "q.{r}",
    "Q.{r}",
    "Q{r}",
    "quý thứ {w}",
    "quy {n}",
]
YEARS = ["", "/{y}", " năm {y}", "/{s}", " {y}", "-{y}", ", {y}", " - {y}"]
OF_QUARTER = ["{}", "hết {}", "xin lùi sang {} nhé", "{} có việc gì?", "cuối {}"]


@given(
    today=DAYS,
    number=st.integers(1, 4),
    form=st.sampled_from(QUARTERS),
    with_year=st.sampled_from(YEARS),
    year=st.integers(2020, 2039),
    around=st.sampled_from(OF_QUARTER),
    fourth=st.sampled_from(["tư", "bốn"]),
)
def test_a_quarter_is_that_quarter_of_its_year_or_of_this_one(
    today: date, number: int, form: str, with_year: str, year: int, around: str, fourth: str
) -> None:
    word = ["một", "hai", "ba", fourth][number - 1]
    said = form.format(r=ROMAN[number - 1], n=number, w=word) + with_year.format(y=year, s=year % 100)
    wanted = f"{year if with_year else today.year}-Q{number}"
    for text in variants(around.format(said)):
        found = [mark.value.code for mark in recognise(text, today, NOBODY).of("quarter")]
        assert found == [wanted], text


@given(
    today=DAYS, which=st.sampled_from([("này", 0), ("sau", 1), ("tới", 1), ("trước", -1), ("vừa rồi", -1)])
)
def test_a_quarter_told_from_this_one(today: date, which: tuple[str, int]) -> None:
    index = today.year * 4 + (today.month - 1) // 3 + which[1]
    for text in variants(f"việc đến hạn quý {which[0]}"):
        (mark,) = recognise(text, today, NOBODY).of("quarter")
        assert mark.value.code == f"{index // 4}-Q{index % 4 + 1}", text


def percents(text: str) -> list[int]:
    """The percentages that a message names."""
    return [mark.value for mark in recognise(text, date(2022, 2, 15), NOBODY).of("percent")]


def ways(number: int) -> list[str]:
    """A number to 100 in digits and in words."""
    if number == 100:
        return ["100", "một trăm"]
    tens, ones = divmod(number, 10)
    found = [str(number), spoken(number), shortened(number)]
    if tens and not ones:
        found += [f"{ONES[tens]} chục"]
    if tens > 1 and ones == 4:
        found += [f"{ONES[tens]} mươi tư", f"{ONES[tens]} tư"]
    if tens > 1 and ones == 5:
        found += [f"{ONES[tens]} mươi nhăm", f"{ONES[tens]} lăm"]
    if 7 in (tens, ones):
        found += [way.replace("bảy", "bẩy") for way in found]
    return found


@pytest.mark.parametrize("number", range(101))
def test_every_percentage_in_digits_and_in_words(number: int) -> None:
    for way in ways(number):
        for unit in ("%", " %", " phần trăm"):
            for text in variants(f"PL1-4 đạt {way}{unit} rồi"):
                assert percents(text) == [number], text


@given(st.text(max_size=60), DAYS)
def test_no_text_is_too_strange(text: str, today: date) -> None:
    recognise(text, today, NOBODY)


PIECES = [
    "ngày",
    "tháng",
    "năm",
    "quý",
    "q",
    "thứ",
    "mùng",
    "cuối",
    "tuần",
    "sau",
    "nữa",
    "hai",
    "mươi",
    "trăm",
    "chục",
    "tư",
    "0",
    "1",
    "4",
    "31",
    "99",
    "2022",
    "9999",
    "/",
    "-",
    ".",
    "%",
    "phần trăm",
    "I",
    "IV",
    "t6",
    "cn",
    "hôm",
    "kia",
    ",",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([" ", ""]), DAYS)
def test_pieces_of_days_in_any_order_do_no_harm(pieces: list[str], joint: str, today: date) -> None:
    plain = joint.join(pieces)
    for mark in recognise(plain, today, NOBODY).marks:
        assert mark.start < mark.end
    for found in (dates.find(plain, today), numbers.find(plain), quarters.find(plain, today)):
        assert all(0 <= mark.start < mark.end <= len(plain) for mark in found)


@given(DAYS, st.integers(0, 9999))
def test_a_number_that_counts_is_no_day(today: date, number: int) -> None:
    assume(number > 31)
    assert recognise(f"đã gửi {number} hộ", today, NOBODY).days == []
    assert percents(f"đã gửi {number} hộ") == []
