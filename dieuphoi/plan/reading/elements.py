"""What a document is made of before anything in it is understood: lines, rows of tables, ends of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from dieuphoi.plan.text import clean

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the text with its number, counted from 1."""

    number: int
    text: str


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


def cell_of(text: str) -> str:
    """The text of a cell or line without what converters to Markdown leave in it."""
    return clean(_BREAK.sub("\n", text).replace("**", "")).strip()
