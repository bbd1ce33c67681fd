"""Tables of which a converter left one cell a line and no mark between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.agency_words import WRAPPED_COMMITTEE
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.reading.columns import Columns, Meaning, is_header, meaning_of, read_columns
from dieuphoi.plan.reading.elements import Line, Row, cell_of

_MOST_COLUMNS = 10
_LONGEST_HEADING = 60
_MOST_LINES = 40  # of one row
_NUMBER = re.compile(r"\(?\d{1,3}\)?\.?|[IVX]{1,5}\.?|A")
_FIRST = re.compile(r"\(?1\)?\.?|I\.?|A")
_ENDS = re.compile(r"(?:PHỤ LỤC|Phụ lục|Nơi nhận|Điều \d|TM\.|KT\.|TL\.|Ghi chú|Tổng cộng)")
_LEAST_COLUMNS = 3
_LONGEST_DEADLINE = 40

Cell = tuple[int, str]


def bare_table(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of a table whose heading begins at this line, and the place after it; None where none begins."""
    found = meaning_of(lines[at].text.strip())
    if not found or found[0] is not Meaning.NUMBER or "muc" in lines[at].text.casefold():
        return None
    places = _filled(lines, at)
    if len(places) < _LEAST_COLUMNS or lines[places[1]].text == lines[at].text:
        return None
    first = next((n for n, place in enumerate(places) if _FIRST.fullmatch(lines[place].text.strip())), 0)
    heading = _heading([lines[place].text for place in places[:first]])
    columns = read_columns(heading) if len(heading) >= _LEAST_COLUMNS and is_header(heading) else None
    if columns is None:
        return None
    rows, end = _rows(lines, places[first], columns)
    return [Row(lines[at].number, tuple(heading)), *rows], end


def _filled(lines: Sequence[Line], at: int) -> list[int]:
    most = range(at, min(at + 3 * _MOST_COLUMNS, len(lines)))
    return [place for place in most if lines[place].text.strip()][: 2 * _MOST_COLUMNS]


def _heading(texts: Sequence[str]) -> list[str]:
    """The headings; a line in lower case, or one that means nothing of its own, goes on with the one before it."""
    heading: list[str] = []
    for text in texts:
        if len(text) > _LONGEST_HEADING or len(heading) > _MOST_COLUMNS:
            return []
        goes_on = text.strip()[:1].islower()
        if not heading or (meaning_of(text) and not goes_on):
            heading.append(cell_of(text))
        else:
            heading[-1] = f"{heading[-1]}\n{cell_of(text)}"
    return heading


def _rows(lines: Sequence[Line], at: int, columns: Columns) -> tuple[list[Row], int]:
    rows: list[Row] = []
    number = 0
    while at < len(lines):
        digits = re.sub(r"\D", "", lines[at].text)
        number = int(digits) if digits else number
        end = _end_of_row(lines, at, number + 1)
        rows.append(_row(lines[at:end], columns))
        at = end
        if at == len(lines) or not _NUMBER.fullmatch(lines[at].text.strip()):
            break
    return rows, at


def _end_of_row(lines: Sequence[Line], at: int, number: int) -> int:
    """The place of the next row's number or of what ends the table."""
    following = {str(number), str(number + 1), "1"}
    for place in range(at + 1, min(at + _MOST_LINES, len(lines))):
        text = lines[place].text.strip()
        if _ENDS.match(text):
            return place
        if text.strip("().") in following or re.fullmatch(r"[IVX]{1,5}\.?", text):
            return place
    return min(at + _MOST_LINES, len(lines))


def _row(lines: Sequence[Line], columns: Columns) -> Row:
    """The row of some lines; where an empty line makes the cells as many as the columns, it is an empty cell."""
    last = max(at for at, line in enumerate(lines) if line.text.strip())
    cells = _filled_or_empty([(line.number, cell_of(line.text)) for line in lines[: last + 1]], columns)
    if not _fits([text for _, text in cells], columns):
        joined = _filled_or_empty(_wrapped_joined(lines[: last + 1]), columns)
        cells = joined if _fits([text for _, text in joined], columns) else cells
    texts = [text for _, text in cells]
    if len(texts) > columns.width:
        texts = _gathered(texts, columns)
    return Row(lines[0].number, tuple(texts), tuple(number for number, _ in cells[: len(texts)]))


def _filled_or_empty(cells: Sequence[Cell], columns: Columns) -> list[Cell]:
    """The cells without the empty ones, unless with them they are as many as the columns."""
    filled = [cell for cell in cells if cell[1]]
    return list(cells) if len(filled) < columns.width == len(cells) else filled


def _wrapped_joined(lines: Sequence[Line]) -> list[Cell]:
    """The cells, a line that its words or the mark before it show to go on joined with the line above."""
    cells: list[Cell] = []
    for line in lines:
        text = cell_of(line.text)
        number, above = cells[-1] if cells else (0, "")
        if text and above and _goes_on(above, text):
            cells[-1] = (number, f"{above}\n{text}")
        else:
            cells.append((line.number, text))
    return cells


def _goes_on(above: str, text: str) -> bool:
    open_ended = above.endswith((",", ";")) or text.startswith("(")
    if open_ended or WRAPPED_COMMITTEE.search(f"{above.splitlines()[-1]}\n{text}"):
        return True
    return text[0].islower() and not is_group(text) and not read_deadline(text, 2000).due


def _fits(cells: Sequence[str], columns: Columns) -> bool:
    """Whether there is a cell for each column at most, and none that another column should hold."""
    if len(cells) > columns.width:
        return False
    deadline = columns.cell(cells, Meaning.DEADLINE)
    if is_named_agency(deadline) or is_group(deadline):
        return False
    agencies = [columns.cell(cells, meaning) for meaning in (Meaning.LEAD, Meaning.COORDINATORS)]
    return not any(len(cell) < _LONGEST_DEADLINE and read_deadline(cell, 2000).due for cell in agencies)


def _gathered(cells: Sequence[str], columns: Columns) -> list[str]:
    """More lines than columns: a line that does not begin what the next column holds goes on with its cell."""
    gathered = [""] * columns.width
    column = 0
    for cell in cells:
        if column + 1 < columns.width and gathered[column] and _begins(cell, columns, column + 1):
            column += 1
        gathered[column] = f"{gathered[column]}\n{cell}".strip()
    return gathered


def _begins(cell: str, columns: Columns, column: int) -> bool:
    meaning = columns.meaning_at(column)
    if meaning in {Meaning.LEAD, Meaning.COORDINATORS, Meaning.LEVEL}:
        return is_named_agency(cell) or is_group(cell)
    if meaning is Meaning.DEADLINE:
        deadline = read_deadline(cell, 2000)
        return bool(deadline.due or deadline.recurrence) and not is_named_agency(cell)
    return True
