"""Sentences between the lead and coordinating agencies: "đề nghị Sở Tài chính góp ý PL1-2 trước 10/3", "PL1-2 góp ý: …".

They stand beside the understanding of messages: what is recognised here is acted upon only for who may do it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.handlers.understanding.agencies import AgencyIndex
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.dates import Day
from dieuphoi.handlers.understanding.dates import find as find_days
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import tokens
from dieuphoi.plan.calendar import ONE_DAY, WorkingDays
from dieuphoi.plan.parts import working_days_on
from dieuphoi.plan.text import clean, one_line

Calendar = Callable[[], WorkingDays]  # looked up only where working days are counted

RECENT = timedelta(days=60)  # a day without a year that has passed within this time is meant as it is said
BESIDE = 12  # letters that may stand between the verb and the agency, or between agencies

_GREETING = r"(?:@\S+\s+)?(?:(?:bot|dieu phoi)(?:\s+(?:oi|a|nhe))?[\s,.:]+)?(?:(?:em|minh|toi|ben em)\s+(?=de nghi|xin|nho|moi))?"
_REQUEST = re.compile(
    rf"\W*{_GREETING}(?P<verb>(?:kinh\s+)?de nghi|yeu cau|nho|moi|(?:xin|lay|hoi)\s+(?:them\s+)?y kien)\s+"
)
_BY_OPINION = re.compile(r"y kien$")
# "PL1-5 xin ý kiến Sở Tư pháp" may as well say how far the lead is: without the day it is no request.
_EVERYONE = re.compile(
    r"\s*(?:(?:tat ca|toan bo)\s+)?(?:cac\s+)?(?:co quan|don vi|so,? ban,? nganh|so nganh|so)\s+(?:(?:cung|co lien quan)\s+)?phoi hop\b"
)
_ACTION = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:gop y|y kien|phoi hop|cung cap|tham gia|tham dinh|ra soat|tra loi|gui|co van ban|cho biet|bo sung|thong ke|bao cao)\b"
)
_NO_REQUEST = re.compile(
    r"\b(?:gia han|lui han|lui thoi|doi han|keo dai|dieu chinh|ghi nhan|xac nhan|cap nhat|hoan tac|duyet|dang ky|nhac|don doc|neu|gia ma)\b"
)
_UNTIL = re.compile(
    r"(?:^|[\s,;(])(?P<way>truoc|den het|den|toi|cham nhat|han|xong|vao|trong)(?:\s+(?:la|vao|ngay|la ngay))*\s+$"
)
_BEFORE = re.compile(r"\btruoc(?:\s+ngay)?\s*$")
_DAYS = r"(?P<n>\d{1,2})\s+ngay(?P<work>\s+lam viec)?(?:\s+(?:toi|nua))?(?!\w)"
_WITHIN = re.compile(rf"(?:^|[\s,;(])(?:trong\s+(?:vong\s+)?|sau\s+){_DAYS}")
_ONLY_DAYS = re.compile(rf"\W*{_DAYS}\W*")
_EDGES = re.compile(
    r"^(?:[\s,;:.–-]|(?:cho|ve|doi voi|vao|trong|cua|nhiem vu|viec)\b)+|(?:[\s,;:.()–-]|\b(?:cho|ve|doi voi|vao|trong|cua|nhiem vu|viec|nhe|nha|a|voi|giup)\b)+$"
)


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence that asks for parts: what it does not say is None or empty."""

    code: str | None
    agencies: tuple[str, ...]
    everyone: bool
    what: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A sentence that comments: the words, and whether they are plainly meant so. `none`: nothing to say."""

    code: str
    words: str
    sure: bool
    none: bool = False


def request(text: str, today: date, names: AgencyIndex, calendar: Calendar) -> Request | None:
    """A sentence that asks coordinating agencies for their part of a task; None for any other."""
    text = one_line(text)
    plain = plain_letters(text)
    if _NO_REQUEST.search(plain) or plain.rstrip().endswith("?"):
        return None
    codes = list(find_codes(text))
    if len({mark.value for mark in codes}) > 1:
        return None
    until, (begins, ends) = _until(plain, today, calendar)
    gaps = [*((mark.start, mark.end) for mark in codes), *([(begins, ends)] if until else [])]
    bare = _blanked(plain, gaps)
    verb = _REQUEST.match(bare)
    if verb is None or (codes and codes[0].start < verb.start("verb") and not _may_follow(verb, until)):
        return None
    found, rest = _agencies(text, bare, verb.end(), names)
    everyone = None if found else _EVERYONE.match(bare, verb.end())
    rest = everyone.end() if everyone else rest
    by_opinion = bool(_BY_OPINION.search(verb["verb"]))
    if not by_opinion and _ACTION.match(bare, rest) is None and not (found and codes):
        return None
    if not (found or everyone or codes):
        return None
    what = _trimmed(_blanked(text, gaps)[rest:])
    code = str(codes[0].value) if codes else None
    return Request(code, found, everyone is not None, what, until)


def _may_follow(verb: re.Match[str], until: date | None) -> bool:
    return until is not None or not _BY_OPINION.search(verb["verb"])


def _blanked(text: str, gaps: Sequence[tuple[int, int]]) -> str:
    for begins, ends in gaps:
        text = text[:begins] + " " * (ends - begins) + text[ends:]
    return text


def _agencies(text: str, bare: str, start: int, names: AgencyIndex) -> tuple[tuple[str, ...], int]:
    """The agencies that are named right behind the verb, one after another, and where they end."""
    found: list[str] = []
    at = start
    for mark in names.find(tokens(text)):
        if mark.start < start:
            continue
        between = bare[at : mark.start].strip(" ,;")
        if len(between) > BESIDE or "." in between or _ACTION.match(f" {between}"):
            break
        found.append(str(mark.value))
        at = mark.end
    return tuple(dict.fromkeys(found)), at


def _trimmed(words: str) -> str:
    """What is asked for, without the small words that led to the task and the day."""
    words = one_line(words)
    while True:
        plain = plain_letters(words)
        cut = _EDGES.search(plain)
        if cut is None or cut.start() == cut.end():
            return words[:300]
        words = words[: cut.start()] + words[cut.end() :]


def read_until(text: str, today: date, calendar: Calendar) -> date | None:
    """The day by which something is asked for: "đến 15/3", "trước ngày 10/3" (the day before it), "5 ngày làm việc"."""
    plain = plain_letters(one_line(text))
    day, _place = _until(plain, today, calendar)
    if day is not None:
        return day
    mark = next(iter(find_days(plain, today)), None)
    return _meant(mark.value, plain[mark.start : mark.end], today) if mark else None


def _until(plain: str, today: date, calendar: Calendar) -> tuple[date | None, tuple[int, int]]:
    """The day that a sentence sets, and where it says so; the last where it names several."""
    for mark in sorted(find_days(plain, today), key=lambda mark: -mark.start):
        way = _UNTIL.search(plain[: mark.start])
        if way is None:
            continue
        day = _meant(mark.value, plain[mark.start : mark.end], today)
        before = way["way"] == "truoc"
        return (day - ONE_DAY if before else day), (way.start(), mark.end)
    if within := _WITHIN.search(plain) or _ONLY_DAYS.fullmatch(plain):
        number = int(within["n"])
        ahead = today + timedelta(days=number)
        return (working_days_on(today, number, calendar()) if within["work"] else ahead), within.span()
    return None, (0, 0)


def _meant(day: Day, typed: str, today: date) -> date:
    """A day of the calendar that has just passed is the one that was typed; a weekday is the next one."""
    dated = re.search(r"\d\s?[/.-]\s?\d|thang", typed)
    passed = dated and day.past < today and today - day.past <= min(RECENT, abs(day.ahead - today))
    return day.past if passed else day.ahead


_SAYS = r"(?:(?:xin|em|ben em|don vi em|chung toi|so em)\s+)*(?:co\s+)?(?:tham gia\s+)?(?:gop y|y kien)(?:\s+(?:nhu sau|la|them|bo sung|cua\s+[^:]{1,60})(?=\s*[:–-]))?"
_AFTER_CODE = re.compile(rf"\W*{_SAYS}\s*(?P<mark>[:–-])?\s*(?P<words>\S.*)", re.DOTALL)
_TO_CODE = re.compile(
    rf"\W*{_GREETING}(?:xin\s+)?(?:tham gia\s+)?(?:gop y|y kien)(?:\s+(?:cho|ve|vao|doi voi|du thao|nhiem vu|cua|[^:]{{1,40}}))*\W*$"
)
_NONE = re.compile(r"\b(?:khong|ko)\s+(?:co\s+)?(?:y kien|gop y)\b")
_AGREES = re.compile(r"\b(?:nhat tri|thong nhat|dong y)\b")


def comment(text: str) -> Comment | None:
    """A sentence with one task's code that comments on it, or says that there is nothing to say; None for others."""
    typed = clean(text).strip()
    plain = plain_letters(typed)
    codes = list(find_codes(typed))
    if len({mark.value for mark in codes}) != 1 or plain.rstrip().endswith("?"):
        return None
    code, start, end = str(codes[0].value), codes[0].start, codes[0].end
    if _NONE.search(plain):
        return Comment(code, typed, sure=True, none=True)
    if _TO_CODE.fullmatch(plain[:start]):
        rest = re.match(r"\s*(?P<mark>[:,–-])?\s*(?P<words>\S.*)", typed[end:], re.DOTALL)
        return Comment(code, rest["words"], sure=rest["mark"] is not None) if rest else None
    after = _AFTER_CODE.fullmatch(plain[end:])
    if after and not plain[:start].strip(" @bot,.:"):
        words = typed[end + after.start("words") :]
        return Comment(code, words, sure=after["mark"] is not None)
    if _AGREES.search(plain[end:]):
        return Comment(code, typed, sure=False)
    return None


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing to say."""
    return _NONE.search(plain_letters(text)) is not None


def without_opening(text: str) -> str:
    """The words of a reply without "góp ý:" before them."""
    typed = clean(text).strip()
    found = _AFTER_CODE.fullmatch(plain_letters(typed))
    return typed[found.start("words") :] if found and found["mark"] else typed
