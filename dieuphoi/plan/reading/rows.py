"""Going through the rows of a document: which are headings, groups, totals, and which are tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dieuphoi.plan.model import Problem, Severity, Task
from dieuphoi.plan.reading.appendices import appendix_of, count_appendices
from dieuphoi.plan.reading.columns import Columns, Meaning, is_header, read_columns, with_second_row
from dieuphoi.plan.reading.tables import Element, Prose, Row
from dieuphoi.plan.reading.tasks import NUMBER, Place, like_above, number_of, read_task
from dieuphoi.plan.text import fold, one_line
from dieuphoi.wording import _

_SIGNED = re.compile(r"(?:Nơi nhận|TM\.|KT\.|TL\.)")
_END = re.compile(rf"{_SIGNED.pattern}|(?:Điều|Mẫu số|Biểu số|Biểu) \d|Mục lục", re.IGNORECASE)
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-H])\s?[.)]\s\S.{3,200}")
_TOTAL = re.compile(r"(?:tong (?:so|cong)|cong)\b.*")
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?")
_WIDEST = 14


def read_tasks(elements: Sequence[Element], year: int | None) -> tuple[list[Task], list[Problem]]:
    """The tasks of all tables, coded by appendix and position, and what is uncertain about them."""
    reader = _Reader(year, several=count_appendices(elements) > 1)
    for element in elements:
        if isinstance(element, Prose):
            reader.see_prose(element)
        elif isinstance(element, Row):
            reader.see_row(element)
        else:
            reader.end_table()
    reader.settle(None)
    return reader.tasks, reader.problems


class _Reader:
    def __init__(self, year: int | None, several: bool) -> None:
        self.tasks: list[Task] = []
        self.problems: list[Problem] = []
        self._year = year
        self._several = several
        self._appendix = 0
        self._positions: Counter[int] = Counter()
        self._open_none()

    def end_table(self) -> None:
        """No row to come belongs to the table so far."""
        self.settle(None)
        self._open_none()

    def _open_none(self) -> None:
        self._columns: Columns | None = None
        self._header: tuple[str, ...] = ()
        self._group: str | None = None
        self._above: Sequence[str] = ()
        self._interrupted = False
        self._held: Row | None = None

    def see_prose(self, prose: Prose) -> None:
        """A heading of an appendix or the end of the text ends a table; other lines only interrupt it."""
        appendix = appendix_of(prose.text, self._appendix)
        if appendix is None and not _END.match(prose.text):
            self._interrupted = True
            self._group = prose.text if _GROUP.fullmatch(prose.text) else self._group
            return
        self.end_table()
        self._appendix = self._appendix if appendix is None else appendix

    def see_row(self, row: Row) -> None:
        """Take a row in; several at once where cells were stacked without blank lines between the rows."""
        for one in _unstacked(row, self._columns):
            self._see(one)

    def _see(self, row: Row) -> None:
        if self._header and (joined := with_second_row(self._header, row.cells)):
            self._open_table(joined)
            self._header = ()
        elif is_header(row.cells):
            self.settle(None)
            self._open_table(row.cells)
        elif _SIGNED.match(row.cells[0] or row.cells[-1]):
            self.end_table()
        elif self._columns and not _is_column_numbers(row.cells) and self._belongs(row, self._columns):
            self._header = ()
            self._see_body(row, self._columns)

    def _open_table(self, header: tuple[str, ...]) -> None:
        self._columns = read_columns(header)
        self._header = header
        self._interrupted = False
        self._above = ()

    def _belongs(self, row: Row, columns: Columns) -> bool:
        """After lines that interrupt a table, only a numbered row of its very width goes on with it."""
        if self._interrupted:
            numbered = number_of(columns.cell(row.cells, Meaning.NUMBER))
            self._interrupted = len(row.cells) != len(columns.headings) or not numbered
            if self._interrupted and sum(map(bool, row.cells)) > 2:
                why = _("a row stands apart from its table and was left out; check it")
                self.problems.append(Problem(row.line, Severity.WARNING, why))
        return not self._interrupted

    def _see_body(self, row: Row, columns: Columns) -> None:
        # A cell merged across the row may come as the same text in every column.
        filled = list(dict.fromkeys(one_line(cell) for cell in row.cells if fold(cell)))
        if not filled or (_TOTAL.fullmatch(fold(filled[0])) and len(filled) < columns.width):
            return
        if (len(filled) == 1 and not filled[0].isdigit()) or _is_group(filled, columns):
            self.settle(None)
            self._group = " ".join(filled)
        elif len(filled) == 2 and number_of(filled[0]) and self._held is None:
            self._held = row
        else:
            self.settle(row)
            self._add(row, columns)

    def settle(self, following: Row | None) -> None:
        """A number with a title alone heads a group if "1.1" follows "1"; else it is a damaged task."""
        held, self._held = self._held, None
        if held is None or self._columns is None:
            return
        number, title = dict.fromkeys(one_line(cell) for cell in held.cells if fold(cell))
        following_number = number_of(following.cells[0]) if following and following.cells else None
        if (following_number or "").startswith(f"{number_of(number)}."):
            self._group = f"{number} {title}"
        else:
            self._add(held, self._columns)

    def _add(self, row: Row, columns: Columns) -> None:
        chapter = self._appendix if self._several else 1
        self._positions[chapter] += 1
        place = Place(
            code=f"PL{chapter}-{self._positions[chapter]}",
            appendix=str(self._appendix) if self._appendix else None,
            group=self._group,
            line=row.line,
            year=self._year,
        )
        cells = like_above(row.cells, self._above)
        task, problems = read_task(cells, columns, place)
        self._above = cells
        self.tasks.append(task)
        self.problems.extend(problems)


def _is_group(filled: Sequence[str], columns: Columns) -> bool:
    number = number_of(filled[0])
    return len(filled) == 2 < columns.width and bool(number) and not (number or "")[0].isdigit()


def _is_column_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled)


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


def nothing_found() -> Problem:
    """The problem of a document without any task."""
    return Problem(
        None,
        Severity.ERROR,
        _("no task found; a table needs the columns “Nội dung”, “Cơ quan chủ trì”, “Thời gian”"),
    )
