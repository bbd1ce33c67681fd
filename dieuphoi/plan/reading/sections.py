"""Parting a document into its tables, each with its heading and appendix, and the passages of text between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dieuphoi.plan.reading.appendices import appendix_of
from dieuphoi.plan.reading.columns import Columns, is_header, read_columns, with_second_row
from dieuphoi.plan.reading.elements import Element, Prose, Row
from dieuphoi.plan.reading.pages import is_page_mark
from dieuphoi.plan.reading.tasks import NUMBER
from dieuphoi.plan.text import fold, one_line

SIGNED = re.compile(r"(?:Nơi nhận|TM\.|KT\.|TL\.|TUQ\.)")
_END = re.compile(rf"{SIGNED.pattern}|(?:Điều|Mẫu số|Biểu số|Biểu|Mẫu) \d|Mục lục", re.IGNORECASE)
_PERIOD = (
    r"(?:(?:nhiệm vụ|công việc|nội dung|chương trình)\s+)?(?:trong\s+)?(?:tháng\s+\d{1,2}|quý\s+(?:[IVX]{1,3}|[1-4]))"
    r"(?:\s*[/,.-]?\s*(?:năm\s+)?\d{4})?"
)
GROUP = re.compile(rf"(?:[IVX]{{1,5}}|[A-H])\s?[.)]\s\S.{{3,200}}|(?i:{_PERIOD})\s*:?")
# "Tháng 7", "3. QUÝ IV/2026 (12 nội dung)", "Kỳ họp thứ 2 (tháng 10/2026)": it says when its tasks are due.
_OF_PERIOD = re.compile(
    rf"(?:(?:[IVX]{{1,5}}|[A-H]|\d{{1,2}})\s?[.)]?\s)?(?i:{_PERIOD}|kỳ họp[^;]{{0,40}}\(\s*{_PERIOD}\s*\))"
    r"\s*(?:\(\s*\d[^)]{0,30}\))?\s*[:.]?"
)
_WIDEST = 14


@dataclass(slots=True)
class Table:
    """The rows of one table and the lines between them; `columns` is None where they hold no tasks."""

    line: int
    appendix: int
    group: str | None
    columns: Columns | None = None
    headings: list[tuple[str, ...]] = field(default_factory=list)
    items: list[Row | Prose] = field(default_factory=list)


@dataclass(slots=True)
class Passage:
    """Lines of text outside tables."""

    appendix: int
    lines: list[Prose] = field(default_factory=list)


def sections(elements: Iterable[Element]) -> list[Table | Passage]:
    """The tables and passages of a document in their order."""
    parting = _Parting()
    for element in elements:
        if isinstance(element, Prose):
            parting.see_prose(element)
        elif isinstance(element, Row):
            parting.see_row(element)
        else:
            parting.close()
    parting.close()
    return parting.found


def period_of(group: str | None) -> str | None:
    """What a group's title says of the time of its tasks, if it says nothing else ("Tháng 7")."""
    return group if group and _OF_PERIOD.fullmatch(group) else None


def filled_cells(cells: Sequence[str]) -> list[str]:
    """The different texts of a row; a cell merged across it may come as the same text in every column."""
    return list(dict.fromkeys(one_line(cell) for cell in cells if fold(cell)))


class _Parting:
    def __init__(self) -> None:
        self.found: list[Table | Passage] = []
        self._appendix = 0
        self._group: str | None = None
        self._table: Table | None = None
        self._header: tuple[str, ...] = ()

    def see_prose(self, prose: Prose) -> None:
        """A heading of an appendix or the end of the text ends a table; other lines only interrupt it."""
        appendix = appendix_of(prose.text, self._appendix)
        if appendix is not None or _END.match(prose.text):
            self.close()
            self._group = None
            self._appendix = self._appendix if appendix is None else appendix
        elif not is_page_mark(prose.text):
            self._group = prose.text if GROUP.fullmatch(prose.text) else self._group
            (self._table.items if self._table else self._passage().lines).append(prose)

    def close(self) -> None:
        """No row to come belongs to the table so far; the lines after its last row are a passage of their own."""
        table, self._table, self._header = self._table, None, ()
        if table is None:
            return
        rows = [at for at, item in enumerate(table.items) if isinstance(item, Row)]
        after = rows[-1] + 1 if rows else 0
        rest = [item for item in table.items[after:] if isinstance(item, Prose)]
        del table.items[after:]
        if rest:
            self.found.append(Passage(self._appendix, rest))

    def see_row(self, row: Row) -> None:
        """Take a row in; several at once where cells were stacked without blank lines between the rows."""
        columns = self._table.columns if self._table else None
        for one in _unstacked(row, columns):
            self._see(one)

    def _see(self, row: Row) -> None:
        filled = filled_cells(row.cells)
        if len(filled) == 1 and appendix_of(filled[0], self._appendix) is not None:
            self.see_prose(Prose(row.line, filled[0]))
        elif self._header and (joined := with_second_row(self._header, row.cells)):
            self._read_heading(row.cells, joined)
        elif is_header(row.cells):
            self._see_header(row)
        elif SIGNED.match(row.cells[0] or row.cells[-1]):
            self.close()
        else:
            self._header = ()
            if self._table is None:
                self._open(row)
            self._current().items.append(row)

    def _see_header(self, row: Row) -> None:
        """A heading opens a table, or goes on with the one whose heading it repeats on the next page."""
        header = tuple(map(fold, row.cells))
        if self._table is None or not self._table.headings or self._table.headings[0] != header:
            self._open(row)
            self._read_heading(row.cells, row.cells)
        else:
            self._table.items.append(row)
        self._header = row.cells

    def _open(self, row: Row) -> None:
        self.close()
        self._table = Table(row.line, self._appendix, self._group)
        self._group = None
        self.found.append(self._table)

    def _read_heading(self, cells: Sequence[str], whole: Sequence[str]) -> None:
        table = self._current()
        table.headings.append(tuple(map(fold, cells)))
        table.columns = read_columns(whole)
        self._header = ()

    def _current(self) -> Table:
        assert self._table  # noqa: S101 - asked only while a table is open
        return self._table

    def _passage(self) -> Passage:
        last = self.found[-1] if self.found else None
        if not isinstance(last, Passage) or last.appendix != self._appendix:
            last = Passage(self._appendix)
            self.found.append(last)
        return last


def _unstacked(row: Row, columns: Columns | None) -> Iterable[Row]:
    width = _header_width(row) or (columns.width if columns else 0)
    if not row.lines or not width or len(row.cells) <= width or len(row.cells) % width:
        return [row]
    starts = range(0, len(row.cells), width)
    return [Row(row.lines[at], row.cells[at : at + width], row.lines[at : at + width]) for at in starts]


def _header_width(row: Row) -> int:
    """How many of the stacked cells are the heading: up to the first that is a number."""
    for width, cell in enumerate(row.cells[: _WIDEST + 1]):
        if width > 2 and NUMBER.fullmatch(cell) and is_header(row.cells[:width]):
            return width
    return 0
