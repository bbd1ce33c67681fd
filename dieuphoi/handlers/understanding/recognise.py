"""From typed text to a Reading with everything recognised in it."""

from __future__ import annotations

from datetime import date
from itertools import chain

from dieuphoi.handlers.understanding import codes, dates, documents, numbers, quarters
from dieuphoi.handlers.understanding.known import Known
from dieuphoi.handlers.understanding.reading import Mark, Reading, corrected, read, tokens
from dieuphoi.plan.text import clean

_LONGEST = 2000


def recognise(text: str, today: date, known: Known) -> Reading:
    """Read a message: document numbers, task codes and agencies first, then percentages, periods, days.

    Only the beginning of a very long message is read: what somebody reports stands there.
    """
    text = corrected(" ".join(clean(text.replace("\n", " ; ")).split()))[:_LONGEST]
    words = tokens(text)
    found = _apart(chain(documents.find(text), codes.find(text), known.names.find(words)))
    reading = read(text, found, words)
    reading.mark(numbers.find(reading.plain))
    reading.mark(quarters.find(reading.plain, today))
    reading.mark(dates.find(reading.plain, today))
    reading.mark(quarters.years(reading.plain, today))
    return reading


def _apart(marks: chain[Mark]) -> list[Mark]:
    """Of marks that overlap, the one that came first."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return kept
