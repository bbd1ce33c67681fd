"""Vietnamese text as documents and phones write it, brought to forms that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANK = re.compile(r"[^\S\n]+")
_DASH = re.compile("[-\u2010-\u2015\u2212]")
_HYPHEN = re.compile("[\u2010\u2011]")
_NO_WORD = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """The same text in NFC, with plain blanks and without invisible characters; lines and words stay."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANK.sub(" ", _HYPHEN.sub("-", text))


def one_line(text: str) -> str:
    """`clean`, with line breaks and runs of blanks as one blank and none at the ends."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """The text in lower case without diacritics (đ as d), its punctuation kept: 31/12/2022, quy iv/2022."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFKD", text.casefold()).casefold()
        text = "".join(char for char in text if not unicodedata.combining(char)).replace("đ", "d")
        text = _DASH.sub("-", _INVISIBLE.sub("", text))
    return text.casefold()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A form for matching: lower case, no diacritics (đ as d), words of letters and digits and one blank.

    Folding what is folded changes nothing.
    """
    return _NO_WORD.sub(" ", plain(text)).strip()
