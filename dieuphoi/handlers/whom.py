"""Whom a blocker waits for: asked for once where nobody has said it, and again from the card; the blocker counts already."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import blocker_words, phrases, refusals, waits
from dieuphoi.handlers.blockers import to_the_awaited
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.turn import Turn, to_coordinators
from dieuphoi.plan.blockers import Held, Waits, WaitsFor
from dieuphoi.storage import agencies, blockers, involved, tasks
from dieuphoi.wording import _

CHOICES = 6


def ask(turn: Turn, held: Held) -> tuple[list[str], list[list[Button]]]:
    """The question, as lines and buttons: the agencies that work with the lead, the usual others, or any words."""
    item = tasks.get(turn.tx, held.assignment_id)
    assert item is not None  # noqa: S101 - a blocker belongs to a task
    mark = turn.ask("waits_for", assignment=item.id, blocker=held.id)
    helpers = involved.coordinating_ids(turn.tx, [item.task_id]).get(item.task_id, [])[:CHOICES]
    named = agencies.named(turn.tx, helpers)
    rows = [[Button(name[:60], f"bw:{held.id}:{key}:{mark}")] for key, name in named.items()]
    usual = {"coordinator": _("Coordinator"), "above": _("Higher authorities"), "money": _("Funds")}
    rows.append([Button(label, f"bw:{held.id}:{key}:{mark}") for key, label in usual.items()])
    rows.append([Button(_("Not known yet"), f"bw:{held.id}:unknown:{mark}")])
    text = _("{code}: whom does it wait for? Choose, or write it (an agency, a ministry, anything).")
    return [turn.in_words(text.format(code=phrases.code(item, several=turn.several)))], rows


def press_ask(turn: Turn, args: list[str]) -> list[Message]:
    """The card's button: it is said now, or anew."""
    item, held = blockers.one(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.REPORT, item):
        return [
            turn.reply(refusals.of(turn, Action.LIFT_BLOCKER, item) if item else refusals.task_not_here())
        ]
    if held is None:
        return [turn.reply(_("This blocker is no longer open."), about=[item.id])]
    lines, rows = ask(turn, held)
    return [turn.reply("\n".join(lines), rows, about=[item.id], kind="question")]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """Whom it waits for was chosen."""
    blocker_id, chosen, mark = int(args[0]), args[1], args[2]
    question = turn.question("waits_for", mark)
    if question is None or question.data["blocker"] != blocker_id:
        return [turn.reply(_("This question is closed. Open blockers: /vuongmac"))]
    if chosen == "unknown":
        turn.done_asking()
        return [turn.reply(_("All right. You can say it later: on the task's card."), edit=True)]
    said = {
        "coordinator": Waits(WaitsFor.COORDINATOR, ""),
        "above": Waits(WaitsFor.ABOVE, ""),
        "money": Waits(WaitsFor.OTHER, _("funds")),
    }.get(chosen)
    if said is None:
        agency = agencies.get(turn.tx, int(chosen))
        said = Waits(WaitsFor.AGENCY, agency.name, agency.id) if agency else None
    return _waits(turn, question.data, said, edit=True) if said else []


def take(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """Whom it waits for was typed; None for what can be no name."""
    item = tasks.get(turn.tx, data["assignment"])
    said = waits.from_answer(turn, item) if item else None
    return _waits(turn, data, said) if said else None


def _waits(turn: Turn, data: dict[str, Any], said: Waits, *, edit: bool = False) -> list[Message]:
    turn.done_asking()
    item, held = blockers.one(turn.tx, data["blocker"])
    if item is None or held is None:
        return [turn.reply(_("This blocker is no longer open."), edit=edit)]
    if not turn.may(Action.REPORT, item):
        return [turn.reply(refusals.task_not_here())]
    blockers.set_waits(turn.tx, item.id, held.id, said)
    _item, held = blockers.one(turn.tx, held.id)
    assert held is not None  # noqa: S101 - it has just been looked at
    text = f"{bold(item.code)}: {blocker_words.what(held)}. {blocker_words.waiting_for(held)}"
    notice = f"{code_with_plan(turn, item)} · {item.short_title}: {blocker_words.what(held)}\n"
    notice += blocker_words.waiting_for(held)
    rows = blocker_words.coordinators_buttons(held)
    return [
        turn.reply(_("Noted. {what}").format(what=text), edit=edit, about=[item.id]),
        *to_coordinators(turn.tx, notice, rows, besides=turn.who.person_id),
        *to_the_awaited(turn, item, held, item.agency),
    ]
