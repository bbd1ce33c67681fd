"""Writing Vietnamese as it was written before Unicode."""

from __future__ import annotations

import unicodedata

from dieuphoi.plan.reading.legacy import TCVN3


def to_tcvn3(text: str) -> bytes:
    """As a keyboard for .VnTime typed it: capitals with a tone as small letters."""
    codes = {letter: code for code, letter in TCVN3.items()}
    return b"".join(
        bytes([codes.get(letter, codes.get(letter.lower(), 0))]) if ord(letter) > 127 else letter.encode()
        for letter in text
    )


_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
MARKS = {
    shape + tone: mark
    for shape, row in (("", "-ùøûõï"), ("\u0302", "âáàåãä"), ("\u0306", "êéèúüë"))
    for tone, mark in zip(_TONES, row, strict=True)
    if shape + tone
}
WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def to_vni(text: str) -> bytes:
    """As a keyboard for VNI-Times typed it."""
    return "".join(map(_vni, text)).encode("cp1252")


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in WHOLE:
        written = WHOLE[small]
    else:
        apart = unicodedata.normalize("NFD", small)
        horned = "\u031b" in apart
        base = {"o": "ô", "u": "ö"}[apart[0]] if horned else apart[0]
        marks = "".join(sorted(apart[1:].replace("\u031b", ""), key=lambda mark: mark not in "\u0302\u0306"))
        written = base + MARKS.get(marks, "")
    return written.upper() if letter.isupper() else written


def to_1258(text: str) -> bytes:
    """As Windows writes it: the vowel whole, its tone after it."""
    written = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0309\u0303\u0323")
        whole = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        written.append(whole + tones)
    return "".join(written).encode("cp1258")
