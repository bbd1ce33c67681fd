"""Whoever names an agency that is no more reads what has become of it, above the answer about its successor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dieuphoi.handlers import structure_words
from dieuphoi.handlers.messages import Message, Rank
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.succession_words import what_became

ASKED_FOR = "/cosquan", "/coquan"  # there the coordinator reads the whole of it


def added(turn: Turn, text: str, messages: Sequence[Message]) -> list[Message]:
    """The messages, the answer among them with a line for each agency of the past that was named."""
    first = next((m for m in messages if m.rank is Rank.REPLY and m.to == turn.incoming.chat), None)
    if first is None or text.startswith(ASKED_FOR) or structure_words.split(text)[1]:
        return list(messages)
    lines = list(_lines(turn, text))
    if not lines:
        return list(messages)
    told = replace(first, text="\n".join(lines) + "\n\n" + first.text)
    return [told if message is first else message for message in messages]


def _lines(turn: Turn, text: str) -> Sequence[str]:
    found = []
    for agency in turn.office.names.ended_in(turn.tx, text):
        ended = turn.office.names.ended(turn.tx, agency)
        if ended:
            change, heirs = ended
            found.append(what_became(agency.name, change.kind, change.on, [heir.name for heir in heirs]))
    return found
