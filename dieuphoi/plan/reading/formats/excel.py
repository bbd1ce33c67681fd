"""Excel workbooks: the visible sheets one after the other, with real dates as people write them.

A line is the row number of its sheet. Hidden sheets are left out and named; hidden rows and columns of a visible
sheet are read, for filters and narrow screens hide what is in force, and the note says so.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from dieuphoi.plan.reading.appendices import appendix_of
from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.plan.reading.formats.found import MOST_COLUMNS, MOST_ROWS, Found, Spot, heads_tasks
from dieuphoi.plan.reading.formats.grids import EMPTY, Box, settle
from dieuphoi.plan.reading.formats.packages import Package, local, open_package
from dieuphoi.plan.reading.legacy import from_scheme, scheme_of_font
from dieuphoi.wording import _

_EMPTY_IN_A_ROW = 2_000  # empty rows after which a sheet has ended, however far its format goes
_MOST_MERGES = 50_000
MOST_CELLS = 400_000  # of one sheet
_OF_LAYOUT = ("{*}row", "{*}col", "{*}mergeCell")
_WHOLE = re.compile(r"\A(\d+)\.0+\Z")  # a number that became text
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\\\.")
_FREE = 2  # cells in a row outside tables, such as the two sides of a letterhead


def read_excel(data: bytes, name: str) -> Found:
    """The rows of a .xlsx or .xlsm. Raises ReadingError for what is no sound workbook."""
    package = open_package(data, name)
    found = Found(name)
    if package.macros:
        found.note(_("the file holds macros; they were not run, only the text was read"))
    paths = _sheet_paths(package)
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            found.note(_("sheet “{sheet}” is hidden and was left out").format(sheet=sheet.title))
            continue
        layout = _layout(package, paths.get(sheet.title))
        if layout.hidden:
            found.note(
                _("sheet “{sheet}” has hidden rows or columns; they were read").format(sheet=sheet.title)
            )
        sheet.reset_dimensions()
        _Sheet(found, sheet.title).read(_laid_out(_rows(sheet), layout))
    return found


def _sheet_paths(package: Package) -> dict[str, str]:
    main = package.main_part()
    parts, root = package.related(main), package.xml(main)
    found = {}
    for one in () if root is None else root.iter():
        if local(one) == "sheet":
            link = next((text for key, text in one.attrib.items() if str(key).endswith("}id")), "")
            found[one.get("name") or ""] = parts.get(str(link), ("", ""))[1]
    return found


@dataclass(slots=True)
class _Layout:
    """Which cells are merged: corner (row, column) to last row and column; and whether something is hidden."""

    merges: dict[tuple[int, int], tuple[int, int]]
    hidden: bool = False


def _layout(package: Package, path: str | None) -> _Layout:
    """What of a sheet's layout matters, read as a stream: a sheet may be large."""
    layout = _Layout({})
    if not path or path not in package.archive.namelist():
        return layout
    cells = 0
    stream = etree.iterparse(
        package.archive.open(path), tag=_OF_LAYOUT, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _event, element in stream:
        name = local(element)
        if name == "mergeCell":
            if len(layout.merges) < _MOST_MERGES:
                left, top, right, bottom = range_boundaries(element.get("ref") or "A1")
                layout.merges[top or 1, left or 1] = (bottom or MOST_ROWS, right or MOST_COLUMNS)
        else:
            layout.hidden |= element.get("hidden") in {"1", "true"} and (name == "col" or len(element) > 0)
            cells += len(element)
        if cells > MOST_CELLS:
            raise ReadingError(
                _("{name} has more than {n} cells; send only the sheets of the plan").format(
                    name=package.name, n=MOST_CELLS
                )
            )
        if name != "col":
            _forget(element)
    return layout


def _forget(element: etree._Element) -> None:
    """Drop what was read, so that never the whole sheet is held."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, str]]]:
    """The rows that hold something: their number, and text by column."""
    empty = 0
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        texts = {
            cell.column: text for cell in cells if cell.value is not None and (text := _text(cell)).strip()
        }
        if texts:
            empty = 0
            yield next(cell.row for cell in cells if cell.value is not None), texts
            continue
        empty += 1
        if empty > _EMPTY_IN_A_ROW:
            return


def _text(cell: Any) -> str:
    """The value of a cell as it would be written by hand."""
    value = cell.value
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, cell.number_format)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    text = _WHOLE.sub(r"\1", str(value))
    return from_scheme(text, scheme_of_font(getattr(cell.font, "name", None)))


def _date(value: dt.date, shown: str | None) -> str:
    """A date as far as its format shows it: "3/2022" becomes the first of March in Excel, and still means the month."""
    letters = _NOT_SHOWN.sub("", shown or "").casefold()
    if "y" in letters and "d" not in letters:
        return f"{value:%m/%Y}" if "m" in letters else f"{value:%Y}"
    return f"{value:%d/%m/%Y}"


def _laid_out(rows: Iterable[tuple[int, dict[int, str]]], layout: _Layout) -> Iterator[tuple[int, list[Box]]]:
    """Rows with the text of merged cells in each row that they cover."""
    covering: dict[int, tuple[int, str]] = {}  # column: last row, text
    corners: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in layout.merges.items():
        corners.setdefault(top, []).append((left, bottom))
    for number, texts in rows:
        covering = {column: found for column, found in covering.items() if found[0] >= number}
        boxes = [EMPTY] * max((*texts, *covering))
        for column, (_last, text) in covering.items():
            boxes[column - 1] = Box(text, own=False)
        for column, text in texts.items():
            boxes[column - 1] = Box(text)
        for left, bottom in corners.get(number, ()):
            if bottom > number and left in texts:
                covering[left] = bottom, texts[left]
        yield number, boxes


@dataclass(slots=True)
class _Sheet:
    """Reads one sheet: lines of text down to the heading of a table, its rows after that."""

    found: Found
    title: str

    def read(self, rows: Iterable[tuple[int, list[Box]]]) -> None:
        """Read the rows of the sheet."""
        self.found.end_of_table()
        numbered = list(rows)
        settled = [(numbered[at][0], cells) for at, cells in settle(boxes for _number, boxes in numbered)]
        if appendix_of(self.title, 0) and not any(_heads_appendix(cells) for _at, cells in settled):
            self.found.prose(self.title)
        first = min((_first_filled(cells) for _number, cells in settled), default=0)
        in_table = False
        for number, cells in settled:
            in_table = in_table or heads_tasks(cells)
            self._row(number, cells[first:], first, in_table)

    def _row(self, number: int, cells: Sequence[str], first: int, in_table: bool) -> None:
        filled = [cell for cell in cells if cell.strip()]
        column = get_column_letter(first + 1 + _first_filled(cells))
        spot = Spot(
            _("sheet “{sheet}”, cell {cell}").format(sheet=self.title, cell=f"{column}{number}"), number
        )
        if _heads_appendix(cells) or (len(filled) == 1 and not in_table):
            self.found.prose(filled[0], spot)
        elif len(filled) <= _FREE and not in_table:
            self.found.row(filled, spot)
        else:
            self.found.row(cells, spot)


def _first_filled(cells: Sequence[str]) -> int:
    return next((at for at, cell in enumerate(cells) if cell.strip()), len(cells))


def _heads_appendix(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and any(appendix_of(line.strip(), 0) for line in filled[0].splitlines())
