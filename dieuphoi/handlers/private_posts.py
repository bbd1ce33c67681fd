"""Reminders in private: one message a person, to the focal points who answer for the tasks."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Chat, Message, Rank, bold
from dieuphoi.handlers.mornings import Morning, buttons, late_mark, state_line
from dieuphoi.handlers.permissions import Role
from dieuphoi.storage import people, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15


@dataclass(slots=True)
class _Reminder:
    """What one person is reminded of; `orphans` are tasks that nobody but the coordinator hears of."""

    items: set[int] = field(default_factory=set)
    orphans: set[int] = field(default_factory=set)


def private_posts(
    tx: Transaction, morning: Morning, due: list[Item], overdue: list[Item], starting: list[Item]
) -> list[Message]:
    """One message a person: overdue first, then what comes near, then what the quarter brings."""
    parts = (overdue, due, starting)
    reminders = _for_whom(tx, sorted({item.id for part in parts for item in part}))
    accounts = people.accounts(tx, list(reminders))
    return [
        _message(morning, person_id, Chat(*accounts[person_id][0], private=True), reminder, parts)
        for person_id, reminder in reminders.items()
        if accounts.get(person_id)
    ]


def _for_whom(tx: Transaction, item_ids: list[int]) -> dict[int, _Reminder]:
    """The focal points of the leading agencies; the coordinators where an agency has none."""
    leads = tasks.lead_ids(tx, item_ids)
    answering: dict[int, list[int]] = {}
    for focal in people.focals(tx, {agency for ids in leads.values() for agency in ids}):
        answering.setdefault(focal.agency_id, []).append(focal.person_id)
    coordinators = people.with_role(tx, Role.COORDINATOR)
    reminders: dict[int, _Reminder] = {}
    for item_id, agency_ids in leads.items():
        found = [person_id for agency in agency_ids for person_id in answering.get(agency, ())]
        for person_id in found or coordinators:
            reminder = reminders.setdefault(person_id, _Reminder())
            reminder.items.add(item_id)
            if not found:
                reminder.orphans.add(item_id)
    return reminders


def _message(
    morning: Morning, person_id: int, to: Chat, reminder: _Reminder, parts: tuple[list[Item], ...]
) -> Message:
    titles = (_("Overdue"), _("Deadlines ahead"), _("Due this quarter"))
    lines: list[str] = []
    shown: dict[int, Item] = {}
    for title, part in zip(titles, parts, strict=True):
        items = [item for item in part if item.id in reminder.items and item.id not in shown]
        if items:
            lines += ["", f"{bold(title)}: {len(items)}"]
            lines += [_line(item, morning, orphan=item.id in reminder.orphans) for item in items[:LISTED]]
            shown |= {item.id: item for item in items}
        if len(items) > LISTED:
            lines.append(_("… and {n} more: /viec").format(n=len(items) - LISTED))
    head = bold(_("Reminder of {day}").format(day=phrases.day(morning.today))) + late_mark(morning)
    return Message(
        to,
        "\n".join([head, *lines, "", _("Press a task to report, or reply to this message.")]),
        buttons(list(shown.values())),
        rank=Rank.POST,
        kind="reminder",
        key=f"private:{person_id}:{morning.today.isoformat()}",
        about=tuple(shown),
    )


def _line(item: Item, morning: Morning, *, orphan: bool) -> str:
    """A task; one whose agency has no focal point tells the coordinator what to do about that."""
    deadline = phrases.deadline(item, morning.today)
    said = f"• {bold(item.code)} · {item.short_title}\n   {item.agency}; {deadline}\n   {state_line(item)}"
    if orphan:
        said += "\n   " + _("No focal point yet, so this comes to you. Invite one: /moi {agency}").format(
            agency=item.agency
        )
    return said
