"""Quarters and years: "quý IV/2022", "q3", "quý tư", "quý này", "năm sau"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.plan.periods import Period, quarter, quarter_of

_NUMBERS = {
    "i": 1, "mot": 1, "nhat": 1, "1": 1, "ii": 2, "hai": 2, "2": 2, "iii": 3, "ba": 3, "3": 3,
    "iv": 4, "tu": 4, "bon": 4, "4": 4,
}  # fmt: skip
_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NEXT = "sau|toi|ke tiep|tiep theo|ke|tiep"
_LAST = "truoc|vua roi|roi|vua qua|qua"
_WHICH_YEAR = (
    r"(?:[ ,]*(?:/|-|nam|cua nam| )\s?(?P<year>20\d\d|(?<=/)\d\d(?!\d))"
    r"|[ ,]*(?:nam )(?P<rel>nay|sau|ngoai|toi|truoc))?"
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?:qu[yi] (?:thu )?(?P<name>{_NAMES})|(?:q|qu[yi])\.?\s?(?P<digit>[1-4]|iv|i{{1,3}}))(?!\w)(?! phap){_WHICH_YEAR}(?!\w)"
)
_CODED = re.compile(r"(?<!\w)(?P<year>20\d\d)\s?-?\s?q(?P<digit>[1-4])(?!\w)")
_RELATIVE = re.compile(
    rf"(?<!\w)(?:qu[yi] (?:(?P<this>nay|hien tai|hien nay)|(?P<next>{_NEXT})|(?P<last>{_LAST}))|trong (?P<within>qu[yi](?! (?:{_NEXT}|{_LAST}|nay))))"
    r"(?!\w)(?! (?:chinh|tac|tai))"
)
_YEAR = re.compile(
    r"(?<!\w)(?:nam (?P<year>20\d\d)|(?:ca |trong )?nam (?P<rel>nay|sau|ngoai|toi|truoc|ngoai))(?!\w)"
)
_BARE_YEAR = re.compile(r"(?<![\w/\-.,])(?P<year>20[2-4]\d)(?![\w/\-])")
_SHIFT = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "ngoai": -1}


def find(plain: str, today: date) -> Iterator[Mark]:
    """Quarters, each a mark whose value is a Period."""
    for found in _NUMBERED.finditer(plain):
        number = _NUMBERS[found["name"] or found["digit"]]
        yield Mark("quarter", quarter(_year(found, today), number), found.start(), found.end())
    for found in _CODED.finditer(plain):
        yield Mark("quarter", quarter(int(found["year"]), int(found["digit"])), found.start(), found.end())
    for found in _RELATIVE.finditer(plain):
        yield Mark("quarter", _relative(found, today), found.start(), found.end())


def years(plain: str, today: date) -> Iterator[Mark]:
    """Whole years, each a mark whose value is the number."""
    for pattern in (_YEAR, _BARE_YEAR):
        for found in pattern.finditer(plain):
            yield Mark("year", _year(found, today), found.start(), found.end())


def _relative(found: re.Match[str], today: date) -> Period:
    here = quarter_of(today)
    return here.next() if found["next"] else here.previous() if found["last"] else here


def _year(found: re.Match[str], today: date) -> int:
    groups = found.groupdict()
    if written := groups.get("year"):
        return int(written) + (2000 if len(written) == 2 else 0)
    return today.year + _SHIFT.get(groups.get("rel") or "nay", 0)
