"""Letters: Vietnamese ones in plain form, and what raw Telex keys stand for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _plain(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


_TABLE = {
    code: _plain(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"
)
_DOUBLE = re.compile(r"(d)d|([aeo])\2|([aou])w")
_TONE = re.compile(r"(?<=[aeiouy])(.{0,3}?)[sfrxj](?=[aeiouycmnpthg]{0,3}$)")


def plain_letters(text: str) -> str:
    """The text in lower case without diacritics, letter for letter: offsets stay the same."""
    return text.translate(_TABLE)


@lru_cache(maxsize=4096)
def decode_telex(word: str) -> str:
    """A word left as Telex keys ("ddax", "trinhf") in plain letters ("da", "trinh"); any other unchanged."""
    keys = word.lower()
    if not keys.isascii() or not keys.isalpha() or len(keys) < 2 or _SYLLABLE.fullmatch(keys):
        return word
    plain = _DOUBLE.sub(lambda found: found[1] or found[2] or found[3], keys)
    for candidate in (
        plain,
        _TONE.sub(r"\1", plain, count=1),
        _TONE.sub(r"\1", plain.replace("w", ""), count=1),
    ):
        if _SYLLABLE.fullmatch(candidate):
            return candidate
    return word
