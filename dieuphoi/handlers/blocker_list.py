"""/vuongmac: the open blockers, with who holds each and since when; numbered, so that an answer may call a line."""

from __future__ import annotations

from dieuphoi.handlers import blocker_words, refusals, task_lines
from dieuphoi.handlers.messages import Button, Lines, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.blockers import Held
from dieuphoi.storage import blockers
from dieuphoi.wording import _

PAGE = 8


def command(turn: Turn, _argument: str = "") -> list[Message]:
    """The open blockers; a focal point sees in private those of their agencies' tasks, and those that wait for them."""
    if not turn.may(Action.SEE_BLOCKERS):
        return [turn.reply(refusals.register_first())]
    return [_show(turn, 0)]


def turn_page(turn: Turn, args: list[str]) -> list[Message]:
    """Another page."""
    if not turn.may(Action.SEE_BLOCKERS):
        return [turn.reply(refusals.register_first())]
    return [_show(turn, int(args[0]), edit=True)]


def _show(turn: Turn, skip: int, *, edit: bool = False) -> Message:
    if not turn.plans:
        text = _("There is no open plan. The coordinator imports one: /nhapkehoach")
        return turn.reply(text, edit=edit)
    own, others = _wanted(turn)
    every = [*own, *others]
    title = bold(_("Open blockers") if _sees_all(turn) else _("Open blockers of your agency"))
    if not every:
        return turn.reply(f"{title}: " + _("none"), edit=edit)
    skip = min(skip, (len(every) - 1) // PAGE * PAGE)
    shown = every[skip : skip + PAGE]
    entries = task_lines.numbered((blocker_words.in_list(one, turn.today) for one in shown), skip + 1)
    lines = [f"{title}: {blocker_words.number(own)}" if own else f"{title}: " + _("none")]
    lines += entries[: max(len(own) - skip, 0)]
    if others and skip + PAGE > len(own):
        head = bold(_("Others wait for your agency"))
        lines.append(f"{head}: {blocker_words.number(others)}")
        lines += entries[max(len(own) - skip, 0) :]
    return turn.reply(
        "\n".join(lines),
        [*_opening(shown), *_turning(skip, len(every))],
        edit=edit,
        about=[one.assignment_id for one in shown],
        lines=Lines(skip + 1, tuple((one.assignment_id,) for one in shown)),
        kind="list",
    )


def _sees_all(turn: Turn) -> bool:
    """Whoever has an office sees all; in the group everybody reads the same list."""
    return turn.who.role is not None or not turn.private


def _wanted(turn: Turn) -> tuple[list[Held], list[Held]]:
    """The blockers listed first, and those that others wait with for one's own agency."""
    if _sees_all(turn):
        return blockers.open_in(turn.tx, turn.plan_ids), []
    own = blockers.open_in(turn.tx, turn.plan_ids, led_by=turn.who.agency_ids)
    ours = {held.id for held in own}
    waiting = blockers.waiting_for(turn.tx, turn.plan_ids, turn.who.agency_ids)
    return own, [held for held in waiting if held.id not in ours]


def _opening(shown: list[Held]) -> list[list[Button]]:
    first = {held.assignment_id: Button(held.code, f"c:{held.assignment_id}") for held in shown}
    return [list(row) for row in in_rows(list(first.values()))]


def _turning(skip: int, number: int) -> list[list[Button]]:
    row = [Button(_("« Back"), f"bq:{skip - PAGE}")] if skip else []
    if skip + PAGE < number:
        row.append(Button(_("More ({n}) »").format(n=number - skip - PAGE), f"bq:{skip + PAGE}"))
    return [row] if row else []
