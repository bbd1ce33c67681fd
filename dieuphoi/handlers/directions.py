"""What the coordinator directs about one task in words: "xác nhận PL1-4", "trả lại PL1-4 vì …", "giao PL1-4 cho …".

A return with its reason, and an answer to the task's one blocker ("PL1-5 trả lời: …", a leader's too), are entered at
once, as a press and the words would; a confirmation opens the card with its buttons; another lead goes on to the
question why. Whatever else is said goes on to the understanding.
"""

from __future__ import annotations

from dieuphoi.handlers import blocker_answers, card, confirm_list, confirming, giving_lead, phrases
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.directions import Direction, What, direction
from dieuphoi.plan.results import State
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def heard(turn: Turn, text: str) -> list[Message] | None:
    """The answer to a direction by who may give it; None for anybody else and anything else."""
    said = direction(text) if turn.may(Action.CONFIRM) or turn.may(Action.ANSWER_BLOCKER) else None
    if said is None or not turn.may(Action.ANSWER_BLOCKER if said.what is What.ANSWER else Action.CONFIRM):
        return None
    items = tasks.by_code(turn.tx, said.codes[0], turn.plan_ids)
    if any(turn.may(Action.REPORT, item) for item in items):  # their own task: it may as well be a report
        return None
    if said.what is What.CONFIRM and len(said.codes) > 1:
        return [confirm_list.show(turn)]
    if len(said.rest) > NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    waiting = [item for item in items if item.awaits_word]
    if said.what is What.RETURN and len(said.codes) == 1 and len(waiting) == 1 and said.rest:
        return confirming.returned(turn, waiting[0], said.rest)
    if len(said.codes) == 1 and said.what is What.LEAD:
        return giving_lead.asked(turn, items, said.rest)
    if len(said.codes) == 1 and said.what is What.ANSWER:
        return blocker_answers.in_words(turn, items, said.rest) or _unstuck(turn, said, items)
    return _shown(turn, said, items, waiting) if said.what in (What.CONFIRM, What.RETURN) else None


def _unstuck(turn: Turn, said: Direction, items: list[Item]) -> list[Message]:
    """An answer found no blocker of its own: none is open, or several are, each with its button."""
    if len(items) != 1 or items[0].state is State.BLOCKED:
        return card.find(turn, said.codes[0])
    text = _("{code} has no open blocker; nothing was sent.").format(code=bold(items[0].code))
    return [card.show(turn, items[0], above=text)]


def _shown(turn: Turn, said: Direction, items: list[Item], waiting: list[Item]) -> list[Message]:
    """The task with the buttons of what can be decided on it."""
    if len(waiting) == 1:
        return [card.show(turn, waiting[0])]
    if len(items) != 1 or said.what is What.CONFIRM:
        return card.find(turn, said.codes[0])
    text = _("{code} is “{state}”: nothing of it waits for your word, so nothing was returned.")
    state = phrases.state_name(items[0].state)
    return [card.show(turn, items[0], above=text.format(code=bold(items[0].code), state=state))]
