"""Vietnamese text in the encodings of old files: TCVN3 (ABC), VNI for Windows, cp1258, UTF-16."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot: as they stand beside the bases in cp1258
# TCVN3: the byte of each letter that the encoding has; capitals with a tone are lower-case letters in a capitals' font.
TCVN3 = {
    letter: 0xA0 + place
    for place, letter in enumerate(
        "·ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ·"
    )
    if letter != "·"
}
# VNI: the mark that follows the letter, by the letter's shape (circumflex, breve) and tone.
VNI_MARKS = {
    "": dict(zip(TONES, "øùõûï", strict=True)),
    "\u0302": dict(zip(TONES, "àáãåä", strict=True), **{"": "â"}),
    "\u0306": dict(zip(TONES, "èéüúë", strict=True), **{"": "ê"}),
}
VNI_WHOLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
VNI_HORNED = {"ơ": "ô", "ư": "ö"}


def encode(text: str, encoding: str) -> bytes:
    """The text's bytes; `tcvn3` and `vni` by the tables here, else by Python's codecs."""
    if encoding == "tcvn3":
        return b"".join(_tcvn3(letter) for letter in text)
    if encoding == "vni":
        return "".join(map(_vni, text)).encode("cp1252")
    if encoding == "cp1258":
        return "".join(map(_apart, text)).encode("cp1258")
    return text.encode(encoding)


def _tcvn3(letter: str) -> bytes:
    known = TCVN3.get(letter) or TCVN3.get(letter.lower())
    return bytes([known]) if known else letter.encode("ascii")


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in VNI_WHOLE:
        return _same_case(VNI_WHOLE[small], letter)
    apart = unicodedata.normalize("NFD", small)
    tone = next((mark for mark in apart if mark in TONES), "")
    if "\u031b" in apart:
        whole = VNI_HORNED[unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart)]
        return _same_case(whole + (VNI_MARKS[""][tone] if tone else ""), letter)
    shape = next((mark for mark in apart if mark in "\u0302\u0306"), "")
    return _same_case(apart[0] + VNI_MARKS[shape][tone], letter) if tone or shape else letter


def _apart(letter: str) -> str:
    """The letter with its shape, its tone after it, as cp1258 has them."""
    apart = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in apart if mark in TONES), "")
    return unicodedata.normalize("NFC", apart.replace(tone, "")) + tone if tone else letter


def _same_case(text: str, letter: str) -> str:
    return text.upper() if letter.isupper() else text
