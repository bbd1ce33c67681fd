"""Tables as spreadsheets save them: a row a line, semicolons or commas between the cells, quotes around some."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from dieuphoi.plan.reading.columns import Meaning, meaning_of
from dieuphoi.plan.reading.elements import Line, Row, cell_of

_LEAST_CELLS = 3
_LONGEST_HEADING = 500


def separated_table(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of a table whose heading is this line, and the place after it; None where none begins."""
    if len(lines[at].text) > _LONGEST_HEADING:
        return None
    for mark in ";,":
        heading = _cut([lines[at].text], mark)[0][1] if mark in lines[at].text else []
        meanings = [found and found[0] for found in map(meaning_of, heading)]
        if len(heading) >= _LEAST_CELLS and None not in meanings and Meaning.NUMBER in meanings:
            return _table(lines, at, mark, len(heading))
    return None


def _table(lines: Sequence[Line], at: int, mark: str, width: int) -> tuple[list[Row], int]:
    end = next((end for end in range(at, len(lines)) if not lines[end].text.strip()), len(lines))
    rows: list[Row] = []
    for start, cells in _cut([line.text for line in lines[at:end]], mark):
        if len(cells) != width:
            return rows, at + start
        rows.append(Row(lines[at + start].number, tuple(cells)))
    return rows, end


def _cut(texts: Sequence[str], mark: str) -> list[tuple[int, list[str]]]:
    """Rows with the place of their first line; a cell in quotes may go on over the line."""
    reader = csv.reader((f"{text}\n" for text in texts), delimiter=mark)
    found, start = [], 0
    try:
        for cells in reader:
            found.append((start, [cell_of(cell) for cell in cells]))
            start = reader.line_num
    except csv.Error:
        found.append((start, []))
    return found
