"""Agencies over time: who stands for an agency on a day, when it began and ended, and which changes can be made.

Agencies and changes go by their numbers. A change counts from the beginning of its day. What is called ended
here is only no agency of that day: it stays in every log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EARLIEST = date(2000, 1, 1)


class Kind(StrEnum):
    """What happens to agencies."""

    MERGE = "merge"  # one or more go into one, which may have been there before
    SPLIT = "split"  # one is divided among several, which may have been there before
    RENAME = "rename"
    DISSOLVE = "dissolve"  # nobody succeeds


@dataclass(frozen=True, slots=True)
class Change:
    """A change of agencies: from which day, which end, which succeed them, by which document."""

    id: int
    kind: Kind
    on: date
    before: tuple[int, ...]
    after: tuple[int, ...] = ()
    document_number: str | None = None
    document_date: date | None = None


class Flaw(StrEnum):
    """Why a change can't be made."""

    SHAPE = "shape"  # not so many agencies as its kind asks for
    ITSELF = "itself"  # an agency would succeed itself
    DAY = "day"  # too long ago
    NOT_THERE = "not_there"  # what would end is no agency on that day
    ENDS_TWICE = "ends_twice"  # another change ends it, later
    HEIR_ENDED = "heir_ended"  # what would succeed has ended by another change, already in effect
    SAME_DAY = "same_day"  # what would succeed ends, or what would end begins, on that very day


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change can't be made, on account of which agency and which other change."""

    flaw: Flaw
    agency: int | None = None
    other: Change | None = None


class Succession:
    """Who stands for whom on which day. `born` are the agencies that only a change brings into being."""

    def __init__(self, changes: Iterable[Change], born: Iterable[int] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: (change.on, change.id)))
        self._born = frozenset(born)
        self._of: dict[int, list[Change]] = {}
        for change in self.changes:
            for agency in {*change.before, *change.after}:
                self._of.setdefault(agency, []).append(change)

    def alive(self, agency: int, day: date) -> bool:
        """Whether it is an agency on a day."""
        last = self._last(agency, day)
        return agency in last.after if last else agency not in self._born

    def ended_by(self, agency: int, day: date) -> Change | None:
        """The change because of which it is no agency on a day; None where it is one, or is none yet."""
        last = self._last(agency, day)
        return last if last and agency not in last.after else None

    def heirs(self, agency: int, day: date) -> tuple[int, ...]:
        """Who stands for it on a day: itself while it is there, else its successors' successors; perhaps nobody."""
        found: dict[int, None] = {}
        self._inherit(agency, day, found, set())
        return tuple(found)

    def _inherit(self, agency: int, day: date, found: dict[int, None], met: set[int]) -> None:
        if agency in met:
            return
        met.add(agency)
        ended = self.ended_by(agency, day)
        if ended is None:
            if self.alive(agency, day):
                found[agency] = None
            return
        for heir in ended.after:
            self._inherit(heir, day, found, met)

    def comes_to(self, agency: int, today: date, day: date) -> int:
        """Who has its tasks on a day ahead, of themselves: by the changes after today that have one successor.

        What a split or a dissolution leaves waits with the old agency, even where the successors become one.
        """
        met = {agency}
        ended = self.ended_by(agency, day)
        while ended and ended.on > today and len(ended.after) == 1 and ended.after[0] not in met:
            agency = ended.after[0]
            met.add(agency)
            ended = self.ended_by(agency, day)
        return agency

    def forebear(self, agency: int, day: date) -> int:
        """The same agency under the name that it had on a day: renames alone are followed back."""
        met = {agency}
        while not self.alive(agency, day):
            began = next((c for c in self._of.get(agency, ()) if c.on > day and agency in c.after), None)
            if began is None or began.kind is not Kind.RENAME or began.before[0] in met:
                break
            agency = began.before[0]
            met.add(agency)
        return agency

    def lifetime(self, agency: int) -> list[tuple[date | None, date | None]]:
        """From when to when (the day on which it is none any more) it is an agency; None: from ever, for good."""
        spans: list[tuple[date | None, date | None]] = []
        since: date | None = None
        there = agency not in self._born
        for change in self._of.get(agency, ()):
            if there and agency not in change.after:
                spans.append((since, change.on))
            elif not there and agency in change.after:
                since = change.on
            there = agency in change.after
        return [*spans, (since, None)] if there else spans

    def of(self, agency: int) -> tuple[Change, ...]:
        """The changes that an agency had a part in, by their days."""
        return tuple(self._of.get(agency, ()))

    def refusal(self, wanted: Change, today: date) -> Refusal | None:
        """Why a further change can't be made beside those that there are; None where it can."""
        if not _shaped(wanted):
            return Refusal(Flaw.SHAPE)
        if set(wanted.before) & set(wanted.after):
            return Refusal(Flaw.ITSELF, next(a for a in wanted.before if a in wanted.after))
        if wanted.on < EARLIEST:
            return Refusal(Flaw.DAY)
        found = (self._no_end(agency, wanted.on) for agency in wanted.before)
        heirs = (self._no_heir(agency, wanted.on, today) for agency in wanted.after)
        return next((refusal for refusal in (*found, *heirs) if refusal), None)

    def _no_end(self, agency: int, on: date) -> Refusal | None:
        """Why an agency can't end on a day."""
        if not self.alive(agency, on):
            return Refusal(Flaw.NOT_THERE, agency, self.ended_by(agency, on))
        for other in self._of.get(agency, ()):
            if other.on == on:
                return Refusal(Flaw.SAME_DAY, agency, other)
            if other.on > on and agency in other.before:
                return Refusal(Flaw.ENDS_TWICE, agency, other)
        return None

    def _no_heir(self, agency: int, on: date, today: date) -> Refusal | None:
        """Why an agency can't succeed on a day."""
        for other in self._of.get(agency, ()):
            if agency in other.before and other.on == on:
                return Refusal(Flaw.SAME_DAY, agency, other)
            if agency in other.before and on < other.on <= today:
                return Refusal(Flaw.HEIR_ENDED, agency, other)
        return None

    def _last(self, agency: int, day: date) -> Change | None:
        found = [change for change in self._of.get(agency, ()) if change.on <= day]
        return found[-1] if found else None


def _shaped(change: Change) -> bool:
    """Whether a change has as many agencies as its kind asks for, each once."""
    before, after = len(change.before), len(change.after)
    if len(set(change.before)) < before or len(set(change.after)) < after:
        return False
    return {
        Kind.MERGE: before >= 1 and after == 1,
        Kind.SPLIT: before == 1 and after > 1,
        Kind.RENAME: before == after == 1,
        Kind.DISSOLVE: before >= 1 and after == 0,
    }[change.kind]
