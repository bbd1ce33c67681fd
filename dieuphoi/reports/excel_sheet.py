"""One sheet of the workbook: a heading, a table that can be filtered, cells of the right kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | None

_HEAD_ROW = 3  # after the heading, the stamp and an empty row
_CELL_LIMIT = 32_767  # characters; Excel calls a file with longer texts damaged
_A4 = 9
_PAGE_WIDTH = 170  # characters across a page before a print gets too small to read
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409  # points; the second is the most that Excel allows


def styles(book: Workbook) -> dict[str, Format]:
    """The looks of cells. Grey and borders only, so that a print in black says the same."""
    cell = {"border": 1, "text_wrap": True, "valign": "top"}
    head = cell | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
    return {
        "heading": book.add_format({"bold": True, "font_size": 14}),
        "stamp": book.add_format({"italic": True}),
        "head": book.add_format(head),
        "cell": book.add_format(cell),
        "date": book.add_format(cell | {"num_format": "dd/mm/yyyy", "align": "center"}),
        "sum": book.add_format(cell | {"bold": True}),
    }


class Sheet:
    """Writes downwards; remembers where it stands and how wide its table is."""

    def __init__(self, sheet: Worksheet, formats: dict[str, Format]) -> None:
        self._sheet, self._formats = sheet, formats
        self._next, self._widths = _HEAD_ROW, [1]
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(_HEAD_ROW)

    @property
    def empty(self) -> bool:
        """Whether nothing follows the head row."""
        return self._next == _HEAD_ROW + 1

    def heading(self, title: str, stamp: str) -> None:
        """The first two rows: what this is, and which moment it is true for."""
        self._sheet.write_string(0, 0, title, self._formats["heading"])
        self._sheet.write_string(1, 0, stamp, self._formats["stamp"])

    def head(self, columns: Sequence[tuple[str, int]]) -> None:
        """The names of the columns, with the widths that they take."""
        self._widths = [width for _name, width in columns]
        for position, width in enumerate(self._widths):
            self._sheet.set_column(position, position, width)
        self._sheet.fit_to_pages(2 if sum(self._widths) > _PAGE_WIDTH else 1, 0)
        self._sheet.repeat_columns(0)
        self.row([name for name, _width in columns], "head")

    def row(self, cells: Sequence[Cell], style: str = "cell") -> None:
        """The next row, high enough for its longest text: many viewers do not work that out themselves."""
        lines = max(map(_lines, cells, self._widths))
        self._sheet.set_row(self._next, min(_LINE_HEIGHT * lines, _MOST_HEIGHT))
        for column, cell in enumerate(cells):
            self._write(column, cell, style)
        self._next += 1

    def remark(self, text: str) -> None:
        """A sentence where a table has nothing to show."""
        self._sheet.write_string(self._next, 0, text)

    def filter_and_freeze(self) -> None:
        """Filters for the rows so far; the head stays in sight."""
        self._sheet.autofilter(_HEAD_ROW, 0, max(self._next - 1, _HEAD_ROW), len(self._widths) - 1)
        self._sheet.freeze_panes(_HEAD_ROW + 1, 0)

    def _write(self, column: int, cell: Cell, style: str) -> None:
        """A text is written as a text whatever it begins with: "=…" must never become a formula."""
        if isinstance(cell, str):
            self._sheet.write_string(self._next, column, cell[:_CELL_LIMIT], self._formats[style])
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._next, column, cell, self._formats["date"])
        elif cell is None:
            self._sheet.write_blank(self._next, column, None, self._formats[style])
        else:
            self._sheet.write_number(self._next, column, cell, self._formats[style])


def _lines(cell: Cell, width: int) -> int:
    """How many lines a text takes in a column; words break a little earlier than letters would."""
    return 1 + len(cell) // max(width - 3, 1) if isinstance(cell, str) else 1
