"""Which files are taken as evidence of a report: their real type, told by the content, never by the name alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import filetype

from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file that is taken: how it is called, and the endings that such a file may have."""

    name: str
    mime: str
    endings: tuple[str, ...]


_PICTURES = ("jpg", "jpeg", "png", "webp", "heic", "heif", "gif", "tif", "tiff")  # phones mix them up
_WORD, _EXCEL, _POWERPOINT = ("Word", "Excel", "PowerPoint")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# By what the content turns out to be. Programs, archives (which may hide them) and documents with macros are left out.
KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",)),
    "docx": Kind(_WORD, f"{_OPEN_XML}wordprocessingml.document", ("docx",)),
    "xlsx": Kind(_EXCEL, f"{_OPEN_XML}spreadsheetml.sheet", ("xlsx",)),
    "pptx": Kind(_POWERPOINT, f"{_OPEN_XML}presentationml.presentation", ("pptx",)),
    "doc": Kind(_WORD, "application/msword", ("doc",)),
    "xls": Kind(_EXCEL, "application/vnd.ms-excel", ("xls",)),
    "ppt": Kind(_POWERPOINT, "application/vnd.ms-powerpoint", ("ppt",)),
    "odt": Kind("OpenDocument", "application/vnd.oasis.opendocument.text", ("odt",)),
    "ods": Kind("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    "jpg": Kind("JPEG", "image/jpeg", _PICTURES),
    "png": Kind("PNG", "image/png", _PICTURES),
    "webp": Kind("WebP", "image/webp", _PICTURES),
    "heic": Kind("HEIC", "image/heic", _PICTURES),
    "gif": Kind("GIF", "image/gif", _PICTURES),
    "tif": Kind("TIFF", "image/tiff", _PICTURES),
    "txt": Kind("text", "text/plain", ("txt", "csv", "md")),
}
ENDINGS = frozenset(ending for kind in KINDS.values() for ending in kind.endings)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = ("exe", "elf", "dex", "wasm", "class", "crx", "deb", "rpm")
_MACROS = ("vbaProject.bin",)
_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


class WrongFileError(Exception):
    """A file that is not taken; the message is for who sent it."""


def check_name(name: str) -> None:
    """Refuse a name whose ending no evidence has. Raises WrongFileError; a name without an ending passes."""
    ending = _ending(name)
    if ending and ending not in ENDINGS:
        text = _("{name}: files of type .{ending} are not taken. Allowed: {allowed}.")
        raise WrongFileError(text.format(name=name, ending=ending, allowed=allowed()))


def kind_of(content: bytes, name: str) -> Kind:
    """What a file really is. Raises WrongFileError for a program, an unknown type, or a name that says otherwise."""
    if not content:
        raise WrongFileError(_("{name} is empty; please send it again.").format(name=name))
    check_name(name)
    found = _told(content, name)
    if found in _PROGRAMS:
        text = _("{name} is not a document but a program (.{real}); it was not kept. Allowed: {allowed}.")
        raise WrongFileError(text.format(name=name, real=found, allowed=allowed()))
    if found not in KINDS:
        text = _("{name} is none of the files that are taken, whatever its name says. Allowed: {allowed}.")
        raise WrongFileError(text.format(name=name, allowed=allowed()))
    kind, ending = KINDS[found], _ending(name)
    if ending and ending not in kind.endings:
        text = _("{name} is called .{ending} but holds {kind}. Give it the ending .{real} and send it again.")
        raise WrongFileError(text.format(name=name, ending=ending, kind=kind.name, real=found))
    return kind


def allowed() -> str:
    """The types that are taken, in words."""
    return _("PDF, Word, Excel, PowerPoint, OpenDocument, text, pictures (JPG, PNG, WebP, HEIC, GIF, TIFF)")


def _ending(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()


def _told(content: bytes, name: str) -> str | None:
    """The type's usual ending, by the content."""
    if content.startswith(_OLD_OFFICE):  # one container for all three; only its maker's name tells them apart
        ending = _ending(name)
        return ending if ending in ("doc", "xls", "ppt") else "doc"
    if content.startswith(b"PK\x03\x04"):
        return _in_archive(content)
    found: str | None = filetype.guess_extension(content[:8192])
    if found is None:
        return "txt" if _ending(name) in KINDS["txt"].endings and _is_text(content) else None
    return {"heif": "heic", "tiff": "tif", "jpeg": "jpg"}.get(found, found)


def _is_text(content: bytes) -> bool:
    """Whether it can be read as text; it is only ever handed out as a file to keep, never as a page."""
    return b"\0" not in content and not content.startswith(b"#!")


def _in_archive(content: bytes) -> str | None:
    """Which office document a zip file is; None for any other archive, a damaged one, or one with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.namelist()
            mime = (
                archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in members else ""
            )
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return None
    if any(PurePath(member).name in _MACROS for member in members):
        return None
    if mime:
        return next((ending for ending, kind in KINDS.items() if kind.mime == mime), None)
    if "[Content_Types].xml" not in members:
        return None
    return next(
        (ending for folder, ending in _FOLDERS.items() if any(m.startswith(folder) for m in members)), None
    )
