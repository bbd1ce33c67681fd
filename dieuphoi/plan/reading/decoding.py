"""From the bytes of a file to its text, chosen by content and not by the file's name."""

from __future__ import annotations

import codecs

from dieuphoi.wording import _

MOST_BYTES = 20_000_000

_WORD_OR_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


class ReadingError(Exception):
    """The file cannot be read at all; the message says why and what is allowed."""


def is_plain_text(data: bytes) -> bool:
    """Whether the content is text and nothing else: no archive, no markup, nothing that has to be unpacked."""
    try:
        text = _decode_text(data)
    except UnicodeDecodeError:
        return False
    return not text.lstrip().startswith(("<", "%PDF", "{\\rtf"))


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 or UTF-16 file. Raises ReadingError for anything else."""
    if not data.strip():
        raise ReadingError(_("{name} is empty").format(name=name))
    if len(data) > MOST_BYTES:
        raise ReadingError(
            _("{name} is too large: at most {n} MB").format(name=name, n=MOST_BYTES // 1_000_000)
        )
    if data.startswith((*_WORD_OR_EXCEL, b"%PDF", b"{\\rtf", *_PICTURES)):
        raise ReadingError(
            _("{name} is not a text file; save the document as text (.txt, UTF-8) and send that").format(
                name=name
            )
        )
    try:
        return _decode_text(data)
    except UnicodeDecodeError:
        raise ReadingError(
            _("{name} is not in Unicode; save it again as text with the encoding UTF-8").format(name=name)
        ) from None


def _decode_text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise UnicodeDecodeError("utf-8", data, 0, 1, "holds NUL: not text")
    return text
