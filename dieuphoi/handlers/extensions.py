"""Asking for a later deadline: which task, until when and why; what is missing is asked for, then the coordinator decides."""

from __future__ import annotations

from datetime import date

from dieuphoi.handlers import extension_requests, which_plan
from dieuphoi.handlers import extension_words as words
from dieuphoi.handlers.extension_questions import Want, closed, consider, day_of, iso, own
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.questions import CHOICES
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.updates import own_part, replied_to
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def ask(turn: Turn, understood: Understood) -> list[Message]:
    """A message asks for a later deadline, of one task or of several."""
    codes = understood.slots.get("tasks") or [c for c in [understood.slots.get("task")] if c]
    question = which_plan.ask_if_several(turn, codes, lambda item: turn.may(Action.REPORT, item))
    if question:
        return [question]
    turn = which_plan.by_reply(turn, codes)
    if not codes:
        return _of_which(turn, understood)
    if codes and not turn.who.agencies and (asked := extension_requests.waiting(turn, codes)):
        return asked
    found = [own_part(turn, code, understood.slots.get("agency")) for code in codes]
    refused = [turn.reply(refusal) for item, refusal in found if item is None]
    wants = [wanted(turn, understood, item) for item, _refusal in found if item is not None]
    return [*(consider(turn, wants) if wants else []), *refused]


def wanted(turn: Turn, understood: Understood, item: Item) -> Want:
    """What a message asks for a task: until when and why, as far as it says."""
    text = turn.incoming.text
    until = words.last_day(understood.slots.get("until")) or words.more(turn, text, item)
    return Want(item, until, words.reason(turn, text))


def _of_which(turn: Turn, understood: Understood) -> list[Message]:
    """No task was named: the one that was replied to, or a choice of one's own open tasks."""
    replied = replied_to(turn)
    if len(replied) == 1:
        return consider(turn, [wanted(turn, understood, replied[0])])
    choices = [item for item in replied or _own_open(turn) if item.due is not None]
    if not choices:
        return [turn.reply(_("You have no open task with a deadline. See the tasks: /viec"))]
    until, reason = words.last_day(understood.slots.get("until")), words.reason(turn, turn.incoming.text)
    mark = turn.ask("extend_task", until=iso(until), reason=reason)
    buttons = [[Button(f"{i.code} · {i.short_title}"[:60], f"ext:{i.id}:{mark}")] for i in choices[:CHOICES]]
    text = _("Which task is to be extended? Choose it; nothing is recorded yet.")
    return [turn.reply(turn.in_words(text), [*buttons, [leave_button(mark)]], kind="question")]


def _own_open(turn: Turn) -> list[Item]:
    if not turn.who.agencies:
        return []
    open_ones = tasks.Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, open_only=True)
    return tasks.page(turn.tx, open_ones, skip=0, size=CHOICES)


def press_task(turn: Turn, args: list[str]) -> list[Message]:
    """The task was chosen; before the card's own button no question came."""
    until: date | None = None
    reason: str | None = None
    if len(args) > 1:
        question = turn.question("extend_task", args[1])
        if question is None:
            return [closed(turn)]
        until, reason = day_of(question.data["until"]), question.data["reason"]
    item, refusal = own(turn, int(args[0]))
    if item is None:
        return [turn.reply(refusal)]
    if len(args) > 1:
        turn.done_asking()
    return consider(turn, [Want(item, until, reason)])
