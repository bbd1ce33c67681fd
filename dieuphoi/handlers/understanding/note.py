"""What is added to a state in the sender's own words."""

from __future__ import annotations

import re

from dieuphoi.handlers.understanding.issued import bare_numbers
from dieuphoi.handlers.understanding.search import TAIL
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.handlers.understanding.words import cue
from dieuphoi.plan.results import State

_LEADING = re.compile(
    r"^\W*(?:(?:vi|do|boi|tai|boi vi|la|rang|ma|nhung|va|thi|nen|roi|nhe|nha|bot|ạ|a|lam|chi|vay|thôi|thoi|mac|vào)\b\W*)+"
)
_PERCENT = re.compile(
    r"(?:(?<!\w)(?:duoc|dat|khoang|moi|lam|tam|co|hon|gan|chung|da|den|toi|tiến độ|tiến do|tien do|len|hien|nay|xong|hoan thanh|tuc|uoc|"
    r"moi duoc|o muc|chac|đang|dang|giờ|gio|cung) )*P+(?: (?:roi|thoi|thôi|khoi luong|cong viec|viec|tien do|rui))*"
)
# Words that only tell the state again; why a task is stuck and what awaits a signature is worth keeping.
_AGAIN = {
    State.SUBMITTED: ("submitted", "again"),
    State.DONE: ("done",),
    State.CONSULTING: ("consulting", "pending"),
    State.NOT_STARTED: ("untouched",),
    State.IN_PROGRESS: ("hinted", "unfinished"),
    State.BLOCKED: ("blocked",),
}


def note(it: Situation) -> str | None:
    """What was added to a state, in the sender's own words: why a task is stuck, what is still to do."""
    plain, state = it.reading.plain, it.standing
    if state is None or len(it.tasks) > 1:
        return None
    start = _cause(it) if state.state is State.BLOCKED else _afterthought(plain, state.end)
    if start is None or (state.state is not State.BLOCKED and _names_a_document(it, start)):
        return None  # the document has fields of its own; what is waited for has none
    pieces = (_trimmed(plain, *piece) for piece in _between_percents(plain, start))
    told = next((piece for piece in pieces if not _repeats(plain[slice(*piece)], state.state)), None)
    return it.reading.typed(*told).strip(" .,:;-–()") or None if told else None


def _names_a_document(it: Situation, start: int) -> bool:
    return any(mark.end > start for mark in (*it.reading.of("document"), *bare_numbers(it.reading)))


def _cause(it: Situation) -> int | None:
    """Where the reason begins: after "vì" or "do", or with what is missing."""
    if because := re.search(r"(?<!\w)(?:vi|do|boi)(?!\w)", it.reading.plain):
        return because.end()
    if missing := it.reading.find("states.missing"):
        return missing.start()
    return it.standing.end if it.standing else None


def _afterthought(plain: str, start: int) -> int | None:
    """Where a further clause begins."""
    found = re.compile(r"[,;.:]|(?<!\w)nhung(?!\w)").search(plain, start)
    return found.end() if found else None


def _between_percents(plain: str, start: int) -> list[tuple[int, int]]:
    """The stretches from `start` on without the percentage, which has a field of its own."""
    found = list(_PERCENT.finditer(plain, start))
    starts = [start, *(one.end() for one in found)]
    return list(zip(starts, [*(one.start() for one in found), len(plain)], strict=True))


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    leading = _LEADING.search(plain[start:end])
    start += leading.end() if leading else 0
    trailing = TAIL.search(plain[:end], start)
    return start, trailing.start() if trailing else end


def _repeats(words: str, state: State) -> bool:
    """Whether words say nothing but the state: what names an agency or counts says more."""
    rest = words
    if not re.search(r"\d|A", words):
        for name in _AGAIN[state]:
            rest = cue(f"states.{name}").sub("", rest)
        rest = cue("addressing.person").sub("", rest)
        if rest != words and state is not State.BLOCKED:
            rest = cue("addressing.around").sub("", rest)
    return not re.search(r"[^\W\d_]", rest)
