"""The days on which a plan is reported on: one for each kind of period, set as a day of a month around its end."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.plan.periods import Period, half, quarter_of, year

AHEAD = timedelta(days=7)  # what is missing is listed so long before


@dataclass(frozen=True, slots=True)
class ReportDay:
    """A day of the period's last month (`after` 0) or of the month after it (1); day 0: no report is drafted.

    Offices close their figures on the 14th of a period's last month, and report after that: Nghị định
    09/2019/NĐ-CP, Điều 12 and 13.
    """

    day: int = 0
    after: int = 0

    def __bool__(self) -> bool:
        return self.day > 0

    def __str__(self) -> str:
        return f"{self.day} {self.after}" if self else ""

    @staticmethod
    def read(value: str) -> ReportDay:
        """From the form that is kept: "15 0"; empty for none. Raises ValueError for what is no such day."""
        if not value:
            return NO_DAY
        found = re.fullmatch(r"([1-9]|[12]\d|3[01]) ([01])", value)
        if found is None:
            raise ValueError("no report day")
        return ReportDay(int(found[1]), int(found[2]))

    def of(self, period: Period) -> date:
        """The day of a period; in a shorter month its last one."""
        months = period.last.year * 12 + period.last.month - 1 + self.after
        in_year, month = months // 12, months % 12 + 1
        return date(in_year, month, min(self.day, monthrange(in_year, month)[1]))


NO_DAY = ReportDay()


def _half_of(day: date) -> Period:
    return half(day.year, 1 if day.month <= 6 else 2)


# The periods that are reported on, by the name of their rule.
PERIODS: dict[str, Callable[[date], Period]] = {
    "report_quarter": quarter_of,
    "report_half": _half_of,
    "report_year": lambda day: year(day.year),
}


def due(days: Iterable[date], kind: str, when: ReportDay) -> list[Period]:
    """The periods of a kind whose report day is one of the days."""
    if not when:
        return []
    found: dict[Period, None] = {}
    for day in days:
        now = PERIODS[kind](day)
        found |= {period: None for period in (now.previous(), now) if when.of(period) == day}
    return list(found)


def coming(today: date, kind: str, when: ReportDay) -> tuple[Period, date] | None:
    """The next report of a kind: its period and day, today's included; None where none is drafted."""
    if not when:
        return None
    period = PERIODS[kind](today).previous()
    while when.of(period) < today:
        period = period.next()
    return period, when.of(period)
