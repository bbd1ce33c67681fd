"""What may follow a command: a quarter, a year, an agency."""

from __future__ import annotations

import re
from datetime import date

from dieuphoi.plan.periods import Period, quarter, quarter_of, year
from dieuphoi.plan.text import fold

_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_QUARTER = re.compile(r"(?:q|quy)?\s*(i{1,3}|iv|\d+|mot|hai|ba|tu|bon)(?:\s+(?:nam\s+)?(\d{4}))?")
_YEAR = re.compile(r"(?:nam\s+)?(\d{4})")
_YEAR_QUARTER = re.compile(r"(\d{4})\s*(?:q|quy)\s*(\d+)")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def read_quarter(text: str, today: date) -> Period | None:
    """A quarter as typed: 4 2022, IV/2022, quý 4 năm 2022, 2022-Q4, 4 (of this year); None for anything else."""
    typed = fold(text).strip()
    if typed in ("nay", "quy nay"):
        return quarter_of(today)
    if typed in ("toi", "sau", "quy toi", "quy sau"):
        return quarter_of(today).next()
    if found := _YEAR_QUARTER.fullmatch(typed):
        return _quarter(found[2], found[1])
    if found := _QUARTER.fullmatch(typed):
        return _quarter(found[1], found[2] or str(today.year))
    return None


def _quarter(number: str, year_number: str) -> Period | None:
    which = _NUMBERS.get(number) or (int(number) if number.isdigit() and len(number) == 1 else 0)
    if not 1 <= which <= 4 or not FIRST_YEAR <= int(year_number) <= LAST_YEAR:
        return None
    return quarter(int(year_number), which)


def read_year(text: str) -> Period | None:
    """A year as typed: 2022, năm 2022."""
    found = _YEAR.fullmatch(fold(text).strip())
    return year(int(found[1])) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
