"""What kind of file it is, by its content; a file's name says nothing."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import Enum

from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.wording import _

_LOOK = 4096  # bytes in which a page shows that it is one
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|script|title)[\s>/]", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


class Kind(Enum):
    """A kind of file that can be read."""

    WORD = "word"
    EXCEL = "excel"
    PDF = "pdf"
    WEB = "web"
    MAIL = "mail"  # a page saved as one file (.mht)
    TEXT = "text"


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file's content. Raises ReadingError, saying what to do, for what can't be read."""
    start = data[:_LOOK]
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data, name)
    if b"%PDF-" in start[:1024]:
        return Kind.PDF
    _refuse_known(data, name)
    if re.match(rb"(?:From:|MIME-Version:)[^\n]*\n", start) and b"multipart/related" in start.lower():
        return Kind.MAIL
    return Kind.WEB if _HTML.search(_without_nul(start)) else Kind.TEXT


def _without_nul(start: bytes) -> bytes:
    """UTF-16 as the letters that HTML is written in."""
    return (
        start.replace(b"\0", b"") if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else start
    )


def _kind_of_archive(data: bytes, name: str) -> Kind:
    try:
        members = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(name) from None
    if "[Content_Types].xml" in members:
        if any(member.startswith("word/") for member in members):
            return Kind.WORD
        if any(member.startswith("xl/") for member in members):
            return Kind.EXCEL
        raise ReadingError(_("{name} is neither a Word nor an Excel file; {allowed}").format(**_words(name)))
    if "mimetype" in members:
        raise ReadingError(
            _("{name} is an OpenDocument file; save it as .docx or .xlsx and send that").format(name=name)
        )
    raise ReadingError(
        _("{name} is an archive; take the document out of it and send that; {allowed}").format(**_words(name))
    )


def _refuse_known(data: bytes, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
            raise ReadingError(
                _("{name} is locked with a password; save it without one and send it again").format(name=name)
            )
        raise ReadingError(
            _("{name} is an old Word or Excel file; save it as .docx or .xlsx and send that").format(
                name=name
            )
        )
    if data.startswith(b"{\\rtf"):
        raise ReadingError(_("{name} is an RTF file; save it as .docx and send that").format(name=name))
    if data.startswith(_PICTURES):
        raise ReadingError(
            _(
                "{name} is a picture; send the document itself (.docx, .xlsx, PDF with text), not a photo of it"
            ).format(name=name)
        )
    if data.startswith(_OTHER_ARCHIVES):
        raise ReadingError(
            _("{name} is an archive; take the document out of it and send that; {allowed}").format(
                **_words(name)
            )
        )


def damaged(name: str) -> ReadingError:
    """The refusal of a file that is broken."""
    return ReadingError(
        _("{name} is damaged or incomplete; open it, save it anew and send it again").format(name=name)
    )


def _words(name: str) -> dict[str, str]:
    return {"name": name, "allowed": _("what can be read: .docx, .xlsx, PDF with text, .html, .txt, .md")}
