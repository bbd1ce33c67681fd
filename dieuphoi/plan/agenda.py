"""The days of plans as a calendar has them: deadlines, milestones on the way, and events that tasks waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dieuphoi.plan.history import Entry, Kind
from dieuphoi.plan.results import State

DATING = (Kind.EXTEND, Kind.EVENT, Kind.DEADLINE)  # entries of the log that set a deadline


class What(StrEnum):
    """What is on a day."""

    DEADLINE = "deadline"
    MILESTONE = "milestone"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day in the calendar. `key` is the same for good, whatever becomes of the task; `sequence` only ever grows.

    `off` is what was in the calendar and is due no more: its task was taken out or passed on, its plan was closed,
    its deadline taken back. `rings` says whether anybody has to be reminded of it.
    """

    key: str
    day: date
    what: What
    plan_number: str
    code: str
    title: str
    lead: str
    coordinators: tuple[str, ...]
    original_due: date | None
    state: State
    percent: int | None
    confirmed: bool
    sequence: int
    changed_at: datetime
    off: bool = False
    rings: bool = True
    step: str = ""  # of a milestone and an event, in the words of the plan


def last_due(log: Iterable[Entry]) -> date | None:
    """The last deadline that a log has set, also one that was taken back."""
    days = [entry.due for entry in log if entry.kind in DATING and entry.due is not None]
    return days[-1] if days else None


def last_event(log: Iterable[Entry]) -> date | None:
    """The last day of an event that a log has, also one that was taken back."""
    days = [entry.happened_on for entry in log if entry.kind is Kind.EVENT and entry.happened_on is not None]
    return days[-1] if days else None
