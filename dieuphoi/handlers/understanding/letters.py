"""Letters: Vietnamese ones in plain form, and what raw Telex and VNI keys stand for."""

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


def typed_in_vni(text: str) -> bool:
    """Whether a text holds VNI keys that nothing else looks like: "d9a4", "tri2nh", "vie65c"."""
    return any(
        _decoded(found[0])
        for found in re.finditer(r"(?<![\w/-])[A-Za-z]+\d[A-Za-z\d]*(?![\w/-])", text)
        if _sure(found[0])
    )


def decode_vni(word: str) -> str:
    """A word left as VNI keys ("d9a4", "tri2nh") in plain letters; any other unchanged."""
    return _decoded(word) or word


def _sure(word: str) -> bool:
    """Figures inside a word, a "d9", or a tone beside a mark are no number."""
    return bool(re.search(r"(?i)^d9|[aeiouy]\d+[a-z]|[aeiouy](?:[1-5][6-8]|[6-8][1-5])$|[aeou][678]$", word))


@lru_cache(maxsize=4096)
def _decoded(word: str) -> str | None:
    """The word without its tone (1-5), its mark (6-8) and its "d9"; None where the figures are no keys."""
    keys = word.lower()
    figures = re.sub(r"\D", "", keys)
    bare = re.sub(r"\d", "", keys)
    tones, marks, bars = (sum(char in kind for char in figures) for kind in ("12345", "678", "9"))
    if not figures or tones > 1 or marks > 2 or bars > ("d" in keys[:1]) or not keys[0].isalpha():
        return None
    return bare if bare.isascii() and _SYLLABLE.fullmatch(bare) else None
