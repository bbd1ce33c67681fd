"""Quarters and years as periods of whole days. A quarter ends on its last calendar day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included. `quarter` is None for a whole year."""

    first: date
    last: date
    quarter: int | None = None

    @property
    def year(self) -> int:
        """The calendar year of the period."""
        return self.last.year

    @property
    def code(self) -> str:
        """As commands and files write it: 2022-Q3 or 2022."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        """As plans write it: Quý III/2022 or Năm 2022. These are words of the field, not of the interface."""
        return f"Quý {_ROMAN[self.quarter - 1]}/{self.year}" if self.quarter else f"Năm {self.year}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def next(self) -> Period:
        """The period of the same length that follows."""
        after = self.last + timedelta(days=1)
        return quarter_of(after) if self.quarter else year(after.year)

    def previous(self) -> Period:
        """The period of the same length that came before."""
        before = self.first - timedelta(days=1)
        return quarter_of(before) if self.quarter else year(before.year)


def quarter(year_number: int, number: int) -> Period:
    """Quarter `number` (1 to 4) of a year from 1 to 9998. Raises ValueError for any other number."""
    if not 1 <= number <= 4:
        raise ValueError(f"no such quarter: {number}")
    first = date(year_number, 3 * number - 2, 1)
    after = date(year_number + number // 4, 3 * number % 12 + 1, 1)
    return Period(first, after - timedelta(days=1), number)


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def year(number: int) -> Period:
    """A whole calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


_CODE = re.compile(r"(?P<year>\d{4})(?:-?[Qq](?P<quarter>[1-4]))?")


def parse_code(text: str) -> Period:
    """Read 2022-Q3 or 2022. Raises ValueError for anything else."""
    found = _CODE.fullmatch(text.strip())
    if not found or not 1 <= int(found["year"]) <= 9998:
        raise ValueError(f"not a period: {text!r}; write 2022-Q3 or 2022")
    return (
        quarter(int(found["year"]), int(found["quarter"])) if found["quarter"] else year(int(found["year"]))
    )
