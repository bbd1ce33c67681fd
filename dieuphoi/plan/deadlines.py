"""What a deadline as written means: the last good day, how it comes back, and what about it is uncertain.

A quarter, month or year ends on its last day. "trước" (before) is exclusive, "chậm nhất" and "đến" are
inclusive. A deadline that waits for an event ("sau khi Chính phủ ban hành") has no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.plan.deadline_spans import Span, find_spans
from dieuphoi.plan.model import Recurrence
from dieuphoi.plan.text import one_line, plain
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last good day, the recurrence, and in words what should be looked at; each may be None."""

    due: date | None = None
    recurrence: Recurrence | None = None
    uncertain: str | None = None


_NOTHING = re.compile(r"[\W_]*(?:x|khong)?[\W_]*")
_RECURRENCES = (
    (Recurrence.QUARTERLY, re.compile(r"\b(?:hang|moi|theo|tung) quy\b|\bquy mot lan\b")),
    (Recurrence.MONTHLY, re.compile(r"\b(?:hang|moi|tung) thang\b|\bky bao cao\b")),
    (Recurrence.YEARLY, re.compile(r"\b(?:hang|moi|tung) nam\b|\bnam (?:tiep theo|sau)\b")),
    (Recurrence.ONGOING, re.compile(r"\bthuong xuyen\b|\blien tuc\b|\bdinh ky\b")),
)
_LETTER = re.compile(
    r"(?:cong van|van ban|to trinh|ke hoach|quyet dinh|thong bao|nghi quyet|nghi dinh|thong tu|chi thi)?"
    r"\s*(?:so:?\s*)?\d+(?:/\d{4})?/[a-z][\w-]*(?:\s*(?:ngay\s*)?\d{1,2}/\d{1,2}/\d{4})?"
)
_CONDITION = re.compile(
    r"^(?:ngay )?(?:sau|khi)\b(?! nam)|\b(?:sau khi|khi co|ke tu (?:ngay|khi)|theo yeu cau)\b"
)
_LIMIT = re.compile(r"\b(?:cham nhat|truoc|khong qua|muon nhat|xong)\b")
_EVENT = re.compile(r"^tu \d{1,2}h|\bbat dau tu \d{1,2}h")
_SESSION = re.compile(r"\bky hop\b")
_REGISTERED = re.compile(r"^dang ky\b")
_SERIAL = re.compile(r"[34567]\d{4}")
_BEFORE = re.compile(r"\btruoc(?: het)?(?: ngay| thang| quy| nam)?\s*$")


def read_deadline(written: str, plan_year: int | None = None) -> Deadline:
    """Read a deadline cell. `plan_year` is taken, as uncertain, where a day or quarter lacks its year."""
    text = plain(one_line(written[:2000])).replace("*", "")
    if _NOTHING.fullmatch(text):
        return Deadline()
    if _SERIAL.fullmatch(text):
        return _read_serial(int(text))
    rest = _LETTER.sub(" ", text)
    if _EVENT.search(rest):
        return Deadline(uncertain=_("it names the time of an event, not a deadline"))
    if _CONDITION.search(rest) and not _LIMIT.search(rest):
        return Deadline(uncertain=_("it waits for an event and has no date until that happens"))
    return _read_dates(text, rest, plan_year)


def _read_dates(text: str, rest: str, plan_year: int | None) -> Deadline:
    recurrence = next((kind for kind, words in _RECURRENCES if words.search(rest)), None)
    try:
        spans = find_spans(rest, None if recurrence else plan_year)
    except ValueError:
        return Deadline(None, recurrence, _("it names a day that does not exist"))
    if _SESSION.search(rest) and not any(span.within_year for span in spans):
        return Deadline(None, recurrence, _("it names a session whose day is not known"))
    dues = [_last_good_day(span, rest) for span in spans]
    if not dues:
        return Deadline(None, recurrence, None if recurrence else _why_none(text, rest))
    return Deadline(max(dues), recurrence, _doubt(spans, dues, rest, recurrence))


def _last_good_day(span: Span, text: str) -> date:
    return span.first - timedelta(days=1) if _BEFORE.search(text[: span.start]) else span.last


def _why_none(text: str, rest: str) -> str:
    if rest != text:
        return _("it names the date of a letter, not a deadline")
    return _("it could not be read as a date")


def _doubt(spans: list[Span], dues: list[date], text: str, recurrence: Recurrence | None) -> str | None:
    if _REGISTERED.search(text):
        return _("it is a registration, not a firm date")
    if _SESSION.search(text):
        return _("it is tied to a session; the last day of the month is taken")
    if any(span.year_missing for span in spans):
        return _("its year is missing; the year of the plan is taken")
    if len(set(dues)) > 1 and not recurrence and re.search(r"[;.]\s", text):
        return _("it names several dates; the last is taken")
    return None


def _read_serial(days: int) -> Deadline:
    """A date that a spreadsheet turned into a number (1900 system); the first of a month stands for it."""
    day = date(1899, 12, 30) + timedelta(days=days)
    due = find_spans(f"{day.month}/{day.year}", None)[0].last if day.day == 1 else day
    return Deadline(due, None, _("a spreadsheet turned it into a number; check the date"))
