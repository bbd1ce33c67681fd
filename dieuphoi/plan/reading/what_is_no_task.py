"""Tables that look like tables of tasks and are none: reports of what was done, programmes of a day, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.reading.entries import Entry
from dieuphoi.plan.text import fold, plain

# "8h00 - 9h30", "Thứ Hai, 06/4, 8h00"; but "trước 17h00 ngày 15/5" is a deadline.
_HOUR = re.compile(
    r"\W*\d{1,2}\s*(?:h|g|gio\b|:)\s*\d{0,2}\b.*"
    r"|(?!.*\b(?:truoc|den|cham nhat|xong)\b).*(?<![\d/])\d{1,2}\s?(?:h|g|gio\b|:)\s?\d{0,2}\b.*",
    re.DOTALL,
)
_DURATION = re.compile(
    r"(?:trong )?(?:ngay lam viec|\d{1,3} ngay(?: lam viec)?)"
)  # how long an application takes
_DONE = re.compile(r"(?:da|chua|dang) (?!trinh tai ky).*|(?:hoan thanh|dat|khong dat|cham)(?: tien do)?")
_FIGURE = re.compile(r"[\d.,%\s/-]+")
_BY_ROLE = re.compile(
    r".*\b(?:chu tri|thuc hien|tham muu|phan cong|trach nhiem|phu trach|trinh|soan thao|dau moi|giao)\b.*"
)
_MOST = 0.5


def holds_no_tasks(entries: Sequence[Entry], columns: Columns, *, guessed: bool) -> bool:
    """Whether what stands in the columns shows that the rows are no tasks, although the headings may be those."""
    if guessed and len(entries) < 2:
        return True
    deadlines = [entry.cell(Meaning.DEADLINE) for entry in entries]
    if _mostly(_HOUR, map(plain, deadlines)) or _mostly(_DURATION, map(fold, deadlines)):
        return True
    told = [*deadlines] if Meaning.PRODUCT not in columns.places else []
    products = [entry.cell(Meaning.PRODUCT) for entry in entries]
    if _mostly(_DONE, map(fold, told)) or _mostly(_DONE, map(fold, products)):
        return True
    leads = [entry.cell(Meaning.LEAD) for entry in entries]
    if _mostly(_FIGURE, leads):
        return True
    return not _is_of_tasks(columns) and not guessed and not _names_agencies(leads, columns)


def _is_of_tasks(columns: Columns) -> bool:
    """Whether the headings leave no doubt: a role of the agency, or a column for deadlines or coordinators."""
    if columns.places.keys() & {Meaning.DEADLINE, Meaning.COORDINATORS}:
        return True
    return bool(_BY_ROLE.fullmatch(columns.headings[columns.places[Meaning.LEAD]]))


def _names_agencies(leads: Sequence[str], columns: Columns) -> bool:
    if Meaning.PRODUCT not in columns.places and Meaning.LEVEL not in columns.places:
        return False
    return 2 * sum(is_named_agency(lead) or is_group(lead) for lead in leads) >= len(leads)


def _mostly(pattern: re.Pattern[str], cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(bool(pattern.fullmatch(cell)) for cell in filled) > _MOST * len(filled)
