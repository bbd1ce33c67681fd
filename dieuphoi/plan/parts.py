"""What coordinating agencies are asked for, and whether they have answered: it follows from the log of the task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dieuphoi.plan.calendar import ONE_DAY, WorkingDays
from dieuphoi.plan.history import Entry, Kind, undone_in
from dieuphoi.plan.reminding import MAKE_UP_FOR, Why


class PartState(StrEnum):
    """Where a request for an agency's part stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Part:
    """A request for an agency's part, as the log has it."""

    what: str | None = None
    until: date | None = None
    answer: Kind | None = None  # PART_DONE or PART_NONE
    off: bool = False

    @property
    def state(self) -> PartState:
        """Withdrawn counts before answered: who is not asked any more need not be counted."""
        if self.off:
            return PartState.WITHDRAWN
        return PartState.ANSWERED if self.answer else PartState.WAITING


def parts(log: Iterable[Entry]) -> dict[int, Part]:
    """The requests in a log (oldest entry first) by their keys. Undone entries count as never made."""
    entries = list(log)
    undone = undone_in(entries)
    found: dict[int, Part] = {}
    for entry in entries:
        if entry.part is not None and entry.id not in undone:
            found[entry.part] = _after(found.get(entry.part, Part()), entry)
    return found


def _after(before: Part, entry: Entry) -> Part:
    if entry.kind is Kind.ASK_PART:
        return replace(before, what=entry.note, until=entry.due)
    if entry.kind is Kind.PART_DATE:
        return replace(before, until=entry.due)
    if entry.kind is Kind.PART_OFF:
        return replace(before, off=True)
    if entry.kind in (Kind.PART_DONE, Kind.PART_NONE):
        return replace(before, answer=entry.kind)
    return before


def answered(found: Mapping[int, Part]) -> tuple[int, int]:
    """How many of the requests that stand are answered, and how many stand."""
    asked = [part for part in found.values() if not part.off]
    return sum(part.answer is not None for part in asked), len(asked)


def working_days_on(today: date, number: int, calendar: WorkingDays) -> date:
    """The day that lies so many working days ahead."""
    day = today
    for _step in range(number):
        day = calendar.on_or_after(day + ONE_DAY)
    return day


def why_spoken(until: date, asked_on: date, today: date, calendar: WorkingDays) -> tuple[Why, date] | None:
    """Why a request that waits is spoken of, and since which day it should be: once told since then, it is not again.

    On the working day before its day, and on the one after it. What was asked for at shorter notice needs no reminder
    before its day; what a pause or a standstill held up comes late.
    """
    if until < today:
        after = calendar.on_or_after(until + ONE_DAY)
        return (Why.PART_PASSED, after) if after <= today <= until + MAKE_UP_FOR else None
    before = calendar.on_or_before(until - ONE_DAY)
    return (Why.PART_NEAR, before) if asked_on < before <= today else None
