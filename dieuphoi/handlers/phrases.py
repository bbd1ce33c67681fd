"""The recurring phrases: states, deadlines with the days left, what to do next, dates and times."""

from __future__ import annotations

from datetime import date, datetime

from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.proposals import NOTE, shortened
from dieuphoi.plan.agencies import is_district_group
from dieuphoi.plan.calendar import written_day
from dieuphoi.plan.results import State
from dieuphoi.reports import terms
from dieuphoi.storage.people import Focal
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

NOTE_IN_LIST = 120
day = written_day  # one way of writing dates everywhere

# A percentage says something while the work goes on; what is submitted or done is whole.
_WITH_PERCENT = (State.NOT_STARTED, State.IN_PROGRESS, State.CONSULTING, State.BLOCKED)


def by_structure(value: date) -> str:
    """By the agencies of which day something is counted."""
    return _("by the structure of {day}").format(day=day(value))


def moment(value: datetime) -> str:
    """A time and date: 09:15 ngày 15/02/2022."""
    return _("{time} on {day}").format(time=value.strftime("%H:%M"), day=day(value.date()))


def state_name(state: State) -> str:
    """The state as the field calls it, within a sentence."""
    name = terms.state_name(state)
    return name[:1].lower() + name[1:]


def days_left(due: date, today: date) -> str:
    """How far a deadline is: còn 5 ngày, hôm nay, quá hạn 3 ngày."""
    left = (due - today).days
    if left == 0:
        return _("due today")
    if left > 0:
        return ngettext("{n} day left", "{n} days left", left).format(n=left)
    return ngettext("{n} day overdue", "{n} days overdue", -left).format(n=-left)


def deadline(item: Item, today: date) -> str:
    """The deadline with the days left; an open end is said, a done task needs no countdown."""
    if item.due is None:
        return item.deadline_text or _("no deadline in the document")
    shown = _("due {day}").format(day=day(item.due))
    if item.original_due not in (None, item.due):
        shown += _(", extended")
    if not item.open:
        return shown
    return f"{shown} ({days_left(item.due, today)})"


def ended(item: Item) -> str:
    """Why nothing is recorded on a task any more."""
    if item.withdrawn:
        return _("{code} is not a task of plan {number} any more.").format(
            code=item.code, number=item.plan_number
        )
    return _("Plan {number} is closed; {code} can only be read.").format(
        code=item.code, number=item.plan_number
    )


def lead(item: Item) -> str:
    """Who answers for it: the unit where each has its own part (and whose that was), else all who lead it jointly."""
    if item.formerly and item.formerly != item.agency:
        return _("{agency} (the part of {unit})").format(agency=item.agency, unit=item.formerly)
    if len(item.leads) < 2 or any(is_district_group(name) for name in item.leads):
        return item.agency
    return ", ".join(item.leads)


def standing(item: Item, note_length: int = NOTE) -> str:
    """The state with what belongs to it: percent, document, reason, the coordinator's word."""
    said = [state_name(item.state)]
    if item.percent is not None and item.state in _WITH_PERCENT:
        said.append(f"{item.percent}%")
    if item.document_number:
        said.append(document(item.document_number, item.document_date))
    elif item.without_number:
        said.append(_("no document number yet"))
    if item.note:
        said.append(shortened(item.note, note_length))
    if item.state is State.DONE:
        said.append(_("confirmed") if item.confirmed else _("waiting for confirmation"))
    return "; ".join(said)


def document(number: str, dated: date | None) -> str:
    """A document by number and date."""
    if dated is None:
        return _("No. {number}").format(number=number)
    return _("No. {number} of {day}").format(number=number, day=day(dated))


def next_step(item: Item) -> str:
    """What is to be done next about a task."""
    level = _level(item.level)
    if item.state is State.DONE:
        return _("nothing more") if item.confirmed else _("the coordinator confirms")
    return {
        State.NOT_STARTED: _("start, and report progress"),
        State.IN_PROGRESS: _("finish the draft, ask for comments"),
        State.CONSULTING: _("incorporate the comments, submit to {level}").format(level=level),
        State.SUBMITTED: _("follow the decision of {level}; report number and date once issued").format(
            level=level
        ),
        State.BLOCKED: _("say what is needed, and from whom; the coordinator will follow it up"),
    }[item.state]


def _level(level: str | None) -> str:
    """The level within a sentence: "Cấp tỉnh" is no name and loses its capital."""
    if level is None:
        return _("the competent authority")
    return level[:1].lower() + level[1:] if level.startswith("Cấp ") else level


def code(item: Item, *, several: bool) -> str:
    """A task's code, with its plan where there are several."""
    return f"{bold(item.code)} ({plan(item.plan_number)})" if several else bold(item.code)


def plan(number: str) -> str:
    """A plan in short, as it stands beside a code: KH 4506."""
    return _("plan No. {number}").format(number=number.partition("/")[0])


def in_list(item: Item, today: date, *, coordinating: bool = False, several: bool = False) -> str:
    """A task as a list shows it, in three lines; whoever only works with the lead has another next step."""
    head = f"{code(item, several=several)} · {item.short_title}"
    next_one = next_step(item)
    if coordinating:
        head += " " + _("(coordinating)")
        next_one = _("work with the lead agency") if item.open else next_one
    led_by = _("Lead: {agency}").format(agency=lead(item))
    state = _("State: {state}. Next: {next}").format(state=standing(item, NOTE_IN_LIST), next=next_one)
    return f"{head}\n{led_by}; {deadline(item, today)}\n{state}"


def person(full_name: str, position: str | None) -> str:
    """A person with their position."""
    return f"{full_name} ({position})" if position else full_name


def of_office(focal: Focal) -> str:
    """A focal point with their position; who stands in, for whom and until when."""
    who = person(focal.full_name, focal.position)
    if focal.until is None:
        return who
    return _("{who}, in place of {name} until {day}").format(
        who=who, name=focal.for_name, day=day(focal.until)
    )


def later_on(number: int) -> str:
    """How many tasks are open besides those that a digest names."""
    more = ngettext("{n} more task later on: /viec", "{n} more tasks later on: /viec", number)
    return more.format(n=number)
