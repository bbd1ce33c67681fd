"""The headings of appendices, and the codes that rows get from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dieuphoi.plan.reading.elements import Prose, Row

_HEADING = re.compile(
    r"(?i:phụ lục)\s*(?:(?i:số)\s*)?:?\s*(?P<number>\d{1,2}|[IVX]{1,5}|[A-H])?(?!\w)"
    r"\s*(?P<mark>[:.–-])?\s*(?P<rest>.*)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


def appendix_of(text: str, before: int) -> int | None:
    """The number of the appendix that a line heads; one more than `before` where the heading has none.

    None for a line that is no such heading.
    """
    found = _HEADING.fullmatch(text[:300])
    if not found or not _is_heading(text, found):
        return None
    return _to_number(found["number"]) if found["number"] else before + 1


def count_appendices(elements: Iterable[object]) -> int:
    """How many appendices the document has; a heading that comes again on the next page counts once."""
    numbers: list[int] = []
    for element in elements:
        text = _heading_text(element)
        if text is not None:
            number = appendix_of(text, numbers[-1] if numbers else 0)
            if number is not None:
                numbers.append(number)
    return len(set(numbers))


def _heading_text(element: object) -> str | None:
    """The text of a line, or of a row that holds but one: a heading may stand in a table."""
    if isinstance(element, Prose):
        return element.text
    filled = {cell for cell in element.cells if cell} if isinstance(element, Row) else set()
    return filled.pop() if len(filled) == 1 else None


def _is_heading(text: str, found: re.Match[str]) -> bool:
    rest = found["rest"]
    named = bool(found["mark"]) and len(text) < 150
    return not rest or rest.isupper() or named or rest.casefold().startswith(("(", "kèm theo", "ban hành"))


def _to_number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written not in _ROMAN and len(written) == 1:
        return ord(written) - ord("A") + 1
    values = [_ROMAN[letter] for letter in written]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
