"""A change of agencies as a coordinator types it: "gộp Sở A vào Sở B từ 01/3/2025 theo 15/NQ-HĐND ngày 20/02/2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.agencies import is_district_group
from dieuphoi.plan.agency_lists import split_agencies
from dieuphoi.plan.succession import Kind
from dieuphoi.plan.text import one_line

_KINDS = (
    (Kind.MERGE, re.compile(r"(?:gop|sap nhap|sat nhap|hop nhat|nhap)\s+")),
    (Kind.SPLIT, re.compile(r"(?:tach|chia tach|chia)\s+")),
    (Kind.RENAME, re.compile(r"(?:doi ten)\s+")),
    (Kind.DISSOLVE, re.compile(r"(?:giai the|ket thuc(?: hoat dong)?)\s+")),
)
_INTO = re.compile(r"\s+(?:vao|thanh(?! pho\b)|ra|ve)\s+")  # "UBND thành phố" is a name
_SINCE = re.compile(r"[\s,;]+(?:ke\s+)?tu(?:\s+ngay)?\s+(?=\d)")
_BY = re.compile(r"[\s,;]+(?:theo|can cu)\s+")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
_DATED = re.compile(r"[\s,;]+ngay\s+(?=\d)")
_NUMBER = re.compile(r"\S*\d\S*/\S+")
NAME_LENGTH = 120
NUMBER_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """A change by the names that were typed; what was not said, or could not be read, is None or empty."""

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    on: date | None = None
    document_number: str | None = None
    document_date: date | None = None


def read(text: str) -> Typed | None:
    """What kind of change is typed, with all that is said of it; None where it begins as none does."""
    text = one_line(text)
    plain = plain_letters(text)
    kind, begins = next(((kind, m.end()) for kind, how in _KINDS if (m := how.match(plain))), (None, 0))
    if kind is None:
        return None
    since, by = _SINCE.search(plain), _BY.search(plain)
    ends = [m.start() for m in (since, by) if m] + [len(text)]
    said = text[begins : min(ends)]
    document = _part(text, by, since)
    before, after = _sides(kind, said)
    return Typed(
        kind,
        before,
        after,
        read_day(_part(text, since, by)) if since else None,
        *read_document(document),
    )


def _part(text: str, begins: re.Match[str] | None, other: re.Match[str] | None) -> str:
    """The text after a mark, up to the other mark where that comes later."""
    if begins is None:
        return ""
    end = other.start() if other and other.start() > begins.start() else len(text)
    return text[begins.end() : end].strip()


def _sides(kind: Kind, said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plain = plain_letters(said)
    into = _INTO.search(plain) if kind is not Kind.DISSOLVE else None
    if into is None:
        return names_in(said), ()
    return names_in(said[: into.start()]), names_in(said[into.end() :])


def names_in(text: str) -> tuple[str, ...]:
    """The agencies that a list names: parted by semicolons where there are any, else as in a plan's cell."""
    if is_district_group(text):
        return (text.strip(),)
    if ";" in text:
        return tuple(name.strip()[:NAME_LENGTH] for name in text.split(";") if name.strip())
    return tuple(name[:NAME_LENGTH] for name in split_agencies(text))


def read_day(text: str) -> date | None:
    """A day with its year, 01/3/2025; None for anything else: no year is guessed for a change of agencies."""
    found = _DAY.match(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def read_document(text: str) -> tuple[str | None, date | None]:
    """A document's number and date: "Nghị quyết số 15/NQ-HĐND ngày 20/02/2025"."""
    dated = _DATED.search(plain_letters(text))
    named = text[: dated.start()] if dated else text
    found = _NUMBER.search(named)
    number = (found[0] if found else named).strip(" .,;")[:NUMBER_LENGTH]
    return number or None, read_day(text[dated.end() :]) if dated else None
