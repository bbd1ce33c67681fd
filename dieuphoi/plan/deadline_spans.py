"""The days, weeks, months, quarters and years that a plain text names, as spans of whole days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dieuphoi.plan import periods
from dieuphoi.wording import _

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_WORDS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included, named from `start` to `end` of the text.

    `within_year` is false for whole years; `year_missing` says that the year is not the text's own;
    `several` that it is a range or list; `doubt`, in words, what was settled by convention.
    """

    start: int
    end: int
    first: date
    last: date
    within_year: bool
    year_missing: bool = False
    several: bool = False
    doubt: str | None = None


_Days = tuple[date, date]
_Find = re.Match[str]
_Read = Callable[[_Find, int], _Days]
_Raw = tuple[_Find, _Read, bool]
_YEAR = r"(?:19|20)\d\d(?!\d)"
_WEEKS = {"dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "cuoi": 5}
_DASH = r"\s*-\s*"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_ONE_QUARTER = r"(?:iv|iii|ii|i|[1-4]|mot|hai|ba|bon|tu)\b"
_OF_YEAR = rf"(?:(?:\s*(?:[/.,-]|nam)\s*(?:nam\s*)?|\s+)(?P<year>{_YEAR}|(?<=/)\d\d(?![\d/])))?"
_NO_LIST = r"(?<![\d/.,])(?<!thang )(?<!quy )"  # "tháng 4-5/2022" and "quý 4/22" hold no day
_QUARTER_JOINT = r"\s*(?:;\s*|(?:,|-|/|\+|&|va|den|hoac|toi)\s*(?:quy\s+)?)"  # one way only to take a blank


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(found: _Find, year: int) -> _Days:
    day, month = int(found["day"]), int(found["month"])
    only = date(year, day, month) if _is_swapped(found) else date(year, month, day)
    return only, only


def _is_swapped(found: _Find) -> bool:
    """Whether it can only be the American order, which spreadsheets write: 3/15/2022."""
    named = found.groupdict()
    return bool(named.get("day") and named.get("month")) and int(found["day"]) <= 12 < int(found["month"])


def _month(found: _Find, year: int) -> _Days:
    last, begins = int(found["month"]), int(found["from"] or found["month"])
    return date(year - (begins > last), begins, 1), _month_end(date(year, last, 1))


def _english(found: _Find, year: int) -> _Days:
    first = date(year, _ENGLISH.index(found["name"]) + 1, int(found["on"] or 1))
    return first, first if found["on"] else _month_end(first)


def _week(found: _Find, year: int) -> _Days:
    """The n-th seven days of a month: plans say no more than that."""
    first = date(year, int(found["month"]), 1)
    number = _WEEKS.get(found["week"]) or int(found["week"])
    return first, min(first + timedelta(days=7 * number - 1), _month_end(first))


def _quarter(found: _Find, year: int) -> _Days:
    named = re.findall(_ONE_QUARTER, found["quarters"])
    numbers = [_QUARTERS.get(number) or int(number) for number in named]
    return periods.quarter(year, min(numbers)).first, periods.quarter(year, max(numbers)).last


def _part(found: _Find, year: int) -> _Days:
    """ "9 tháng đầu năm", "6 tháng cuối năm", "nửa đầu năm", "những tháng cuối năm"."""
    months = int(found["months"]) if found["months"] else 6
    if found["half"] == "cuoi":
        return date(year, 13 - months, 1), date(year, 12, 31)
    return date(year, 1, 1), _month_end(date(year, months, 1))


def _school(found: _Find, year: int) -> _Days:
    return date(int(found["from"]), 9, 1), date(year, 5, 31)


def _years(found: _Find, year: int) -> _Days:
    return date(int(found["from"] or year), 1, 1), date(year, 12, 31)


def _this_year(_found: _Find, year: int) -> _Days:
    return date(year, 1, 1), date(year, 12, 31)


_DAY_SIGNS = rf"{_NO_LIST}(?P<day>\d{{1,2}})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sign)\s?"
# A year without "năm" before it stands alone, after such a word or mark, and before no unit of measure.
_BEFORE_YEAR = (
    r"(?:^|[(;:]\s*|(?<!\d)-\s*|(?<=\d\d\d\d|    ),\s*|\b(?:nam|den|toi|truoc|trong|doan|ky|tu|va|het|cuoi|dau"
    r"|giua|nhat|xong|thanh|cuoi nam|hoac)\s+)"
)
_AFTER_YEAR = r"(?=\s*(?:$|[;:)(-]|[,.](?!\d)|\b(?:va|den|toi|hoac|tro|thuong|hang|hoan)\b))"

# What is longer comes first: each find is blanked before the next pattern looks.
_PATTERNS: tuple[tuple[re.Pattern[str], _Read, bool], ...] = tuple(
    (re.compile(pattern), read, within_year)
    for pattern, read, within_year in (
        (
            rf"\btuan (?:thu )?(?P<week>[1-5]|hai|ba|tu|nam|dau|cuoi)(?: cua)?,? thang (?P<month>{_MONTH}){_OF_YEAR}",
            _week,
            True,
        ),
        (
            rf"(?<!\d)(?P<year>{_YEAR})(?P<sign>[-/])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d)"
            r"(?P<clock>[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?",
            _day,
            True,
        ),
        (rf"{_DAY_SIGNS}(?P<year>{_YEAR}|\d\d\b(?![/.\d]))", _day, True),
        (
            rf"\bngay (?:mong |mung )?(?P<day>\d{{1,2}}),? thang (?P<month>\d{{1,2}})(?!\d){_OF_YEAR}",
            _day,
            True,
        ),
        (
            rf"(?<![\d/.,])(?P<day>\d{{1,2}}) thang (?P<month>\d{{1,2}}),?\s*(?:nam|/)\s*(?P<year>{_YEAR})",
            _day,
            True,
        ),
        (
            rf"(?<![\d/.,-])(?P<from>{_MONTH}){_DASH}(?P<month>{_MONTH})\s?/\s?(?P<year>{_YEAR})(?!/)",
            _month,
            True,
        ),
        (
            rf"{_NO_LIST}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\d/])(?:\s?[-,]?\s?(?P<year>{_YEAR}))?",
            _day,
            True,
        ),
        (
            r"(?<![\d.,])(?:(?:0?(?P<months>[369])|nhung|cac) thang|\bnua) (?P<half>dau|cuoi)(?: cua)? nam"
            rf"(?: (?P<year>{_YEAR}))?",
            _part,
            True,
        ),
        (
            rf"\b(?:qu[yi]|q)\.?\s*(?P<quarters>{_ONE_QUARTER}(?:{_QUARTER_JOINT}{_ONE_QUARTER}){{0,7}})(?!\s*lan){_OF_YEAR}",
            _quarter,
            True,
        ),
        (
            rf"(?<!\w)(?P<quarters>(?:iv|iii|ii|i)\b(?:{_QUARTER_JOINT}(?:iv|iii|ii|i)\b){{0,7}})\s*[/-]\s*(?P<year>{_YEAR})",
            _quarter,
            True,
        ),
        (
            r"\b(?:thang\s*|t\.?(?=\d))(?:(?P<from>\d{1,2})\s*(?:,|-|va|den|hoac)\s*(?:thang\s*)?)?"
            rf"(?P<month>\d{{1,2}})(?!\d|\s*(?:ngay|lan)\b){_OF_YEAR}",
            _month,
            True,
        ),
        (
            rf"(?<![\d/.])(?P<from>)(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>{_YEAR})(?![/\d])",
            _month,
            True,
        ),
        (
            rf"\b(?:(?P<on>\d{{1,2}})[-/ ])?(?P<name>{'|'.join(_ENGLISH)})[a-z]{{0,6}}[-/ ](?P<year>{_YEAR}|\d\d\b)",
            _english,
            True,
        ),
        (rf"\bnam hoc (?P<from>{_YEAR}){_DASH}(?P<year>{_YEAR})", _school, True),
        (
            rf"(?<=\bnam )(?:(?P<from>{_YEAR})\s*(?:-|den)\s*(?:nam\s*)?)?(?P<year>{_YEAR})",
            _years,
            False,
        ),
        (
            rf"{_BEFORE_YEAR}(?:(?P<from>{_YEAR})\s*(?:-|den|toi)\s*(?:het\s*)?(?:nam\s*)?)?(?P<year>{_YEAR}){_AFTER_YEAR}",
            _years,
            False,
        ),
        (r"\b(?:trong|ca|het|dau|giua|cuoi) nam(?: nay)?(?P<year>)(?=\s*(?:$|[,;.)]))", _this_year, False),
    )
)

_EARLY = re.compile(r"\b(?<!bat )(?P<part>dau|giua|thuong tuan|trung tuan)(?: cua)?\s*(?:nam\s*)?$")
_DIGITS = {f"thang {word}": f"thang {number}" for number, word in enumerate(_WORDS, 1)}
_IN_WORDS = re.compile(
    rf"(?<!\d )\bthang (?:{'|'.join(reversed(_WORDS))})(?=\s*(?:/|nam \d|$))|\b(?:ba|sau|chin) thang(?= (?:dau|cuoi))"
)


def with_digits(text: str) -> str:
    """A text without diacritics with its months in digits, of the same length ("tháng mười hai năm 2022")."""
    text = text.replace("÷", "-").replace("~", "-")
    return _IN_WORDS.sub(lambda found: _in_digits(found[0]), text)


def _in_digits(words: str) -> str:
    """ "thang muoi hai" as "thang 12", "sau thang" as "6 thang"."""
    if words in _DIGITS:
        return _DIGITS[words].ljust(len(words))
    return f"{_WORDS.index(words.split(maxsplit=1)[0]) + 1} thang".rjust(len(words))


def find_spans(text: str, year: int | None, borrow: bool = True) -> list[Span]:
    """All spans in a text without diacritics, in its order.

    What lacks its year takes, if it may `borrow`, that of the next one ("từ tháng 3 đến tháng 6/2022") or of
    the one before; else `year`; without any it is left out. Raises ValueError for a day that does not exist.
    """
    finds: list[_Raw] = []
    for pattern, read, within_year in _PATTERNS:
        finds.extend((found, read, within_year) for found in pattern.finditer(text))
        text = pattern.sub(_blanked, text)
    finds.sort(key=lambda find: find[0].start())
    dated = [at for at, find in enumerate(finds) if find[0]["year"]]
    if not dated:
        return [_span(*find, year, missing=True) for find in finds] if year else []
    spans: list[Span] = []
    for find in reversed(finds[: dated[-1] + 1]):
        if find[0]["year"]:
            spans.append(_span(*find, _in_full(find[0]["year"])))
        elif borrow:
            spans.append(_borrowing(find, spans[-1]))
    late = finds[dated[-1] + 1 :] if borrow else []
    return [*spans[::-1], *(_span(*find, spans[0].last.year, missing=True) for find in late)]


def _blanked(found: _Find) -> str:
    return " " * len(found[0])


def _in_full(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _borrowing(find: _Raw, following: Span) -> Span:
    """A span in the year of the following one, or the year before it: "từ tháng 10 đến tháng 3/2023"."""
    own = _span(*find, following.last.year)
    return own if own.first <= following.last else _span(*find, following.last.year - 1)


def _span(found: _Find, read: _Read, within_year: bool, year: int, missing: bool = False) -> Span:
    first, last = read(found, year)
    named = found.groupdict()
    several = bool(named.get("from")) or len(re.findall(_ONE_QUARTER, named.get("quarters") or "")) > 1
    start = found.start() if within_year else found.start("from" if named.get("from") else "year")
    span = Span(start, found.end(), first, last, within_year, missing, several, _doubt(found, read))
    if named.get("clock") and first.day == 1:
        why = _("a spreadsheet may have made a day of a month; check the date")
        return replace(span, last=_month_end(first), doubt=why)
    early = _EARLY.search(found.string[:start])
    return _early(span, early["part"]) if early else span


def _doubt(found: _Find, read: _Read) -> str | None:
    if read is _week and found["week"] != "cuoi":
        return _("it names a week; the last of its seven days is taken")
    if read is _school:
        return _("it names a school year; its last day is taken to be 31 May")
    return _("its month stands before its day; check the date") if _is_swapped(found) else None


def _early(span: Span, part: str) -> Span:
    """The span ending early: "đầu tháng" with its tenth day, "giữa quý" in the middle of its middle month."""
    days = (span.last - span.first).days
    if days < 1 or span.several:
        return span
    if part.endswith("tuan"):
        return replace(span, last=span.first.replace(day=10 if part.startswith("thuong") else 20))
    first = span.first
    if days < 31:
        last = first.replace(day=10 if part == "dau" else 15)
    elif days < 93:
        last = _month_end(first) if part == "dau" else first.replace(month=first.month + 1, day=15)
    else:
        last = date(first.year, 3, 31) if part == "dau" else date(first.year, 6, 30)
    return replace(span, last=last, doubt=_("it says only “early” or “middle”; check the date"))
