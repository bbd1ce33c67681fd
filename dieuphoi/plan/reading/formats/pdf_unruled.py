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
_HEADING_LINES = 10
_ALIKE = 0.8  # of the usual white between rows
_SAME = 0.5  # points by which two gaps alike may differ


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

    def is_title(self, line: Line) -> bool:
        """Whether a line is the title of a group of rows."""
        parts = line.parts(_GAP)
        return len(parts) == 1 and self._is_whole(parts[0], alone=True)

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
    gaps = _gaps(lines)
    for named, line in enumerate(lines):
        if not any(meaning_of(_words(part)) for part in line.parts(_GAP)):
            continue
        start = named  # a heading of more lines reaches up beside the others
        while start and gaps[start] < 0:
            start -= 1
        if best := _best_heading(lines[start:], gaps[start:]):
            height, columns = best
            end = _end(lines, start + height, columns)
            rows = rows_of(lines[start + height : end], columns, whole=True)
            return UnruledTable(start, end, [columns.cells(lines[start : start + height]), *rows], columns)
    return None


def _best_heading(lines: Sequence[Line], gaps: Sequence[float]) -> tuple[int, Columns] | None:
    """How many lines at the top are the heading: what names the most columns and stands apart from the rows."""
    ranked: list[tuple[tuple[int, bool, int, int], Columns]] = []
    for height in range(1, min(_HEADING_LINES, len(lines)) + 1):
        columns = _heading(lines[:height], lines[height:])
        if columns is not None:
            cells = columns.cells(lines[:height])
            meanings = len({found for cell in cells if (found := meaning_of(cell))})
            white = round(gaps[height]) if height < len(lines) else 0
            ranked.append(((meanings, _begins_at_the_top(lines[height:], columns), white, -height), columns))
    if not ranked:
        return None
    rank, columns = max(ranked, key=lambda one: one[0])
    return -rank[3], columns


def _begins_at_the_top(below: Sequence[Line], columns: Columns) -> bool:
    anchors = [at for at, line in enumerate(below) if _is_anchor(line, columns)]
    return columns.numbered and anchors[:1] == [0] and _at_the_top(below, columns, anchors)


def _heading(heading: Sequence[Line], below: Sequence[Line]) -> Columns | None:
    """The columns that some lines head, if they head a table of tasks."""
    if any(number_of(one.words[0].text) for one in heading):
        return None
    columns = _columns_of(heading, below)
    if columns is None:
        return None
    cells = columns.cells(heading)
    return columns if heads_tasks(cells) and read_columns(cells) else None


def goes_on(lines: Sequence[Line], columns: Columns) -> UnruledTable | None:
    """The rest of a table that began on the page before, at the top of this one; None where there is none."""
    height = len(columns.heading)
    start = height if tuple(line.text for line in lines[:height]) == columns.heading else 0
    end = _end(lines, start, columns)
    rows = list(rows_of(lines[start:end], columns))
    if not start and not any(sum(bool(cell) for cell in cells) > 2 for cells in rows):
        return None
    return UnruledTable(0, end, rows, columns)


def rows_of(lines: Sequence[Line], columns: Columns, *, whole: bool = False) -> Iterator[list[str]]:
    """The lines as rows of cells; `whole` says that the first row begins here and is not the rest of one."""
    starts = _starts(lines, columns, whole) if columns.numbered else _starts_by_gaps(lines)
    for start, end in itertools.pairwise([0, *starts, len(lines)]):
        if start < end:
            yield columns.cells(lines[start:end])


def _starts(lines: Sequence[Line], columns: Columns, whole: bool) -> list[int]:
    """The first line of each row but the first. Between two numbers a row ends at the widest white, for a number may
    stand beside the middle of its row; of gaps alike it is the one above the number."""
    gaps = _gaps(lines)
    anchors = [at for at, line in enumerate(lines) if _is_anchor(line, columns)]
    if _at_the_top(lines, columns, anchors):
        return [at for at in anchors if at]
    starts = [_widest(gaps, one + 1, other) for one, other in itertools.pairwise(anchors)]
    if anchors and anchors[0] > 0 and not whole:
        first = _widest(gaps, 1, anchors[0])
        if not starts or gaps[first] > _ALIKE * median(gaps[start] for start in starts):
            starts.insert(0, first)
    return starts


def _at_the_top(lines: Sequence[Line], columns: Columns, anchors: Sequence[int]) -> bool:
    """Whether numbers stand on the first lines of their rows: what comes below goes on with what stands there."""
    filled = [{columns.place(word) for word in line.words} for line in lines]
    for start, end in itertools.pairwise([*anchors, len(lines)]):
        if not columns.is_title(lines[start]) and any(filled[at] - filled[start] for at in range(start, end)):
            return False
    return bool(anchors)


def _widest(gaps: Sequence[float], first: int, last: int) -> int:
    most = max(gaps[first : last + 1])
    return max(at for at in range(first, last + 1) if gaps[at] > most - _SAME)


def _is_anchor(line: Line, columns: Columns) -> bool:
    """Whether a line holds the number of its row, or the title of a group."""
    first = [word for word in line.words if columns.place(word) == 0]
    return bool(first) and (number_of(_words(first)) is not None or columns.is_title(line))


def _starts_by_gaps(lines: Sequence[Line]) -> list[int]:
    """The same for a table without numbers: rows stand further apart than the lines of one row."""
    gaps = _gaps(lines)
    inner = sorted(gaps[1:])
    jumps = [(after - before, (after + before) / 2) for before, after in itertools.pairwise(inner)]
    jump, between = max(jumps, default=(0.0, 0.0))
    return [at for at in range(1, len(lines)) if gaps[at] > between or jump < _SAME]


def _gaps(lines: Sequence[Line]) -> list[float]:
    """The white above each line; below zero where it reaches up beside the lines before it."""
    gaps, bottom = [], float("inf")
    for line in lines:
        gaps.append(bottom - line.top if bottom != float("inf") else 0.0)
        bottom = min(bottom, line.bottom)
    return gaps


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
