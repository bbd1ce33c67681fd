"""Percentages that can't be: over 100 or under 0 are answered, not passed over and not cut to size."""

from __future__ import annotations

import re

from dieuphoi.handlers.hearing import codes
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.updates import own_part, replied_to
from dieuphoi.wording import _

_PERCENT = re.compile(
    r"(?P<said>(?:(?<=\s)[-−–](?=\d)|(?<!\w)am )?\d+(?:[.,]\d+)?)\s?(?:%|phan tram(?!\w))", re.ASCII
)


def impossible(text: str) -> str | None:
    """The percentage in a text that is under 0 or over 100, as typed; None where there is none."""
    for found in _PERCENT.finditer(plain_letters(text)):
        said = found["said"]
        if not said[0].isdigit() or float(said.replace(",", ".")) > 100:
            return text[found.start() : found.end()]
    return None


def refused(turn: Turn, understood: Understood) -> list[Message] | None:
    """The answer to a report of one's own with such a percentage; None for any other message."""
    text = turn.incoming.text
    said = impossible(text)
    if (
        said is None
        or (understood.intent not in ("none", "update") and not understood.slots.get("tasks"))
        or understood.slots.get("status") == "done"
    ):
        return None
    named = codes(understood) or [str(mark.value) for mark in find_codes(text)]
    own = [item for code in named if (item := own_part(turn, code)[0])] or replied_to(turn)
    if not own:
        return None
    answer = _(
        "A percentage is from 0 to 100: “{said}” was not recorded. Write e.g. “{code} 80%”; if it is done: “{code} done”."
    )
    return [turn.reply(answer.format(said=said.strip()[:20], code=own[0].code))]
