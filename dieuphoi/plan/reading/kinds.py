"""What a row of a table of tasks is: a task, the title of a group, a row that goes on with the one above, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.reading.sections import filled_cells
from dieuphoi.plan.reading.tasks import number_of
from dieuphoi.plan.text import fold, one_line

_TOTAL = re.compile(
    r"tong (?:so|cong)\b.*|tong|cong(?: (?:muc|nhom|phan|chung|so|lai|[a-h]|[ivx]+|\d+))?(?: \d.*)?"
)
_NOTE = re.compile(r"(?:ghi chu|luu y|noi nhan|nguon|chu thich)\b.*")
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-Z])\s*[)\]]?(?:\s*=.{0,30})?")
_BULLET = re.compile(r"[-–+•*]\s*\S")
_REMARK = re.compile(r"\(.*\)[.;]?")
_GROUPS = re.compile(r"(?:cac )?(?:nhom|linh vuc)\b.*")
_SEVERAL = 2


class Kind(Enum):
    """What is to be done with a row."""

    NOTHING = auto()
    GROUP = auto()
    CONTINUATION = auto()
    TASK = auto()


def kind_of(
    cells: Sequence[str], columns: Columns, above: Sequence[str] | None, following: Sequence[str] | None
) -> Kind:
    """The kind of a row; `above` are the cells of the task before it in the table, `following` of the next row."""
    filled = filled_cells(cells)
    if not filled or _is_nothing(cells, filled, columns):
        return Kind.NOTHING
    if len(filled) == 1:
        return _kind_of_one(cells, filled[0], columns, above)
    if is_title_of_group(cells, filled, columns, following):
        return Kind.GROUP
    return Kind.CONTINUATION if above is not None and _goes_on(cells, columns, above) else Kind.TASK


def is_column_numbers(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2"."""
    filled = [cell for cell in cells if cell]
    return len(filled) > _SEVERAL and all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled)


def _is_nothing(cells: Sequence[str], filled: Sequence[str], columns: Columns) -> bool:
    if is_column_numbers(cells) or (len(filled) == 1 and number_of(filled[0])):
        return True
    if _NOTE.fullmatch(fold(filled[0])):
        return len(filled) <= _SEVERAL and not number_of(filled[0])
    words = filled[1] if number_of(filled[0]) and len(filled) > 1 else filled[0]
    return bool(_TOTAL.fullmatch(fold(words))) and not columns.cell(cells, Meaning.LEAD) and len(words) < 60


def _kind_of_one(cells: Sequence[str], text: str, columns: Columns, above: Sequence[str] | None) -> Kind:
    """A row with one text: the title of a group where it begins a sentence, else the rest of a cell above."""
    places = [at for at, cell in enumerate(cells) if one_line(cell) == text]
    meaning = columns.meaning_at(places[0])
    titles = meaning in {Meaning.TITLE, Meaning.NUMBER, None} or len(places) > 1
    if len(cells) == 1 or (titles and not _is_rest(text)):
        return Kind.GROUP
    return Kind.CONTINUATION if above is not None else Kind.NOTHING


def _is_rest(text: str) -> bool:
    return (
        text[0].islower() or bool(_BULLET.match(text)) or text[0] in ",;.)" or bool(_REMARK.fullmatch(text))
    )


def is_title_of_group(
    cells: Sequence[str], filled: Sequence[str], columns: Columns, following: Sequence[str] | None
) -> bool:
    """Whether a row with a number and a title, but nobody who leads it, is the title of the rows after it."""
    number = number_of(filled[0])
    after = number_of(filled_cells(following)[0]) if following else None
    filled = [*filled[:_SEVERAL], *(text for text in filled[_SEVERAL:] if _is_of_task(text, cells, columns))]
    if len(filled) == _SEVERAL:
        cells = _once(cells)
    if number is None or any(
        columns.cell(cells, meaning) for meaning in (Meaning.LEAD, Meaning.COORDINATORS)
    ):
        return False
    if (after or "").startswith(f"{number}.") and not fold(columns.cell(cells, Meaning.DEADLINE)):
        return True
    if len(filled) != _SEVERAL or columns.width <= _SEVERAL or fold(columns.cell(cells, Meaning.DEADLINE)):
        return False
    if number.isupper() or filled[1].isupper() or _GROUPS.fullmatch(fold(filled[1])):
        return True
    return following is not None and number[0].isdigit() and _begins_anew(number, after, following, columns)


def _is_of_task(text: str, cells: Sequence[str], columns: Columns) -> bool:
    """Whether a text stands under a heading that tells of tasks; a group may well have a sum of money or a remark."""
    places = (at for at, cell in enumerate(cells) if one_line(cell) == text)
    return any(columns.meaning_at(at) not in {Meaning.MEASURE, Meaning.OTHER, None} for at in places)


def _once(cells: Sequence[str]) -> list[str]:
    """The cells with each text in the first of its places alone: the others are one cell merged across them."""
    return ["" if cell in cells[:at] else cell for at, cell in enumerate(cells)]


def _begins_anew(number: str, after: str | None, following: Sequence[str], columns: Columns) -> bool:
    """Whether the next row counts within this one: by letters, dashes, from 1 again, or not at all."""
    if not columns.cell(following, Meaning.LEAD):
        return False
    if after is None:
        return bool(fold(columns.cell(following, Meaning.TITLE))) and len(following) >= columns.width
    return after.islower() or (after.isdigit() and number.isdigit() and int(after) <= int(number))


def _goes_on(cells: Sequence[str], columns: Columns, above: Sequence[str]) -> bool:
    """Whether a row is the rest of the task above: its page ended, or cells beside it are merged downwards."""
    title, lead = one_line(columns.cell(cells, Meaning.TITLE)), columns.cell(cells, Meaning.LEAD)
    number = columns.cell(cells, Meaning.NUMBER)
    merged = not fold(title) or (title == one_line(columns.cell(above, Meaning.TITLE)))
    if number and not (merged and title and number == columns.cell(above, Meaning.NUMBER)):
        return False
    if merged:
        return not _is_part_of_its_own(cells, columns, above)
    complete = is_named_agency(lead) or is_group(lead)
    if title[0].islower() or _REMARK.fullmatch(title):
        return not complete
    return bool(_BULLET.match(title)) and not lead and not columns.cell(cells, Meaning.DEADLINE)


def _is_part_of_its_own(cells: Sequence[str], columns: Columns, above: Sequence[str]) -> bool:
    """Whether a row under a merged title has a lead and a deadline other than those above it."""
    lead, deadline = (one_line(columns.cell(cells, m)) for m in (Meaning.LEAD, Meaning.DEADLINE))
    if not is_named_agency(lead) or not fold(deadline):
        return False
    return deadline != one_line(columns.cell(above, Meaning.DEADLINE))
