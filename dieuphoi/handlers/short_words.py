"""A short answer as people say it to one another: with “dạ” before and “ạ”, “nhé” after what it says."""

from __future__ import annotations

from dieuphoi.plan.text import fold

_BEFORE = frozenset(("da", "vang", "ok", "oke", "em", "e", "toi", "minh", "anh", "a", "chi", "c"))
_AFTER = frozenset(("a", "dau", "nhe", "nha", "nhi", "em", "anh", "chi", "ban", "bot", "please"))


def bare(text: str) -> str:
    """The answer folded, without the words of courtesy around it; "dạ", "vâng ạ" alone stay an answer of their own."""
    words = fold(text).split()
    while len(words) > 1 and words[-1] in _AFTER:
        words.pop()
    while len(words) > 1 and words[0] in _BEFORE:
        words.pop(0)
    return " ".join(words)
