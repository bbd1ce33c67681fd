"""Working days and hours: weekends, Tết of nine years, the office's own days, the edges of the hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.calendar import ZONE, Hours, WorkingDays, public_holidays

# The first day of the lunar year in Việt Nam's own time zone (in 2030 a day before China's), and the four days
# that are off whatever else a government's decree adds: the eve and the first three.
TET = {
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
}
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
OWN = st.frozensets(DAYS, max_size=12)


@pytest.mark.parametrize("year", TET)
def test_nobody_works_at_tet(year: int) -> None:
    calendar, first = WorkingDays(), TET[year]
    assert [calendar.works(first + timedelta(days=n)) for n in range(-1, 4)] == [False] * 5
    back = calendar.on_or_after(first)
    assert first + timedelta(days=3) < back < first + timedelta(days=12)
    assert calendar.works(back)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 29), True),
        (date(2028, 2, 29), True),
        (date(2022, 12, 31), False),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2022, 4, 11), False),  # Giỗ Tổ fell on a Sunday
        (date(2022, 5, 3), False),  # both 30/4 and 1/5 fell on the weekend
        (date(2024, 4, 29), False),  # off by decree, and the Saturday in its stead is worked on
        (date(2024, 5, 4), True),
        (date(2022, 9, 2), False),
    ],
)
def test_a_day_is_worked_on_or_not(day: date, works: bool) -> None:
    assert WorkingDays().works(day) is works


def test_an_offices_own_days_come_before_the_calendar() -> None:
    tet, monday = date(2026, 2, 17), date(2026, 3, 2)
    own = WorkingDays(off=frozenset({monday}), working=frozenset({tet}))
    assert own.works(tet)
    assert not own.works(monday)
    assert own.on_or_before(monday) == date(2026, 2, 27)
    assert own.up_to_next(date(2026, 2, 27)) == {date(2026, 2, 27) + timedelta(days=n) for n in range(4)}


@given(DAYS, OWN, OWN)
def test_a_day_off_belongs_to_the_working_day_before_and_after_it(
    day: date, off: frozenset[date], working: frozenset[date]
) -> None:
    calendar = WorkingDays(off, working)
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)
    assert calendar.works(before)
    assert calendar.works(after)
    assert before <= day <= after
    assert day in calendar.up_to_next(before)
    assert day in calendar.since_last(after)
    assert calendar.between(before, after) == ([after] if after != before else [])


@given(DAYS, st.times(), OWN, OWN)
def test_the_hours_open_at_their_next_opening_and_close_at_five(
    day: date, at: time, off: frozenset[date], working: frozenset[date]
) -> None:
    calendar, hours, here = WorkingDays(off, working), Hours(), datetime.combine(day, at, ZONE)
    opening = hours.next_opening(here, calendar)
    assert opening > here
    assert hours.open_at(opening, calendar)
    assert not hours.open_at(opening - timedelta(minutes=1), calendar)
    assert not hours.open_at(hours.closing(opening.date()), calendar)
    assert hours.open_at(hours.closing(opening.date()) - timedelta(seconds=1), calendar)
    between = (opening.date() - here.date()).days
    assert not any(calendar.works(here.date() + timedelta(days=n)) for n in range(1, between))


def test_public_holidays_have_vietnamese_names() -> None:
    assert (date(2026, 9, 2), "Quốc khánh") in public_holidays(2026)
