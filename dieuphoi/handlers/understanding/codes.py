"""Task codes in all their spellings: PL1-2, PL12-118, pl12, "pl 1 - 2", PL1.2, "phụ lục 1 số 2", "nhiệm vụ 2 phụ lục 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.handlers.understanding.words import cue, remembered

_NUMBERS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
    "mot": "1",
    "hai": "2",
    "ba": "3",
}
APPENDIX = r"(?:p[ .]?l\.?|phu ?luc)(?: so)?[ .:]?\s?"
ROW = r"(?:nhiem vu|nvu|nv|viec|muc|dong|stt|so thu tu|so|y)(?: thu| so)?\s?"
LETTER = r"(?P<{}>[1-9]\d?|ix|iv|vi{{0,3}}|i{{1,3}}|x|mot|hai|ba)"
_SHORT = r"(?P<{}>[1-9]|iv|i{{1,3}})"
_END = r"(?!\d|\s?[/%]|[.,]\d)"
# Appendices to 99 and rows to 9999 are written with a hyphen or a word for the row; what may as well be
# a decimal, a fraction or a list ("PL1.2", "PL1, 2") only with one figure before and two after.
_HYPHENED = rf"(?<!\w){APPENDIX}{LETTER.format('a1')}\s?[-–—_]\s?(?P<n1>[1-9]\d{{0,3}})(?!\d|\s?%|\s?/(?!\d{{1,2}}(?![\d%])|\s?p[. ]?l)|\.\d)"
_NAMED = rf"(?<!\w){APPENDIX}{LETTER.format('a2')}\s?,?\s?{ROW}(?P<n2>[1-9]\d{{0,3}}){_END}"
_FORWARD = rf"(?<!\w){APPENDIX}{_SHORT.format('a3')}\s?[./,:]\s?(?P<n3>[1-9]\d?){_END}"
_BACKWARD = (
    rf"(?<!\w){ROW}(?P<n4>[1-9]\d{{0,3}})\s?,?\s?(?:cua |thuoc |o |trong |tai )?"
    rf"{APPENDIX}{LETTER.format('a4')}(?!\w|\s?[-–—_./:]?\s?\d)"
)
_JOINED = rf"(?<!\w)pl\s?(?P<a5>[1-9])\s?(?P<n5>[1-9]){_END}"
_SPACED = rf"(?<!\w)phu luc\s{_SHORT.format('a6')}\s(?P<n6>[1-9]){_END}"
_WAYS = (_HYPHENED, _NAMED, _FORWARD, _BACKWARD, _JOINED, _SPACED)
_CODE = re.compile("|".join(_WAYS))
_END_OF_LIST = r"$|[,;.:!?)&+](?!\d+\s?(?:%|phan))|va |voi "
_SLASHED = re.compile(r"/(?P<n>[1-9]\d?)(?=/|[ ,;:.]|$)")  # "PL1-4/5"


@remembered
def _more() -> re.Pattern[str]:
    """ "PL1-4, 5 và 6": further rows of the same appendix, unless a noun follows that the number counts."""
    return re.compile(rf"\s?(?:,|;|va|voi|\+|&)\s?(?P<n>[1-9]\d{{0,3}})(?=\s?(?:{_END_OF_LIST}|{_says()}))")


@remembered
def _bare() -> re.Pattern[str]:
    """ "PL1-2 và 1-4", "PL1-1 xong, 1-3 kẹt": a further code without the letters, where a day would say nothing."""
    joint = r"(?:[,;.+&] ?|(?<!\w)(?:va|voi|cung voi|cung|con|rieng|ca|lan) )"
    after = rf"{_END_OF_LIST}|(?:qua|sang|toi|den)(?!\w)|{_says()}"
    return re.compile(rf"{joint}(?P<code>(?P<a>[1-9])-(?P<n>[1-9]\d{{0,2}}))(?=\s?(?:{after}))")


def _says() -> str:
    return f"{cue('clauses.says').pattern}|{cue('addressing.speaker').pattern}"


def find(text: str) -> Iterator[Mark]:
    """The task codes in a text, each a mark whose value is the code as the plan writes it."""
    plain = plain_letters(text)
    first = None
    for found in _CODE.finditer(plain):
        first = first or found
        appendix, row = _numbers(found)
        yield Mark("task", f"PL{appendix}-{row}", found.start(), found.end())
        yield from _further(plain, appendix, found.end())
    for found in _bare().finditer(plain, first.end()) if first else ():
        yield Mark("task", f"PL{found['a']}-{found['n']}", found.start("code"), found.end("code"))


def _numbers(found: re.Match[str]) -> tuple[str, str]:
    for way in range(1, len(_WAYS) + 1):
        if appendix := found[f"a{way}"]:
            return appendix_number(appendix), str(int(found[f"n{way}"]))
    raise AssertionError("a code always has an appendix")


def appendix_number(written: str) -> str:
    """The number of an appendix, which may be written in Roman figures or as a word."""
    return _NUMBERS.get(written, written)


def _further(plain: str, appendix: str, start: int) -> Iterator[Mark]:
    while found := _SLASHED.match(plain, start) or _more().match(plain, start):
        yield Mark("task", f"PL{appendix}-{found['n']}", found.start("n"), found.end("n"))
        start = found.end()
