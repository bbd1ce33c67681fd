"""The deadline that follows from an event, where the plan says how long after it: "30 ngày kể từ ngày ban hành"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dieuphoi.plan.calendar import ONE_DAY, WorkingDays
from dieuphoi.plan.text import plain

_TERM = re.compile(r"(?<![\d/])(?P<number>\d{1,3}) ?(?P<unit>ngay lam viec|ngay|tuan|thang|quy)\b(?! \d)")
_MONTHS = {"thang": 1, "quy": 3}


def due_after(written: str, event: date, days: WorkingDays) -> date | None:
    """The last good day of a term that begins with an event; None where the text names no length.

    The day of the event itself does not count (Bộ luật Dân sự 2015, Điều 147).
    """
    found = _TERM.search(plain(written[:2000]))
    if found is None or not int(found["number"]):
        return None
    number, unit = int(found["number"]), found["unit"]
    if unit == "ngay lam viec":
        return _working_days_after(event, number, days)
    if unit in _MONTHS:
        return _months_after(event, number * _MONTHS[unit])
    return event + timedelta(days=number * (7 if unit == "tuan" else 1))


def _working_days_after(day: date, number: int, days: WorkingDays) -> date:
    for _nth in range(number):
        day = days.on_or_after(day + ONE_DAY)
    return day


def _months_after(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
