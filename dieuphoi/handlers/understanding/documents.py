"""Document numbers: "433/QĐ-UBND", typed in any case and with or without diacritics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.handlers.understanding.words import book, remembered

_NUMBER = re.compile(
    r"(?<![\w/])(?P<number>\d{1,5})\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?"
    r"(?P<symbol>[^\W\d_][^\W_]*(?:\.?&?[^\W_]+)*(?:\s?-\s?[^\W\d_][^\W_]*(?:[&.][^\W_]+)*)*)"
)
# Without the slash ("433 qd-ubnd"), and as the Party numbers its documents ("15-NQ/TU").
_LOOSE = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,5})(?P<joint> |\s?-\s?)(?P<kind>[^\W\d_]{2,3})\s?(?P<sign>[-/])\s?(?P<issuer>[^\W\d_][^\W_]+)(?!\w)"
)


@remembered
def _official() -> dict[str, str]:
    parts: list[str] = book("documents")["parts"]
    return {plain_letters(part): part for part in parts}


def official(symbol: str) -> str:
    """A symbol in official case: "qd-ubnd" is "QĐ-UBND"; unknown parts keep their letters, in capitals."""
    parts = re.split(r"\s?-\s?", symbol)
    return "-".join(_official_part(part) for part in parts)


def _official_part(part: str) -> str:
    plain = plain_letters(part)
    return _official().get(plain) or (part if part != plain and not part.islower() else part.upper())


def find(text: str) -> Iterator[Mark]:
    """The document numbers in a text, each a mark whose value is the number in official case."""
    for found in _NUMBER.finditer(text):
        if _plausible(found["symbol"]):
            pieces = (found["number"], found["year"], official(found["symbol"]))
            yield Mark("document", "/".join(piece for piece in pieces if piece), found.start(), found.end())
    for found in _LOOSE.finditer(text):
        if all(plain_letters(found[part]) in _official() for part in ("kind", "issuer")):
            party = "-" in found["joint"] and found["sign"] == "/"
            kind, issuer = official(found["kind"]), official(found["issuer"])
            value = f"{found['number']}-{kind}/{issuer}" if party else f"{found['number']}/{kind}-{issuer}"
            yield Mark("document", value, found.start(), found.end())


def _plausible(symbol: str) -> bool:
    """ "7/9 huyện" and "70/100 hộ" are no documents: a symbol has a hyphen or is a known kind."""
    return "-" in symbol or plain_letters(symbol) in _official() or bool(re.fullmatch(r"(?i)qh\d+", symbol))
