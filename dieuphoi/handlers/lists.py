"""What is due, what is late, whose tasks: lists of tasks, a page at a time, one's own first in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from dieuphoi.handlers import milestone_words, phrases, refusals, task_lines
from dieuphoi.handlers.messages import Button, Lines, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.results import State
from dieuphoi.storage import agencies, involved, milestones, plans, tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _, ngettext

PAGE = 5
DUTY_LENGTH = 140
AGENCIES = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list: due in a period, overdue, or the tasks of somebody; for one agency where it is given."""

    kind: str  # due | overdue | tasks
    period: Period | None = None
    agency_id: int | None = None
    state: State | None = None
    skip: int = 0

    def code(self, skip: int) -> str:
        """As a button carries it."""
        parts = (self.kind, self.period.code if self.period else "", self.agency_id or "", self.state or "")
        return ":".join(("l", *map(str, parts), str(skip)))


def from_code(args: list[str]) -> Wanted:
    """The list that a button stands for. Raises ValueError for what no button of ours carries."""
    kind, period, agency_id, state, skip = args
    if kind not in ("due", "overdue", "tasks") or int(skip) < 0:
        raise ValueError("no such list")
    return Wanted(
        kind,
        parse_code(period) if period else None,
        int(agency_id) if agency_id else None,
        State(state) if state else None,
        int(skip),
    )


def this_quarter(turn: Turn, _argument: str = "") -> list[Message]:
    """/quynay."""
    return show(turn, Wanted("due", quarter_of(turn.today)))


def next_quarter(turn: Turn, _argument: str = "") -> list[Message]:
    """/quytoi."""
    return show(turn, Wanted("due", quarter_of(turn.today).next()))


def overdue(turn: Turn, _argument: str = "") -> list[Message]:
    """/quahan."""
    return show(turn, Wanted("overdue"))


def mine(turn: Turn) -> list[Message]:
    """/viec: the sender's own tasks; all of them for who leads no agency's work, and in the group."""
    return show(turn, Wanted("tasks"))


def of_which(turn: Turn, agencies: Sequence[Agency]) -> list[Message]:
    """/viec UBND: which of the agencies that this may mean?"""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    buttons = [[Button(a.name[:60], Wanted("tasks", agency_id=a.id).code(0))] for a in agencies[:AGENCIES]]
    return [turn.reply(_("Which of these agencies is it? If none, type its full name."), buttons)]


def turn_page(turn: Turn, args: list[str]) -> list[Message]:
    """A page button was pressed."""
    return show(turn, from_code(args), edit=True)


def show(turn: Turn, wanted: Wanted, *, edit: bool = False) -> list[Message]:
    """A page of a list, with buttons to open each task and to turn the page."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    chosen = _filter(turn, wanted)
    total, own = tasks.count(turn.tx, chosen)
    if not total:
        text = "\n\n".join([_nothing(turn, wanted, chosen), *_foot(turn, wanted, chosen)])
        return [turn.reply(text, edit=edit)]
    skip = min(wanted.skip, (total - 1) // PAGE * PAGE)
    items = tasks.page(turn.tx, chosen, skip=skip, size=PAGE, own=own)
    whose = _whose(turn, wanted)
    lines = Lines(_first(turn, chosen, skip, own, whose), _lines(turn, items, whose))
    text = "\n\n".join(
        [
            _title(turn, wanted, chosen, total, own),
            *task_lines.numbered(entries(turn, items, whose), lines.first),
            *(_foot(turn, wanted, chosen) if not skip else []),
        ]
    )
    buttons = [*_open_buttons(turn, items, whose), *_paging(wanted, skip, total)]
    about = [item.id for item in items]
    return [turn.reply(text, buttons, edit=edit, about=about, lines=lines, kind="list")]


def _lines(turn: Turn, items: Sequence[tasks.Item], whose: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The assignments of each line of a page."""
    return task_lines.parts(_together(turn, items, whose))


def _first(turn: Turn, chosen: tasks.Filter, skip: int, own: int, whose: Sequence[int]) -> int:
    """The number of a page's first line: the pages before have as many lines as they showed, and no more."""
    before = tasks.page(turn.tx, chosen, skip=0, size=skip, own=own) if skip else []
    pages = [before[at : at + PAGE] for at in range(0, len(before), PAGE)]
    return 1 + sum(len(_lines(turn, page, whose)) for page in pages)


def _filter(turn: Turn, wanted: Wanted) -> tasks.Filter:
    chosen = tasks.Filter(plan_ids=turn.plan_ids, state=wanted.state)
    if turn.private:
        chosen = replace(chosen, mine=turn.who.agency_ids)
    if wanted.agency_id is not None:
        chosen = replace(chosen, agency_ids=(wanted.agency_id,), with_coordination=wanted.kind == "tasks")
    if wanted.kind == "due" and wanted.period is not None:
        return replace(chosen, first=wanted.period.first, last=wanted.period.last)
    if wanted.kind == "overdue":
        return replace(chosen, overdue_on=turn.today)
    chosen = replace(chosen, open_only=wanted.state is None)
    if turn.private and turn.who.agencies and wanted.agency_id is None:
        return replace(chosen, agency_ids=turn.who.agency_ids, with_coordination=True)
    return chosen


def _title(turn: Turn, wanted: Wanted, chosen: tasks.Filter, total: int, own: int) -> str:
    number = ngettext("{n} task", "{n} tasks", total).format(n=total)
    if (whole := tasks.count_whole(turn.tx, chosen)) < total:  # totals count parts, and so does a list
        number = task_lines.parts_of(total, whole)
    if wanted.kind == "due" and wanted.period:
        head = _("{period}: {number} due").format(period=bold(wanted.period.label), number=number)
    elif wanted.kind == "overdue":
        head = _("{overdue}: {number}").format(overdue=bold(_("Overdue")), number=number)
    else:
        head = bold(number)
    if wanted.agency_id is not None:
        found = agencies.get(turn.tx, wanted.agency_id)
        head += f" · {found.name}" if found else ""
    if wanted.state is not None:
        head += f" · {phrases.state_name(wanted.state)}"
    if chosen.with_coordination:
        led = tasks.count(turn.tx, replace(chosen, with_coordination=False))[0]
        return head + " " + _("(leading {led}, coordinating {rest})").format(led=led, rest=total - led)
    if own and own < total:
        head += " " + _("(yours first: {n})").format(n=own)
    return head


def entries(turn: Turn, items: Sequence[tasks.Item], agency_ids: Sequence[int]) -> list[str]:
    """Tasks as a list shows them, marked where the agencies in question only work with the lead."""
    helped = involved.only_coordinated(turn.tx, items, agency_ids)
    return [
        phrases.in_list(units[0], turn.today, coordinating=units[0].id in helped, several=turn.several)
        if len(units) == 1
        else task_lines.in_list(units, turn.today, several=turn.several)
        for units in _together(turn, items, agency_ids)
    ]


def _together(turn: Turn, items: Sequence[tasks.Item], agency_ids: Sequence[int]) -> list[list[tasks.Item]]:
    """The units of a task that stand on one page, as one; one's own part stays by itself."""
    leads = involved.lead_ids(turn.tx, [item.id for item in items]) if agency_ids else {}
    own = [item for item in items if not set(agency_ids).isdisjoint(leads.get(item.id, ()))]
    others = task_lines.by_task(item for item in items if item not in own)
    return [*([item] for item in own), *others]


def _whose(turn: Turn, wanted: Wanted) -> Sequence[int]:
    """The agencies that a list is read for: the one asked about, else one's own in private."""
    if wanted.agency_id is not None:
        return (wanted.agency_id,)
    return turn.who.agency_ids if turn.private else ()


def _foot(turn: Turn, wanted: Wanted, chosen: tasks.Filter) -> list[str]:
    """What a list leaves out but nobody should forget; under its first page."""
    if wanted.kind == "tasks" and wanted.state is None:
        return [*_done(turn, chosen), *_duties(turn, chosen.agency_ids)]
    if wanted.kind != "due" or wanted.period is None:
        return []
    steps = _milestones(turn, wanted.period, chosen)
    before = replace(chosen, first=None, last=_day_before(wanted.period.first), overdue_on=turn.today)
    number, _own = tasks.count(turn.tx, before)
    if not number:
        return steps
    return [
        *steps,
        ngettext(
            "Overdue from before: {n} task, see /quahan",
            "Overdue from before: {n} tasks, see /quahan",
            number,
        ).format(n=number),
    ]


def _milestones(turn: Turn, period: Period, chosen: tasks.Filter) -> list[str]:
    """The milestones in a period of tasks that are due at another time."""
    days = (period.first, period.last)
    stepping = replace(chosen, first=None, last=None, open_only=True, milestone_in=days)
    items = tasks.page(turn.tx, stepping, skip=0, size=PAGE)
    on_the_way = milestones.on_the_way(turn.tx, items)
    return milestone_words.in_list(items, on_the_way, period, turn.today)


def _done(turn: Turn, chosen: tasks.Filter) -> list[str]:
    number, _own = tasks.count(turn.tx, replace(chosen, open_only=False, state=State.DONE))
    return [_("Done: {n} (ask “which tasks are done”)").format(n=number)] if number else []


def _duties(turn: Turn, agency_ids: tuple[int, ...]) -> list[str]:
    """The obligations of the plan's body text, which have no row and no deadline of their own."""
    found = plans.duties_of(turn.tx, turn.plan_ids, agency_ids) if agency_ids else []
    if not found:
        return []
    lines = [
        f"• {code}: {shorten(_without_number(text), DUTY_LENGTH, placeholder='…')}" for code, text in found
    ]
    return ["\n".join([bold(_("Duties under the plan")), *lines])]


def _without_number(text: str) -> str:
    """The text of a duty without its "a)" or "4.", which its code says already."""
    return text.partition(" ")[2]


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _nothing(turn: Turn, wanted: Wanted, chosen: tasks.Filter) -> str:
    if wanted.kind == "overdue":
        return _("No task is overdue. See what is due: /quynay")
    if wanted.kind == "due" and wanted.period:
        upcoming = tasks.page(
            turn.tx, replace(chosen, first=wanted.period.last, last=None, open_only=True), skip=0, size=1
        )
        text = _("{period}: no task is due.").format(period=wanted.period.label)
        if upcoming and upcoming[0].due:
            text += " " + _("The next one is {code}, {deadline}.").format(
                code=upcoming[0].code, deadline=phrases.deadline(upcoming[0], turn.today)
            )
        return text
    return _("There is no such task. See all tasks: /viec")


def _open_buttons(turn: Turn, items: list[tasks.Item], whose: Sequence[int]) -> Rows:
    """One for each entry; of a task that stands there as one's own part and others', the button opens one's own."""
    found = {units[0].task_id: units for units in reversed(_together(turn, items, whose))}
    buttons = [
        Button(_label(units[0], turn.several), task_lines.opens(units)) for units in reversed(found.values())
    ]
    return in_rows(buttons)


def _label(item: tasks.Item, several: bool) -> str:
    return f"{item.code} ({item.plan_number.split('/')[0]})" if several else item.code


def _paging(wanted: Wanted, skip: int, total: int) -> list[list[Button]]:
    row = []
    if skip > 0:
        row.append(Button(_("« Back"), wanted.code(max(0, skip - PAGE))))
    if skip + PAGE < total:
        left = total - skip - PAGE
        row.append(Button(_("More ({n}) »").format(n=left), wanted.code(skip + PAGE)))
    return [row] if row else []
