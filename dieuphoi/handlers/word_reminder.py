"""What a coordinator's morning says of the tasks that were reported as done and wait for a word."""

from __future__ import annotations

from dieuphoi.handlers.messages import Button
from dieuphoi.handlers.permissions import Role
from dieuphoi.storage import people, plans, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, ngettext


def reminder(tx: Transaction, person_id: int) -> tuple[list[str], list[list[Button]]]:
    """A line and a button to the list; nothing for anybody else, or where nothing waits."""
    if people.role_of(tx, person_id) != Role.COORDINATOR:
        return [], []
    wanted = tasks.Filter(tuple(plan.id for plan in plans.running(tx)), awaiting_word=True)
    number = tasks.count(tx, wanted)[0]
    if not number:
        return [], []
    text = ngettext("{n} task waits for your confirmation.", "{n} tasks wait for your confirmation.", number)
    return [text.format(n=number)], [[Button(_("See what waits ({n})").format(n=number), "okl:0:1")]]
