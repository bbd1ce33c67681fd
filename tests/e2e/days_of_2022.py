"""The working days of 2022 and what must be posted on them, reckoned without the calendar that is tested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

# Days off of 2022 besides Saturdays and Sundays, as announced for offices: New Year's Day (in lieu), Tết Nhâm Dần
# from 29 tháng Chạp to mùng 4, Giỗ Tổ (in lieu), 30/4 and 1/5 (both in lieu), Quốc khánh with the day before.
DAYS_OFF = {
    *(
        date(2022, 1, 3),
        date(2022, 1, 31),
        date(2022, 2, 1),
        date(2022, 2, 2),
        date(2022, 2, 3),
        date(2022, 2, 4),
    ),
    *(date(2022, 4, 11), date(2022, 5, 2), date(2022, 5, 3), date(2022, 9, 1), date(2022, 9, 2)),
}
NOTICE = (30, 14, 7, 3, 1)


def works(day: date) -> bool:
    return day.weekday() not in (5, 6) and day not in DAYS_OFF


def days(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the day's quarter."""
    month = day.month - (day.month - 1) % 3
    after = date(day.year + month // 10, (month + 3) % 12, 1)
    return date(day.year, month, 1), after - timedelta(days=1)


def begins_week(day: date) -> bool:
    """Whether a day is the first working day of its week."""
    return works(day) and not any(works(d) for d in days(day - timedelta(days=day.weekday()), _eve(day)))


def begins_quarter(day: date) -> bool:
    """Whether a day is the first working day of its quarter."""
    return works(day) and not any(works(d) for d in days(quarter_of(day)[0], _eve(day)))


def reminds_of(day: date, deadline: date) -> bool:
    """Whether a day is 30, 14, 7, 3 or 1 days before a deadline, or the last working day before such a day off."""
    return works(day) and any(_moved_back(deadline - timedelta(days=n)) == day for n in NOTICE)


def counts_to(day: date, from_day: date, number: int, *, again: bool) -> bool:
    """Whether a working day, or a day off just before it, is so many days after another; or a multiple of them."""
    if not works(day):
        return False
    nominal = day
    while True:
        gone = (nominal - from_day).days
        if gone == number or (again and gone > 0 and gone % number == 0):
            return True
        nominal = _eve(nominal)
        if works(nominal):
            return False


def _moved_back(day: date) -> date:
    return day if works(day) else _moved_back(_eve(day))


def _eve(day: date) -> date:
    return day - timedelta(days=1)
