"""What a page adds to a text: its number, and headers that come again on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_MARKED = re.compile(
    r"\f?\s*(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:trang|page)\s*\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?)\s*\f?", re.I
)
_BARE = re.compile(r"\f?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*\f?")
_LONGEST = 120


def is_page_mark(line: str) -> bool:
    """Whether a line holds nothing but the number of a page; a bare "3" may be that, too."""
    return len(line) < _LONGEST and bool(_MARKED.fullmatch(line) or _BARE.fullmatch(line))


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """The places of lines that belong to pages: numbers in dashes, and what is repeated next to page numbers."""
    marks = [at for at, line in enumerate(lines) if is_page_mark(line)]
    sure = {at for at in marks if _MARKED.fullmatch(lines[at])}
    # A bare "3" is the number of a row where cells stand one a line, without any mark.
    with_marks = any("|" in line or "\t" in line for line in lines)
    beside = [
        near for at in marks if (with_marks or at in sure) and (near := _next_line(lines, at)) is not None
    ]
    often = Counter(lines[near].strip() for near in beside)
    repeated = {near for near in beside if often[lines[near].strip()] > 2 and _is_running(lines[near])}
    return frozenset(sure | repeated)


def _next_line(lines: Sequence[str], at: int) -> int | None:
    return next((near for near in range(at + 1, min(at + 4, len(lines))) if lines[near].strip()), None)


def _is_running(line: str) -> bool:
    return (
        "|" not in line and "\t" not in line and len(line.strip()) < _LONGEST and not line.strip().isdigit()
    )
