"""Which plan is meant, where several have a task of the same code: named, told by the context, or asked for.

A report never goes into a plan that was not meant: what is not clear is asked, and recorded after the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.plan_names import beside_codes, in_argument
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.storage import plans, tasks
from dieuphoi.storage.plans import Plan
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

CHOICES = 8
# Commands that read a plan's number themselves, or are about plans.
_OWN_WAY = frozenset(("gannhom", "nhac", "tamdung", "kehoach", "nhapkehoach", "lich"))
# Commands about one task, which must be the right one; /viec shows all that it may be.
_OF_ONE_TASK = frozenset(("lichsu", "dondoc", "nhatky", "sukien"))


def narrowed(turn: Turn, plan: Plan, text: str) -> Turn:
    """The same turn with only one plan in view."""
    return replace(turn, plans=(plan,), incoming=replace(turn.incoming, text=text))


def named(turn: Turn, text: str) -> Turn | Message:
    """The turn with the plan in view that a text names beside a code; as it is where none is named."""
    if next(iter(find_codes(text)), None) is None:
        return turn
    found, rest = beside_codes(plans.every(turn.tx), text)
    if len(found) > 1:
        return turn.reply(
            _("One plan per message, please: send the others separately. Nothing was recorded.")
        )
    return _seen(turn, found[0], rest) if found else turn


def _seen(turn: Turn, plan: Plan, text: str) -> Turn | Message:
    if turn.private or plan.id in turn.plan_ids:
        return narrowed(turn, plan, text)
    here = ", ".join(one.number for one in turn.plans)
    said = _(
        "This group works on plan {here}. About plan {number} please write to me in private. Nothing was recorded."
    )
    return turn.reply(said.format(here=here, number=plan.number))


def of_command(turn: Turn, name: str, argument: str) -> tuple[Turn, str] | Message:
    """The turn for a command: with one plan in view where the argument names it; asked for where it must be one."""
    if (
        name in _OWN_WAY
        or not argument
        or (name == "quy" and "/" not in argument and "h" not in argument.lower())
    ):
        return turn, argument
    every = plans.every(turn.tx)
    plan, rest = in_argument(every, argument)
    if plan is not None:
        seen = _seen(turn, plan, rest)
        return seen if isinstance(seen, Message) else (seen, rest)
    if name in _OF_ONE_TASK:
        codes = [str(mark.value) for mark in find_codes(argument)]
        question = ask_if_several(turn, codes, lambda _item: True)
        if question:
            return question
    return turn, argument


def ask_if_several(
    turn: Turn, codes: Iterable[str], fits: Callable[[Item], bool], file_id: int | None = None
) -> Message | None:
    """The question which plan is meant, where a code fits tasks of several plans; None where it is clear."""
    if len(turn.plans) < 2:
        return None
    ways: dict[int, str] = {}
    for code in codes:
        items = [item for item in tasks.by_code(turn.tx, code, turn.plan_ids) if fits(item)]
        replied = _replied_to(turn, items)
        if len({item.plan_id for item in items}) > 1 and not replied:
            ways |= {item.plan_id: f"{item.plan_number} · {item.code} {item.short_title}" for item in items}
    if not ways:
        return None
    mark = turn.ask("which_plan", text=turn.incoming.text, file=file_id, plans=list(ways))
    buttons = [
        [Button(label[:60], f"wp:{plan_id}:{mark}")] for plan_id, label in list(ways.items())[:CHOICES]
    ]
    text = _("Several plans have this code. Which plan do you mean? Nothing is recorded yet.")
    leave = [Button(_("Cancel"), f"n:{mark}")]
    return turn.reply(turn.in_words(text), [*buttons, leave], kind="question")


def _replied_to(turn: Turn, items: list[Item]) -> bool:
    """Whether the message that is replied to speaks of just one of the tasks."""
    if turn.incoming.reply_to is None:
        return False
    about = set(turn.about_of(turn.incoming.reply_to))
    return len({item.plan_id for item in items if item.id in about}) == 1


def by_reply(turn: Turn, codes: Iterable[str]) -> Turn:
    """The turn with one plan in view where the message replied to speaks of just one task of that code."""
    if turn.incoming.reply_to is None or len(turn.plans) < 2:
        return turn
    about = set(turn.about_of(turn.incoming.reply_to))
    items = [i for code in codes for i in tasks.by_code(turn.tx, code, turn.plan_ids) if i.id in about]
    ids = {item.plan_id for item in items}
    plan = plans.get(turn.tx, ids.pop()) if len(ids) == 1 else None
    return narrowed(turn, plan, turn.incoming.text) if plan else turn


def picked(turn: Turn, plan_id: int, data: dict[str, Any]) -> Turn | None:
    """The turn in which the message of before is about the plan that was chosen now."""
    plan = plans.get(turn.tx, plan_id)
    if plan is None or plan_id not in data["plans"] or not turn.sees(plan_id):
        return None
    turn.done_asking()
    return narrowed(turn, plan, data["text"])
