"""What a deadline as written means: the last good day, how it comes back, and what about it is uncertain.

A quarter, month or year ends on its last day. "trước" (before) is exclusive, "chậm nhất" and "đến" are
inclusive. A deadline that waits for an event ("sau khi Chính phủ ban hành") has no date.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.plan import deadline_words as words
from dieuphoi.plan.deadline_milestones import milestones_of
from dieuphoi.plan.deadline_spans import Span, find_spans, with_digits
from dieuphoi.plan.model import Milestone, Recurrence
from dieuphoi.plan.text import clean, plain
from dieuphoi.wording import _

_LONGEST = 2000
_NEARBY = 80  # characters before a date that say what it is
# As scanners read digits: "2O26", "3l/7", "lO/2026".
_LOOKALIKE = re.compile(
    r"(?<![a-z\d])(?:[lo]{0,3}\d[lo\d]*[lo][\d]*|[lo]+\d+|[lo\d]{1,2}(?=[/.-]\d))(?![a-z])"
)
_DIGIT_OF = str.maketrans("lo", "10")
_SERIAL = re.compile(r"([34567]\d{4})(?:\.\d{1,12})?")
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_END = " .,;:-–+•*"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last good day, the recurrence, and in words what should be looked at; each may be None.

    `milestones` are the steps of a cell that names several days; `condition` is the event that is waited for.
    """

    due: date | None = None
    recurrence: Recurrence | None = None
    uncertain: str | None = None
    milestones: tuple[Milestone, ...] = ()
    condition: str | None = None


def read_deadline(written: str, plan_year: int | None = None) -> Deadline:
    """Read a deadline cell. `plan_year` is taken, as uncertain, where a day or quarter lacks its year."""
    original = _prepared(written)
    text = with_digits(_LOOKALIKE.sub(_as_digits, _aligned(original)))
    if words.NOTHING.fullmatch(text):
        return Deadline()
    if serial := _SERIAL.fullmatch(text.strip()):
        return _read_serial(int(serial[1]))
    if words.SAME.fullmatch(text):
        return Deadline(uncertain=_("it says “as above”, but nothing stands above it"))
    rest = words.LETTER.sub(_blanked, text)
    if words.EVENT.search(rest.strip()):
        return Deadline(uncertain=_("it names the time of an event, not a deadline"))
    return _Reader(original, rest, plan_year, is_letter=rest != text).read()


def condition_in(sentence: str) -> str | None:
    """The event that the title of a task waits for ("… sau khi Chính phủ ban hành"), else None."""
    original = _prepared(sentence)
    return _words_of(original, words.AWAITED.search(_aligned(original)))


def _words_of(original: str, found: re.Match[str] | None) -> str | None:
    return original[found.start() : found.end()].replace("\n", " ").strip(_END) if found else None


def _prepared(written: str) -> str:
    """The text in composed letters, a character for each of `_aligned`, lines kept apart by one newline."""
    text = unicodedata.normalize("NFKC", clean(written[:_LONGEST]).replace("*", " "))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^\S\n]+", " ", _LINE_END.sub("\n", text)).strip()


def _aligned(text: str) -> str:
    """`plain`, but of the very length of the text, so that places in one are places in the other."""
    return "".join(folded if len(folded := plain(char)) == 1 else folded[:1] or " " for char in text).replace(
        "\n", " "
    )


def _as_digits(found: re.Match[str]) -> str:
    return found[0].translate(_DIGIT_OF)


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


@dataclass(frozen=True, slots=True)
class _Reader:
    original: str
    text: str
    plan_year: int | None
    is_letter: bool

    def read(self) -> Deadline:
        recurrence = next((kind for kind, form in words.RECURRENCES if form.search(self.text)), None)
        waits = words.CONDITION.search(self.text)
        condition = _words_of(self.original, waits)
        try:
            spans = self._spans(recurrence, waits)
        except ValueError:
            return Deadline(None, recurrence, _("it names a day that does not exist"), condition=condition)
        if words.SESSION.search(self.text) and not any(span.within_year for span in spans):
            why = _("it names a session whose day is not known")
            return Deadline(None, recurrence, why, condition=condition)
        ends = [span for span in spans if not self._begins(span)]
        dues = [self._last_good_day(span) for span in ends]
        if not dues:
            why_none = None if recurrence else self._why_none(bool(condition), bool(spans))
            return Deadline(None, recurrence, why_none, condition=condition)
        found = list(zip(ends, dues, strict=True))
        steps = milestones_of(self.original, self.text, found)
        doubt = self._doubt(ends, dues, recurrence)
        return Deadline(max(dues), recurrence, doubt, steps, condition)

    def _spans(self, recurrence: Recurrence | None, waits: re.Match[str] | None) -> list[Span]:
        """The spans that are the task's own, not those of the event that it waits for."""
        own = find_spans(self.text, None if recurrence else self.plan_year, borrow=not recurrence)
        own = [span for span in own if not words.OUTLOOK.search(self.text[: span.start])]
        own = [span for span in own if not any(self._narrows(limit, span) for limit in own)]
        if not waits:
            return own
        return [
            span
            for span in own
            if span.end <= waits.start()
            or words.OWN_LIMIT.search(self.text[waits.start() : span.start])
            or span.start >= waits.end()
        ]

    def _narrows(self, limit: Span, span: Span) -> bool:
        """Whether `limit` is a last day within a longer span: "Quý I/2023 (chậm nhất ngày 15/3/2023)"."""
        within = span.first <= limit.first and limit.last <= span.last
        if not within or limit.last - limit.first >= span.last - span.first:
            return False
        before = self.text[max(0, limit.start - _NEARBY) : limit.start]
        one_day = limit.first == limit.last and words.LIMITED.search(before)
        return bool(one_day or words.FINISHED.search(before))

    def _begins(self, span: Span) -> bool:
        return not span.several and bool(words.BEGINS.search(self.text[: span.start]))

    def _last_good_day(self, span: Span) -> date:
        before = words.BEFORE.search(self.text[: span.start])
        return span.first - timedelta(days=1) if before else span.last

    def _why_none(self, waits: bool, begins: bool) -> str:
        if waits:
            return _("it waits for an event and has no date until that happens")
        if begins:
            return _("it names only when the work begins")
        if self.is_letter:
            return _("it names the date of a letter, not a deadline")
        return _("it could not be read as a date")

    def _doubt(self, spans: list[Span], dues: list[date], recurrence: Recurrence | None) -> str | None:
        if words.REGISTERED.search(self.text):
            return _("it is a registration, not a firm date")
        if words.PLANNED.search(self.text):
            return _("it is expected, not firm")
        if words.SESSION.search(self.text):
            return _("it is tied to a session; the last day of the month is taken")
        if any(span.year_missing for span in spans):
            return _("its year is missing; the year of the plan is taken")
        if doubt := next((span.doubt for span in spans if span.doubt), None):
            return doubt
        if len(set(dues)) > 1 and not recurrence and re.search(r"[;.]\s", self.text):
            return _("it names several dates; the last is taken")
        return None


def _read_serial(days: int) -> Deadline:
    """A date that a spreadsheet turned into a number (1900 system); the first of a month stands for it."""
    day = date(1899, 12, 30) + timedelta(days=days)
    due = find_spans(f"{day.month}/{day.year}", None)[0].last if day.day == 1 else day
    return Deadline(due, None, _("a spreadsheet turned it into a number; check the date"))
