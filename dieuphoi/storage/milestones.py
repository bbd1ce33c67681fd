"""The milestones of tasks: steps on the way, each with its last good day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from dieuphoi.plan.model import Milestone, Task
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import milestone
from dieuphoi.storage.tasks import Item


def keep(tx: Transaction, task_id: int, row: Task) -> None:
    """Give a task the milestones that its document has, in the place of those that it had."""
    tx.connection.execute(delete(milestone).where(milestone.c.task_id == task_id))
    rows = [
        {"task_id": task_id, "position": position, "text": step.text, "due": step.due}
        for position, step in enumerate(row.milestones, start=1)
    ]
    if rows:
        tx.connection.execute(insert(milestone), rows)


def of_tasks(tx: Transaction, task_ids: Iterable[int]) -> dict[int, tuple[Milestone, ...]]:
    """The milestones of tasks, in the order of the document."""
    found: dict[int, tuple[Milestone, ...]] = {}
    for portion in in_portions(task_ids):
        rows = tx.connection.execute(
            select(milestone.c.task_id, milestone.c.text, milestone.c.due)
            .where(milestone.c.task_id.in_(portion))
            .order_by(milestone.c.task_id, milestone.c.position)
        )
        for task_id, text, due in rows:
            found[task_id] = (*found.get(task_id, ()), Milestone(text, due))
    return found


def on_the_way(tx: Transaction, items: Sequence[Item]) -> dict[int, tuple[Milestone, ...]]:
    """By assignment the milestones before its deadline, the earliest first; the deadline itself is none of them."""
    known = of_tasks(tx, {item.task_id for item in items})
    return {
        item.id: tuple(
            sorted(
                (step for step in known.get(item.task_id, ()) if _is_on_the_way(step, item)),
                key=lambda step: step.due,
            )
        )
        for item in items
    }


def _is_on_the_way(step: Milestone, item: Item) -> bool:
    return step.due != item.original_due and (item.due is None or step.due < item.due)
