"""From a row of a table to a task; of a damaged row only what is certain, with a word about the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dieuphoi.plan.agency_lists import is_group, is_named_agency, split_agencies, split_roles
from dieuphoi.plan.deadlines import Deadline, condition_in, read_deadline
from dieuphoi.plan.model import Task
from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.text import fold, one_line
from dieuphoi.wording import _

NUMBER = re.compile(
    r"\(?(?P<number>\d{1,4}(?:\.\d{1,3})*(?:\.?[a-z])?|[a-zđ](?:\.?\d{1,3})?"
    r"|[IVXLC]{1,6}(?:\.\d{1,3})*|[A-Z])\)?\s*[.)/]?"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]\s+(?=[^\W\d])")
_MOST_DROPPED = 2
_LONGEST_DEADLINE = 60
_SAME = frozenset(("nt", "nhu tren"))
_DITTO = frozenset(('"', "''", "“", "”", "〃", "//"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its code, appendix, group and line, and the year of the plan.

    `period` is when tasks of the group are due that say nothing else.
    """

    code: str
    appendix: str | None
    group: str | None
    line: int
    year: int | None
    period: str | None = None


def read_task(cells: Sequence[str], columns: Columns, place: Place) -> tuple[Task, list[str]]:
    """The task of a row, and in words what is uncertain about it."""
    sound = _sound(cells, columns)
    reader = _Row(sound, columns)
    leads, helpers = reader.agencies()
    term = columns.cell(sound, Meaning.DEADLINE)
    written = term if fold(term) else place.period or term
    deadline = read_deadline(written, place.year)
    number, title = reader.number_and_title()
    task = Task(
        code=place.code,
        number=number,
        appendix=place.appendix,
        title=title,
        leads=leads,
        coordinators=helpers,
        group=place.group,
        deadline_text=one_line(written) if fold(written) else None,
        due=deadline.due,
        recurrence=deadline.recurrence,
        level=reader.text(Meaning.LEVEL),
        product=reader.text(Meaning.PRODUCT),
        line=place.line,
        milestones=deadline.milestones,
        condition=deadline.condition or condition_in(reader.text(Meaning.TITLE) or ""),
    )
    why = _why_damaged(cells, sound, columns) or _why_uncertain(task, deadline)
    return task, [why] if why else []


def like_above(cells: Sequence[str], above: Sequence[str]) -> list[str]:
    """The cells, with those of the row above where a cell says "như trên"."""
    return [
        above[at] if at < len(above) and (cell in _DITTO or fold(cell) in _SAME) else cell
        for at, cell in enumerate(cells)
    ]


def number_of(cell: str) -> str | None:
    """The number of a row without its full stop or brackets; None where there is none."""
    found = NUMBER.fullmatch(cell)
    return found["number"] if found else None


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[str]
    columns: Columns

    def text(self, meaning: Meaning) -> str | None:
        written = one_line(self.columns.cell(self.cells, meaning))
        return written if fold(written) else None

    def number_and_title(self) -> tuple[str | None, str]:
        """The number, which stands before the title where it has no column of its own, and the title."""
        title = self.text(Meaning.TITLE) or ""
        if Meaning.NUMBER not in self.columns.places and (found := _NUMBERED.match(title)):
            return found["number"], title[found.end() :]
        return number_of(self.text(Meaning.NUMBER) or ""), title

    def agencies(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        leads, helpers = split_roles(self.columns.cell(self.cells, Meaning.LEAD))
        more = split_agencies(self.columns.cell(self.cells, Meaning.COORDINATORS))
        return leads, tuple(dict.fromkeys((*helpers, *more)))


def aligned(cells: Sequence[str], columns: Columns) -> Sequence[str]:
    """The cells of a row under their headings; a row without its number cell begins one column later."""
    number = columns.places.get(Meaning.NUMBER)
    missing = columns.width - len(cells)
    if missing == 1 and number == 0 and not NUMBER.fullmatch(cells[0]):
        return ["", *cells]
    return cells


def with_dropped(cells: Sequence[str], columns: Columns) -> Sequence[str]:
    """The cells, with empty ones where a converter dropped them: the deadline stands too early by as many."""
    lead, deadline = columns.places.get(Meaning.LEAD, -1), columns.places.get(Meaning.DEADLINE, -1)
    missing = columns.width - len(cells)
    if not 0 < lead < deadline or not 0 < missing <= _MOST_DROPPED or _is_deadline(cells, deadline):
        return cells
    for gap in range(1, missing + 1):
        if deadline - gap >= lead and _is_deadline(cells, deadline - gap):
            helpers = columns.places.get(Meaning.COORDINATORS, deadline)
            given = cells[helpers] if helpers < deadline - gap else ""
            place = (
                deadline - gap if is_named_agency(given) or is_group(given) else min(helpers, deadline - gap)
            )
            return [*cells[:place], *[""] * gap, *cells[place:]]
    return cells


def _is_deadline(cells: Sequence[str], place: int) -> bool:
    if place >= len(cells) or len(cells[place]) > _LONGEST_DEADLINE:
        return False
    deadline = read_deadline(cells[place], 2000)
    return bool(deadline.due or deadline.recurrence) and not is_named_agency(cells[place])


def _sound(cells: Sequence[str], columns: Columns) -> Sequence[str]:
    """The cells up to the first that contradicts its heading: what comes after it may have slipped, too."""
    for index, cell in enumerate(cells[: columns.width]):
        if _contradicts(cell, index, columns):
            return cells[:index]
    return cells


def _contradicts(cell: str, index: int, columns: Columns) -> bool:
    meaning = next((meaning for meaning, place in columns.places.items() if place == index), None)
    if meaning in {Meaning.LEAD, Meaning.COORDINATORS}:
        return len(cell) < 40 and read_deadline(cell).due is not None
    if meaning is Meaning.DEADLINE and cell:
        deadline = read_deadline(cell, 2000)
        return deadline.due is None and deadline.recurrence is None and is_named_agency(cell)
    return False


def _why_damaged(cells: Sequence[str], sound: Sequence[str], columns: Columns) -> str | None:
    if len(sound) < len(cells):
        stray = one_line(cells[len(sound)])[:60]
        return _(
            "the row is damaged: “{cell}” does not fit its column, so it and what follows is left out"
        ).format(cell=stray)
    if len(cells) < columns.width:
        return _("the row has fewer cells than the table; check what is missing")
    if any(cells[columns.width :]):
        return _("the row has more cells than the table; check what they are")
    return None


def _why_uncertain(task: Task, deadline: Deadline) -> str | None:
    if deadline.uncertain:
        return _("deadline “{text}”: {why}").format(text=task.deadline_text, why=deadline.uncertain)
    if not task.title:
        return _("the row has no title")
    return None if task.leads else _("the row names no lead agency")
