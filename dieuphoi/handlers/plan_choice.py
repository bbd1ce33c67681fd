"""Many plans in view: which is meant? A page of them with their numbers, each a button to go on with."""

from __future__ import annotations

from collections.abc import Callable

from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.results import Counter, share
from dieuphoi.reports import terms
from dieuphoi.storage import plans, totals
from dieuphoi.wording import _

AT_ONCE = 3  # plans that are answered about one after another; of more, one is chosen
PAGE = 8


def needed(turn: Turn) -> bool:
    """Whether so many plans are in view that an answer about each would bury the reader."""
    return len(turn.plans) > AT_ONCE


def page(
    turn: Turn,
    scope: Scope,
    skip: int,
    open_: Callable[[plans.Plan], str],
    turning: str,
    *,
    edit: bool = False,
) -> Message:
    """A page of the plans in view: how far each is within the scope. `open_` gives a plan's press, `turning` a page's."""
    skip = min(skip, (len(turn.plans) - 1) // PAGE * PAGE)
    shown = turn.plans[skip : skip + PAGE]
    head = _("{n} plans are followed. Which one? You can also name it: “KH {number}”.")
    lines = [bold(head.format(n=len(turn.plans), number=shown[0].number.partition("/")[0]))]
    lines += [_line(turn, plan, scope) for plan in shown]
    row = [Button(_("« Back"), turning.format(skip=max(0, skip - PAGE)))] if skip else []
    if skip + PAGE < len(turn.plans):
        left = len(turn.plans) - skip - PAGE
        row.append(Button(_("More ({n}) »").format(n=left), turning.format(skip=skip + PAGE)))
    buttons = in_rows([Button(plan.number[:30], open_(plan)) for plan in shown], 2)
    return turn.reply("\n".join(lines), [*buttons, row] if row else buttons, edit=edit, kind="list")


def _line(turn: Turn, plan: plans.Plan, scope: Scope) -> str:
    counted = totals.results(turn.tx, (plan.number, plan.title or ""), scope.extent(plan.id))
    late = terms.overdue_too(counted.counters()[Counter.OVERDUE])
    return f"• {plan.number}: {counted.done}/{counted.total} ({share(counted.done, counted.total)}%){late}"
