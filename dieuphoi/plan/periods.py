"""Periods of whole days: quarters, half years, nine months, years, months, and from any day to any other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = 1, 9998  # years
# What has a name of its own: so many months from a month of the year on, its code and its name.
_NAMED = {
    (12, 1): ("{year:04}", "Năm {year}"),
    (3, 1): ("{year:04}-Q1", "Quý I/{year}"),
    (3, 4): ("{year:04}-Q2", "Quý II/{year}"),
    (3, 7): ("{year:04}-Q3", "Quý III/{year}"),
    (3, 10): ("{year:04}-Q4", "Quý IV/{year}"),
    (6, 1): ("{year:04}-H1", "6 tháng đầu năm {year}"),
    (6, 7): ("{year:04}-H2", "6 tháng cuối năm {year}"),
    (9, 1): ("{year:04}-9M", "9 tháng đầu năm {year}"),
    **{(1, month): (f"{{year:04}}-{month:02}", f"Tháng {month}/{{year}}") for month in range(1, 13)},
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included. Raises ValueError where the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}")

    @property
    def year(self) -> int:
        """The calendar year in which the period ends."""
        return self.last.year

    @property
    def months(self) -> int | None:
        """How many whole calendar months it is; None where it begins or ends within one."""
        whole = self.first.day == 1 and (self.last + timedelta(days=1)).day == 1
        return _number(self.last) - _number(self.first) + 1 if whole else None

    @property
    def quarter(self) -> int | None:
        """Which quarter of its year it is: 1 to 4; None for any other period."""
        return (self.first.month + 2) // 3 if self.months == 3 and self.first.month % 3 == 1 else None

    @property
    def code(self) -> str:
        """As commands and files write it: 2022-Q3, 2022, 2022-H1, 2022-9M, 2022-03, 2022-02-15_2022-04-30."""
        return self._named[0] if self._named else f"{self.first.isoformat()}_{self.last.isoformat()}"

    @property
    def label(self) -> str:
        """As plans write it: Quý III/2022 or Năm 2022. These are words of the field, not of the interface."""
        if self._named:
            return self._named[1]
        if self.first == self.last:
            return f"Ngày {_written(self.first)}"
        return f"Từ {_written(self.first)} đến {_written(self.last)}"

    @property
    def _named(self) -> tuple[str, str] | None:
        code, name = _NAMED.get((self.months or 0, self.first.month), ("", ""))
        return (code.format(year=self.year), name.format(year=self.year)) if code else None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def next(self) -> Period:
        """The period of the same length that follows; after nine months, what is left of the year."""
        if self._is_nine_months:
            return quarter(self.year, 4)
        after = self.last + timedelta(days=1)
        return (
            of_months(after, self.months) if self.months else Period(after, after + (self.last - self.first))
        )

    def previous(self) -> Period:
        """The period of the same length that came before; of nine months, those of the year before."""
        if self._is_nine_months:
            return nine_months(self.year - 1)
        before = self.first - timedelta(days=1)
        if not self.months:
            return Period(before - (self.last - self.first), before)
        years, month = divmod(_number(self.first) - self.months, 12)
        return of_months(date(years, month + 1, 1), self.months)

    @property
    def _is_nine_months(self) -> bool:
        return self.months == 9 and self.first.month == 1


def of_months(first: date, months: int) -> Period:
    """So many whole months from the first day of one on. Raises ValueError where that is no period."""
    if months < 1 or first.day != 1:
        raise ValueError(f"no such period: {months} months from {first}")
    years, month = divmod(_number(first) + months, 12)
    return Period(first, date(years, month + 1, 1) - timedelta(days=1))


def quarter(year_number: int, number: int) -> Period:
    """Quarter `number` (1 to 4) of a year from 1 to 9998. Raises ValueError for any other number."""
    if not 1 <= number <= 4:
        raise ValueError(f"no such quarter: {number}")
    return of_months(date(year_number, 3 * number - 2, 1), 3)


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def half(year_number: int, number: int) -> Period:
    """The first or the last six months of a year. Raises ValueError for any other number."""
    if number not in (1, 2):
        raise ValueError(f"no such half of a year: {number}")
    return of_months(date(year_number, 6 * number - 5, 1), 6)


def nine_months(year_number: int) -> Period:
    """The first nine months of a year."""
    return of_months(date(year_number, 1, 1), 9)


def month(year_number: int, number: int) -> Period:
    """A calendar month. Raises ValueError for a number that is none."""
    return of_months(date(year_number, number, 1), 1)


def year(number: int) -> Period:
    """A whole calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def _number(day: date) -> int:
    """The months counted through from the year 0: so that they can be added and subtracted."""
    return 12 * day.year + day.month - 1


def _written(day: date) -> str:
    return f"{day:%d/%m}/{day.year}"


_CODE = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<part>[Qq][1-4]|[Hh][12]|9[Mm])|-(?P<month>\d\d))?|(?P<first>\d{4}-\d\d-\d\d)_(?P<last>\d{4}-\d\d-\d\d)"
)


def parse_code(text: str) -> Period:
    """Read what `Period.code` writes. Raises ValueError for anything else."""
    found = _CODE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a period: {text!r}")
    if found["first"]:
        return _within_years(Period(date.fromisoformat(found["first"]), date.fromisoformat(found["last"])))
    number, part = int(found["year"]), (found["part"] or "").upper()
    if not EARLIEST <= number <= LATEST:
        raise ValueError(f"not a year: {number}")
    if found["month"]:
        return month(number, int(found["month"]))
    if part == "9M":
        return nine_months(number)
    if part:
        return (quarter if part[0] == "Q" else half)(number, int(part[1]))
    return year(number)


def _within_years(period: Period) -> Period:
    if period.last.year > LATEST:
        raise ValueError(f"not a year: {period.last.year}")
    return period
