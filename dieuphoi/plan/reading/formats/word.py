"""Word documents: paragraphs and tables in order, as they stand on the paper.

A place counts paragraphs and table rows from the beginning of the document, empty ones not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from dieuphoi.plan.reading.formats.found import Found, Spot, heads_tasks
from dieuphoi.plan.reading.formats.grids import EMPTY, Box, settle
from dieuphoi.plan.reading.formats.packages import Package, local, open_package
from dieuphoi.plan.reading.formats.sniffing import damaged
from dieuphoi.plan.reading.formats.word_styles import (
    Numbering,
    Styles,
    attribute_of,
    child,
    switched_on,
    value,
)
from dieuphoi.plan.reading.formats.word_text import Paragraphs
from dieuphoi.wording import _

_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}
_DEEPEST = 20
_ITEM_TAB = re.compile(r"\s*((?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[A-ZĐ]|[IVXLC]+)\s?[.)/]?|[-–+•*])\t\s*")


def read_word(data: bytes, name: str) -> Found:
    """The paragraphs and tables of a .docx or .docm. Raises ReadingError for what is no sound document."""
    package = open_package(data, name)
    main = package.main_part()
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise damaged(name)
    found = Found(name)
    if package.macros:
        found.note(_("the file holds macros; they were not run, only the text was read"))
    _Document(found, _paragraphs(package, main)).blocks(body)
    return found


def _paragraphs(package: Package, main: str) -> Paragraphs:
    parts = dict(package.related(main).values())
    styles = package.xml(parts["styles"]) if "styles" in parts else None
    numbering = package.xml(parts["numbering"]) if "numbering" in parts else None
    return Paragraphs(Styles.read(styles), Numbering.read(numbering))


@dataclass(slots=True)
class _Document:
    found: Found
    paragraphs: Paragraphs
    tables: int = 0

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Read paragraphs and tables in order, those in text boxes after the paragraph that holds them."""
        for block in _blocks(parent):
            if local(block) == "tbl":
                self._table(block, depth)
            else:
                self._paragraph(self.paragraphs.text(block))
            boxes, self.paragraphs.boxes = self.paragraphs.boxes, []
            for box in boxes if depth < _DEEPEST else ():
                self.blocks(box, depth + 1)

    def _paragraph(self, text: str) -> None:
        text = _ITEM_TAB.sub(r"\1 ", text, count=1).strip()
        for line in text.splitlines():
            cells = [cell for cell in line.split("\t") if cell.strip()]
            if len(cells) > 1:
                self.found.row(cells)
            else:
                self.found.prose(line.replace("\t", " "))

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = [_cells(row) for row in _rows(table)]
        if all(len(cells) <= 1 for cells in rows):  # a frame around text, not a table
            for cells in rows:
                for cell in cells:
                    self.blocks(cell, depth + 1)
            return
        self.tables += 1
        number, inner = self.tables, list[etree._Element]()
        placed = [self._place(row, inner) for row in _placed(rows)]
        self.found.table(
            (cells, Spot(_("table {table}, row {row}").format(table=number, row=at + 1)))
            for at, cells in settle(_carried(placed))
        )
        for nested in inner if depth < _DEEPEST else ():
            self.found.end_of_table()
            self._table(nested, depth + 1)

    def _place(
        self, row: list[tuple[int, etree._Element]], inner: list[etree._Element]
    ) -> list[tuple[int, str, bool]]:
        """Column, text and whether the cell goes on with the one above, for each cell of a row."""
        return [(column, self._cell(cell, inner), _goes_on(cell)) for column, cell in row]

    def _cell(self, cell: etree._Element, inner: list[etree._Element]) -> str:
        """The text of a cell; a table of tasks inside it is read by itself, any other is part of the text."""
        lines: list[str] = []
        for block in _blocks(cell):
            if local(block) == "p":
                lines.append(self.paragraphs.text(block).replace("\t", " "))
            elif self._is_of_tasks(block):
                inner.append(block)
            else:
                lines.extend(_plain_text(block))
        return "\n".join(line for line in lines if line.strip())

    def _is_of_tasks(self, table: etree._Element) -> bool:
        return any(heads_tasks([" ".join(_plain_text(cell)) for cell in _cells(row)]) for row in _rows(table))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those in content controls and inserted ones; not a table of contents."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif (
            name in _WRAPPERS
            and value(element, "sdtPr", "docPartObj", "docPartGallery") != "Table of Contents"
        ):
            waiting.extend(reversed(element))


def _plain_text(element: etree._Element) -> list[str]:
    return [
        "".join(t.text or "" for t in p.iter() if local(t) == "t") for p in element.iter() if local(p) == "p"
    ]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows on the paper: not those deleted or hidden."""
    for row in _inside(table, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is None and not switched_on(properties, "hidden"):
            yield row


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(_inside(row, "tc"))


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if local(element) == name:
            yield element
        elif local(element) in _WRAPPERS:
            waiting.extend(reversed(element))


def _placed(rows: list[list[etree._Element]]) -> Iterator[list[tuple[int, etree._Element]]]:
    """The column of each cell.

    Word's own grid follows every slip of the mouse: cells of one column may begin a little apart. So a row of as
    many cells as the table has at most fills the columns in turn; only one with fewer goes by the grid.
    """
    starts = [_starts(row) for row in rows]
    widest = max(range(len(rows)), key=lambda at: len(rows[at]), default=None)
    for row, begins in zip(rows, starts, strict=True):
        grid = starts[widest] if widest is not None else []
        if len(row) == len(grid):
            yield list(enumerate(row))
        else:
            yield list(_by_grid(row, begins, grid))


def _by_grid(
    row: list[etree._Element], begins: list[int], grid: list[int]
) -> Iterator[tuple[int, etree._Element]]:
    """Each cell in the column that begins nearest to it, after the one of the cell before."""
    free = 0
    for at, (cell, begin) in enumerate(zip(row, begins, strict=True)):
        last = len(grid) - (len(row) - at)  # leave a column for each cell to come
        column = min(range(free, last + 1), key=lambda one: abs(grid[one] - begin), default=free)
        yield column, cell
        free = column + 1


def _starts(row: list[etree._Element]) -> list[int]:
    at = 0
    if row:
        before = value(child(row[0].getparent(), "trPr"), "gridBefore")
        at = int(before) if before and before.isdigit() else 0
    begins = []
    for cell in row:
        begins.append(at)
        span = value(cell, "tcPr", "gridSpan")
        at += int(span) if span and span.isdigit() and len(span) < 4 else 1
    return begins


def _goes_on(cell: etree._Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute_of(merge, "val") != "restart"


def _carried(rows: Iterable[list[tuple[int, str, bool]]]) -> Iterator[list[Box]]:
    """The rows with the text of cells merged downwards in each row that they cover."""
    above: dict[int, str] = {}
    width = 0
    placed = list(rows)
    for row in placed:
        width = max(width, 1 + max((column for column, _text, _on in row), default=-1))
    for row in placed:
        boxes = [EMPTY] * width
        now: dict[int, str] = {}
        for column, text, goes_on in row:
            boxes[column] = Box(above.get(column, ""), own=False) if goes_on else Box(text)
            now[column] = boxes[column].text
        above = now
        yield boxes
