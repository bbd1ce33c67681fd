"""Tables without rules: columns are seen by the heading and the white between them, rows by their numbers or gaps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from dieuphoi.plan.reading.columns import meaning_of, read_columns
from dieuphoi.plan.reading.formats.found import heads_tasks
from dieuphoi.plan.reading.formats.pdf_lines import Line, text_of
from dieuphoi.plan.reading.formats.pdf_page import Word
from dieuphoi.plan.reading.tasks import number_of

_GAP = 0.55  # of a line's height: a gap as wide as this may part two columns
_MARGIN = 4.0  # points that a column's text keeps from the middle of the white beside it
_HEADING_LINES = 5
_ROW_GAP = 1.5  # of the usual gap between lines: wider parts two rows


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table part, and whether its first holds numbers."""

    heading: tuple[str, ...]  # its lines, which may come again on every page
    edges: tuple[float, ...]  # between two columns each
    rights: tuple[float, ...]  # how far the text of each may reach
    numbered: bool

    def cells(self, lines: Sequence[Line]) -> list[str]:
        """The text of some lines under each column; what crosses a gap between columns stands in the first."""
        columns: list[list[Word]] = [[] for _column in range(len(self.edges) + 1)]
        for line in lines:
            parts = line.parts(_GAP)
            for part in parts:
                whole = self._is_whole(part, alone=len(parts) == 1)
                for word in part:
                    columns[self.place(part[0] if whole else word)].append(word)
        return [text_of(words, right - _MARGIN) for words, right in zip(columns, self.rights, strict=True)]

    def _is_whole(self, part: Sequence[Word], *, alone: bool) -> bool:
        """Whether words run on over the gaps between columns, as the title of a group does."""
        crossed = sum(part[0].left < edge < part[-1].right for edge in self.edges)
        titles = alone and self.place(part[0]) == 0 and not part[0].text[:1].isdigit()
        return crossed > 1 or (crossed == 1 and titles)

    def place(self, word: Word) -> int:
        """The column that a word stands in."""
        return sum(edge <= word.middle[0] for edge in self.edges)


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A table found among lines: the lines before it, its heading and rows, its columns for the next page."""

    start: int
    end: int
    rows: list[list[str]]
    columns: Columns


def find_table(lines: Sequence[Line]) -> UnruledTable | None:
    """The first table of tasks among lines, by its heading."""
    for start, line in enumerate(lines):
        if not any(meaning_of(_words(part)) for part in line.parts(_GAP)):
            continue
        for height in range(min(_HEADING_LINES, len(lines) - start), 0, -1):
            heading = lines[start : start + height]
            if any(number_of(one.words[0].text) for one in heading):
                continue
            columns = _columns_of(heading, lines[start + height :])
            if columns is None:
                continue
            cells = columns.cells(heading)
            if heads_tasks(cells) and read_columns(cells):
                end = _end(lines, start + height, columns)
                rows = list(rows_of(lines[start + height : end], columns))
                return UnruledTable(start, end, [cells, *rows], columns)
    return None


def goes_on(lines: Sequence[Line], columns: Columns) -> UnruledTable | None:
    """The rest of a table that began on the page before, at the top of this one; None where there is none."""
    height = len(columns.heading)
    start = height if tuple(line.text for line in lines[:height]) == columns.heading else 0
    end = _end(lines, start, columns)
    rows = list(rows_of(lines[start:end], columns))
    if not start and not any(sum(bool(cell) for cell in cells) > 2 for cells in rows):
        return None
    return UnruledTable(0, end, rows, columns)


def rows_of(lines: Sequence[Line], columns: Columns) -> Iterator[list[str]]:
    """The lines as rows of cells."""
    row: list[Line] = []
    usual = _usual_gap(lines)
    for line in lines:
        if row and _begins(line, row[-1], columns, usual):
            yield columns.cells(row)
            row = []
        row.append(line)
    if row:
        yield columns.cells(row)


def _begins(line: Line, before: Line, columns: Columns, usual: float) -> bool:
    wide = before.bottom - line.bottom > _ROW_GAP * usual
    first = [word for word in line.words if columns.place(word) == 0]
    if not columns.numbered:
        return wide
    crossing = columns.edges and line.parts(_GAP)[0][-1].right > columns.edges[0] and bool(first)
    return bool(first) and (wide or crossing or number_of(_words(first)) is not None)


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = [above.bottom - below.bottom for above, below in itertools.pairwise(lines)]
    heights = [line.top - line.bottom for line in lines]
    near = [gap for gap in gaps if heights and gap < 2 * median(heights)]
    return min(median(near), 1.4 * median(heights)) if near else 1.2 * (median(heights) if heights else 10)


def _columns_of(heading: Sequence[Line], below: Sequence[Line]) -> Columns | None:
    """Columns by the blocks of the heading; each edge goes where the fewest words below would be cut."""
    blocks = _blocks([part for line in heading for part in line.parts(_GAP)])
    if len(blocks) < 3:
        return None
    body = [word for line in below[:60] if len(line.parts(_GAP)) > 1 for word in line.words]
    edges = tuple(_edge(one[1], other[0], body) for one, other in itertools.pairwise(blocks))
    first = [word for word in body if word.middle[0] < edges[0]]
    numbers = sum(number_of(word.text) is not None for word in first)
    last = max((word.right for word in body), default=edges[-1])
    return Columns(
        tuple(line.text for line in heading),
        edges,
        (*edges, last + _MARGIN),
        numbered=numbers > len(first) / 2,
    )


def _blocks(parts: Sequence[tuple[Word, ...]]) -> list[tuple[float, float]]:
    """The stretches of a heading that stand over each other."""
    blocks: list[tuple[float, float]] = []
    stretches = [(part[0].left, part[-1].right) for part in parts]
    for left, right in sorted(one for one in stretches if not _is_above_several(one, stretches)):
        if blocks and left < blocks[-1][1]:
            blocks[-1] = blocks[-1][0], max(blocks[-1][1], right)
        else:
            blocks.append((left, right))
    return blocks


def _is_above_several(one: tuple[float, float], stretches: Sequence[tuple[float, float]]) -> bool:
    """Whether a heading stands over two others that stand beside each other: it names them together."""
    inner = [other for other in stretches if other != one and other[0] < one[1] and one[0] < other[1]]
    return any(left[1] < right[0] for left in inner for right in inner)


def _words(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _edge(left: float, right: float, words: Sequence[Word]) -> float:
    """Where between two headings the columns part: near the end of the widest white, for text begins at the left.

    Words may reach out further than their heading, and one may even cross, so the least crossed place counts.
    """
    places = [left + step for step in range(int(right - left) + 1)]
    crossed = [sum(word.left < x < word.right for word in words) for x in places]
    best: list[float] = []
    run: list[float] = []
    for x, number in zip(places, crossed, strict=True):
        run = [*run, x] if number == min(crossed) else []
        best = max(best, run, key=len)
    return best[-1] - min(_MARGIN, (best[-1] - best[0]) / 2)


def _end(lines: Sequence[Line], start: int, columns: Columns) -> int:
    """Where the table ends: at what ends a document, or at lines of plain text across its columns."""
    for at in range(start, len(lines)):
        text = lines[at].text
        if text.startswith(("Nơi nhận", "TM.", "KT.", "PHỤ LỤC", "Phụ lục", "Ghi chú")):
            return at
        crossed = sum(lines[at].words[0].left < edge < lines[at].right for edge in columns.edges)
        nxt = lines[at + 1] if at + 1 < len(lines) else None
        if len(lines[at].parts(_GAP)) == 1 and crossed == len(columns.edges) > 1 and nxt is not None:
            full = sum(nxt.words[0].left < edge < nxt.right for edge in columns.edges)
            if len(nxt.parts(_GAP)) == 1 and full > 1:
                return at
    return len(lines)
