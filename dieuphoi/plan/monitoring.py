"""The monitoring form: which tasks stand in it for a period, what was reported in it, how they keep pace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dieuphoi.plan.blockers import Held
from dieuphoi.plan.history import Entry, Kind, undone_in
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.results import Counter, Row, State


class Pace(StrEnum):
    """How a task keeps pace with its deadline."""

    AHEAD = "ahead"  # completed in a quarter before that of its deadline
    ON = "on"  # completed in time, or still within its term
    BEHIND = "behind"  # completed late, or overdue


@dataclass(frozen=True, slots=True)
class Followed:
    """A line of the form: the assignment, what was reported on it in the period, and what holds it up today."""

    row: Row
    told: tuple[Entry, ...] = ()
    held: tuple[Held, ...] = ()

    @property
    def pace(self) -> Pace:
        """Ahead, on or behind; plans set deadlines by quarters, so a few days early are no lead."""
        row = self.row
        if row.counter in (Counter.DONE_LATE, Counter.OVERDUE):
            return Pace.BEHIND
        early = row.state is State.DONE and row.due is not None and row.done_on is not None
        if early and quarter_of(row.done_on) < quarter_of(row.due):  # type: ignore[arg-type]  # `early` has looked
            return Pace.AHEAD
        return Pace.ON

    def belongs(self, period: Period) -> bool:
        """Whether it stands in the form of a period: due in it, reported on in it, or overdue since before it."""
        due = self.row.due
        if self.told or (due is not None and due in period):
            return True
        return self.row.counter is Counter.OVERDUE and due is not None and due < period.first


def told_in(log: Iterable[Entry], period: Period) -> tuple[Entry, ...]:
    """What the lead reported in a period and did not take back, oldest first: of each state the last word."""
    entries = list(log)
    undone = undone_in(entries)
    last: dict[object, Entry] = {}
    for entry in entries:
        if entry.id not in undone and entry.kind in (Kind.STATE, Kind.DOCUMENT) and entry.day in period:
            key = entry.state if entry.kind is Kind.STATE else entry.kind
            last.pop(key, None)
            last[key] = entry
    return tuple(last.values())
