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


class Doubt(Enum):
    """Why a report is asked about before it counts."""

    BACK = "back"  # to an earlier step, or from what was done
    FALLING = "falling"  # a percentage
    PART_DONE = "part done"  # done, with less than 100 %
    AHEAD = "ahead"  # a document of the future
    OLDER = "older"  # a document from before the plan that asks for it
    NUMBER = "number"  # one that does not look like a document's


def doubt_of(before: Standing, entry: Entry, plan_date: date | None = None) -> Doubt | None:
    """Why a report goes against the usual course, so that it is asked about before it counts; None where it does not.

    A percentage never falls unasked; a document is neither of the future nor older than the plan (`plan_date`)
    that asks for it, and its number looks like one.
    """
    state = entry.state or before.state
    if WAYS[before.state][state] is Way.ASKED:
        return Doubt.BACK
    if entry.percent is not None and before.percent is not None and entry.percent < before.percent:
        return Doubt.FALLING
    if state is State.DONE and entry.percent is not None and entry.percent < 100:
        return Doubt.PART_DONE
    return _of_document(entry, plan_date)


def _of_document(entry: Entry, plan_date: date | None) -> Doubt | None:
    dated, number = entry.document_date, entry.document_number
    if dated is not None and dated > entry.day:
        return Doubt.AHEAD
    if dated is not None and plan_date is not None and dated < plan_date:
        return Doubt.OLDER
    wrong = number is not None and not is_plausible(number, dated or entry.day)
    return Doubt.NUMBER if wrong else None
