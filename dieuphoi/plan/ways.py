"""Which state may follow which: plainly, or only after the bot has asked whether it is right.

Nothing is forbidden, for what happened has happened: a paper comes back from its signature, a report turns out to be
wrong. What goes against the usual course is asked about once and recorded after "yes".
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from dieuphoi.plan.products import is_plausible
from dieuphoi.plan.results import State

if TYPE_CHECKING:
    from dieuphoi.plan.history import Entry, Standing


class Way(Enum):
    """How a state follows another."""

    PLAIN = "plain"
    ASKED = "asked"  # whether it is meant so


_ORDER = (
    State.NOT_STARTED,
    State.IN_PROGRESS,
    State.CONSULTING,
    State.SUBMITTED,
    State.DONE,
    State.BLOCKED,
)
# One line a state of before, one mark for each state after it in the same order: "+" plainly, "?" asked about.
# Steps may be left out on the way forward, and whatever is not done can be held up or go on from there. Taking
# comments in brings a draft from consultation back to work; every other way back is asked about.
_TABLE = {
    State.NOT_STARTED: "+ + + + + +",
    State.IN_PROGRESS: "? + + + + +",
    State.CONSULTING: "? + + + + +",
    State.SUBMITTED: "? ? ? + + +",
    State.DONE: "? ? ? ? + ?",
    State.BLOCKED: "+ + + + + +",
}
WAYS: dict[State, dict[State, Way]] = {
    before: {
        after: Way.PLAIN if mark == "+" else Way.ASKED
        for after, mark in zip(_ORDER, marks.split(), strict=True)
    }
    for before, marks in _TABLE.items()
}


def unusual(before: Standing, entry: Entry, plan_date: date | None = None) -> bool:
    """Whether a report goes against the usual course, so that it is asked about before it counts.

    A percentage never falls unasked; a document is neither of the future nor older than the plan (`plan_date`)
    that asks for it, and its number looks like one.
    """
    state = entry.state or before.state
    falling = entry.percent is not None and before.percent is not None and entry.percent < before.percent
    part_done = state is State.DONE and entry.percent is not None and entry.percent < 100
    return WAYS[before.state][state] is Way.ASKED or falling or part_done or doubtful(entry, plan_date)


def doubtful(entry: Entry, plan_date: date | None = None) -> bool:
    """Whether the number or the day of a document can hardly be right."""
    dated, number = entry.document_date, entry.document_number
    misdated = dated is not None and (dated > entry.day or (plan_date is not None and dated < plan_date))
    return misdated or (number is not None and not is_plausible(number, dated or entry.day))
