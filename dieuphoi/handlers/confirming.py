"""The coordinator's word on a "done": confirmed, or returned with a reason that reaches the focal points."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import card, crossing, part_ends, phrases, refusals
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.plan.history import Kind
from dieuphoi.storage import log, moves, tasks
from dieuphoi.wording import _


def confirm(turn: Turn, args: list[str]) -> list[Message]:
    """The confirm button was pressed."""
    item, refusal = waiting(turn, args)
    if item is None:
        return [refusal]
    notices = confirmed(turn, item)
    text = _("Confirmed: {code} · {title}.").format(code=code_with_plan(turn, item), title=item.short_title)
    now = tasks.get(turn.tx, item.id) or item
    return [turn.reply(f"{text}\n{phrases.standing(now)}", edit=True, about=[item.id]), *notices]


def confirmed(turn: Turn, item: tasks.Item) -> list[Message]:
    """Enter the coordinator's word; gives the notices to the focal points."""
    _note(turn, item, Kind.CONFIRM)
    notice = _("The coordinator has confirmed {code} · {title}. Nothing more is to be done.").format(
        code=code_with_plan(turn, item), title=item.short_title
    )
    if item.without_number:
        notice = _(
            "The coordinator has confirmed {code} · {title}. Once the document has its number: “{bare} No. 12/QĐ-UBND of 28/3”."
        ).format(code=code_with_plan(turn, item), title=item.short_title, bare=item.code)
    return to_people(turn.tx, focals_of(turn, item), notice, about=[item.id])


def ask_reason(turn: Turn, args: list[str]) -> list[Message]:
    """The return button was pressed: the reason is asked for first."""
    item, refusal = waiting(turn, args)
    if item is None:
        return [refusal]
    mark = turn.ask("reason", assignment=item.id, revision=item.revision)
    text = _("Why is {code} returned? Write the reason in one message; it goes to the focal points.")
    return [turn.reply(turn.in_words(text.format(code=code_with_plan(turn, item))), [[leave_button(mark)]])]


def take_reason(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The reason was written: the task is returned."""
    item, refusal = waiting(turn, [str(data["assignment"]), str(data["revision"])])
    reason = turn.incoming.text.strip()
    if item is not None and not 0 < len(reason) <= NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    turn.done_asking()
    return [refusal] if item is None else returned(turn, item, reason)


def returned(turn: Turn, item: tasks.Item, reason: str) -> list[Message]:
    """Return a task that waits for the coordinator's word; the reason reaches the focal points."""
    _note(turn, item, Kind.RETURN, reason)
    now = tasks.get(turn.tx, item.id) or item
    text = _("Returned: {code} is again “{state}”. The focal points have the reason.").format(
        code=code_with_plan(turn, item), state=phrases.state_name(now.state)
    )
    notice = _(
        "The coordinator returns {code} · {title}. Reason: {reason}\nMend it, then report again: {deadline}."
    ).format(
        code=code_with_plan(turn, item),
        title=item.short_title,
        reason=reason,
        deadline=phrases.deadline(now, turn.today),
    )
    button = [[Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]]
    return [
        turn.reply(text, about=[item.id]),
        *to_people(turn.tx, focals_of(turn, item), notice, button, about=[item.id]),
        *part_ends.of_change(turn.tx, item, turn.office.hours),
    ]


def waiting(turn: Turn, args: list[str]) -> tuple[tasks.Item | None, Message]:
    """The task whose "done" waits for a word; where there is none, the answer says why."""
    item, revision = tasks.get(turn.tx, int(args[0])), int(args[1])
    if item is None or not turn.sees(item.plan_id):
        return None, turn.reply(refusals.task_not_here())
    if not turn.may(Action.CONFIRM, item):
        text = refusals.of(turn, Action.CONFIRM, item)
        return None, turn.reply(text)
    if not item.awaits_word or moves.has_moved(turn.tx, item.id, revision):
        changed = _("{code} has changed since this message; nothing was done now:")
        head = changed.format(code=code_with_plan(turn, item))
        above = f"{head}\n{crossing.since(turn, item, revision)}".rstrip()
        return None, card.show(turn, item, above=above)
    return item, turn.reply("")


def _note(turn: Turn, item: tasks.Item, kind: Kind, note: str | None = None) -> None:
    log.append(
        turn.tx,
        item.id,
        kind,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        note=note,
    )
