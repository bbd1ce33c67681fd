"""What the monitoring form of a period is made from: the rows behind the totals, their logs and their open blockers."""

from __future__ import annotations

from dataclasses import replace

from dieuphoi.plan.monitoring import Followed, told_in
from dieuphoi.plan.periods import Period
from dieuphoi.storage import blockers, log, tasks, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.totals import Extent


def of_plan(tx: Transaction, extent: Extent, period: Period) -> tuple[Followed, ...]:
    """The lines of the form, by deadline. As tasks stand now, whatever the period and moment of `extent`."""
    items = tasks.every(tx, tasks.Filter(plan_ids=(extent.plan_id,)))
    rows = totals.rows(tx, replace(extent, period=None, at=None))  # of the same tasks, in the same order
    logs = log.of_several(tx, (item.id for item in items))
    held = blockers.open_of(tx, items)
    lines = (
        Followed(
            row,
            told_in((line.entry for line in logs.get(item.id, ())), period),
            tuple(one for one in held if one.assignment_id == item.id),
        )
        for item, row in zip(items, rows, strict=True)
    )
    return tuple(line for line in lines if line.belongs(period))
