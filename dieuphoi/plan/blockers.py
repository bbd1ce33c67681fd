"""Blockers: what is in the way of a task, whom it waits for, and since when. They stay open until they are lifted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dieuphoi.plan.text import plain


class WaitsFor(StrEnum):
    """On whom a blocker waits."""

    AGENCY = "agency"  # one of the province's
    COORDINATOR = "coordinator"
    ABOVE = "above"  # a ministry, the Government, the province's own leaders
    OTHER = "other"  # anything in free words: money, a contractor


@dataclass(frozen=True, slots=True)
class Waits:
    """On whom a blocker waits, in words, with the agency's key where it is one."""

    kind: WaitsFor
    words: str
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """An open blocker as the log has it; `id` is the entry that raised it, the others are entries about it."""

    id: int
    since: date
    what: str | None
    answers: tuple[int, ...] = ()
    referrals: tuple[int, ...] = ()


Open = tuple[Blocker, ...]


def raised(before: Open, entry_id: int, day: date, what: str | None) -> Open:
    """The open blockers after a report of one. What says nothing new beside one that is open adds none."""
    if what is None:
        return before or (Blocker(entry_id, day, None),)
    known = next((one for one in before if _same(one.what, what)), None)
    if known is None:
        return (*before, Blocker(entry_id, day, what))
    return tuple(replace(one, what=what) if one is known else one for one in before)


def _same(old: str | None, new: str) -> bool:
    """Whether new words say what the old ones did, perhaps more of it."""
    if old is None:
        return True
    shorter, longer = sorted((_words(old), _words(new)), key=len)
    return f" {shorter} " in f" {longer} "


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in plain(text)).split())


def lifted(before: Open, blocker_id: int | None) -> Open:
    """The open blockers without one."""
    return tuple(one for one in before if one.id != blocker_id)


def answered(before: Open, blocker_id: int | None, entry_id: int) -> Open:
    """The same blockers with a word of the coordinator's or a leader's on one: it stays open."""
    return tuple(
        replace(one, answers=(*one.answers, entry_id)) if one.id == blocker_id else one for one in before
    )


def referred(before: Open, blocker_id: int | None, entry_id: int) -> Open:
    """The same blockers with one put before the leaders."""
    return tuple(
        replace(one, referrals=(*one.referrals, entry_id)) if one.id == blocker_id else one for one in before
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A word on a blocker."""

    on: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A task that an open blocker holds up, as lists and reports show it."""

    id: int
    assignment_id: int
    plan_id: int
    code: str
    title: str
    short_title: str
    lead: str
    agency_id: int
    what: str | None
    waits: Waits | None
    since: date
    by: str | None  # who raised it
    answers: tuple[Answer, ...] = ()
    referred_on: date | None = None
    due: date | None = None

    def days(self, today: date) -> int:
        """For how many calendar days it has been open."""
        return (today - self.since).days


def tasks_of(held: Iterable[Held]) -> int:
    """How many parts of tasks blockers hold up: one may have several."""
    return len({one.assignment_id for one in held})
