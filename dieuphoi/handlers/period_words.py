"""A period inside what is typed: “6 tháng đầu năm”, “quý 3/2022”, “từ 1/2 đến 30/4”, “năm ngoái”."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan import periods
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.plan.text import one_line

FIRST_YEAR, LAST_YEAR = 2000, 2100
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
_AWAY = {"nay": 0, "truoc": -1, "qua": -1, "ngoai": -1, "sau": 1, "toi": 1}
_YEAR = r"(?:[\s/.-]*(?:(?:cua\s+)?nam\s+)?(?P<year>\d{4}\b|(?<=nam\s)(?:nay|ngoai|truoc|sau|toi)\b))?"
_QUARTER = r"(?P<quarter>iv|i{1,3}|[1-4]|mot|hai|ba|tu|bon|nay|truoc|qua|sau|toi)\b"
_TO = r"\s*(?:den|toi|-|–|—)\s*(?:het\s+)?"
_Match = re.Match[str]


def find(text: str, today: date) -> tuple[Period | None, str]:
    """The first period that a text names, and the text without its words; no period: the text as it is.

    A period without a year is this year's. Words that look like a period and are none (quý 7) are left alone.
    """
    text = one_line(text)
    letters = plain_letters(text)
    for pattern, reader in _FORMS:
        for found in pattern.finditer(letters):
            try:
                period = reader(found, today)
            except ValueError:
                continue
            if period.first.year >= FIRST_YEAR and period.last.year <= LAST_YEAR:
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                return period, one_line(rest).strip(" ,;:/-–()")
    return None, text


def read(text: str, today: date) -> Period | None:
    """The period that a text is, with nothing beside it; None where it is no period."""
    try:
        return parse_code(text)
    except ValueError:
        period, rest = find(text, today)
        return None if rest else period


def _year(named: str | None, today: date) -> int:
    if named is None:
        return today.year
    return int(named) if named.isdigit() else today.year + _AWAY[named]


def _away(period: Period, word: str) -> Period:
    return {0: period, -1: period.previous(), 1: period.next()}[_AWAY[word]]


def _days(found: _Match, today: date) -> Period:
    last = date(int(found["to_year"] or today.year), int(found["to_month"]), int(found["to_day"]))
    first = date(int(found["year"] or last.year), int(found["month"]), int(found["day"]))
    return Period(first, last)


def _parts(found: _Match, today: date) -> Period:
    """From one month or quarter to another of the same year, or of the years that are named."""
    of = periods.month if found["unit"] == "thang" else periods.quarter
    last = of(_year(found["to_year"], today), _number(found["to"]))
    return Period(of(int(found["year"] or last.year), _number(found["number"])).first, last.last)


def _so_far(found: _Match, today: date) -> Period:
    return Period(date(today.year, 1, 1), today)


def _half(found: _Match, today: date) -> Period:
    return periods.half(_year(found["year"], today), 2 if found["which"] in ("cuoi", "2") else 1)


def _nine(found: _Match, today: date) -> Period:
    return periods.nine_months(_year(found["year"], today))


def _quarter(found: _Match, today: date) -> Period:
    if found["quarter"] in _AWAY:
        return _away(periods.quarter_of(today), found["quarter"])
    return periods.quarter(_year(found["year"], today), _number(found["quarter"]))


def _month(found: _Match, today: date) -> Period:
    if found["month"] in _AWAY:
        return _away(periods.month(today.year, today.month), found["month"])
    return periods.month(_year(found["year"], today), int(found["month"]))


def _whole_year(found: _Match, today: date) -> Period:
    return periods.year(_year(found["year"], today))


def _code(found: _Match, today: date) -> Period:
    return parse_code(found[0])


def _number(word: str) -> int:
    return _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Match, date], Period]], ...] = tuple(
    (re.compile(rf"(?<![\w/.-])(?:ky\s+)?{pattern}(?![\w/])"), reader)
    for pattern, reader in (  # what says more comes first
        (r"\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d", _code),
        (r"\d{4}-?(?:q[1-4]|h[12]|9m)", _code),
        (
            r"(?:tu\s+)?(?:ngay\s+)?(?P<day>\d\d?)[/.-](?P<month>\d\d?)(?:[/.-](?P<year>\d{4}))?"
            + _TO
            + r"(?:ngay\s+)?(?P<to_day>\d\d?)[/.-](?P<to_month>\d\d?)(?:[/.-](?P<to_year>\d{4}))?",
            _days,
        ),
        (
            r"(?:tu\s+)?(?P<unit>thang|qu[yi])\s*(?P<number>\w+)(?:[\s/]+(?:nam\s+)?(?P<year>\d{4}))?"
            + _TO
            + r"(?:(?P=unit)\s*)?(?P<to>\w+)(?:[\s/]+(?:nam\s+)?(?P<to_year>\d{4}))?",
            _parts,
        ),
        (r"(?:(?:6|sau)\s*(?:thang|t)|nua)\s+(?P<which>dau|cuoi)(?:\s+nam)?" + _YEAR, _half),
        (r"(?P<which>)(?:6|sau)\s*thang" + _YEAR, _half),
        (r"(?:9|chin)\s*thang(?:\s+dau)?(?:\s+nam)?" + _YEAR, _nine),
        (r"(?:tu\s+)?dau\s+nam(?:\s+(?:toi|den)\s+(?:nay|gio))?", _so_far),
        (r"h(?P<which>[12])" + _YEAR, _half),
        (r"(?:qu[yi]\s*|q)" + _QUARTER + _YEAR, _quarter),
        (r"thang\s*(?P<month>\d\d?|nay|truoc|qua|sau|toi)\b" + _YEAR, _month),
        (r"(?:ca\s+)?nam\s+(?P<year>\d{4}|nay|ngoai|truoc|sau|toi)", _whole_year),
        (r"(?P<year>20\d\d)", _whole_year),
    )
)
