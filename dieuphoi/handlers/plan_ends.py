"""A plan that is over: all is done, the last deadline has passed. The bot proposes once to close it, and does nothing."""

from __future__ import annotations

from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.turn import to_coordinators
from dieuphoi.storage import marks, plans
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def proposals(tx: Transaction) -> list[Message]:
    """What the coordinators are asked about plans that are over, each once."""
    found: list[Message] = []
    for plan in plans.running(tx):
        mark = f"closing of plan {plan.id} proposed"
        if plans.is_over(tx, plan.id) and marks.get(tx, mark) is None:
            marks.put(tx, mark, tx.now.isoformat())
            text = _("Plan {number}: all tasks are done and the last deadline has passed. Close it?")
            row = [Button(_("Close the plan"), f"kh:close:{plan.id}")]
            found += to_coordinators(tx, text.format(number=bold(plan.number)), [row])
    return found
