"""Tables whose columns are aligned with blanks, as text copied off a printed page has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dieuphoi.plan.reading.columns import is_header
from dieuphoi.plan.reading.elements import Line, Row, cell_of
from dieuphoi.plan.reading.headings import meaning_of
from dieuphoi.plan.reading.pages import is_page_mark

_PART = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Ha-z])[.)]?")
_LEAST_PARTS = 3
_HEADING_LINES = 5
_LONGEST_LINE = 1000
_MOST_BLANK_LINES = 2
_ENDS = re.compile(r"\s*(?:Nơi nhận|Ghi chú|PHỤ LỤC|Phụ lục|Điều \d|TM\.|KT\.|TL\.)")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line with single blanks between them, and where they stand."""

    start: int
    end: int
    text: str


def aligned_table(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of a table whose heading begins at this line, and the place after it; None where none begins."""
    first = _parts(lines[at].text)
    if len(first) < _LEAST_PARTS or sum(meaning_of(part.text) is not None for part in first) < 2:
        return None
    body = _body(lines, at)
    block = [lines[place].text for place in range(at, _end(lines, body))]
    edges = _edges(first, block)
    heading = _joined([_cells(line.text, edges) for line in lines[at:body]])
    if not is_header(heading):
        return None
    end = _end(lines, body)
    return [Row(lines[at].number, heading), *_rows(lines[body:end], edges, heading, lines[at].text)], end


def _parts(text: str) -> list[Part]:
    if len(text) > _LONGEST_LINE or "|" in text or "\t" in text:
        return []
    return [Part(found.start(), found.end(), found[0]) for found in _PART.finditer(text)]


def _body(lines: Sequence[Line], at: int) -> int:
    """The first line after the heading: one with a number in front, or the second blank-free block."""
    for place in range(at + 1, min(at + _HEADING_LINES, len(lines))):
        parts = _parts(lines[place].text)
        if parts and (_NUMBER.fullmatch(parts[0].text) or parts[0].text == "(1)"):
            return place
    return at + 1


def _end(lines: Sequence[Line], body: int) -> int:
    """The place after the last line that is aligned with others."""
    end, blanks = body, 0
    for place in range(body, len(lines)):
        text = lines[place].text
        if not text.strip():
            blanks += 1
            if blanks > _MOST_BLANK_LINES:
                break
            continue
        parts = _parts(text)
        goes_on = len(parts) > 1 or (parts and parts[0].start > 2) or is_page_mark(text)
        if not goes_on or _ENDS.match(text):
            break
        end, blanks = place + 1, 0
    return end


def _edges(first: Sequence[Part], block: Sequence[str]) -> list[int]:
    """Where columns part: between two headings, the middle of the widest stripe that few lines have text in."""
    rows = [parts for line in block if len(parts := _parts(line)) >= _LEAST_PARTS]
    width = max(parts[-1].end for parts in rows)
    ink = [0] * (width + 1)
    for parts in rows:
        for part in parts:
            ink[part.start] += 1
            ink[part.end] -= 1
    filled = 0
    for place, change in enumerate(ink):
        filled += change
        ink[place] = filled
    return [_edge(ink, left, right) for left, right in pairwise(first)]


def _edge(ink: Sequence[int], left: Part, right: Part) -> int:
    """The last place of the emptiest stripe between the middles of two headings."""
    low, high = (left.start + left.end) // 2, (right.start + right.end) // 2
    least = min(ink[low : high + 1], default=0)
    places = [place for place in range(low, min(high + 1, len(ink))) if ink[place] == least]
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len)[-1] if runs else right.start


def _cells(text: str, edges: Sequence[int]) -> list[str]:
    """A line cut at the edges; a part that runs on over one stays whole where it begins."""
    cells = [""] * (len(edges) + 1)
    parts = _parts(text)
    for part in parts:
        begin = part.start
        for edge in edges if len(parts) > 2 or part is not parts[-1] else ():
            if begin < edge < part.end and text[edge] == " ":
                _put(cells, edges, begin, text[begin:edge])
                begin = edge + 1
        _put(cells, edges, begin, text[begin : part.end])
    return cells


def _put(cells: list[str], edges: Sequence[int], start: int, text: str) -> None:
    column = sum(edge <= start for edge in edges)
    cells[column] = f"{cells[column]}\n{cell_of(text)}".strip()


def _joined(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple("\n".join(filter(None, column)) for column in zip(*lines, strict=True))


def _rows(lines: Sequence[Line], edges: Sequence[int], heading: Sequence[str], first: str) -> list[Row]:
    """Rows begin where the first column is filled; what comes before such a line goes on with the row above."""
    found: list[tuple[int, list[list[str]]]] = []
    repeated = False
    for line in lines:
        cells = _cells(line.text, edges)
        again = line.text.split() == first.split()
        repeated = again or (repeated and not cells[0])
        if repeated or not line.text.strip() or is_page_mark(line.text):
            continue
        if cells[0] or not found:
            found.append((line.number, []))
        found[-1][1].append(cells)
    return [Row(number, _joined(parts)) for number, parts in found if heading]
