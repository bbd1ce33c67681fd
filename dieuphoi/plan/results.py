"""Counting results: the one place where a task's part falls into one of the four counters.

The counters are those of the province's own monitoring: done in time, done late, in progress within the
term, overdue. Each assignment falls into exactly one, so they always add up to the total.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dieuphoi.plan.model import Milestone


class State(StrEnum):
    """The states as focal points report them. Overdue is no state: it follows from the dates."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CONSULTING = "consulting"
    SUBMITTED = "submitted"
    DONE = "done"
    BLOCKED = "blocked"


class Counter(StrEnum):
    """The four counters of every total."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"


def counter_of(state: State, due: date | None, done_on: date | None, today: date) -> Counter:
    """The counter of one assignment on a day. Overdue counts from the calendar day after the deadline."""
    if state is State.DONE:
        late = due is not None and done_on is not None and done_on > due
        return Counter.DONE_LATE if late else Counter.DONE_IN_TIME
    return Counter.OVERDUE if due is not None and today > due else Counter.IN_PROGRESS


def done_of(counts: Mapping[Counter, int]) -> int:
    """Of the four counters, what is done, in time or late."""
    return counts[Counter.DONE_IN_TIME] + counts[Counter.DONE_LATE]


@dataclass(frozen=True, slots=True)
class Part:
    """How many assignments share an agency, an appendix, a state and a counter."""

    agency: str
    appendix: str
    state: State
    counter: Counter
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment as reports and lists show it."""

    code: str
    title: str
    lead: str
    coordinators: tuple[str, ...]
    deadline_text: str | None
    original_due: date | None
    due: date | None
    level: str | None
    state: State
    percent: int | None
    counter: Counter
    confirmed: bool
    done_on: date | None
    document_number: str | None
    document_date: date | None
    note: str | None
    reported_at: datetime | None
    appendix: str
    milestones: tuple[Milestone, ...] = ()  # before the deadline
    without_number: bool = False  # done by a document whose number is not on record
    files: tuple[str, ...] = ()  # names of what proves the reports that count, oldest first
    extended: int = 0  # how often the deadline was extended
    asked_until: date | None = None  # the later deadline that is asked for and not decided on


@dataclass(frozen=True, slots=True)
class Results:
    """Totals of a scope, stamped with the moment that they are true for."""

    plan_number: str
    plan_title: str
    scope: str
    as_of: datetime
    parts: tuple[Part, ...]
    without_deadline: int = 0
    awaiting_confirmation: int = 0

    @property
    def total(self) -> int:
        """All assignments in the scope."""
        return sum(part.count for part in self.parts)

    def counters(self, agency: str | None = None, appendix: str | None = None) -> dict[Counter, int]:
        """The four counters, of one agency or appendix when asked for; every counter is present."""
        tally: Tally[Counter] = Tally()
        for part in self.parts:
            if agency in (None, part.agency) and appendix in (None, part.appendix):
                tally[part.counter] += part.count
        return {counter: tally[counter] for counter in Counter}

    @property
    def done(self) -> int:
        """What is done, in time or late."""
        return done_of(self.counters())

    def percentages(self) -> dict[Counter, int]:
        """The four counters in whole percent of what is counted."""
        return {counter: share(number, self.total) for counter, number in self.counters().items()}

    def states(self) -> dict[State, int]:
        """How many assignments are in each state; every state is present."""
        tally: Tally[State] = Tally()
        for part in self.parts:
            tally[part.state] += part.count
        return {state: tally[state] for state in State}

    def agencies(self) -> tuple[str, ...]:
        """The agencies that lead something in the scope, most assignments first, then by name."""
        tally = _tally(self.parts, "agency")
        return tuple(sorted(tally, key=lambda name: (-tally[name], name)))

    def appendices(self) -> tuple[str, ...]:
        """The appendices in the scope, in order."""
        return tuple(sorted(_tally(self.parts, "appendix")))


def _tally(parts: Iterable[Part], attribute: str) -> Tally[str]:
    tally: Tally[str] = Tally()
    for part in parts:
        tally[getattr(part, attribute)] += part.count
    return tally


def share(part: int, whole: int) -> int:
    """One number as a percentage of a whole, rounded as everybody rounds; 100 means all, and 0 of nothing is 0.

    Each stands for itself, so that whoever reckons it again finds the same, and equal numbers read alike: together
    three thirds make 99.
    """
    if not whole:
        return 0
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part == whole else min(rounded, 99)
