"""Days however they are written, whatever day it is, are read as what they are."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.dates import Day
from dieuphoi.handlers.understanding.recognise import recognise
from tests.handlers.understanding.spelled import DAYS, NOBODY, ONES, shortened, spoken, variants

NEAR = st.integers(-360, 360)  # days from today, so that a year need not be said
MONTHS = [*ONES[1:4], "tư", *ONES[5:], "mười", "mười một", "mười hai"]
WEEK = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]
SHORT = ["t2", "t3", "t4", "t5", "t6", "t7", "cn"]
FULL = [
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d:02}.{m:02}.{y}",
    "{d}/{m}/{s:02}",
    "{d} / {m} / {y}",
    "ngày {d}/{m}/{y}",
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02} tháng {m:02} năm {y}",
    "{d} tháng {m} năm {y}",
    "ngày {d} thg {m} năm {y}",
    "{d} thg {m}, {y}",
    "ngày {d} tháng {m}/{y}",
    "ngày {sd} tháng {sm} năm {y}",
    "{sd} tháng {sm} năm {y}",
    "ngày {d} tháng {sm} năm {y}",
    "{y}-{m:02}-{d:02}",
]
PART = [
    "{d}/{m}",
    "{d:02}/{m:02}",
    "{d}-{m}",
    "{d}.{m}",
    "ngày {d}/{m}",
    "ngày {d} tháng {m}",
    "{d} thg {m}",
    "ngày {d}-{m}",
    "{d} tháng {m}",
    "{sd} tháng {sm}",
    "ngày {sd} tháng {sm}",
    "ngày {d} tháng {sm}",
    "hôm {d}/{m}",
]
EARLY = ["mùng {d}/{m}", "mùng {d} tháng {m}", "mồng {d}/{m}", "mùng {sd} tháng {sm}", "ngày mùng {d}/{m}"]
AROUND = ["{}", "xin lùi đến {} nhé", "ký {}", "PL1-4 trình {}, chờ duyệt", "({})", "{}!"]


def written(form: str, day: date, *, haste: bool = False) -> str:
    """A day in one of the ways."""
    say = shortened if haste else spoken
    return form.format(
        d=day.day, m=day.month, y=day.year, s=day.year % 100, sd=say(day.day), sm=MONTHS[day.month - 1]
    )


def in_doubt(form: str, day: date) -> bool:
    """ "Ba tháng tư" may be a span, "thang sau" next month: a person would not know, either."""
    return form.startswith("{sd}") and day.day <= 10


def days(text: str, today: date) -> list[Day]:
    """The days that a message names."""
    return [mark.value for mark in recognise(text, today, NOBODY).days]


def nearest(day: date, today: date) -> Day:
    """The last and the next day of this name by the calendar, counted here in another way."""
    years = range(today.year - 8, today.year + 9)
    same = [date(y, day.month, day.day) for y in years if day.day <= calendar.monthrange(y, day.month)[1]]
    return Day(max(d for d in same if d <= today), min(d for d in same if d >= today))


@given(day=DAYS, today=DAYS, form=st.sampled_from(FULL), around=st.sampled_from(AROUND), haste=st.booleans())
def test_a_day_with_its_year_is_that_day(day: date, today: date, form: str, around: str, haste: bool) -> None:
    assume(not in_doubt(form, day))
    for text in variants(around.format(written(form, day, haste=haste))):
        assert days(text, today) == [Day(day, day)], text


@given(
    today=DAYS, shift=NEAR, form=st.sampled_from(PART), around=st.sampled_from(AROUND), haste=st.booleans()
)
def test_a_day_without_a_year_is_the_last_or_the_next_such_day(
    today: date, shift: int, form: str, around: str, haste: bool
) -> None:
    day = today + timedelta(days=shift)
    assume(not in_doubt(form, day))
    for text in variants(around.format(written(form, day, haste=haste))):
        assert days(text, today) == [nearest(day, today)], text


@given(today=DAYS, month=st.integers(1, 12), number=st.integers(1, 10), form=st.sampled_from(EARLY))
def test_the_first_ten_days_have_a_word_of_their_own(today: date, month: int, number: int, form: str) -> None:
    day = date(today.year, month, number)
    for text in variants(written(form, day)):
        assert days(text, today) == [nearest(day, today)], text


@given(today=DAYS, number=st.integers(1, 31), form=st.sampled_from(["ngày {}", "hôm {}", "ngày {:02}"]))
def test_a_bare_day_is_one_of_this_or_a_near_month(today: date, number: int, form: str) -> None:
    (found,) = days(f"xin lùi đến {form.format(number)} nhé", today)
    assert found.past.day == found.ahead.day == number
    assert found.past <= today <= found.ahead
    assert found.ahead - found.past <= timedelta(days=62)


@given(
    today=DAYS,
    number=st.integers(0, 6),
    week=st.sampled_from(
        [(" tuần tới", 1), (" tuần sau", 1), (" tuần này", 0), (" tuần trước", -1), (" tuần rồi", -1)]
    ),
    names=st.sampled_from([WEEK, SHORT]),
)
def test_a_weekday_of_a_week_is_that_of_the_calendar_week(
    today: date, number: int, week: tuple[str, int], names: list[str]
) -> None:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=number + 7 * week[1])
    for text in variants(f"dời tới {names[number]}{week[0]}"):
        assert days(text, today) == [Day(day, day)], text


@given(today=DAYS, number=st.integers(0, 6))
def test_a_bare_weekday_is_the_last_or_the_next_one(today: date, number: int) -> None:
    for text in variants(f"dời tới {WEEK[number]}"):
        (found,) = days(text, today)
        assert found.past.weekday() == found.ahead.weekday() == number, text
        assert 0 <= (today - found.past).days < 7 and 0 <= (found.ahead - today).days < 7, text


@given(
    today=DAYS,
    word=st.sampled_from(
        [
            ("hôm nay", 0),
            ("sáng nay", 0),
            ("hôm qua", -1),
            ("chiều qua", -1),
            ("hôm kia", -2),
            ("ngày mai", 1),
            ("sáng mai", 1),
            ("ngày mốt", 2),
            ("ngày kia", 2),
            ("3 ngày nữa", 3),
            ("2 tuần nữa", 14),
            ("hai tuần nữa", 14),
            ("mười ngày nữa", 10),
        ]
    ),
)
def test_days_told_from_today(today: date, word: tuple[str, int]) -> None:
    day = today + timedelta(days=word[1])
    assert days(f"bên em trình {word[0]}", today) == [Day(day, day)]


@given(
    today=DAYS,
    month=st.integers(1, 12),
    said=st.booleans(),
    part=st.sampled_from([("cuối ", 31), ("hết ", 31), ("đầu ", 1), ("giữa ", 15), ("", 31)]),
    year=st.sampled_from([None, 2021, 2030]),
)
def test_a_month_is_its_last_day(
    today: date, month: int, said: bool, part: tuple[str, int], year: int | None
) -> None:
    name = f"{part[0]}tháng {MONTHS[month - 1] if said else month}" + (f" năm {year}" if year else "")
    for text in variants(f"xin lùi đến {name} nhé"):
        (found,) = days(text, today)
        for day in found:
            last = calendar.monthrange(day.year, month)[1]
            assert (day.month, day.day) == (month, min(part[1], last)), text
            assert year in (None, day.year), text
        assert year or found.past <= today <= found.ahead, text


@given(today=DAYS, which=st.sampled_from([("này", 0), ("sau", 1), ("tới", 1), ("trước", -1)]))
def test_a_month_told_from_this_one(today: date, which: tuple[str, int]) -> None:
    index = today.year * 12 + today.month - 1 + which[1]
    year, month = divmod(index, 12)
    day = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    for text in variants(f"gia hạn tới cuối tháng {which[0]}"):
        assert days(text, today) == [Day(day, day)], text
