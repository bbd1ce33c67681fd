"""Finding the rows of tables in plain text, in whichever way they were laid out.

Layouts that occur: one cell a line, each after a tab or bare; a row a line with tabs, bars or semicolons between
the cells; columns aligned with blanks. A cell may go on over the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dieuphoi.plan.reading.aligned import aligned_table
from dieuphoi.plan.reading.bare import bare_table
from dieuphoi.plan.reading.edge_bars import edge_bars
from dieuphoi.plan.reading.elements import Element, Line, Prose, Row, TableEnd, cell_of
from dieuphoi.plan.reading.pages import furniture, is_page_mark
from dieuphoi.plan.reading.separated import separated_table

__all__ = ["Element", "Prose", "Row", "TableEnd", "elements", "split_lines"]

_MOST_CELLS = 40
_MOST_LINES_OF_A_ROW = 30
_LONGEST_ROW = 100_000
_RULE = re.compile(r"[\s|:+=_-]+")
_STACKED = re.compile(r" *\t[^\t|]*")
_NUMBERED = re.compile(r"[\s|]*(?:\d{1,3}(?:\.\d{1,3})*|[IVX]+)[.)]?\s*[|\t]")
_HEADING = re.compile(r"(?:Điều\s+\d|PHỤ LỤC|Phụ lục|Nơi nhận|Căn cứ|\(?Kèm theo|[IVX]+\.\s)")
_QUOTED = re.compile(r'^\s*"([^"]+)"\s*$')  # as spreadsheets copy a cell that goes on over the line
_ESCAPED = "\ue000"  # stands for "\|" while a row is cut at its bars


def split_lines(text: str) -> list[str]:
    """The lines of a text as editors count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def elements(lines: Sequence[str]) -> Iterator[Row | Prose]:
    """Rows and prose in the order of the document."""
    left_out = furniture(lines)
    kept = [Line(at + 1, text.replace("\f", "")) for at, text in enumerate(lines) if at not in left_out]
    at = width = 0
    while at < len(kept):
        rows, after = _rows(kept, at, width)
        if rows:
            width = len(rows[-1].cells)
        elif after == at + 1 and kept[at].text.strip() and not _is_row(kept[at].text):
            width = 0 if not is_page_mark(kept[at].text) else width
            yield Prose(kept[at].number, cell_of(kept[at].text))
        yield from (row for row in rows if any(row.cells))
        at = after


def _rows(lines: Sequence[Line], at: int, width: int) -> tuple[Sequence[Row], int]:
    """The rows that begin at a line, and the line after them; none for a line that is no part of a table."""
    text = lines[at].text
    if _STACKED.fullmatch(text) and _is_alone(lines, at) and (rows := bare_table(lines, at)):
        return rows
    if _STACKED.fullmatch(text):
        row, after = _stacked_row(lines, at)
        return [row], after
    if text.strip() and (stood := edge_bars(lines, at)):
        return [stood[0]], stood[1]
    if _is_row(text):
        found = _row(lines, at, width)
        return ([found[0]], found[1]) if found else ([], at + 1)
    for table in (separated_table, aligned_table, bare_table):
        if rows := table(lines, at):
            return rows
    return [], at + 1


def _is_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether blank lines stand between cells, not only between rows."""
    return at + 1 < len(lines) and not lines[at + 1].text.strip()


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.rstrip()


def _stacked_row(lines: Sequence[Line], at: int) -> tuple[Row, int]:
    numbers, cells = [lines[at].number], [cell_of(lines[at].text)]
    at += 1
    while at < len(lines) and lines[at].text.strip(" "):
        text = lines[at].text
        if _STACKED.fullmatch(text):
            cells.append(cell_of(text))
            numbers.append(lines[at].number)
        elif _is_row(text) or not cells[-1] or _HEADING.match(text.strip()):
            break
        else:
            cells[-1] = f"{cells[-1]}\n{cell_of(text)}".strip()
        at += 1
    return Row(numbers[0], tuple(cells), tuple(numbers)), at


def _row(lines: Sequence[Line], at: int, width: int) -> tuple[Row, int] | None:
    """The row that begins here, joined with the lines that its cells go on over; None for what is no row."""
    first = lines[at].text
    if _RULE.fullmatch(first) or len(first) > _LONGEST_ROW:
        return None
    text, end = first, at + 1
    while len(_cells(text)) < width and end < len(lines) and end - at < _MOST_LINES_OF_A_ROW:
        if _ends_row(lines, end):
            break
        text, end = (text if is_page_mark(lines[end].text) else f"{text}\n{lines[end].text}"), end + 1
    if len(_cells(text)) != width:
        text, end = first, at + 1
    tail, end = _tail(lines, end, width)
    cells = _cells("\n".join((text, *tail)))
    return (Row(lines[at].number, cells), end) if 1 < len(cells) <= _MOST_CELLS else None


def _ends_row(lines: Sequence[Line], at: int) -> bool:
    """Whether a row whose cells are not complete does not go on here: at a blank line or another row's number.

    A blank line next to the number of a page stands for the change of pages.
    """
    if lines[at].text.strip():
        return bool(_NUMBERED.match(lines[at].text))
    near = [line.text for line in lines[max(at - 2, 0) : at + 3]]
    return not any(is_page_mark(text) for text in near)


def _tail(lines: Sequence[Line], end: int, width: int) -> tuple[list[str], int]:
    """Lines without a bar that stand between two rows: the last cell of the first goes on over them."""
    tail: list[str] = []
    for at in range(end, min(end + _MOST_LINES_OF_A_ROW, len(lines))):
        text = lines[at].text
        if _is_row(text):
            return (tail, at) if tail and len(_cells(text)) == width else ([], end)
        if not text.strip() or _HEADING.match(text.strip()):
            break
        if not is_page_mark(text):
            tail.append(text)
    return [], end


def _cells(text: str) -> tuple[str, ...]:
    hidden = text.replace("\\|", _ESCAPED)
    if "|" in hidden:
        return tuple(cell_of(part.replace(_ESCAPED, "|")) for part in hidden.split("|"))
    return tuple(cell_of(_QUOTED.sub(r"\1", part)) for part in text.split("\t"))
