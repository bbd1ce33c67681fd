"""A task in one sentence: "Giao Sở A chủ trì, phối hợp với Sở B làm việc C, hoàn thành trước ngày …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.reading.duties import ACTS, agencies_of
from dieuphoi.plan.text import one_line

_ASKED = re.compile(r"(?:đề nghị|giao|yêu cầu|phân công)\s+(?:cho\s+)?", re.IGNORECASE)
_WITH = re.compile(
    r"\s*[,:;]?\s*(?:có trách nhiệm\s+)?(?:làm đầu mối|là cơ quan đầu mối|chủ trì"
    r"|chủ động)?\s*[,:;]?\s*(?:và\s+)?"
    r"phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+",
    re.IGNORECASE,
)
_LED = re.compile(r"\s*[,:;]?\s*(?:có trách nhiệm\s+)?(?:chủ trì|chủ động)\s*[,:;]?\s*", re.IGNORECASE)
_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|(?:đầu |giữa |cuối )?quý\s+(?:[IV]{1,3}|\d)\b(?:\s*[/,-]?\s*(?:năm\s+)?\d{4})?"
    r"|tháng\s+\d{1,2}(?:\s*[/-]\s*|\s+năm\s+)\d{4}"
    r"|(?:cuối |hết )?năm\s+\d{4}"
)
_LIMIT = re.compile(
    rf"(?:(?:trước|chậm nhất|muộn nhất|xong|hoàn thành|đến hết|đến|trong|hạn|thời hạn|thời gian"
    rf"|vào)[\s:]+(?:là\s+|trong\s+|vào\s+|đến\s+)?){{1,3}}(?:{_DAY})",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\((?:do\s+)?(?P<who>[^();]{2,300}?\bchủ trì\b[^();]{0,300})[^()]{0,300}\)\W*$")
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Directive:
    """Who is told to do what with whom, by when."""

    leads: str
    coordinators: str
    title: str
    deadline: str


def directive_of(text: str) -> Directive | None:
    """The directive of a text; None where it sets no time or does not begin with agencies that are to act."""
    text = one_line(text[:_LONGEST])
    deadline = deadline_in(text)
    if not deadline:
        return None
    if aside := _ASIDE.search(text):
        return Directive(aside["who"], "", text[: aside.start()].strip(" .;,"), deadline)
    asked = _ASKED.match(text)
    body = text[asked.end() :] if asked else text
    leads = agencies_of(body)
    acts = ACTS.search(body)
    if not leads or not acts or not (is_named_agency(body) or is_group(body)):
        return None
    rest = body[acts.start() :]
    coordinators = ""
    if together := _WITH.match(rest):
        rest = rest[together.end() :]
        then = ACTS.search(rest)
        coordinators, rest = (rest[: then.start()], rest[then.start() :]) if then else ("", rest)
    elif led := _LED.match(rest):
        rest = rest[led.end() :]
    title = rest.strip(" ,;:.")
    return Directive("; ".join(leads), coordinators, title[:1].upper() + title[1:], deadline)


def deadline_in(text: str) -> str:
    """The words of a sentence that limit its time, the last if there are several; may be empty."""
    limits = [found[0] for found in _LIMIT.finditer(text)]
    good = [limit for limit in limits if read_deadline(limit, 2000).due]
    return good[-1] if good else ""
