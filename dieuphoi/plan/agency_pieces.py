"""A table cell cut at every mark that may stand between two names of agencies."""

from __future__ import annotations

from dataclasses import dataclass

from dieuphoi.plan.agency_words import EDGES, MARK, PARENTHESES


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell from `start` to `end`."""

    start: int
    end: int
    mark: str  # what stands before it: ";" for a certain end of a name, else the mark itself


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a cell between all marks that may part two names; what is in brackets is not cut."""
    hidden = PARENTHESES.sub(lambda found: "x" * len(found[0]), text)
    pieces, start, mark = [], 0, ";"
    for found in MARK.finditer(hidden):
        empty = not hidden[start : found.start()].strip(EDGES)
        if not empty:
            pieces.append(Piece(start, found.start(), mark))
        mark = ";" if found["hard"] or (empty and mark == ";") else _soft(found[0])
        start = found.end()
    if hidden[start:].strip(EDGES):
        pieces.append(Piece(start, len(text), mark))
    return pieces


def _soft(mark: str) -> str:
    bare = mark.strip().casefold().replace("&", "và")
    return "," if "," in mark else bare or "\n"
