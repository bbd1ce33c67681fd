"""What a document says of an earlier plan in its title: that it amends it, adds to it, or takes its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.text import one_line

_CHANGES = r"(?P<how>sửa đổi|bổ sung|điều chỉnh|thay thế)"
_NUMBER = r"(?P<number>\d{1,6}(?:\s?/\s?\d{4})?\s?/\s?[A-ZĐ][\wĐ&.-]*)"
_AMENDS = re.compile(
    rf"(?i:{_CHANGES}.{{0,300}}?(?:kế hoạch|quyết định|chương trình)\s+(?:số\s*)?:?\s*){_NUMBER}"
)


@dataclass(frozen=True, slots=True)
class Amends:
    """The number of the plan that a document changes, and whether it takes its place altogether."""

    number: str
    replaces: bool


def amends(document: PlanDocument) -> Amends | None:
    """What the title says of an earlier plan; None where it names none, or only itself."""
    found = _AMENDS.search(one_line(document.title or ""))
    if found is None:
        return None
    number = re.sub(r"\s", "", found["number"]).rstrip(".-")
    if number == document.number:
        return None
    return Amends(number, found["how"].casefold() == "thay thế")
