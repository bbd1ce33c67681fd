"""The markup of the corpus's made files: lines are paragraphs, `[table …]` to `[/table]` is a table.

In a table a line is a row and ` | ` parts cells; `//` is a line break in a cell, `^` joins the cell with the one
above, `<` with the one at its left. `[sheet NAME]`, `[page]`, `[landscape]` and `[box TEXT]` (a text box) stand
on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MARK = re.compile(r"^\[(/?[a-z]+)(?: (.*))?\]$")


@dataclass
class Table:
    """Rows of cells as written, and the options of `[table …]`."""

    options: dict[str, str]
    rows: list[list[str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


@dataclass(frozen=True)
class Mark:
    """`[page]`, `[landscape]`, `[sheet NAME]` or `[box TEXT]`."""

    name: str
    value: str


@dataclass(frozen=True)
class Cell:
    """A cell with the rows and columns that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def blocks(content: str) -> Iterator[str | Table | Mark]:
    """The document's paragraphs, tables and marks in order."""
    table: Table | None = None
    for line in content.rstrip("\n").split("\n"):
        mark = MARK.match(line)
        if mark and mark[1] == "table":
            table = Table(dict(_option(word) for word in (mark[2] or "").split()))
        elif table and mark and mark[1] == "/table":
            yield table
            table = None
        elif table:
            table.rows.append([cell.strip().replace("//", "\n") for cell in line.split("|")])
        else:
            yield Mark(mark[1], mark[2] or "") if mark else line


def cells(table: Table) -> Iterator[Cell]:
    """The table's cells, joined ones once."""
    rows = [row + [""] * (table.width - len(row)) for row in table.rows]
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in ("^", "<"):
                continue
            wide = 1
            while left + wide < len(row) and row[left + wide] == "<":
                wide += 1
            high = 1
            while top + high < len(rows) and rows[top + high][left] == "^":
                high += 1
            yield Cell(top, left, high, wide, text)


def _option(word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    return key, value or "yes"
