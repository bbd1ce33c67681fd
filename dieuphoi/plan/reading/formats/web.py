"""Web pages as saved by a browser: the text without menus and scripts, the tables with their merged cells.

A place counts the lines of text and the rows of tables from the beginning of the page.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dieuphoi.plan.reading.appendices import appendix_of
from dieuphoi.plan.reading.decoding import decode_page
from dieuphoi.plan.reading.formats.found import MOST_COLUMNS, Found, Spot
from dieuphoi.plan.reading.formats.grids import Cell, settle, spread
from dieuphoi.plan.reading.formats.sniffing import damaged
from dieuphoi.plan.reading.formats.word_styles import in_form
from dieuphoi.wording import _

_LEFT_OUT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "aside",
    "select",
    "button",
    "svg",
    "iframe",
    "object",
    "del",
    "input",
    "textarea",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdo",
    "big",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "wbr",
    "o:p",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LONGEST_LINK = 120  # letters of a line that is nothing but a link, and so belongs to a menu
_LONGEST_SPAN = 1000


def read_web(data: bytes, name: str) -> Found:
    """The lines and tables of a page. Raises ReadingError for one without text."""
    return _read(decode_page(data, name), name)


def read_mail(data: bytes, name: str) -> Found:
    """The lines and tables of a page saved with its pictures in one file (.mht)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)  # noqa: S101 - as `decode` promises for a single part
            return read_web(content, name)
    raise damaged(name)


def _read(text: str, name: str) -> Found:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    found = Found(name)
    if root is not None:
        page = _Page(found)
        page.walk(root)
    return found


@dataclass(slots=True)
class _Line:
    """A line of text being put together, and how much of it is a link."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def text(self) -> str:
        """The line with blanks as a browser shows them."""
        return "\n".join(_BLANKS.sub(" ", part).strip() for part in "".join(self.pieces).split("\0"))

    def is_menu(self) -> bool:
        """Whether it is nothing but a link."""
        text = self.text()
        whole = self.linked and self.linked >= len(_BLANKS.sub("", "".join(self.pieces)))
        return bool(whole) and len(text) < _LONGEST_LINK and appendix_of(text, 0) is None


@dataclass(slots=True)
class _Page:
    found: Found
    tables: int = 0

    def walk(self, root: etree._Element) -> None:
        """Read the page from top to bottom."""
        for piece in _pieces(root, tables=True):
            if isinstance(piece, _Line):
                if not piece.is_menu():
                    self.found.prose(piece.text())
            else:
                self._table(piece)

    def _table(self, table: etree._Element) -> None:
        rows = [[_cell(cell) for cell in row] for row in _rows(table)]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                self.found.prose("\n".join(cell.text for cell in row))
            return
        self.tables += 1
        number = self.tables
        self.found.table(
            (cells, Spot(_("table {table}, row {row}").format(table=number, row=at + 1)))
            for at, cells in settle(spread(rows, MOST_COLUMNS))
        )


def _pieces(root: etree._Element, *, tables: bool) -> Iterator[_Line | etree._Element]:
    """Lines and, if asked for, tables in order. A table around other tables is a frame: its cells are text."""
    line, counts, links = _Line(), Counter[etree._Element](), 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "script"
        block = tag not in _INLINE
        if block and tag != "br" and line.pieces:
            yield line
            line = _Line()
        if event == "start":
            data = tables and tag == "table" and element.find(".//table") is None
            if data:
                yield element
            if data or tag in _LEFT_OUT or _is_hidden(element):
                walk.skip_subtree()
                continue
            links += tag == "a"
            _begin(element, tag, line, counts, links)
        else:
            links -= tag == "a" and not _is_hidden(element)
            if element is not root:
                _add(line, element.tail, links)
    if line.pieces:
        yield line


def _begin(
    element: etree._Element, tag: str, line: _Line, counts: Counter[etree._Element], links: int
) -> None:
    if tag == "br":
        line.pieces.append("\0")
    elif tag == "li":
        line.pieces.append(_number(element, counts))
    _add(line, element.text, links)


def _add(line: _Line, text: str | None, links: int) -> None:
    if text and (text.strip() or line.pieces):
        line.pieces.append(text)
        line.linked += len(_BLANKS.sub("", text)) if links else 0


def _number(item: etree._Element, counts: Counter[etree._Element]) -> str:
    """What a browser prints before an item of a list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    if not counts[parent]:
        counts[parent] = _whole(parent.get("start"), 1) - 1
    counts[parent] = _whole(item.get("value"), counts[parent] + 1)
    return in_form(counts[parent], _FORMS.get(parent.get("type") or "", "decimal")) + ". "


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for row in table.iter("tr"):
        if not _is_hidden(row):
            yield [cell for cell in row if cell.tag in {"td", "th"} and not _is_hidden(cell)]


def _cell(cell: etree._Element) -> Cell:
    lines = [piece.text() for piece in _pieces(cell, tables=False) if isinstance(piece, _Line)]
    text = "\n".join(line for line in lines if line.strip())
    down = _whole(cell.get("rowspan"), 1) or _LONGEST_SPAN
    return Cell(text, across=max(1, min(_whole(cell.get("colspan"), 1), MOST_COLUMNS)), down=down)


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return min(int(text), _LONGEST_SPAN) if text.isdecimal() and len(text) < 7 else otherwise
