"""The structure that totals are wanted by: "… theo cơ cấu ngày 28/02/2025", taken out of what else is said."""

from __future__ import annotations

import re
from datetime import date

from dieuphoi.handlers.typed_changes import read_day
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import one_line
from dieuphoi.wording import _

_WANTED = re.compile(
    r"[\s,;]*(?:tinh\s+)?theo\s+(?:co cau|bo may|sap xep)(?:\s+(?:to chuc|co quan|bo may|cu|moi))*"
    r"(?:\s+(?:cua\s+|tai\s+|vao\s+|truoc\s+)?ngay)?\s*(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})?"
)


def split(text: str) -> tuple[str, date | None, str | None]:
    """A sentence without these words, the day that they name, and what is wrong where they name none."""
    text = one_line(text)
    found = _WANTED.search(plain_letters(text))
    if found is None:
        return text, None, None
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    day = read_day(found["day"] or "")
    if day is None:
        return rest, None, _("By the structure of which day? Write e.g. “theo cơ cấu ngày 28/02/2025”.")
    return rest, day, None
