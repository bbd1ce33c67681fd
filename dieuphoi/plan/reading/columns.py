"""Where each meaning stands in the rows of a table, by its heading of one or more rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dieuphoi.plan.agency_lists import is_named_agency
from dieuphoi.plan.reading.headings import Meaning, meaning_of
from dieuphoi.plan.text import fold

__all__ = [
    "Columns",
    "Meaning",
    "is_header",
    "meaning_of",
    "read_columns",
    "with_second_row",
]

_LEAST_IN_SECOND = 2  # headings in the second row: one alone is rather the title of a group


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each meaning in the rows of one table, and what its headings say in folded form."""

    places: dict[Meaning, int]
    width: int
    headings: tuple[str, ...]

    def cell(self, cells: Sequence[str], meaning: Meaning) -> str:
        """The cell of that meaning, empty where the table or the row has none."""
        place = self.places.get(meaning)
        return cells[place] if place is not None and place < len(cells) else ""

    def meaning_at(self, place: int) -> Meaning | None:
        """What the column at that place holds; None where it is of no use here."""
        return next((meaning for meaning, at in self.places.items() if at == place), None)


def is_header(cells: Sequence[str]) -> bool:
    """Whether the row is the heading of some table, of tasks or not."""
    if cells[0][:1].isdigit() or any(is_named_agency(cell) for cell in cells):
        return False
    found = [meaning_of(cell) for cell in cells]
    kinds = {meaning for meaning, _rank in filter(None, found)}
    known = sum(item is not None for item in found)
    return len(kinds) >= 2 and 2 * known >= sum(bool(cell) for cell in cells)


def read_columns(cells: Sequence[str]) -> Columns | None:
    """The columns of a table of tasks by its heading row; None for a table of anything else."""
    best: dict[Meaning, tuple[int, int]] = {}
    for place, heading in enumerate(cells):
        found = meaning_of(heading)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], place)
    places = {meaning: place for meaning, (_rank, place) in best.items()}
    if Meaning.TITLE not in places and (unknown := _title_by_place(cells, places)) is not None:
        places[Meaning.TITLE] = unknown
    if not {Meaning.TITLE, Meaning.LEAD} <= places.keys() or _is_of_other_things(places):
        return None
    width = 1 + max(place for place, heading in enumerate(cells) if heading)
    return Columns(places, width, tuple(fold(cell) for cell in cells))


def _title_by_place(cells: Sequence[str], places: dict[Meaning, int]) -> int | None:
    """The first heading that says nothing known ("Chuyên đề") in a table that has a lead and one thing more."""
    if Meaning.LEAD not in places or not places.keys() & {Meaning.COORDINATORS, Meaning.DEADLINE}:
        return None
    return next((at for at, cell in enumerate(cells) if cell and meaning_of(cell) is None), None)


def _is_of_other_things(meanings: Collection[Meaning]) -> bool:
    """Whether columns are those of figures, of a report on what was done, of people or of issued papers."""
    if Meaning.REPORTED in meanings or Meaning.RECORD in meanings:
        return True
    return Meaning.MEASURE in meanings and Meaning.DEADLINE not in meanings


def with_second_row(header: Sequence[str], second: Sequence[str]) -> tuple[str, ...] | None:
    """One heading row of two ("Cơ quan thực hiện" over "Chủ trì", "Phối hợp"); None if these are no two."""
    named = [cell for cell in second if cell]
    meanings = [found[0] for cell in named if (found := meaning_of(cell))]
    if len(set(named)) < _LEAST_IN_SECOND or len(meanings) < len(named) or named[0][:1].isdigit():
        return None
    if any(map(is_named_agency, named)):
        return None
    begin = second.index(named[0])
    if len(second) == len(header) + len(named) - 1 and begin < len(header) and _is_lead(header[begin]):
        return (*header[:begin], *named, *header[begin + 1 :])
    if len(second) >= len(header):
        padded = (*header, *[""] * (len(second) - len(header)))
        return tuple(below or above for above, below in zip(padded, second, strict=True))
    if Meaning.NUMBER in meanings:
        return None
    place = next((i for i, cell in enumerate(header) if _is_lead(cell)), None)
    return None if place is None else (*header[:place], *named, *header[place + 1 :])


def _is_lead(heading: str) -> bool:
    found = meaning_of(heading)
    return found is not None and found[0] is Meaning.LEAD
