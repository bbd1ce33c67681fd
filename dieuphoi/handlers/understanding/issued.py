"""The document that issues or submits a task: its number and its day."""

from __future__ import annotations

import re
from typing import Any

from dieuphoi.handlers.understanding.reading import Mark, Reading
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.plan.results import State

# "QĐ 433", "số 433": the number as it was said; what it counts ("số 2 huyện") or belongs to is no document.
_BARE = re.compile(
    r"(?<!\w)(?<!theo )(?:(?:quyet dinh|nghi quyet|cong van|to trinh|van ban|ke hoach)(?: so| số)?|(?:so|số)(?: hieu)?)"
    r" (?P<number>[1-9]\d{0,4})(?=[ ,;]*(?:$|[.;,)!]|[DH]|(?:ngay|ky|nha|nhe|roi|ạ|a|cua|ve|hom|bot)(?!\w)))"
)


def issued(it: Situation, states: set[State]) -> dict[str, Any]:
    """Number and date of the document by which tasks in these states were issued or submitted."""
    if not states & {State.DONE, State.SUBMITTED}:
        return {}
    numbers = it.reading.of("document") or bare_numbers(it.reading)
    document = next((mark for mark in numbers if not _basis(it, mark)), None)
    number = {"document_number": document.value} if document else {}
    day = next((mark for mark in it.reading.days if _dates_document(it, mark, document, states)), None)
    return number | ({"document_date": day.value.past.isoformat()} if day else {})


def bare_numbers(reading: Reading) -> list[Mark]:
    """Numbers of documents that are told without their symbol: "số 433 ngày 12/2"."""
    found = _BARE.finditer(reading.plain)
    return [Mark("document", one["number"], one.start("number"), one.end("number")) for one in found]


def _basis(it: Situation, document: Mark) -> bool:
    """Cited, not issuing: "theo", "căn cứ" before it, unless the task was finished by it."""
    before = it.reading.plain[: document.start]
    if re.search(
        r"(?<!\w)(?:can cu|thuc hien|trien khai|dua tren|dua vao|(?<!hanh )(?<!ky )huong dan)(?: \w+){0,4} $",
        before,
    ):
        return True
    central = re.search(r"QH\d|TTg|CP$|UBTVQH|TW", document.value)
    if re.search(
        r"(?<!\w)(?:phe duyet|ban hanh|ky|thong qua)(?: \w+){0,3}? (?:tai|bang)(?: \w+){0,2} $", before
    ):
        return False
    return bool(central and re.search(r"(?<!\w)(?:theo|tai|cua|trong)(?: \w+){0,3} $", before))


def _dates_document(it: Situation, day: Mark, document: Mark | None, states: set[State]) -> bool:
    plain = it.reading.plain
    near = plain[max(0, day.start - 25) : day.start] + plain[day.end : day.end + 15]
    if (
        document
        and 0 <= day.start - document.end <= 12
        and not re.search(r"trinh", plain[document.end : day.start])
    ):
        return True  # also a day to come: a slip that the one who records it asks about
    opening = re.match(
        r"[ ,]*(?:(?:A+|ubnd tinh|tinh|so|ben \w+|so \w+) )?(?:da |đã |vua |moi )?(?:ban hanh|ky|phat hanh)(?!\w)",
        plain[day.end :],
    )
    if document and opening:
        return True  # "Ngày 11/02, Sở A đã ban hành Công văn số 301"
    if day.value.past > it.today:
        return False
    if re.search(r"(?<!\w)to trinh[^,;.]{0,12} ky(?: ngay| hom| hoi)* $", plain[: day.start]):
        return True
    signed = re.search(r"(?<!\w)(?:ky|ban hanh|phe duyet|phat hanh|thong qua)(?!\w)", near)
    return bool(signed) and State.DONE in states
