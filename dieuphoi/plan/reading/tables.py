"""Finding the rows of tables in plain text, in whichever way they were laid out.

Three layouts occur: one cell a line, each after a tab, with a blank line between rows; a row a line with
tabs between the cells; a row a line with bars, with or without outer ones. A cell may go on over the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dieuphoi.plan.text import clean

_MOST_CELLS = 40
_MOST_LINES_OF_A_ROW = 30
_LONGEST_ROW = 100_000
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=_-]+")
_STACKED = re.compile(r" *\t[^\t|]*")
_NUMBERED = re.compile(r"[\s|]*(?:\d{1,3}|[IVX]+)[.)]?\s*[|\t]")
_HEADING = re.compile(r"(?:Điều\s+\d|PHỤ LỤC|Phụ lục|Nơi nhận|Căn cứ|\(?Kèm theo|[IVX]+\.\s)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `line` is that of its first cell, `lines` those of all cells if each has its own."""

    line: int
    cells: tuple[str, ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A line outside tables, trimmed and not empty."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class TableEnd:
    """The end of a table: no row after it goes on with a table before it."""

    line: int


Element = Row | Prose | TableEnd


def split_lines(text: str) -> list[str]:
    """The lines of a text as editors count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def elements(lines: list[str]) -> Iterator[Row | Prose]:
    """Rows and prose in the order of the document."""
    at = width = 0
    while at < len(lines):
        line = lines[at]
        if _STACKED.fullmatch(line):
            row, at = _stacked_row(lines, at)
            if any(row.cells):
                yield row
            continue
        if _is_row(line) and (found := _row(lines, at, width)):
            row, at = found
            width = len(row.cells)
            if any(row.cells):
                yield row
            continue
        if line.strip() and not _is_row(line):
            width = 0
            yield Prose(at + 1, _cell(line))
        at += 1


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.rstrip()


def _stacked_row(lines: list[str], at: int) -> tuple[Row, int]:
    numbers, cells = [at + 1], [_cell(lines[at])]
    at += 1
    while at < len(lines) and lines[at].strip(" "):
        if _STACKED.fullmatch(lines[at]):
            cells.append(_cell(lines[at]))
            numbers.append(at + 1)
        elif _is_row(lines[at]) or not cells[-1] or _HEADING.match(lines[at].strip()):
            break
        else:
            cells[-1] = f"{cells[-1]}\n{_cell(lines[at])}".strip()
        at += 1
    return Row(numbers[0], tuple(cells), tuple(numbers)), at


def _row(lines: list[str], at: int, width: int) -> tuple[Row, int] | None:
    """The row that begins here, joined with the lines that its cells go on over; None for what is no row."""
    if _RULE.fullmatch(lines[at]) or len(lines[at]) > _LONGEST_ROW:
        return None
    text, end = lines[at], at + 1
    while len(_cells(text)) < width and end < len(lines) and end - at < _MOST_LINES_OF_A_ROW:
        if not lines[end].strip() or _NUMBERED.match(lines[end]):
            break
        text, end = f"{text}\n{lines[end]}", end + 1
    if len(_cells(text)) != width:
        text, end = lines[at], at + 1
    tail = _tail(lines, end, width)
    cells = _cells("\n".join((text, *tail)))
    return (Row(at + 1, cells), end + len(tail)) if 1 < len(cells) <= _MOST_CELLS else None


def _tail(lines: list[str], end: int, width: int) -> list[str]:
    """Lines without a bar that stand between two rows: the last cell of the first goes on over them."""
    tail: list[str] = []
    for line in lines[end : end + _MOST_LINES_OF_A_ROW]:
        if _is_row(line):
            return tail if len(_cells(line)) == width else []
        if not line.strip() or _HEADING.match(line.strip()):
            break
        tail.append(line)
    return []


def _cells(text: str) -> tuple[str, ...]:
    return tuple(_cell(part) for part in text.split("|" if "|" in text else "\t"))


def _cell(text: str) -> str:
    """The text of a cell or line without what converters to Markdown leave in it."""
    return clean(_BREAK.sub("\n", text).replace("**", "")).strip()
