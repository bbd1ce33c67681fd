"""Several codes named at once: "PL1-1 đến PL1-3", "PL1-1 -> 3", "nv 1, 2 và 5 PL1", "cả 3 việc PL2", "các việc của PL2"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dieuphoi.handlers.understanding.codes import APPENDIX, LETTER, ROW, appendix_number
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.handlers.understanding.words import book, cue, remembered

WIDE = 5  # more tasks than that are not written at a word

_N = r"[1-9]\d{0,3}"
_TO = r"\s?(?:->|=>|→|–|~|\.\.+|(?:cho )?(?:den|toi)(?: het)?)\s?"
_DASH = r"\s?(?:->|=>|→|–|-|~|\.\.+|den|toi)\s?"
_NO_DATE = r"(?!\w|\s?[/%]|[.,]\d|-\d| thang| phan tram| gio)"
_OF = r"\s?,?\s?(?:cua |thuoc |o |trong |tai |ben )?"
_A = rf"(?:{APPENDIX}{LETTER.format('a')})"
_END = r"(?!\w|\s?[-–—_./:]?\s?\d)"


@remembered
def _ranges() -> tuple[re.Pattern[str], ...]:
    forms = (
        # "PL1-1 đến PL1-3", "PL1-1 -> 3", "từ PL1 số 1 đến số 3"
        rf"{_A}\s?[-_.]\s?(?P<n>{_N})(?:{_TO}|\s-\s)(?P<same>{APPENDIX}(?P<b>[1-9]\d?|[ivx]+)\s?[-_.]\s?)(?P<m>{_N}){_NO_DATE}",
        rf"{_A}\s?[-_.]\s?(?P<n>{_N})\s?(?:->|=>|→|~)\s?(?P<m>{_N}){_NO_DATE}",
        rf"{_A}\s?[-_.]\s?(?P<n>{_N}) (?:den|toi)(?: het)? (?:so )?(?P<m>{_N})(?=\W*$|,? (?:{cue('clauses.says').pattern}))",
        rf"{_A}[,:]? (?:tu )?(?:{ROW})?(?P<n>{_N}){_DASH}(?:{ROW})?(?P<m>{_N}){_NO_DATE}",
        # "việc 1 đến 3 của phụ lục 1"
        rf"{ROW}(?P<n>{_N}){_DASH}(?:{ROW})?(?P<m>{_N}){_OF}{_A}{_END}",
    )
    return tuple(re.compile(r"(?<!\w)(?:tu )?" + form) for form in forms)


@remembered
def _appendices() -> re.Pattern[str]:
    count = rf"(?P<count>\d{{1,3}}|{cue('spans.counts').pattern})"
    return re.compile(
        rf"(?<!\w)(?:(?P<all>{cue('spans.all').pattern}) )?(?P<many>{count}|{cue('spans.many').pattern})? ?"
        rf"(?P<noun>{cue('spans.nouns').pattern})?{_OF}(?P<name>{_A}){_END}"
        rf"(?=(?P<after>(?: \w+){{0,3}}? {cue('spans.after').pattern})?)"
    )


_LISTED = re.compile(rf"(?<!\w){ROW}(?P<rows>{_N}(?:\s?(?:,|;|va|voi|&|\+)\s?{_N})+){_OF}{_A}{_END}")


class Span(NamedTuple):
    """Codes named together. `sure`: nothing was guessed; `whole`: a whole appendix is meant, not single tasks."""

    codes: tuple[str, ...]
    sure: bool
    whole: bool = False

    def __str__(self) -> str:
        return ", ".join(self.codes)


def find(text: str, existing: Collection[str]) -> Iterator[Mark]:
    """Ranges and lists of codes, and whole appendices, in a text; of those codes that exist in the plan."""
    plain = plain_letters(text)
    for pattern in _ranges():
        for found in pattern.finditer(plain):
            if span := _range(found, existing):
                yield Mark("span", span, found.start(), found.end())
    for found in _LISTED.finditer(plain):
        appendix = appendix_number(found["a"])
        rows = tuple(f"PL{appendix}-{row}" for row in re.findall(r"\d+", found["rows"]))
        yield Mark("span", Span(rows, sure=True), found.start(), found.end())
    for found in _appendices().finditer(plain):
        if span := _whole(found, existing):  # the words before it stay: "các việc quá hạn của PL2"
            yield Mark("span", span, found.start("name"), found.end("name"))


def _range(found: re.Match[str], existing: Collection[str]) -> Span | None:
    """The codes from one to another; not sure where the plan lacks some of them, or they are very many."""
    appendix, first, last = appendix_number(found["a"]), int(found["n"]), int(found["m"])
    if first >= last or ("b" in found.groupdict() and appendix_number(found["b"]) != appendix):
        return None
    meant = [f"PL{appendix}-{row}" for row in range(first, last + 1)]
    there = tuple(code for code in meant if code in existing)
    if len(there) < 2:
        return None
    return Span(there, sure=len(there) == len(meant) <= WIDE)


def _whole(found: re.Match[str], existing: Collection[str]) -> Span | None:
    """All tasks of an appendix: surely where their number is given and right, or "all" is said and they are few."""
    if not (found["all"] or found["after"] or (found["many"] and found["noun"])):
        return None
    start = f"PL{appendix_number(found['a'])}-"
    there = tuple(code for code in existing if code.startswith(start))
    if len(there) < 2:
        return None
    told = _number(found["count"]) == len(there) if found["count"] else bool(found["all"] or found["after"])
    return Span(there, told and len(there) <= WIDE, whole=True)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 2 + [plain_letters(word) for word in book("spans")["counts"]].index(written)
