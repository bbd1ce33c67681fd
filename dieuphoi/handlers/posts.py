"""What the bot says of its own accord: the quarter's start, reminders before deadlines, overdue tasks, totals.

One digest for each group and each person a morning, never one message a task; nothing when there is nothing
to say. Each post has a key, so that preparing the same day twice posts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.summary import Scope, to_rooms
from dieuphoi.plan import calendar
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.storage import people, plans, rooms, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15
BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Morning:
    """The working days that posts are prepared for: usually one; several when the bot was down meanwhile."""

    days: tuple[date, ...]

    @property
    def today(self) -> date:
        """The last of the days, on which the posts go out."""
        return self.days[-1]

    @property
    def late(self) -> bool:
        """Whether an earlier day was missed."""
        return len(self.days) > 1

    def quarter(self) -> Period | None:
        """The quarter that begins: its first working day is among the days."""
        for day in reversed(self.days):
            period = quarter_of(day)
            if day == calendar.working_day_on_or_after(period.first):
                return period
        return None

    def week_begins(self) -> bool:
        """Whether the first working day of a week is among the days."""
        return any(
            day == calendar.working_day_on_or_after(day - timedelta(days=day.weekday())) for day in self.days
        )

    def deadlines(self) -> list[date]:
        """The deadlines that a reminder is due for; a missed reminder whose deadline has passed is of no use."""
        found = {d for day in self.days for d in calendar.deadlines_to_remind(day)}
        return sorted(d for d in found if d >= self.today)


def prepare(tx: Transaction, days: Sequence[date]) -> list[Message]:
    """All posts for a morning, of every plan."""
    morning = Morning(tuple(days))
    messages: list[Message] = []
    due: list[Item] = []
    overdue: list[Item] = []
    starting: list[Item] = []
    period = morning.quarter()
    for plan in plans.every(tx):
        soon = tasks.due_on(tx, plan.id, morning.deadlines())
        late = _overdue(tx, plan, morning.today) if morning.week_begins() else []
        begins = _due_in(tx, plan, period) if period else []
        messages += _group_posts(tx, plan, morning, soon, begins, period)
        due, overdue, starting = due + soon, overdue + late, starting + begins
    return messages + _private_posts(tx, morning, due, overdue, starting)


def _overdue(tx: Transaction, plan: plans.Plan, today: date) -> list[Item]:
    wanted = tasks.Filter((plan.id,), overdue_on=today)
    number, _own = tasks.count(tx, wanted)
    return tasks.page(tx, wanted, skip=0, size=number)


def _due_in(tx: Transaction, plan: plans.Plan, period: Period) -> list[Item]:
    wanted = tasks.Filter((plan.id,), first=period.first, last=period.last, open_only=True)
    number, _own = tasks.count(tx, wanted)
    return tasks.page(tx, wanted, skip=0, size=number)


def _group_posts(
    tx: Transaction,
    plan: plans.Plan,
    morning: Morning,
    soon: list[Item],
    begins: list[Item],
    period: Period | None,
) -> list[Message]:
    messages = []
    if begins and period:
        head = _("{period}: tasks due of plan {number}").format(period=period.label, number=plan.number)
        text = _digest(tx, head, begins, morning)
        messages += _to_rooms(tx, plan, text, begins, "quarter", period.code)
    if soon:
        head = _("Deadlines ahead, plan {number}").format(number=plan.number)
        text = _digest(tx, head, soon, morning)
        messages += _to_rooms(tx, plan, text, soon, "reminder", morning.today.isoformat())
    if morning.week_begins() and _worth_summing_up(tx, plan):
        messages += to_rooms(tx, plan, Scope(), key=f"week:{morning.today.isoformat()}")
    return messages


def _worth_summing_up(tx: Transaction, plan: plans.Plan) -> bool:
    """A plan with everything done and confirmed has no more news for a Monday."""
    open_ones, _own = tasks.count(tx, tasks.Filter((plan.id,), open_only=True))
    return bool(open_ones)


def _to_rooms(
    tx: Transaction, plan: plans.Plan, text: str, items: list[Item], kind: str, occasion: str
) -> list[Message]:
    return [
        Message(
            Chat(room.channel, room.external_id, private=False, thread=room.thread, title=room.title),
            text,
            _buttons(items),
            rank=Rank.POST,
            kind=kind,
            key=f"{kind}:{plan.id}:{room.id}:{occasion}",
            about=tuple(item.id for item in items),
        )
        for room in rooms.of_plan(tx, plan.id)
    ]


def _digest(tx: Transaction, head: str, items: list[Item], morning: Morning) -> str:
    """A list by deadline, each task with its agency and the focal points who answer for it."""
    names = _focal_names(tx, items)
    lines = [bold(head) + _late_mark(morning)]
    for due, group in _by_deadline(items):
        lines += [
            "",
            bold(
                _("Due {day} ({left})").format(
                    day=phrases.day(due), left=phrases.days_left(due, morning.today)
                )
            ),
        ]
        for item in group[:LISTED]:
            lines += [
                f"• {bold(item.code)} · {item.short_title}",
                f"   {item.agency}: {names[item.id]}",
                f"   {_state(item)}",
            ]
        if len(group) > LISTED:
            lines.append(_("… and {n} more: /quynay").format(n=len(group) - LISTED))
    lines += ["", _("To report: press a task, or write e.g. “{code} 70%”.").format(code=items[0].code)]
    return "\n".join(lines)


def _state(item: Item) -> str:
    return _("State: {state} → {next}").format(state=phrases.standing(item), next=phrases.next_step(item))


def _late_mark(morning: Morning) -> str:
    if not morning.late:
        return ""
    return "\n" + _("(Late: should have come on {day})").format(day=phrases.day(morning.days[0]))


def _by_deadline(items: Iterable[Item]) -> list[tuple[date, list[Item]]]:
    groups: dict[date, list[Item]] = {}
    for item in items:
        if item.due is not None:
            groups.setdefault(item.due, []).append(item)
    return sorted(groups.items())


def _focal_names(tx: Transaction, items: Sequence[Item]) -> dict[int, str]:
    leads = tasks.lead_ids(tx, [item.id for item in items])
    names: dict[int, list[str]] = {}
    for focal in people.focals(tx, {agency for ids in leads.values() for agency in ids}):
        names.setdefault(focal.agency_id, []).append(focal.full_name)
    return {
        item.id: ", ".join(
            dict.fromkeys(n for agency in leads.get(item.id, ()) for n in names.get(agency, ()))
        )
        or _("no focal point yet")
        for item in items
    }


def _buttons(items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    row = [Button(item.code, f"c:{item.id}") for item in items[:BUTTONS]]
    return tuple(tuple(row[at : at + 3]) for at in range(0, len(row), 3))


def _private_posts(
    tx: Transaction, morning: Morning, due: list[Item], overdue: list[Item], starting: list[Item]
) -> list[Message]:
    """One message a person: overdue first, then what comes near, then what the quarter brings."""
    every = {item.id: item for item in [*overdue, *due, *starting]}
    if not every:
        return []
    leads = tasks.lead_ids(tx, list(every))
    answering: dict[int, list[int]] = {}
    for focal in people.focals(tx, {agency for ids in leads.values() for agency in ids}):
        answering.setdefault(focal.agency_id, []).append(focal.person_id)
    theirs: dict[int, set[int]] = {}
    for item_id, agency_ids in leads.items():
        for person_id in _who_hears(tx, answering, agency_ids):
            theirs.setdefault(person_id, set()).add(item_id)
    accounts = people.accounts(tx, list(theirs))
    return [
        message
        for person_id, ids in theirs.items()
        for message in _to_person(
            morning,
            person_id,
            accounts,
            [[i for i in part if i.id in ids] for part in (overdue, due, starting)],
        )
    ]


def _who_hears(tx: Transaction, answering: dict[int, list[int]], agency_ids: list[int]) -> list[int]:
    """The focal points of the leading agencies; the coordinators where there is none."""
    found = [person_id for agency in agency_ids for person_id in answering.get(agency, ())]
    return list(dict.fromkeys(found)) or people.with_role(tx, Role.COORDINATOR)


def _to_person(
    morning: Morning, person_id: int, accounts: dict[int, list[tuple[str, str]]], parts: list[list[Item]]
) -> list[Message]:
    overdue, due, starting = parts
    titled = ((_("Overdue"), overdue), (_("Deadlines ahead"), due), (_("Due this quarter"), starting))
    lines: list[str] = []
    shown: dict[int, Item] = {}
    for title, items in titled:
        fresh = [item for item in items if item.id not in shown]
        if fresh:
            lines += [
                "",
                f"{bold(title)}: {len(fresh)}",
                *(_private_line(item, morning) for item in fresh[:LISTED]),
            ]
            shown |= {item.id: item for item in fresh}
    head = bold(_("Reminder of {day}").format(day=phrases.day(morning.today))) + _late_mark(morning)
    foot = _("Press a task to report, or reply to this message.")
    items = list(shown.values())
    text = "\n".join([head, *lines, "", foot])
    return [
        Message(
            Chat(channel, external_id, private=True),
            text,
            _buttons(items),
            rank=Rank.POST,
            kind="reminder",
            key=f"private:{person_id}:{morning.today.isoformat()}",
            about=tuple(item.id for item in items),
        )
        for channel, external_id in accounts.get(person_id, [])[:1]
    ]


def _private_line(item: Item, morning: Morning) -> str:
    deadline = phrases.deadline(item, morning.today)
    return f"• {bold(item.code)} · {item.short_title}\n   {item.agency}; {deadline}\n   {_state(item)}"
