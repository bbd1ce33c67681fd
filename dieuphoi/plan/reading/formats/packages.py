"""Word and Excel files as packages of XML parts, opened with care: what could be a trap is refused first."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.plan.reading.formats.sniffing import damaged
from dieuphoi.wording import _

MOST_MEMBERS = 3_000
MOST_UNPACKED = 120_000_000  # bytes of all parts together
MOST_RATIO = 400  # a part of more than a megabyte that unpacks to more than this is no document
_SMALL = 1_000_000
_CHUNK = 1 << 16
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")

# Nothing is fetched, no entity is filled in, no document type is read; libxml2's own limits on depth hold.
PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package; `name` is the file's, for messages."""

    archive: zipfile.ZipFile
    name: str

    def part(self, path: str) -> bytes | None:
        """The content of a part; None where there is none of that path."""
        try:
            return self.archive.read(path)
        except KeyError:
            return None

    def xml(self, path: str) -> etree._Element | None:
        """The root of an XML part; None where there is none of that path."""
        data = self.part(path)
        return None if data is None else etree.fromstring(data, etree.XMLParser(**PARSER_OPTIONS))

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, inside the package: id to kind and path."""
        folder, base = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for entry in () if root is None else root:
            if entry.get("TargetMode") != "External":
                kind = (entry.get("Type") or "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or ""))
                found[entry.get("Id") or ""] = (kind, target.lstrip("/"))
        return found

    def main_part(self) -> str:
        """The path of the document or workbook itself. Raises ReadingError where it isn't named."""
        found = [path for kind, path in self.related("").values() if kind == "officeDocument"]
        if not found:
            raise damaged(self.name)
        return found[0]

    @property
    def macros(self) -> bool:
        """Whether there is a program in the file. It is never run."""
        return any("vbaproject" in member.casefold() for member in self.archive.namelist())


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: strict and usual files differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def open_package(data: bytes, name: str) -> Package:
    """Open a package. Raises ReadingError for one that is damaged, locked, a bomb or holds a document type."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _check_sizes(members, name)
        for member in members:
            if member.filename.endswith((".xml", ".rels", ".vml")):
                _check_part(archive, member, name)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise damaged(name) from None
    return Package(archive, name)


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    sizes = [(member.file_size, member.compress_size) for member in members]
    bomb = any(size > _SMALL and size > MOST_RATIO * max(packed, 1) for size, packed in sizes)
    if bomb or len(sizes) > MOST_MEMBERS or sum(size for size, _packed in sizes) > MOST_UNPACKED:
        raise ReadingError(
            _("{name} unpacks to far more than a document holds and was not read").format(name=name)
        )


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """No part of an office file has a document type; one that has is an attack by entities."""
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            if _DTD.search((tail + chunk).replace(b"\0", b"")):
                raise ReadingError(
                    _("{name} holds XML entities, which no document needs, and was not read").format(
                        name=name
                    )
                )
            tail = chunk[-20:]
