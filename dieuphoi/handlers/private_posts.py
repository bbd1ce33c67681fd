"""Reminders in private: one message a person, to the focal points who answer for the tasks."""

from __future__ import annotations

from dieuphoi.handlers import answering, phrases
from dieuphoi.handlers.messages import Chat, Message, Rank, bold
from dieuphoi.handlers.mornings import Morning, buttons, late_mark, state_line
from dieuphoi.handlers.permissions import Role
from dieuphoi.storage import people, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15


def private_posts(
    tx: Transaction, morning: Morning, due: list[Item], overdue: list[Item], starting: list[Item]
) -> list[Message]:
    """One message a person: overdue first, then what comes near, then what the quarter brings."""
    every = {item.id: item for item in [*overdue, *due, *starting]}
    if not every:
        return []
    leads = tasks.lead_ids(tx, list(every))
    people_of: dict[int, list[int]] = {}
    for focal in people.focals(tx, {agency for ids in leads.values() for agency in ids}):
        people_of.setdefault(focal.agency_id, []).append(focal.person_id)
    theirs: dict[int, set[int]] = {}
    for item_id, agency_ids in leads.items():
        for person_id in _who_hears(tx, people_of, agency_ids):
            theirs.setdefault(person_id, set()).add(item_id)
    accounts = people.accounts(tx, list(theirs))
    names = answering.names(tx, list(every.values()))
    return [
        message
        for person_id, ids in theirs.items()
        for message in _to_person(
            morning,
            person_id,
            accounts,
            [[i for i in part if i.id in ids] for part in (overdue, due, starting)],
            names,
        )
    ]


def _who_hears(tx: Transaction, people_of: dict[int, list[int]], agency_ids: list[int]) -> list[int]:
    """The focal points of the leading agencies; the coordinators where there is none."""
    found = [person_id for agency in agency_ids for person_id in people_of.get(agency, ())]
    return list(dict.fromkeys(found)) or people.with_role(tx, Role.COORDINATOR)


def _to_person(
    morning: Morning,
    person_id: int,
    accounts: dict[int, list[tuple[str, str]]],
    parts: list[list[Item]],
    names: dict[int, str],
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
                *(_line(item, morning, names[item.id]) for item in fresh[:LISTED]),
            ]
            shown |= {item.id: item for item in fresh}
    head = bold(_("Reminder of {day}").format(day=phrases.day(morning.today))) + late_mark(morning)
    foot = _("Press a task to report, or reply to this message.")
    items = list(shown.values())
    text = "\n".join([head, *lines, "", foot])
    return [
        Message(
            Chat(channel, external_id, private=True),
            text,
            buttons(items),
            rank=Rank.POST,
            kind="reminder",
            key=f"private:{person_id}:{morning.today.isoformat()}",
            about=tuple(item.id for item in items),
        )
        for channel, external_id in accounts.get(person_id, [])[:1]
    ]


def _line(item: Item, morning: Morning, names: str) -> str:
    deadline = phrases.deadline(item, morning.today)
    return f"• {bold(item.code)} · {item.short_title}\n   {item.agency} ({names}); {deadline}\n   {state_line(item)}"
