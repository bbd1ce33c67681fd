"""The days, months, quarters and years that a plain text names, as spans of whole days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.plan import periods

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included, named at `start` in the text."""

    start: int
    first: date
    last: date
    within_year: bool
    year_missing: bool = False


_Days = tuple[date, date]
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ONE_QUARTER = r"(?:iv|iii|ii|i|[1-4])\b"
_OF_YEAR = rf"(?:\s*(?:[/.,-]|nam)\s*(?:nam\s*)?(?P<year>{_YEAR}|(?<=/)\d\d(?![\d/])))?"
_NO_LIST = r"(?<![\d/.,])(?<!thang )(?<!quy )"  # "tháng 4-5/2022" and "quý 4/22" hold no day


def _day(found: re.Match[str], year: int) -> _Days:
    day = date(year, int(found["month"]), int(found["day"]))
    return day, day


def _month(found: re.Match[str], year: int) -> _Days:
    first = date(year, int(found["from"] or found["month"]), 1)
    last = date(year, int(found["month"]), 1)
    return first, (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _quarter(found: re.Match[str], year: int) -> _Days:
    numbers = [_QUARTERS[number] for number in re.findall(_ONE_QUARTER, found["quarters"])]
    return periods.quarter(year, min(numbers)).first, periods.quarter(year, max(numbers)).last


def _half(found: re.Match[str], year: int) -> _Days:
    first, last = (1, 2) if found["half"] == "dau" else (3, 4)
    return periods.quarter(year, first).first, periods.quarter(year, last).last


def _years(found: re.Match[str], year: int) -> _Days:
    return date(int(found["from"] or year), 1, 1), date(year, 12, 31)


# What is longer comes first: each find is blanked before the next pattern looks.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], _Days], bool], ...] = tuple(
    (re.compile(pattern), read, within_year)
    for pattern, read, within_year in (
        (
            rf"{_NO_LIST}(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?"
            rf"(?P<year>{_YEAR}|\d\d\b(?![/.\d]))",
            _day,
            True,
        ),
        (rf"\bngay (?P<day>\d{{1,2}}),? thang (?P<month>\d{{1,2}})(?:,? nam (?P<year>{_YEAR}))?", _day, True),
        (rf"{_NO_LIST}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\d/])(?P<year>)", _day, True),
        (rf"\b6 thang (?P<half>dau|cuoi) nam(?: (?P<year>{_YEAR}))?", _half, True),
        (
            rf"\bquy\s*(?P<quarters>{_ONE_QUARTER}(?:\s*(?:,|-|va|den|;|/)\s*(?:quy\s*)?{_ONE_QUARTER})*)"
            rf"{_OF_YEAR}",
            _quarter,
            True,
        ),
        (
            rf"\b(?:thang\s*|t(?=\d))(?:(?P<from>\d{{1,2}})\s*(?:,|-|va|den)\s*(?:thang\s*)?)?(?P<month>\d{{1,2}})(?!\d)"
            rf"{_OF_YEAR}",
            _month,
            True,
        ),
        (rf"(?<![\d/])(?P<from>)(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>{_YEAR})(?![/\d])", _month, True),
        (rf"(?<!\d)(?:(?P<from>{_YEAR})\s*(?:-|den)\s*(?:nam\s*)?)?(?P<year>{_YEAR})", _years, False),
    )
)


def find_spans(text: str, year: int | None) -> list[Span]:
    """All spans in a text without diacritics. What lacks its year takes `year`, or is left out without one.

    Raises ValueError for a day or month that does not exist.
    """
    spans: list[Span] = []
    for pattern, read, within_year in _PATTERNS:
        for found in pattern.finditer(text):
            named = found["year"]
            of_year = int(named) + (2000 if len(named) == 2 else 0) if named else year
            if of_year:
                spans.append(Span(found.start(), *read(found, of_year), within_year, not named))
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    dated = [span for span in spans if not span.year_missing]
    return dated or spans
