"""Days: "14/2", "ngày 10 tháng 2 năm 2022", "thứ sáu tuần trước", "hôm kia", "cuối tháng 5".

A day without a year is one day when it lies ahead (an extension) and another when it is past (a document),
so every mark holds both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dieuphoi.handlers.understanding import numbers
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark

_LEAP = 8  # years between which a 29 February may be missing (1896 to 1904)
ASIDE = 8  # letters around a typed day: "đến … nhé"


class Day(NamedTuple):
    """The last such day up to today, and the next one from today on."""

    past: date
    ahead: date


_NUMBERS = numbers.names(31)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WORDS = _any(_NUMBERS)
_LONG = _any(
    word for word, number in _NUMBERS.items() if number > 10
)  # "ba tháng" is a span, "ba mốt tháng" a day
_NAMED = r"(?:ngay (?:mung|mong)|ngay|mung|mong) "
# "Tháng năm nay", "9 tháng năm 2022": no month of May.
_MONTH_NAMES = _any(word for word, number in _NUMBERS.items() if number <= 12 and word not in ("nam", "sau"))
_M = rf"(?P<m>1[0-2]|0?[1-9]|{_MONTH_NAMES}|nam(?! (?:nay|sau|toi|truoc|ngoai))|sau(?=(?: nam |/)20\d\d))"
_WHICH_YEAR = r"(?:(?:,? nam |\s?/\s?|-|,? )(?P<y>20\d\d)|,? nam (?P<ry>nay|sau|toi|truoc|ngoai))?"
_OF_MONTH = rf" (?:thang |thg\.? ?)(?:{_M}{_WHICH_YEAR}|(?P<rel>nay|sau|toi|truoc))(?!\w)"
_NUMERIC = (
    r"(?P<d>[0-3]?\d)\s?[/\-.]\s?(?P<m>1[0-2]|0?[1-9])"
    r"(?:\s?[/\-.]\s?(?P<y>20\d\d|\d\d)|,? nam (?:(?P<yn>20\d\d)|(?P<ry>nay|sau|toi|truoc|ngoai)))?(?![\w/%])"
)
_ISO = r"(?P<y>20\d\d)-(?P<m>1[0-2]|0[1-9])-(?P<d>[0-3]\d)(?![\w/%-])"
_SPOKEN = rf"{_NAMED}(?P<d>[0-3]?\d|{_WORDS}){_OF_MONTH}"
_SHORT = rf"(?P<d>[0-3]?\d|{_LONG})(?! thang nam 20){_OF_MONTH.replace('|(?P<rel>nay|sau|toi|truoc)', '')}"
_COUNTED = (
    "ngay|dem|viec|nhiem vu|thang|thg|so|don|huyen|xa|hang|ho|nguoi|van ban|y kien|lan|cuoc|cai|phan|tuan|nam"
)
_ALONE = (
    rf"(?:(?:ngay |ngay mung |ngay mong |mung |mong |hom )(?P<d>[0-3]?\d)|(?:ngay )?mung (?P<w>{_any(w for w, n in _NUMBERS.items() if n <= 10)}))"
    rf"(?![\w/%]|\s[/%]|[.,-]\d|\s-\s\d)(?! (?:{_COUNTED})(?!\w))"
)
_MONTH = (
    r"(?P<part>cuoi|het|dau|đầu|giua|trong|ngay cuoi|ngay cuoi cung cua)? ?"
    rf"(?:thang |thg\.? )(?:{_M}{_WHICH_YEAR}|(?P<rel>nay|sau|toi|truoc))(?![\w/])"
)
_THIS_MONTH = r"(?P<part>cuoi|het) thang(?! (?:\d|gieng|chap|am))(?!\w)"
_YEAR_END = r"(?:cuoi|het) nam(?: (?P<rel>nay|sau|toi))?(?: (?P<y>20\d\d))?(?!\w)"
_WEEKDAY = (
    r"(?:(?:sáng|chieu|toi|sang) )?(?:(?:ngay )?(?:thu (?P<w>[2-7]|hai|ba|tu|nam|sau|sáu|bay)|t(?P<t>[2-7])"
    r"(?= (?:tuan|nay|toi|sau)))|(?P<sunday>chu nhat|cn(?= (?:tuan|nay|toi|sau))))"
    r"(?: (?:cua )?(?P<week>tuan (?:nay|toi|sau|truoc|roi|vua roi|qua|vua qua)|nay|toi|vua roi|roi))?(?!\w)"
)
_PARTS = "hom|bua|sang|chieu|trua|toi|tối|dem|ngay"
_RELATIVE = (
    rf"(?:(?P<ago>(?:{_PARTS}) (?:nay|qua|kia))|(?P<soon>(?:(?:{_PARTS}) )*(?:mai|mot(?<=ngay mot)|kia(?<=ngay kia))))"
    r"(?!\w)"
)
_AFTER = rf"(?P<n>\d{{1,3}}|{_WORDS}) (?P<unit>ngay|tuan) (?:nữa|nua)(?!\w)"
_OTHER_WEEK = ("sau", "truoc", "roi", "vua roi", "qua", "vua qua")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "sáu": 4, "bay": 5}
_AGO = {"nay": 0, "qua": -1, "kia": -2}
_SOON = {"mai": 1, "mot": 2, "kia": 2}
_SHIFT = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "ngoai": -1}


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _both(options: list[date | None], today: date) -> Day | None:
    days = sorted(day for day in options if day)
    if not days:
        return None
    past = [day for day in days if day <= today]
    ahead = [day for day in days if day >= today]
    return Day(past[-1] if past else days[0], ahead[0] if ahead else days[-1])


def _full_year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said]


def _years(found: re.Match[str], today: date) -> Iterable[int]:
    """The year that was said; without one those around today."""
    groups = found.groupdict()
    if year := groups.get("y") or groups.get("yn"):
        return (_full_year(year),)
    if relative := groups.get("ry"):
        return (today.year + _SHIFT[relative],)
    return range(today.year - _LEAP, today.year + _LEAP + 1)


def _dated(found: re.Match[str], today: date) -> Day | None:
    day = _number(found["d"])
    if relative := found.groupdict().get("rel"):
        return _both([_safe(*_shifted(today, _SHIFT[relative]), day)], today)
    month = _number(found["m"])
    return _both([_safe(year, month, day) for year in _years(found, today)], today)


def _shifted(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months from today's."""
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


def _day_of_month(found: re.Match[str], today: date) -> Day | None:
    day = _number(found["d"] or found["w"])
    return _both([_safe(*_shifted(today, shift), day) for shift in (-2, -1, 0, 1, 2)], today)


def _month(found: re.Match[str], today: date) -> Day | None:
    groups = found.groupdict()
    if not groups.get("m"):
        shift = _SHIFT[groups.get("rel") or "nay"]
        return _both([_part(groups["part"], *_shifted(today, shift))], today)
    month = _number(groups["m"])
    return _both([_part(groups["part"], year, month) for year in _years(found, today)], today)


def _part(part: str | None, year: int, month: int) -> date:
    """A month stands for its last day, "đầu tháng" for its first, "giữa tháng" for its 15th."""
    day = {"dau": 1, "đầu": 1, "giua": 15}.get(part or "", calendar.monthrange(year, month)[1])
    return date(year, month, day)


def _year_end(found: re.Match[str], today: date) -> Day | None:
    year = int(found["y"]) if found["y"] else today.year + _SHIFT.get(found["rel"] or "nay", 0)
    return _both([date(year, 12, 31)], today)


def _weekday(found: re.Match[str], today: date) -> Day | None:
    name = found["w"] or found["t"]
    number = 6 if found["sunday"] else int(name) - 2 if name.isdigit() else _WEEKDAYS[name]
    here = today + timedelta(days=number - today.weekday())
    week = (found["week"] or "").removeprefix("tuan ")
    if found["week"] == "tuan toi" or week in _OTHER_WEEK:
        shift = 7 if week in ("sau", "toi") else -7
        return _both([here + timedelta(days=shift)], today)
    if found["week"] == "tuan nay":
        return _both([here], today)
    return _both([here + timedelta(days=shift) for shift in (-7, 0, 7)], today)


def _relative(found: re.Match[str], today: date) -> Day | None:
    shifts, words = (_SOON, found["soon"]) if found["soon"] else (_AGO, found["ago"])
    shift = shifts[words.split()[-1]]
    if found["ago"] == "ngay kia":
        shift = 2
    day = today + timedelta(days=shift)
    return Day(day, day)


def _after(found: re.Match[str], today: date) -> Day | None:
    day = today + timedelta(days=_number(found["n"]) * (7 if found["unit"] == "tuan" else 1))
    return Day(day, day)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Day | None]], ...] = tuple(
    (re.compile(r"(?<![\w/])" + form), reader)
    for form, reader in (
        (_SPOKEN, _dated),
        (_SHORT, _dated),
        (_ISO, _dated),
        (rf"(?:{_NAMED})?" + _NUMERIC, _dated),
        (_MONTH, _month),
        (_THIS_MONTH, _month),
        (_YEAR_END, _year_end),
        (_WEEKDAY, _weekday),
        (_AFTER, _after),
        (_ALONE, _day_of_month),
        (_RELATIVE, _relative),
    )
)


# The day behind a document's number (N) is the day on which it was signed, never a promise.
_SAID_PAST = re.compile(r"(?<!\w)(?:hom|bua|tu) $|N,? (?:ky |ngay )*$")


def a_day(text: str, today: date) -> date | None:
    """A text that is a day and hardly anything else, from today on: "25/3", "thứ sáu tuần sau"; None for others."""
    plain = plain_letters(text).strip()
    marks = list(find(plain, today))  # a written date comes before a weekday or "mai" beside it
    if not marks or len(plain) - sum(mark.end - mark.start for mark in marks) > ASIDE:
        return None
    day: Day = marks[0].value
    return day.ahead


def find(plain: str, today: date) -> Iterator[Mark]:
    """The days in plain text, each a mark whose value is a Day: "past" if that is nearer."""
    for pattern, reader in _FORMS:
        for found in pattern.finditer(plain):
            if day := reader(found, today):
                said_past = _SAID_PAST.search(plain[: found.start()])
                gone = said_past or (day.past <= today and today - day.past <= abs(day.ahead - today))
                yield Mark("past" if gone else "date", day, found.start(), found.end())
