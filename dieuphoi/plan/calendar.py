"""Working days and hours: Vietnamese public holidays with Tết, and the days that an office adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """A year's days off, and the Saturdays that are worked on for a day off elsewhere."""
    found = holidays.country_holidays("VN", years=year)
    return frozenset(found), frozenset(found.weekend_workdays)


def public_holidays(year: int) -> list[tuple[date, str]]:
    """A year's public holidays in order, with their Vietnamese names."""
    return sorted(holidays.country_holidays("VN", years=year, language="vi").items())


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, public holidays and the days off given for them excepted (Bộ luật Lao động, Điều 112).

    `off` and `working` are an office's own days: off though the calendar says work, and the other way round.
    """

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people are at their desks that day."""
        if day in self.working or day in self.off:
            return day in self.working
        off, made_up_for = _year(day.year)
        return day in made_up_for or (day.weekday() < 5 and day not in off)

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last working day before it."""
        while not self.works(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def between(self, after: date, until: date) -> list[date]:
        """The working days after one day, up to another."""
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return [day for day in days if self.works(day)]

    def up_to_next(self, day: date) -> set[date]:
        """A working day with the days off that follow it: what would fall on one of them comes on this day."""
        return self._with_days_off(day, ONE_DAY)

    def since_last(self, day: date) -> set[date]:
        """A working day with the days off before it: what would have fallen on one of them comes on this day."""
        return self._with_days_off(day, -ONE_DAY)

    def _with_days_off(self, day: date, step: timedelta) -> set[date]:
        found, other = {day}, day + step
        while not self.works(other):
            found.add(other)
            other += step
        return found

    def begins(self, first: date, day: date) -> bool:
        """Whether a day is the first working day from `first` on: of a week, or of a quarter."""
        return day == self.on_or_after(first)

    def begins_week(self, day: date) -> bool:
        """Whether a day is the first working day of its week."""
        return self.begins(day - timedelta(days=day.weekday()), day)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours in which the bot may speak of its own accord, on working days."""

    opens: time = time(7, 30)
    closes: time = time(17, 0)

    def open_at(self, moment: datetime, days: WorkingDays) -> bool:
        """Whether it may at a moment."""
        return self.opens <= moment.time() < self.closes and days.works(moment.date())

    def next_opening(self, after: datetime, days: WorkingDays) -> datetime:
        """The next moment after another at which the hours begin."""
        day = after.date() if after.time() < self.opens else after.date() + ONE_DAY
        return datetime.combine(days.on_or_after(day), self.opens, ZONE)

    def closing(self, day: date) -> datetime:
        """The moment at which a day's hours end."""
        return datetime.combine(day, self.closes, ZONE)


def all_of(spans: Iterable[set[date]]) -> frozenset[date]:
    """Several spans of days as one set."""
    return frozenset(day for span in spans for day in span)


def written_day(value: date) -> str:
    """A date as offices write it: 31/3/2022, with a 0 before a day under 10 and months 1 and 2 (NĐ 30/2020)."""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"
