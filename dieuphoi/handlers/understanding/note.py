"""What is added to a state in the sender's own words."""

from __future__ import annotations

import re

from dieuphoi.handlers.understanding.search import TAIL
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.plan.results import State

_LEADING = re.compile(
    r"^\W*(?:(?:vi|do|boi|tai|boi vi|la|rang|ma|nhung|va|thi|nen|roi|nhe|nha|bot|ạ|a|lam|chi|vay|thôi|thoi|mac|vào)\b\W*)+"
)


def note(it: Situation) -> str | None:
    """What was added to a state, in the sender's own words: why a task is stuck, what is still to do."""
    plain, state = it.reading.plain, it.standing
    if state is None or len(it.tasks) > 1:
        return None
    start = _cause(it) if state.state is State.BLOCKED else _afterthought(plain, state.end)
    if start is None or any(mark.kind == "document" and mark.end > start for mark in it.reading.marks):
        return None
    leading, trailing = _LEADING.search(plain[start:]), TAIL.search(plain, start)
    end = trailing.start() if trailing else len(plain)
    return it.reading.typed(start + (leading.end() if leading else 0), end).strip(" .,:;-–()") or None


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
