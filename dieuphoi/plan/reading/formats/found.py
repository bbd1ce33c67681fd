"""What a file holds in the order of its pages: lines of text and rows of tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dieuphoi.plan.reading.columns import is_header
from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.plan.reading.elements import Prose, Row, TableEnd
from dieuphoi.wording import _

MOST_ROWS = 30_000  # lines and rows of one document; a plan of 300 pages has some 10,000
MOST_COLUMNS = 60
_TASKS_HAVE = 3  # columns at the least: what, who, when


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: words for people, and the line to be shown where it is not the element's number."""

    words: str
    line: int | None = None


@dataclass(slots=True)
class Found:
    """What a reader of one format has found; elements are numbered from 1 in the order of the document."""

    name: str
    elements: list[Row | Prose | TableEnd] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _width: int = 0

    def prose(self, text: str, spot: Spot | None = None) -> None:
        """A paragraph outside tables; each of its lines is one of its own."""
        for line in text.splitlines():
            if line.strip():
                self.elements.append(Prose(self._next(spot), line))

    def table(self, rows: Iterable[tuple[Sequence[str], Spot | None]]) -> None:
        """A table. Without a heading and as wide as the one before, it goes on with that."""
        rows = [(cells[:MOST_COLUMNS], spot) for cells, spot in rows]
        width = max((len(cells) for cells, _spot in rows), default=0)
        if not width:
            return
        if width != self._width and self._width:
            self.end_of_table()
        self._width = width
        for cells, spot in rows:
            self.row(cells, spot)

    def row(self, cells: Sequence[str], spot: Spot | None = None) -> None:
        """A row of a table, as wide as it may be; one without text is left out."""
        if any(cell.strip() for cell in cells):
            self.elements.append(Row(self._next(spot), tuple(cells[:MOST_COLUMNS])))

    def end_of_table(self) -> None:
        """What follows belongs to no table above it."""
        self._width = 0
        self.elements.append(TableEnd(len(self.elements)))

    def note(self, text: str) -> None:
        """Something about the file as a whole that people should know; said once."""
        if text not in self.notes:
            self.notes.append(text)

    def _next(self, spot: Spot | None) -> int:
        line = len(self.elements) + 1
        check_length(line, self.name)
        if spot:
            self.spots[line] = spot
        return line


def check_length(number: int, name: str) -> None:
    """Raises ReadingError where a document has more lines and rows than any plan."""
    if number > MOST_ROWS:
        raise ReadingError(
            _("{name} has more than {n} lines and rows; send only the plan’s part").format(
                name=name, n=MOST_ROWS
            )
        )


def heads_tasks(cells: Sequence[str]) -> bool:
    """Whether the row is the heading of a table wide enough for tasks."""
    return len(cells) >= _TASKS_HAVE and is_header(cells)
