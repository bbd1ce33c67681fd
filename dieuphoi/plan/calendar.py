"""Working days: Vietnamese public holidays with Tết, and how a reminder's day is found from a deadline."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)
REMINDER_DAYS = (30, 14, 7, 3, 1)  # before a deadline


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, public holidays and the days off given for them excepted (Bộ luật Lao động, Điều 112)."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_day_on_or_before(day: date) -> date:
    """The day itself if it is a working day, else the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_day_on_or_after(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days(after: date, until: date) -> list[date]:
    """The working days after one day, up to another."""
    days = [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
    return [day for day in days if is_working_day(day)]


def deadlines_to_remind(day: date) -> dict[date, int]:
    """For a working day: the deadlines whose reminder falls on it, with the days that are left until each.

    A reminder is due 30, 14, 7, 3 and 1 calendar days before the deadline; what would fall on a day off comes
    on the working day before it, so a working day also stands for the days off that follow it.
    """
    found: dict[date, int] = {}
    nominal = day
    while working_day_on_or_before(nominal) == day:
        for left in REMINDER_DAYS:
            deadline = nominal + timedelta(days=left)
            found[deadline] = (deadline - day).days
        nominal += ONE_DAY
    return found
