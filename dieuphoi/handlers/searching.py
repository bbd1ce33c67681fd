"""Looking for tasks by words of their titles."""

from __future__ import annotations

from dieuphoi.handlers import card, phrases, refusals
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.text import fold
from dieuphoi.storage import tasks
from dieuphoi.wording import _, ngettext

SHOWN = 5


def search(turn: Turn, query: str) -> list[Message]:
    """The tasks in whose titles all the words occur, with or without diacritics."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    words = fold(query).split()
    codes = [t.code for t in turn.office.names.known(turn.tx).tasks if words and _holds(fold(t.title), words)]
    items = [
        item for code in dict.fromkeys(codes[:SHOWN]) for item in tasks.by_code(turn.tx, code, turn.plan_ids)
    ]
    if not items:
        return [turn.reply(_("No task mentions “{query}”. All tasks: /viec").format(query=query[:60]))]
    if len(items) == 1:
        return [card.show(turn, items[0])]
    head = ngettext("{n} task mentions “{query}”:", "{n} tasks mention “{query}”:", len(codes))
    parts = [head.format(n=len(codes), query=query[:60])]
    parts += [phrases.in_list(item, turn.today, several=turn.several) for item in items[:SHOWN]]
    buttons = [[Button(item.code, f"c:{item.id}") for item in items[:SHOWN]]]
    return [turn.reply("\n\n".join(parts), buttons, about=[item.id for item in items[:SHOWN]])]


def _holds(title: str, words: list[str]) -> bool:
    present = set(title.split())
    return all(word in present for word in words)
