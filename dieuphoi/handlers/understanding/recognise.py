"""From typed text to a Reading with everything recognised in it."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from dieuphoi.handlers.understanding import codes, dates, documents, numbers, quarters, spans
from dieuphoi.handlers.understanding.known import Known
from dieuphoi.handlers.understanding.reading import Mark, Reading, corrected, read, tokens
from dieuphoi.handlers.understanding.words import book
from dieuphoi.plan.text import clean

_LONGEST = 2000
_COMMAND = re.compile(r"/(?P<name>[a-zA-Z]+)(?:@\w+)?(?!\S)")


def recognise(text: str, today: date, known: Known) -> Reading:
    """Read a message: document numbers, task codes and agencies first, then percentages, periods, days.

    Only the beginning of a very long message is read: what somebody reports stands there.
    """
    text = corrected(_said(" ".join(clean(text.replace("\n", " ; ")).split())))[:_LONGEST]
    words = tokens(text)
    found = _apart(
        chain(documents.find(text), spans.find(text, known.codes), codes.find(text), known.names.find(words))
    )
    reading = read(text, found, words)
    reading.mark(numbers.find(reading.plain))
    reading.mark(quarters.find(reading.plain, today))
    reading.mark(dates.find(reading.plain, today))
    reading.mark(quarters.years(reading.plain, today))
    return reading


def _said(text: str) -> str:
    """A command with a slash as a sentence to the bot; any other text unchanged."""
    found = _COMMAND.match(text)
    sentence = book("commands")["commands"].get(found["name"].lower()) if found else None
    if found is None or sentence is None:
        return text
    rest = text[found.end() :].strip()
    chosen = sentence if isinstance(sentence, str) else sentence[not rest]
    return f"bot {chosen} {rest}".strip()


def _apart(marks: chain[Mark]) -> list[Mark]:
    """Of marks that overlap, the one that came first."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return kept
