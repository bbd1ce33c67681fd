"""A task on its way: cells under known columns, before codes are given and terms are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.text import one_line


@dataclass(slots=True)
class Entry:
    """The cells of a task, its group, and in words what was guessed about it."""

    line: int
    cells: list[str]
    columns: Columns
    group: str | None
    doubts: list[str] = field(default_factory=list)

    def cell(self, meaning: Meaning) -> str:
        """The cell of that meaning, empty where there is none."""
        return self.columns.cell(self.cells, meaning)

    def put(self, meaning: Meaning, text: str) -> None:
        """Set the cell of that meaning, if the table has such a column."""
        place = self.columns.places.get(meaning)
        if place is not None:
            self.cells.extend([""] * (place + 1 - len(self.cells)))
            self.cells[place] = text

    def add(self, cells: list[str]) -> None:
        """Lengthen each cell by that of a row that goes on with this one."""
        title = self.columns.places.get(Meaning.TITLE)
        self.cells.extend([""] * (len(cells) - len(self.cells)))
        for place, cell in enumerate(cells):
            if cell and one_line(cell) not in map(one_line, self.cells[place].split("\n")):
                mark = " " if place == title else "\n"
                same = one_line(cell) == one_line(self.cells[place])
                self.cells[place] = self.cells[place] if same else f"{self.cells[place]}{mark}{cell}".strip()
