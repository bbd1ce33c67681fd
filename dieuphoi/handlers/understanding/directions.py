"""What somebody directs about tasks in a whole message: "xác nhận PL1-4", "trả lại PL1-4 vì …", "PL1-5 trả lời: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.words import cue, remembered

_LENGTH = 2_000  # characters: a few sentences of reasons


class What(StrEnum):
    """What is to be done with a task."""

    CONFIRM = "confirm"
    RETURN = "return"
    LEAD = "lead"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Direction:
    """What is directed, of which codes; `rest` is the reason, the agency that is to lead, or the answer."""

    what: What
    codes: tuple[str, ...]
    rest: str = ""


def direction(text: str) -> Direction | None:
    """The direction that a whole message is; a question, a negation, or whatever says more, is none.

    >>> direction("trả lại PL1-4 vì thiếu phụ lục").rest
    'thiếu phụ lục'
    """
    plain = plain_letters(text)
    marks = list(find_codes(text))
    if not marks or len(text) > _LENGTH or "?" in text:
        return None
    codes = tuple(dict.fromkeys(mark.value for mark in marks))
    before, behind, at = plain[: marks[0].start], plain[marks[-1].end :], marks[-1].end
    for what in What:
        found = _way(what).fullmatch(f"{before}\N{BULLET}{behind}")
        if found and (found["ahead"] or found["after"]):
            begin, end = found.span("rest")
            shift = at - len(before) - 1
            rest = text[begin + shift : end + shift].strip(" .,;:") if found["rest"] else ""
            return Direction(what, codes, rest)
    return None


@remembered
def _way(what: What) -> re.Pattern[str]:
    """A direction with the task's code as a bullet: said ahead of it, or behind it."""
    polite = rf"(?:{cue('directions.courtesy').pattern}\W*)*"
    ahead, after = (cue(f"directions.{what}_{place}").pattern for place in ("before", "behind"))
    because = rf"(?:\W+{cue('directions.because').pattern}\W+|\s*[:,;(–-]\s*)"
    rests = {  # in its own words to the end, where it is written down
        What.CONFIRM: rf"(?P<rest>)\W*{polite}",
        What.RETURN: rf"(?:{because}(?P<rest>\S.*)|\W*{polite})",
        What.ANSWER: rf"\s*(?:{because}|\W+(?:là|la)\W+)(?P<rest>\S.*)",
        What.LEAD: rf"\W+(?P<rest>\w.*?)(?:\W+{cue('directions.lead_end').pattern})?\W*{polite}",
    }
    return re.compile(
        rf"\W*{polite}(?:(?P<ahead>{ahead})\W*)?{polite}\N{{BULLET}}\W*(?P<after>{after})?{rests[what]}",
        re.DOTALL,
    )
