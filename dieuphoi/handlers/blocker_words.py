"""Blockers in words: what is in the way, whom it waits for, since when, and who has said something about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dieuphoi.handlers.messages import Button, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.blockers import Held, tasks_of
from dieuphoi.plan.history import Entry, Kind
from dieuphoi.reports import obstacles
from dieuphoi.reports.terms import inside
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

IN_LIST = 160  # characters of what somebody wrote


def what(held: Held) -> str:
    """What is in the way."""
    return shortened(obstacles.what(held), IN_LIST)


def waiting_for(held: Held) -> str:
    """Whom it waits for."""
    return _("Waits for: {whom}").format(whom=obstacles.whom(held.waits))


def lines(held: Held, today: date) -> list[str]:
    """A blocker of one task in a few lines, without the task."""
    first = f"{obstacles.since(held, today)}: {what(held)}"
    return [first[:1].upper() + first[1:], waiting_for(held), *_answered(held)]


def _answered(held: Held) -> Iterator[str]:
    yield from (shortened(line, IN_LIST) for line in obstacles.answered(held))


def in_list(held: Held, today: date) -> str:
    """A blocker with its task, as totals and lists show it."""
    head = f"{bold(held.code)} · {held.short_title}"
    said = [f"{held.lead}, {obstacles.since(held, today)}: {what(held)}"]
    said += [waiting_for(held), *_answered(held)]
    return "\n".join([head, *(f"   {line}" for line in said)])


def in_short(held: Held) -> str:
    """A blocker in one line: the task, who is stuck, on what, and who holds it."""
    return f"{bold(held.code)}, {held.lead}: {what(held)}; {inside(waiting_for(held))}"


def number(held: Sequence[Held]) -> str:
    """How many blockers, of how many tasks."""
    count = ngettext("{n} blocker", "{n} blockers", len(held)).format(n=len(held))
    parts = ngettext("{n} task", "{n} tasks", tasks_of(held)).format(n=tasks_of(held))
    return _("{blockers} of {tasks}").format(blockers=count, tasks=parts)


def on_card(found: Sequence[Held], today: date) -> Iterator[str]:
    """The open blockers on a task's card."""
    for held in found:
        first, *rest = lines(held, today)
        yield bold(_("Blocker")) + f": {first[:1].lower()}{first[1:]}"
        yield from (f"   {line}" for line in rest)


def in_log(entry: Entry) -> str:
    """What an entry about a blocker did, for a task's log; empty for any other."""
    if entry.kind is Kind.ANSWER:
        return _("answered the blocker: {text}").format(text=entry.note)
    return {
        Kind.REFER: _("put the blocker before the leaders"),
        Kind.LIFT: _("lifted the blocker"),
    }.get(entry.kind, "")


def buttons(turn: Turn, item: Item, held: Held, *, several: bool = False) -> list[list[Button]]:
    """What this person can do about a blocker; where a task has several each button names its own."""
    which = f" · {shortened(held.what or '', 20)}" if several else ""
    decide, end = [], []
    if turn.may(Action.ANSWER_BLOCKER, item):
        decide.append(Button(_("Answer") + which, f"ba:{held.id}"))
    if turn.may(Action.PASS_BLOCKER, item) and held.referred_on is None:
        decide.append(Button(_("Pass to the leaders") + which, f"bp:{held.id}"))
    if held.waits is None and turn.may(Action.REPORT, item):
        end.append(Button(_("Whom it waits for") + which, f"bn:{held.id}"))
    if turn.may(Action.LIFT_BLOCKER, item):
        end.append(Button(_("Lifted") + which, f"bl:{held.id}"))
    return [row for row in (decide, end) if row]


def coordinators_buttons(held: Held) -> list[list[Button]]:
    """The same for the coordinators whom a notice goes to."""
    first = [Button(_("Answer"), f"ba:{held.id}")]
    if held.referred_on is None:
        first.append(Button(_("Pass to the leaders"), f"bp:{held.id}"))
    opens = Button(_("Open {code}").format(code=held.code), f"c:{held.assignment_id}")
    return [first, [Button(_("Lifted"), f"bl:{held.id}"), opens]]


def leaders_buttons(held: Held) -> list[list[Button]]:
    """What a leader is offered."""
    opens = Button(_("Open {code}").format(code=held.code), f"c:{held.assignment_id}")
    return [[Button(_("Answer"), f"ba:{held.id}"), opens]]


def focals_buttons(held: Held) -> list[list[Button]]:
    """What a focal point of the lead is offered."""
    opens = Button(_("Open {code}").format(code=held.code), f"c:{held.assignment_id}")
    return [[Button(_("Lifted"), f"bl:{held.id}"), opens]]
