"""Asking for the number and the day of the document that a task was done with: once, after the report counts."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import log, tasks
from dieuphoi.wording import _

STEP = "number"


def ask(turn: Turn, items: Sequence[tasks.Item]) -> tuple[list[str], list[list[Button]]]:
    """The question about the first task that lacks a number, as lines and buttons; the others are asked about after it.

    Nothing where each has its number, needs none, or "no number yet" was said before.
    """
    waiting = [i for i in items if i.without_number and not log.said_numberless(turn.tx, i.id)]
    if not waiting:
        return [], []
    mark = turn.ask(STEP, assignments=[item.id for item in waiting])
    text = _(
        "{code}: number and day of the document? Answer e.g. “12/QĐ-UBND of 28/3”, or send a photo of it."
    )
    said = turn.in_words(text.format(code=phrases.code(waiting[0], several=turn.several)))
    return [said], [[Button(_("No number yet"), f"nn:{mark}")]]
