"""The milestones of a deadline cell that names several days, each with the words that it stands among."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dieuphoi.plan.deadline_spans import Span
from dieuphoi.plan.model import Milestone

_FIRM = re.compile(r";|•|\n(?=\W*[^\Wa-z_]|[-–+*•])|(?<!\d)\.\s|(?<=\d)\.\s(?=\D)")
_COMMA = re.compile(r",\s")
_DATE_WORDS = re.compile(
    r"\b(?:qu[yi]|thang|nam|ngay|va|den|tu|truoc|trong|het|cuoi|dau|giua|cham nhat|hoan thanh|xong|giai doan|[ivx]+)\b"
    r"|[\W\d_]+"
)
_EDGES = " \n\t,;.:-–+•*"


def milestones_of(original: str, plain: str, found: Sequence[tuple[Span, date]]) -> tuple[Milestone, ...]:
    """The milestones of a text, oldest day last as written; none where it names one day or one range.

    `plain` is `original` without diacritics, of the same length; `found` are its spans with their last good days.
    """
    if len({due for _span, due in found}) < 2:
        return ()
    pieces = _pieces(original, _FIRM, found)
    if len(pieces) < 2:
        labelled = _pieces(original, _COMMA, found)
        pieces = labelled if all(_has_label(plain, *piece) for piece in labelled) else []
    steps = [
        Milestone(original[start:end].replace("\n", " ").strip(_EDGES), _last_due(start, end, found))
        for start, end in pieces
    ]
    return tuple(steps) if len({step.due for step in steps}) > 1 else ()


def _pieces(text: str, mark: re.Pattern[str], found: Sequence[tuple[Span, date]]) -> list[tuple[int, int]]:
    """The text cut at the marks, what names no day joined to the piece before it (the first to the next)."""
    cuts = [0, *(cut.end() for cut in mark.finditer(text)), len(text)]
    pieces: list[tuple[int, int]] = []
    begin = 0
    for start, end in pairwise(cuts):
        if any(start <= span.start < end for span, _due in found):
            pieces.append((begin, end))
            begin = end
        elif pieces:
            pieces[-1] = (pieces[-1][0], end)
            begin = end
    return pieces


def _last_due(start: int, end: int, found: Sequence[tuple[Span, date]]) -> date:
    return max(due for span, due in found if start <= span.start < end)


def _has_label(plain: str, start: int, end: int) -> bool:
    return len(_DATE_WORDS.sub("", plain[start:end])) > 2
