"""What the bot says of its own accord: the quarter's start, reminders before deadlines, overdue tasks, totals.

One digest for each group and each person a morning, never one message a task; nothing when there is nothing
to say. Each post has a key, so that preparing the same day twice posts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dieuphoi.handlers import answering, phrases
from dieuphoi.handlers.messages import Message, Rank, bold
from dieuphoi.handlers.mornings import Morning, buttons, late_mark, state_line
from dieuphoi.handlers.private_posts import private_posts
from dieuphoi.handlers.summary import to_rooms
from dieuphoi.handlers.totals import Scope
from dieuphoi.handlers.turn import in_room
from dieuphoi.plan.periods import Period
from dieuphoi.storage import plans, rooms, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15


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
    return messages + private_posts(tx, morning, due, overdue, starting)


def _overdue(tx: Transaction, plan: plans.Plan, today: date) -> list[Item]:
    return tasks.every(tx, tasks.Filter((plan.id,), overdue_on=today))


def _due_in(tx: Transaction, plan: plans.Plan, period: Period) -> list[Item]:
    wanted = tasks.Filter((plan.id,), first=period.first, last=period.last, open_only=True)
    return tasks.every(tx, wanted)


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
            in_room(room),
            text,
            buttons(items),
            rank=Rank.POST,
            kind=kind,
            key=f"{kind}:{plan.id}:{room.id}:{occasion}",
            about=tuple(item.id for item in items),
        )
        for room in rooms.of_plan(tx, plan.id)
    ]


def _digest(tx: Transaction, head: str, items: list[Item], morning: Morning) -> str:
    """A list by deadline, each task with its agency and the focal points who answer for it."""
    names = answering.names(tx, items)
    lines = [bold(head) + late_mark(morning)]
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
                f"   {state_line(item)}",
            ]
        if len(group) > LISTED:
            lines.append(_("… and {n} more: /quynay").format(n=len(group) - LISTED))
    lines += ["", _("To report: press a task, or write e.g. “{code} 70%”.").format(code=items[0].code)]
    return "\n".join(lines)


def _by_deadline(items: Iterable[Item]) -> list[tuple[date, list[Item]]]:
    groups: dict[date, list[Item]] = {}
    for item in items:
        if item.due is not None:
            groups.setdefault(item.due, []).append(item)
    return sorted(groups.items())
