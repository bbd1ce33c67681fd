"""What a message shows, for the second opinion: its words, one by one and in pairs, and who speaks to whom of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.situation import Situation

_PIECE = re.compile(r"[a-z0-9]+|[A-Z]+|[?!…,:;\"“”()]|[^\w\s.\-/]")
_STRANGE = 6  # more strange words than these say nothing new


def traits(it: Situation) -> frozenset[str]:
    """The words ("xong"), the pairs of neighbours ("T xong", "^" and "$" at the ends) and the circumstances ("=group")."""
    words = list(_words(it.plain))
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))
    return frozenset((*words, *pairs, *_circumstances(it)))


def _words(plain: str) -> Iterator[str]:
    """The words with what was recognised as its capital, numbers as "0", and signs, each once where it is repeated."""
    last = ""
    for found in _PIECE.findall(_folded(plain)):
        word = found[0] if found.isupper() else "0" if found[0].isdigit() else found
        if word != last or word.isalnum():
            yield word
        last = word


def _folded(plain: str) -> str:
    """The text without the diacritics that some words have kept; the capitals of marks stay."""
    if plain.isascii():
        return plain
    return "".join(char if char.isascii() else plain_letters(char) for char in plain)


def _circumstances(it: Situation) -> Iterator[str]:
    heard = "bot" if it.to_bot else "person" if it.to_person else "nobody"
    yield f"={'group' if it.group else 'private'} to {heard}"
    yield "=group" if it.group else "=private"
    yield f"=state {it.standing.by}" if it.standing else "=no state"
    told = {
        "question": it.question,
        "task": bool(it.codes),
        "tasks": len(it.codes) > 1,
        "described": it.described is not None,
        "no task": not it.codes and it.described is None,
    }
    yield from (f"={name}" for name, shown in told.items() if shown)
    yield from (f"=strange {count}" for count in range(1, min(it.strange, _STRANGE) + 1))
