"""Whether words could be Vietnamese: how a syllable is built."""

from __future__ import annotations

import re
import unicodedata

# Signs between letters are letters of an encoding that was not recognised.
_WORD = re.compile(r"[^\W\d_]+(?:[\u00a1-\u00bf]+[^\W\d_]+)*")
_TONES = re.compile("[\u0300\u0301\u0309\u0303\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    r"(?:i[eê]u|y[eê]u|[uươ]{2}[iu]|uy[aêe]|uô[i]?|o[aăe][iyo]?|u[aâêơy][uy]?|u[aâ]|i[aêe]|yê|ưa|ươ"
    r"|[aâăeêioôơuưy][iyou]?)"
    r"(?:ch|nh|ng|[cmnpt])?"
)
_LEAST = 3  # words with marks, to say anything


def share_of_syllables(text: str) -> float:
    """Of the words with letters beyond ASCII, the share that is built as a Vietnamese syllable, 0 to 1.

    1 for a text without such words, whatever it says; 0 where there are too few words and one is wrong.
    """
    marked = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    if not marked:
        return 1.0
    good = sum(map(is_syllable, marked))
    return good / len(marked) if len(marked) >= _LEAST or good == len(marked) else 0.0


def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable: one tone at the most, vowels that go together."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    apart = unicodedata.normalize("NFD", word.casefold())
    if len(_TONES.findall(apart)) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", apart))))
