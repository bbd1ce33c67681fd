"""What people type about a document's number: "12/QĐ-UBND ngày 28/3", "số 12", "chưa có số"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dieuphoi.handlers.understanding import codes, dates, documents
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.plan.text import one_line

_BARE = re.compile(
    r"(?<![\w/.,-])(?:so(?: hieu| van ban)?(?: la)?[: ]\s*)?(?P<number>\d{1,8})(?![\w/%]|[.,-]\d)"
)
_FILLER = re.compile(
    r"(?<!\w)(?:so|hieu|van ban|quyet dinh|nghi quyet|ke hoach|cong van|to trinh|qd|nq|kh|cv|ngay|ky|ban hanh|la|da|roi|day|a"
    r"|ah|nhe|nha|bot|em|anh|chi|minh|toi|xin|oi|thua|gui|cua|ve|vb|bo sung|ok|vang|no|of|number|dated|on|the|is)(?!\w)"
)
_NONE = re.compile(
    r"(?:(?:da|thua|a|van ban|hien|hien nay|hien tai|van|bot|em|anh|chi|oi|la|thi|cai nay|viec nay) )*"
    r"(?:chua|khong|ko|k|hong)"
    r"(?: (?:co|ra|cap|lay|duoc cap|vao so|phat hanh|so|hieu|van ban|ngay|ca|nao|dau|a|ah|nhe|nha|em|anh|chi|bot|oi|gi|va"
    r"|mai|tuan|sau|toi|moi|se|bao|gui|bo sung))*"
    r"|(?:no number|none|not)(?: yet)?"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the tasks' codes in it, a number, a day, or that there is no number yet."""

    codes: tuple[str, ...] = ()
    number: str | None = None
    day: date | None = None
    none_yet: bool = False


def read(text: str, today: date) -> Typed | None:
    """A number, a day, or "none yet", with the codes beside it; None where the text says something else, or more."""
    line = one_line(text)
    marked = list(codes.find(line))
    rest = _without(line, [(mark.start, mark.end) for mark in marked])
    named = tuple(dict.fromkeys(str(mark.value) for mark in marked))
    if _NONE.fullmatch(re.sub(r"[\W_]+", " ", plain_letters(rest)).strip()):
        return Typed(named, none_yet=True)
    numbers = list(documents.find(rest))
    number = str(numbers[0].value) if len(numbers) == 1 else None
    rest = _without(rest, [(mark.start, mark.end) for mark in numbers])
    days = _longest(dates.find(plain_letters(rest), today))
    rest = _without(rest, [(mark.start, mark.end) for mark in days])
    bare = _BARE.search(plain_letters(rest)) if not numbers else None
    if bare:
        number, rest = bare["number"], _without(rest, [bare.span()])
    if len(days) > 1 or len(numbers) > 1 or (number is None and not days) or _says_more(rest):
        return None
    return Typed(named, number, days[0].value.past if days else None)


def _longest(marks: Iterable[Mark]) -> list[Mark]:
    """Those marks that do not lie within another: "tháng 3 năm 2022" is a part of a day."""
    every = list(marks)
    return [
        one
        for one in every
        if not any(m is not one and m.start <= one.start and one.end <= m.end for m in every)
    ]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def _says_more(rest: str) -> bool:
    return bool(_FILLER.sub(" ", re.sub(r"[\W_]+", " ", plain_letters(rest))).strip())
