"""PDF files with a text layer: paragraphs, tables with and without rules, going on from page to page.

A place counts the lines of text and the rows of tables from the beginning of the document; problems name the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.plan.reading.formats.found import MOST_COLUMNS, Found, Spot, heads_tasks
from dieuphoi.plan.reading.formats.grids import settle, spread
from dieuphoi.plan.reading.formats.pdf_lines import Line, lines_of, paragraphs
from dieuphoi.plan.reading.formats.pdf_page import Page, read_page
from dieuphoi.plan.reading.formats.pdf_ruled import RuledTable, ruled_tables
from dieuphoi.plan.reading.formats.pdf_unruled import Columns, find_table, goes_on
from dieuphoi.plan.reading.formats.sniffing import damaged
from dieuphoi.plan.reading.tasks import number_of
from dieuphoi.wording import _

MOST_PAGES = 1_500
_FEW_LETTERS = 20  # on a page with a picture: a scan with a stamp or a page number
_MARGIN = 0.1  # of a page's height, where its number and running lines stand
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_OFTEN = 3  # pages on which a line in the margin must come again to be none of the text
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\u0000]")


def read_pdf(data: bytes, name: str, progress: Callable[[float], None]) -> Found:
    """The lines and tables of a PDF. Raises ReadingError for one that is locked, damaged or without text."""
    document = _open(data, name)
    pages: list[Page] = []
    for number in range(len(document)):
        page = document[number]
        pages.append(read_page(page))
        page.close()
        progress((number + 1) / (len(document) + 1))
    document.close()
    found = Found(name)
    _check_text(pages, found)
    furniture = _furniture(pages)
    reader = _Reader(found)
    for number, one in enumerate(pages, start=1):
        reader.read(number, one, furniture)
    reader.flush()
    return found


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadingError(
                _("{name} is locked with a password; save it without one and send it again").format(name=name)
            ) from None
        raise damaged(name) from None
    if not 0 < len(document) <= MOST_PAGES:
        raise ReadingError(
            _("{name} has {pages} pages; at most {n} can be read").format(
                name=name, pages=len(document), n=MOST_PAGES
            )
        )
    return document


def _check_text(pages: Sequence[Page], found: Found) -> None:
    letters = [sum(len(word.text) for word in page.words) for page in pages]
    without = [
        at
        for at, (page, number) in enumerate(zip(pages, letters, strict=True), start=1)
        if number < _FEW_LETTERS and page.pictures
    ]
    if sum(letters) < _FEW_LETTERS or len(without) > len(pages) / 2:
        raise ReadingError(
            _(
                "{name} is a scan: it holds pictures of pages, not text. "
                "Send the Word file that it was made from, or have its text recognised (OCR) first"
            ).format(name=found.name)
        )
    strange = sum(len(_NO_LETTER.findall(word.text)) for page in pages for word in page.words)
    if strange > sum(letters) / 4:
        raise ReadingError(
            _(
                "{name} does not say which letters its signs stand for; send the Word file that it was made from"
            ).format(name=found.name)
        )
    if without:
        listed = ", ".join(map(str, without[:10]))
        found.note(_("pages without text, perhaps scans, were not read: {pages}").format(pages=listed))


def _furniture(pages: Sequence[Page]) -> set[tuple[bool, str]]:
    """The lines in the margins that come again on many pages: top or bottom, and the text without its numbers."""
    seen: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        seen.update({key for line in lines_of(page.words) if (key := _margin_key(line, page))})
    return {key for key, times in seen.items() if times >= max(_OFTEN, len(pages) / 3)}


def _margin_key(line: Line, page: Page) -> tuple[bool, str] | None:
    top = line.bottom > page.height * (1 - _MARGIN)
    if not top and line.top > page.height * _MARGIN:
        return None
    return top, _DIGITS.sub("#", line.text)


@dataclass(slots=True)
class _Reader:
    """Goes through the pages; holds a table back until it is known whether the next page goes on with it."""

    found: Found
    rows: list[tuple[list[str], Spot]] = field(default_factory=list)
    columns: Columns | None = None
    seen: set[tuple[bool, str]] = field(default_factory=set)

    def read(self, number: int, page: Page, furniture: set[tuple[bool, str]]) -> None:
        """Read a page."""
        spot = Spot(_("page {page}").format(page=number))
        tables = ruled_tables(page)
        outside = [word for word in page.words if not any(table.holds(word) for table in tables)]
        lines = [line for line in lines_of(outside) if not self._is_furniture(line, page, furniture)]
        if tables:
            self.columns = None
        left = min((line.left for line in lines), default=0.0)
        right = max((line.right for line in lines), default=page.width)
        for table in tables:
            above = [line for line in lines if line.bottom > table.top - 1]
            lines = lines[len(above) :]
            self._lines(above, left, right, spot)
            self._ruled(table, spot)
        self._lines(lines, left, right, spot)

    def flush(self) -> None:
        """Hand over the table that was held back."""
        rows, self.rows = self.rows, []
        if rows:
            self.found.table(rows)

    def _is_furniture(self, line: Line, page: Page, furniture: set[tuple[bool, str]]) -> bool:
        key = _margin_key(line, page)
        if key is None:
            return False
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        again = key in self.seen
        self.seen.add(key)
        return key in furniture and again  # once it is kept: it may be the heading of a table

    def _ruled(self, table: RuledTable, spot: Spot) -> None:
        rows = [cells for _at, cells in settle(spread(table.rows, MOST_COLUMNS))]
        if rows:
            self._add(rows, spot)

    def _add(self, rows: list[list[str]], spot: Spot) -> None:
        """Take rows in; the first of a page may be the rest of the last row of the page before."""
        width = max(map(len, rows))
        if self.rows and len(self.rows[-1][0]) != width:
            self.flush()
        start = _repeated(rows, [cells for cells, _spot in self.rows])
        if self.rows and len(rows) > start and _is_rest(rows[start], self.rows):
            last = self.rows[-1][0]
            last[:] = [f"{above}\n{below}".strip() for above, below in zip(last, rows[start], strict=False)]
            start += 1
        self.rows.extend((cells, spot) for cells in rows[start:])

    def _lines(self, lines: list[Line], left: float, right: float, spot: Spot) -> None:
        if lines and self.columns and (rest := goes_on(lines, self.columns)):
            self._add(rest.rows, spot)
            lines = lines[rest.end :]
        while lines and (table := find_table(lines)):
            self._prose(lines[: table.start], left, right, spot)
            self._add(table.rows, spot)
            self.columns = table.columns
            lines = lines[table.end :]
        if lines:
            self.columns = None
            self._prose(lines, left, right, spot)

    def _prose(self, lines: list[Line], left: float, right: float, spot: Spot) -> None:
        if lines:
            self.flush()
        for paragraph in paragraphs(lines, left, right):
            parts = paragraph[0].parts()
            if (
                len(paragraph) == 1
                and len(parts) > 1
                and number_of(" ".join(w.text for w in parts[0])) is None
            ):
                self.found.row([" ".join(word.text for word in part) for part in parts], spot)
            else:
                self.found.prose(" ".join(line.text for line in paragraph), spot)


def _repeated(rows: Sequence[list[str]], above: Sequence[list[str]]) -> int:
    """How many rows at the top of a page are the heading of the table that it goes on with."""
    first = next((at for at, cells in enumerate(above) if heads_tasks(cells)), len(above))
    same = 0
    for row, before in zip(rows, above[first:], strict=False):
        if row != before:
            break
        same += 1
    return same


def _is_rest(row: Sequence[str], above: Sequence[tuple[Sequence[str], Spot]]) -> bool:
    """Whether a row without a number is the rest of a numbered one; a single cell heads a group instead."""
    filled = [cell for cell in row if cell.strip()]
    numbered = number_of(above[-1][0][0].strip()) is not None
    begins_small = bool(filled) and filled[0][:1].islower()
    return numbered and not row[0].strip() and (len(filled) > 1 or begins_small)
