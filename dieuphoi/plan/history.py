"""Today's state follows from the log: an append-only list of entries, where undo is a further entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dieuphoi.plan import blockers
from dieuphoi.plan.results import State


class Kind(StrEnum):
    """What an entry of the log does."""

    STATE = "state"  # a focal point reports
    FILE = "file"  # a document is attached, the state stays
    DOCUMENT = (
        "document"  # number and day of the document are added, the state stays; without one there is none yet
    )
    CONFIRM = "confirm"  # the coordinator confirms a "done"
    RETURN = "return"  # the coordinator returns it with a reason
    EXTEND = "extend"  # the coordinator grants a later deadline
    LEAD = "lead"  # the coordinator says which agency leads it: the note says from whom to whom, and why
    ANSWER = "answer"  # the coordinator or a leader has a word on a blocker, which stays open
    REFER = "refer"  # the coordinator puts a blocker before the leaders
    LIFT = "lift"  # a blocker is out of the way
    EVENT = "event"  # the coordinator records that what the task waits for has happened
    UNDO = "undo"
    DEADLINE = "deadline"  # an amended plan sets another deadline
    AMEND = "amend"  # an amended plan changes something else of the task: the note says what
    WITHDRAW = "withdraw"  # an amended plan has the task no more
    RESTORE = "restore"  # a later one has it again
    PASS = "pass"  # an agency has passed it on to its successor: the note says which, the document why  # noqa: S105
    COMMENT = "comment"  # a coordinating agency comments, or attaches a file
    ASK_PART = "ask_part"  # a coordinating agency is asked for its part: the note says what, `due` until when
    PART_DATE = "part_date"  # another date is set for it
    PART_OFF = "part_off"  # it is not asked for any more
    PART_DONE = "part_done"  # the agency has given its part
    PART_NONE = "part_none"  # the agency has nothing to say
    PART_LATER = "part_later"  # the agency asks for a later date


# What a document says of a task, not what anybody reports on it.
BY_DOCUMENT = frozenset((Kind.DEADLINE, Kind.AMEND, Kind.WITHDRAW, Kind.RESTORE, Kind.PASS))
# What coordinating agencies say, and are asked for: no state follows from it, and it is nobody's status report.
CONTRIBUTED = frozenset((Kind.COMMENT, Kind.PART_DONE, Kind.PART_NONE))
# A word on a blocker: it is no news of the task itself.
ON_BLOCKER = frozenset((Kind.ANSWER, Kind.REFER))
BESIDE = CONTRIBUTED | ON_BLOCKER | {Kind.ASK_PART, Kind.PART_DATE, Kind.PART_OFF, Kind.PART_LATER}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an assignment's log; `day` is the local day on which it was made."""

    id: int
    kind: Kind
    day: date
    state: State | None = None
    percent: int | None = None
    note: str | None = None
    document_number: str | None = None
    document_date: date | None = None
    undoes: int | None = None
    due: date | None = None  # with EXTEND, DEADLINE and, where it sets one, EVENT
    happened_on: date | None = None  # with EVENT
    part: int | None = None  # the request for an agency's part that it belongs to
    about: int | None = None  # with ANSWER, REFER and LIFT: the entry that raised the blocker


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an assignment stands."""

    state: State = State.NOT_STARTED
    percent: int | None = None
    note: str | None = None
    done_on: date | None = None
    confirmed: bool = False
    document_number: str | None = None
    document_date: date | None = None
    extended_to: date | None = None  # by an extension, or by the event that the task waited for
    event_on: date | None = None
    redated: bool = False  # whether a later document set another original deadline: `original_due`
    original_due: date | None = None
    withdrawn: bool = False
    blockers: blockers.Open = ()  # open ones; the state is "blocked" as long as there are any
    before_blocked: State = State.NOT_STARTED  # what it goes back to when the last one is lifted


def standing(log: Iterable[Entry]) -> Standing:
    """What follows from a log, oldest entry first. Undone entries count as never made.

    With a report, the coordinator's word on it falls too: nobody has confirmed what stood before.
    """
    entries = list(log)
    undone = undone_in(entries)
    undone |= {word for word, report in _words(entries) if report in undone}
    now = Standing()
    for entry in entries:
        if entry.id not in undone:
            now = _after(now, entry)
    return now


def undone_in(entries: Iterable[Entry]) -> set[int | None]:
    """The entries that a later one takes back."""
    return {entry.undoes for entry in entries if entry.kind is Kind.UNDO}


def _words(entries: Iterable[Entry]) -> Iterator[tuple[int, int]]:
    """Each confirmation or return, with the report that it speaks of: the last one that stood then."""
    standing_then: list[int] = []
    for entry in entries:
        if entry.kind is Kind.STATE:
            standing_then.append(entry.id)
        elif entry.kind is Kind.UNDO and entry.undoes in standing_then:
            standing_then.remove(entry.undoes)
        elif entry.kind in (Kind.CONFIRM, Kind.RETURN) and standing_then:
            yield entry.id, standing_then[-1]


def _after(before: Standing, entry: Entry) -> Standing:
    if entry.kind is Kind.STATE:
        return _reported(before, entry)
    if entry.kind is Kind.DOCUMENT:
        return _numbered(before, entry)
    if entry.kind is Kind.EXTEND:
        return replace(before, extended_to=entry.due)
    if entry.kind is Kind.EVENT:
        return replace(before, event_on=entry.happened_on, extended_to=entry.due or before.extended_to)
    if entry.kind is Kind.DEADLINE:
        return _redated(before, entry.due)
    if entry.kind in (Kind.WITHDRAW, Kind.RESTORE):
        return replace(before, withdrawn=entry.kind is Kind.WITHDRAW)
    if entry.kind in (Kind.ANSWER, Kind.REFER):
        noted = blockers.answered if entry.kind is Kind.ANSWER else blockers.referred
        return replace(before, blockers=noted(before.blockers, entry.about, entry.id))
    if entry.kind is Kind.LIFT:
        return _lifted(before, entry)
    if entry.kind is Kind.CONFIRM:
        return replace(before, confirmed=True)
    if entry.kind is Kind.RETURN:
        percent = None if before.percent == 100 else before.percent
        return replace(
            before, state=State.IN_PROGRESS, percent=percent, note=entry.note, done_on=None, confirmed=False
        )
    return before


def _numbered(before: Standing, entry: Entry) -> Standing:
    """The document's number and day; where another day makes it done on another, nobody has confirmed that."""
    done = before.state is State.DONE
    done_on = (entry.document_date or before.done_on) if done else None
    return replace(
        before,
        done_on=done_on,
        confirmed=before.confirmed and done_on == before.done_on,
        document_number=entry.document_number or before.document_number,
        document_date=entry.document_date or (None if entry.document_number else before.document_date),
    )


def _redated(before: Standing, due: date | None) -> Standing:
    """The document's deadline is the original one; an extension that was granted stays where it is later still."""
    extended = before.extended_to
    stays = extended if extended is not None and due is not None and extended > due else None
    return replace(before, redated=True, original_due=due, extended_to=stays)


def _lifted(before: Standing, entry: Entry) -> Standing:
    """Without the last blocker a task is again what it was before the first one."""
    left = blockers.lifted(before.blockers, entry.about)
    if left == before.blockers:  # it was lifted before, or taken back
        return before
    if left:
        return replace(before, blockers=left, note=left[-1].what)
    return replace(before, blockers=left, state=before.before_blocked, note=None)


def _blocked(before: Standing, entry: Entry, state: State) -> dict[str, Any]:
    """What a report does to the blockers: one more, or, with any other state, none any more."""
    if state is not State.BLOCKED:
        return {"blockers": ()}
    if before.blockers:
        return {"blockers": blockers.raised(before.blockers, entry.id, entry.day, entry.note)}
    # What was reported as done and is stuck after all has been begun.
    back = State.IN_PROGRESS if before.state is State.DONE else before.state
    return {
        "blockers": blockers.raised((), entry.id, entry.day, entry.note),
        "before_blocked": back,
    }


def _reported(before: Standing, entry: Entry) -> Standing:
    state = entry.state or before.state
    done = state is State.DONE
    # The paper that submits a task is not the one that issues it: it is not carried over into "done".
    kept = before if not entry.document_number and (not done or before.state is State.DONE) else Standing()
    percent = 100 if done else entry.percent
    if percent is None and before.state is not State.DONE:
        percent = before.percent
    return replace(
        before,
        state=state,
        percent=percent,
        note=entry.note,
        # A document's own date is the day of completion; without one, the day of the first report of it.
        done_on=(entry.document_date or before.done_on or entry.day) if done else None,
        confirmed=False,
        document_number=entry.document_number or kept.document_number,
        document_date=entry.document_date or kept.document_date,
        **_blocked(before, entry, state),
    )
