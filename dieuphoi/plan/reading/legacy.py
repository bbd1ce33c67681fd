"""Vietnamese from before Unicode: TCVN3 (ABC, the .Vn fonts), VNI and code page 1258, turned into Unicode.

In TCVN3 (TCVN 5712:1993, second table) each letter is one byte; capital vowels with a tone have none: they are small
letters in a capital font. In VNI a letter is its base followed by a mark. Both were made for fonts, so the bytes
show up as Latin letters ("KÕ ho¹ch", "Keá hoaïch") wherever their font is not at hand.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from dieuphoi.plan.syllables import share_of_syllables

_FROM_1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0x100)}

_TCVN3_CODES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {start + at: letter for start, row in _TCVN3_CODES.items() for at, letter in enumerate(row)}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_BREVE, _CIRCUMFLEX = "\u0306", "\u0302"
# What a mark of VNI adds to the vowel before it.
VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
# Letters that VNI has whole.
VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(rf"([aeiouyôö])([{''.join(VNI_MARKS)}])|[{''.join(VNI_LETTERS)}]", re.IGNORECASE)
_LATIN = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u0300-\u0323ạ-ỹẠ-Ỹ]")
_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 5  # letters beyond ASCII, for bytes to be taken as text at all
_ENOUGH = 0.85  # of the words with marks must be syllables for a guess to be taken


class Scheme(Enum):
    """How a text was typed."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3 capitals"  # a font whose small letters look like capitals
    VNI = "vni"


def scheme_of_font(font: str | None) -> Scheme | None:
    """What the name of a font says about the text typed in it; None for a Unicode font."""
    folded = (font or "").strip().casefold()
    if folded.startswith(".vn"):
        return Scheme.TCVN3_CAPITALS if folded.split()[0].endswith("h") else Scheme.TCVN3
    return Scheme.VNI if folded.startswith(("vni-", "vni ")) else None


def from_scheme(text: str, scheme: Scheme | None) -> str:
    """Text as it was meant; one that has letters of Unicode alone is left as it is, whatever its font."""
    if scheme is None or _UNICODE_ONLY.search(text):
        return text
    if scheme is Scheme.VNI:
        return from_vni(text)
    converted = from_tcvn3(text)
    return converted.upper() if scheme is Scheme.TCVN3_CAPITALS else converted


def from_tcvn3(text: str) -> str:
    """TCVN3 shown as Latin letters, in Unicode. Other characters stay."""
    table = {ord(_FROM_1252[code]): letter for code, letter in TCVN3.items()}
    return _capital_words(text.translate(table))


def _capital_words(text: str) -> str:
    """Words typed in capitals, whose toned vowels have no capitals in TCVN3 ("UûY" for "ỦY")."""
    return _LINE.sub(_capital_line, text)


def _capital_line(line: re.Match[str]) -> str:
    loud = sum(letter.isupper() for letter in line[0]) > sum("a" <= letter <= "z" for letter in line[0])
    return _LETTERS.sub(lambda word: _as_capitals(word[0], loud), line[0])


def _as_capitals(word: str, loud: bool) -> str:
    """Of "Së" only its line tells whether it is "Sở" or "SỞ"; two capitals tell by themselves."""
    capitals = sum(letter.isupper() for letter in word)
    typed = all(not letter.islower() or _toned(letter) for letter in word)
    return word.upper() if typed and (capitals > 1 or loud) else word


def _toned(letter: str) -> bool:
    return bool(set(unicodedata.normalize("NFD", letter)) & {_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT})


def from_vni(text: str) -> str:
    """VNI shown as Latin letters, in Unicode. Other characters stay."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    base, mark = found[1], found[2]
    if base is None:
        return _like(VNI_LETTERS[found[0].casefold()], found[0])
    letter = _like(VNI_LETTERS.get(base.casefold(), base), base)
    return letter + VNI_MARKS[mark.casefold()]


def _like(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter


def scheme_of_text(text: str) -> Scheme | None:
    """How a text was typed by what it looks like; None for Unicode, or where nothing makes it Vietnamese."""
    if len(_UNICODE_ONLY.findall(text)) > len(_LATIN.findall(text)) / 4 or not _LATIN.search(text):
        return None
    shares = {
        None: share_of_syllables(text),
        Scheme.TCVN3: share_of_syllables(from_tcvn3(text)),
        Scheme.VNI: share_of_syllables(from_vni(text)),
    }
    best = max(shares, key=lambda scheme: shares[scheme])
    return best if shares[best] >= _ENOUGH else None


def decode_old(data: bytes) -> str | None:
    """The text of bytes that are no Unicode, in the old encoding that makes Vietnamese of them; None for none."""
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    latin = "".join(_FROM_1252.get(code, chr(code)) for code in data)
    guesses = (windows, from_tcvn3(latin), from_vni(latin))
    sample = [share_of_syllables(guess[:50_000]) for guess in guesses]
    best = max(range(len(guesses)), key=lambda at: sample[at])
    return guesses[best] if sample[best] >= _ENOUGH and len(_LATIN.findall(latin)) >= _LEAST else None
