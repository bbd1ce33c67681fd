"""What was put right since totals were posted: reports that they counted, and that were taken back or returned."""

from __future__ import annotations

from collections.abc import Iterator

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.scopes import Scope
from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import Counter, Results, done_of
from dieuphoi.storage import corrections, plans, rooms, tasks, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.totals import Seen
from dieuphoi.wording import _

NAMED = 4


def since_post(tx: Transaction, plan: plans.Plan, scope: Scope, now: Results) -> Iterator[str]:
    """Since the same totals were posted in the plan's group last."""
    for room in rooms.of_plan(tx, plan.id)[:1]:
        posted = totals.last_seen(tx, plan.id, f"{room.channel}:{room.external_id}", scope.code)
        if posted is not None:
            yield from since(tx, plan, scope, posted, now)


def since(tx: Transaction, plan: plans.Plan, scope: Scope, posted: Seen, now: Results) -> Iterator[str]:
    """A line that names the tasks, where there are any, and what was completed then and is now.

    A later report is no correction, it is news.
    """
    found = corrections.since(tx, scope.extent(plan.id), posted.last_report)
    if not found:
        return
    within = tasks.many(tx, list(found))
    how = {Kind.UNDO: _("report taken back"), Kind.RETURN: _("returned by the coordinator")}
    named = [f"{bold(item.code)} ({how[found[item.id]]})" for item in within[:NAMED]]
    more = [_("{n} more").format(n=len(within) - NAMED)] if len(within) > NAMED else []
    text = _("Put right since the edition of {at} (completed {then} then, {now} now): {tasks}")
    yield text.format(
        at=phrases.moment(posted.as_of),
        then=done_of({Counter(name): n for name, n in posted.counters.items()}),
        now=now.done,
        tasks="; ".join([*named, *more]),
    )
