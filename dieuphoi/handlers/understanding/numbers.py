"""Numbers: percentages in digits and words ("bảy mươi phần trăm", "một nửa")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dieuphoi.handlers.understanding.reading import Mark

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "bẩy": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_ONES = (
    (),
    ("mot",),
    ("hai",),
    ("ba",),
    ("bon", "tu"),
    ("nam",),
    ("sau", "sáu"),
    ("bay",),
    ("tam",),
    ("chin",),
)
_ENDINGS = {5: ("lam", "nham", "nam")}
_WORDS = "|".join((*_DIGITS, "muoi", "chuc", "tram", "sáu"))
_PERCENT = re.compile(
    rf"(?<![\w/.,])(?:(?P<digits>\d{{1,3}})(?:[.,]\d+)?|(?P<words>(?:{_WORDS})(?: (?:{_WORDS}))*))\s?(?:%|phan tram(?!\w))"
)
_HALF = re.compile(
    r"(?<!\w)(?:(?:mot|1|phan|duoc) (?:nửa|nua)|(?:nửa|nua) (?:viec|chang duong|khoi luong))(?!\w)(?! (?:tinh|so|huyen))"
)


def spoken(words: str) -> int | None:
    """A number from 0 to 100 in plain words: "bay muoi lam" is 75, "mot tram" 100; None if it is no number."""
    total, last = 0, None
    for word in words.replace("sáu", "sau").split():
        if word in ("muoi", "chuc"):
            total, last = 10 * (last or 1), None
        elif word == "tram":
            total, last = 100 * (last or 1), None
        elif last is not None:
            total, last = 10 * last, _DIGITS[word]
        else:
            last = _DIGITS[word]
    number = total + (last or 0)
    return number if 0 <= number <= 100 else None


def names(limit: int) -> dict[str, int]:
    """The numbers from 1 to below 100 in plain words, each in all its ways: "hai muoi tam", "hai tam", "ham tam"."""
    found: dict[str, int] = {}
    for number in range(1, limit + 1):
        tens, ones = divmod(number, 10)
        lasts = [f" {word}" for word in _ENDINGS.get(ones, _ONES[ones])] if ones else [""]
        for last in lasts if tens else ():
            found |= dict.fromkeys([f"{ten}{last}" for ten in _tens(tens, short=bool(ones))], number)
        found |= dict.fromkeys(() if tens else _ONES[ones], number)
    return found


def _tens(tens: int, *, short: bool) -> list[str]:
    if tens == 1:
        return ["muoi"]
    return [
        *(f"{word} {ten}" for word in _ONES[tens] for ten in ("muoi", "chuc")),
        *(_ONES[tens] if short else ()),
        *(["ham"] if short and tens == 2 else []),
    ]


def find(plain: str) -> Iterator[Mark]:
    """The percentages in plain text, each a mark whose value is a whole number from 0 to 100."""
    for found in _PERCENT.finditer(plain):
        number = int(found["digits"]) if found["digits"] else spoken(found["words"])
        if number is not None and number <= 100:
            yield Mark("percent", number, found.start(), found.end())
    for found in _HALF.finditer(plain):
        yield Mark("percent", 50, found.start(), found.end())
