"""From the bytes of a text file or web page to its text, whatever the encoding, which is seen from the content."""

from __future__ import annotations

import codecs
import re

from dieuphoi.plan.reading.legacy import decode_old, from_scheme, scheme_of_text
from dieuphoi.wording import _

MOST_BYTES = 20_000_000

_SAMPLE = 50_000  # letters by which the way of typing is recognised
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_SAYS_LITTLE = {"iso-8859-1", "windows-1252", "us-ascii", "x-user-defined"}  # what a page says by default


class ReadingError(Exception):
    """The file cannot be read at all; the message says why and what is allowed."""


def is_plain_text(data: bytes) -> bool:
    """Whether the content is text and nothing else: no archive, no markup, nothing that has to be unpacked."""
    try:
        text = _decode_unicode(data)
    except UnicodeDecodeError:
        return False
    return not text.lstrip().startswith(("<", "%PDF", "{\\rtf"))


def decode(data: bytes, name: str) -> str:
    """The text of a file in Unicode, TCVN3, VNI or code page 1258. Raises ReadingError for anything else."""
    check_size(data, name)
    try:
        text = _decode_unicode(data)
    except UnicodeDecodeError:
        old = None if b"\0" in data else decode_old(data)
        if old is None:
            raise ReadingError(
                _("{name} is no text in a known encoding; save it again with the encoding UTF-8").format(
                    name=name
                )
            ) from None
        return old
    return from_scheme(text, scheme_of_text(text[:_SAMPLE]))


def decode_page(data: bytes, name: str) -> str:
    """The text of a web page, by the encoding that it declares if it is that. Raises ReadingError."""
    declared = _CHARSET.search(data[:4096])
    charset = declared[1].decode("ascii").casefold() if declared else ""
    if charset and charset not in _SAYS_LITTLE and not data.startswith(_MARKS):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def check_size(data: bytes, name: str) -> None:
    """Raises ReadingError for an empty file and for one that is too large."""
    if not data.strip():
        raise ReadingError(_("{name} is empty").format(name=name))
    if len(data) > MOST_BYTES:
        raise ReadingError(
            _("{name} is too large: at most {n} MB").format(name=name, n=MOST_BYTES // 1_000_000)
        )


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _decode_unicode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if unmarked := _unmarked_utf16(data):
        return data.decode(unmarked)
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise UnicodeDecodeError("utf-8", data, 0, 1, "holds NUL: not text")
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark at its beginning: the high bytes of blanks and plain letters are NUL."""
    start = data[:2000]
    if len(data) % 2 or len(start) < 20:
        return None
    little = sum(byte == 0 for byte in start[1::2])
    big = sum(byte == 0 for byte in start[0::2])
    if little > len(start) / 5 and big == 0:
        return "utf-16-le"
    return "utf-16-be" if big > len(start) / 5 and little == 0 else None
