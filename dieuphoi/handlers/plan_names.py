"""Plans as people name them behind a command: by their number, or the figure that it begins with."""

from __future__ import annotations

from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.text import one_line, plain
from dieuphoi.storage.plans import Plan


def named_first(turn: Turn, text: str) -> tuple[Plan | None, str]:
    """The plan in view whose number a text begins with, and the rest: "77/KH-UBND quá hạn", "77 quá hạn"."""
    first, _blank, rest = one_line(text).partition(" ")
    typed = plain(first)
    for plan in turn.plans:
        number = plain(plan.number)
        if typed and typed in (number, number.partition("/")[0]):
            return plan, rest
    return None, one_line(text)
