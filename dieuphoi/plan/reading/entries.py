"""A task on its way: cells under known columns, before codes are given and terms are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.agency_words import WRAPPED_COMMITTEE
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
        self.cells.extend([""] * (len(cells) - len(self.cells)))
        for place, cell in enumerate(cells):
            above = self.cells[place]
            if one_line(cell) not in {one_line(above), *map(one_line, above.split("\n"))}:
                self.cells[place] = f"{above}{_mark(above, cell)}{cell}".strip()


def _mark(above: str, cell: str) -> str:
    """A new line before what may stand for itself: another agency or point; a blank before the rest of a name."""
    if WRAPPED_COMMITTEE.match(f"{above.rsplit(maxsplit=1)[-1] if above.split() else ''}\n{cell}"):
        return " "
    named = cell[:1].isupper() and is_named_agency(cell)
    opens = named or is_group(cell) or not cell[:1].isalnum()
    return "\n" if opens or above.endswith((".", ";")) else " "
