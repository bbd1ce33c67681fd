"""What the columns of a table without a known heading hold, told from the cells themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.reading.elements import Row
from dieuphoi.plan.reading.tasks import number_of
from dieuphoi.plan.text import fold

_LEAST_ROWS = 2
_LEAST_COLUMNS = 3
_LONGEST_DEADLINE = 80
_MOST_ROWS = 60  # looked at; the rest is alike
_LEAST_LETTERS = 12  # of the titles, in the mean


def guess_columns(rows: Sequence[Row]) -> Columns | None:
    """The columns, if titles, leads and deadlines each have one for certain; else None."""
    widths = Counter(len(row.cells) for row in rows)
    if not widths:
        return None
    width, count = widths.most_common(1)[0]
    alike = [row.cells for row in rows if len(row.cells) == width][:_MOST_ROWS]
    if width < _LEAST_COLUMNS or count < _LEAST_ROWS:
        return None
    columns = [[cell for cell in column if fold(cell)] for column in zip(*alike, strict=True)]
    places = _places(columns)
    if not {Meaning.TITLE, Meaning.LEAD, Meaning.DEADLINE} <= places.keys():
        return None
    return Columns(places, width, ("",) * width)


def is_unknown_heading(cells: Sequence[str], columns: Columns) -> bool:
    """Whether the first row of a table with guessed columns says nothing of what the columns hold."""
    lead, deadline = columns.cell(cells, Meaning.LEAD), columns.cell(cells, Meaning.DEADLINE)
    return not (number_of(cells[0]) or _is_agency(lead) or _is_deadline(deadline))


def _places(columns: Sequence[Sequence[str]]) -> dict[Meaning, int]:
    places: dict[Meaning, int] = {}
    agencies = [at for at, cells in enumerate(columns) if _mostly(_is_agency, cells)]
    deadlines = [at for at, cells in enumerate(columns) if _mostly(_is_deadline, cells)]
    if columns and _mostly(lambda cell: number_of(cell) is not None, columns[0]):
        places[Meaning.NUMBER] = 0
    if deadlines:
        places[Meaning.DEADLINE] = deadlines[0]
        behind = [at for at in agencies if at > deadlines[0] and at != agencies[0]]
        places.update({Meaning.LEVEL: behind[0]} if behind else {})
    places.update(zip((Meaning.LEAD, Meaning.COORDINATORS), _before(agencies, places), strict=False))
    taken = {*places.values()}
    texts = {
        at: sum(map(len, cells)) / len(cells) for at, cells in enumerate(columns) if cells and at not in taken
    }
    longest = max(texts, key=lambda at: texts[at], default=None)
    if longest is not None and texts[longest] >= _LEAST_LETTERS:
        places[Meaning.TITLE] = longest
    return places


def _before(agencies: Sequence[int], places: dict[Meaning, int]) -> list[int]:
    return [at for at in agencies if at != places.get(Meaning.LEVEL)]


def _mostly(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return bool(cells) and sum(bool(test(cell)) for cell in cells) >= 0.7 * len(cells)


def _is_agency(cell: str) -> bool:
    return (is_named_agency(cell) or is_group(cell)) and len(cell) < 400


def _is_deadline(cell: str) -> bool:
    if len(cell) > _LONGEST_DEADLINE or is_named_agency(cell):
        return False
    deadline = read_deadline(cell, 2000)
    return bool(deadline.due or deadline.recurrence) and not cell.strip().isdigit()
