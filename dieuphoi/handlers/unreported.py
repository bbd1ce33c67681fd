"""/chuabaocao: the open tasks on which nothing has been reported yet, by agency, with a button to ask each for it."""

from __future__ import annotations

from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.messages import LABEL, Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

AGENCIES = 8  # shown one by one
CODES = 6  # of an agency


def command(turn: Turn, _argument: str = "") -> list[Message]:
    """Agencies with open tasks that nobody has reported on, first whose deadline is nearest."""
    if not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    unreported = tasks.every(turn.tx, tasks.Filter(turn.plan_ids, open_only=True, unreported=True))
    if not unreported:
        return [turn.reply(_("Every open task has been reported on. Overdue ones: /quahan"))]
    of: dict[int, list[Item]] = {}
    for item in unreported:
        of.setdefault(item.agency_id, []).append(item)
    text = _("Not reported on yet: {n} open tasks of {agencies} agencies, the nearest deadline first")
    lines = [bold(text.format(n=len(unreported), agencies=len(of)))]
    lines += [_line(turn, items) for items in list(of.values())[:AGENCIES]]
    if len(of) > AGENCIES:
        lines.append(_("and {n} more agencies").format(n=len(of) - AGENCIES))
    lines.append(_("Press an agency to ask it for an update."))
    rows = [
        [Button(shortened(items[0].agency, LABEL), f"ua:{agency}")]
        for agency, items in list(of.items())[:AGENCIES]
    ]
    return [turn.reply("\n".join(lines), rows)]


def _line(turn: Turn, items: list[Item]) -> str:
    codes = ", ".join(phrases.code(item, several=turn.several) for item in items[:CODES])
    if len(items) > CODES:
        codes += _(" and {n} more").format(n=len(items) - CODES)
    return f"• {items[0].agency}: {codes}; {phrases.deadline(items[0], turn.today)}"
