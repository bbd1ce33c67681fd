"""Deciding on requests for a later deadline: granted, declined with a reason, or another day set. Undoing is undoing.py's."""

from __future__ import annotations

from datetime import date
from typing import Any

from dieuphoi.handlers import extension_limits as limits
from dieuphoi.handlers import extension_words as words
from dieuphoi.handlers import phrases, posts, refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.plan.history import Kind
from dieuphoi.storage import extensions, log, tasks
from dieuphoi.storage.extensions import Extension
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def _open(turn: Turn, request_id: int) -> tuple[Extension | None, Item | None, list[Message]]:
    """A request that this person can decide on now; or what is said instead: what has become of it."""
    request = extensions.get(turn.tx, request_id)
    item = tasks.get(turn.tx, request.assignment_id) if request else None
    if request is None or item is None or not turn.sees(item.plan_id):
        return None, None, [turn.reply(_("There is no such request. Please use the newest message."))]
    if not turn.may(Action.GRANT_EXTENSION, item):
        return None, None, [turn.reply(refusals.of(turn, Action.GRANT_EXTENSION, item))]
    if request.state != "waiting":
        return None, None, [turn.reply(_decided(item, request), [[words.open_button(item)]])]
    if moved := _moved(item, request):
        return None, None, _closed_by_itself(turn, request, item, moved)
    return request, item, []


def _decided(item: Item, request: Extension) -> str:
    """What has become of a request."""
    if request.state == "replaced":
        return _("{code}: this request was replaced by a newer one. See: /choduyet").format(
            code=bold(item.code)
        )
    text = _("{code}: this request was decided before ({what}, {by}, {at}).")
    at = phrases.moment(request.decided_at) if request.decided_at else ""
    return text.format(code=bold(item.code), what=_outcome(request), by=request.decided_by or "", at=at)


def _outcome(request: Extension) -> str:
    if request.state == "declined":
        return _("declined") + (f": {request.answer}" if request.answer else "")
    if request.state == "undone":
        return _("granted, then taken back")
    if request.state == "moot":
        return _("no longer needed")
    return _("extended to {day}").format(day=phrases.day(request.granted_until or request.until))


def _moved(item: Item, request: Extension) -> str:
    """What has changed of the task since it was asked for, so that there is nothing to decide; empty where not."""
    if not item.open:
        text = _("{code} has been reported since: {state}. No extension is needed.")
        return text.format(code=bold(item.code), state=phrases.standing(item))
    if item.due is not None and request.until <= item.due:
        text = _("{code} is due {day} by now, no earlier than was asked for. No extension is needed.")
        return text.format(code=bold(item.code), day=phrases.day(item.due))
    return ""


def _closed_by_itself(turn: Turn, request: Extension, item: Item, why: str) -> list[Message]:
    """A request that is not needed any more waits no longer; its author hears that, too."""
    assert turn.who.person_id is not None  # noqa: S101 - who may decide is a person that is known
    extensions.decide(turn.tx, request.id, "moot", turn.who.person_id)
    rows = [[words.open_button(item)]]
    return [
        turn.reply(why, rows, about=[item.id]),
        *to_people(turn.tx, [request.person_id], why, rows, about=[item.id]),
    ]


def grant(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator grants a request as it was asked for; beyond the limit by a button that says so."""
    request, item, instead = _open(turn, int(args[0]))
    if request is None or item is None:
        return instead
    over = limits.reached(turn, item)
    if over and args[1:] != ["over"]:
        text = over + " " + _("Nothing was decided. To grant it all the same:")
        return [turn.reply(text, words.decision_buttons(request, over=True), about=[item.id])]
    return _extend(turn, request, item, request.until, edit=True)


def _extend(turn: Turn, request: Extension, item: Item, until: date, *, edit: bool) -> list[Message]:
    """The current deadline moves, the original one is kept."""
    over, other = limits.reached(turn, item), until if until != request.until else None
    if not _decide(turn, request, "granted", granted_until=other):
        return _too_late(turn, request, item)
    entry = log.append(
        turn.tx,
        item.id,
        Kind.EXTEND,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        due=until,
    )
    extensions.granted(turn.tx, request.id, entry)
    text = _("Extension granted: {code}, deadline moved from {old} to {new}.").format(
        code=code_with_plan(turn, item), old=words.old_deadline(item), new=bold(phrases.day(until))
    )
    lines = [text, *_besides(tasks.get(turn.tx, item.id) or item, request, other, over)]
    buttons = [
        [Button(_("Undo {code}").format(code=item.code), f"u:{entry}"), words.open_button(item)],
    ]
    told = "\n".join(lines)
    return [
        turn.reply(told, buttons, edit=edit, about=[item.id]),
        *_to_focals(turn, item, told),
        *posts.without(turn.tx, item.id, turn.office.hours),  # what waits speaks of the old deadline
    ]


def _besides(item: Item, request: Extension, other: date | None, over: str) -> list[str]:
    """What else is to be known of an extension: the original deadline, that another day was set, the exception."""
    said = []
    if item.original_due is not None:
        said.append(_("Original deadline: {day}.").format(day=phrases.day(item.original_due)))
    if other:
        text = _("The coordinator set another day than the one asked for ({asked}).")
        said.append(text.format(asked=phrases.day(request.until)))
    return [*said, *([_("Granted as an exception.") + " " + over] if over else [])]


def _decide(
    turn: Turn,
    request: Extension,
    state: str,
    *,
    answer: str | None = None,
    granted_until: date | None = None,
) -> bool:
    """Enter the decision; False where somebody else was quicker."""
    assert turn.who.person_id is not None  # noqa: S101 - who may decide is a person that is known
    return extensions.decide(
        turn.tx, request.id, state, turn.who.person_id, answer=answer, granted_until=granted_until
    )


def _too_late(turn: Turn, request: Extension, item: Item) -> list[Message]:
    now = extensions.get(turn.tx, request.id) or request
    return [turn.reply(_decided(item, now), [[words.open_button(item)]])]


def _to_focals(turn: Turn, item: Item, text: str) -> list[Message]:
    heard = [person for person in focals_of(turn, item) if person != turn.who.person_id]
    return to_people(turn.tx, heard, text, [[words.open_button(item)]], about=[item.id])


def decline(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator declines: the reason is asked for, and may be left out."""
    request, item, instead = _open(turn, int(args[0]))
    if request is None or item is None:
        return instead
    mark = turn.ask("decline_reason", request=request.id, assignment=item.id)
    text = _(
        "Why is the extension of {code} not granted? Write it in one message; it goes to the focal points."
    )
    rows = [[Button(_("Give no reason"), f"exn:{mark}"), leave_button(mark)]]
    return [turn.reply(turn.in_words(text.format(code=code_with_plan(turn, item))), rows, kind="question")]


def press_no_reason(turn: Turn, args: list[str]) -> list[Message]:
    """It is declined without a reason."""
    question = turn.question("decline_reason", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. See what waits: /choduyet"))]
    return _decline(turn, question.data, None, edit=True)


def take_decline_reason(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The reason was written."""
    reason = turn.incoming.text.strip()
    if not 0 < len(reason) <= NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    return _decline(turn, data, reason)


def _decline(turn: Turn, data: dict[str, Any], reason: str | None, *, edit: bool = False) -> list[Message]:
    turn.done_asking()
    request, item, instead = _open(turn, data["request"])
    if request is None or item is None:
        return instead
    if not _decide(turn, request, "declined", answer=reason):
        return _too_late(turn, request, item)
    text = _("Extension not granted: {code} stays due {old}.").format(
        code=code_with_plan(turn, item), old=words.old_deadline(item)
    )
    if reason:
        text += "\n" + _("Reason: {reason}").format(reason=reason)
    return [turn.reply(text, edit=edit, about=[item.id]), *_to_focals(turn, item, text)]


def ask_other(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator sets another day: which one?"""
    request, item, instead = _open(turn, int(args[0]))
    if request is None or item is None:
        return instead
    mark = turn.ask("other_day", request=request.id, assignment=item.id)
    text = _(
        "{code}, asked for: {asked}; deadline now: {old}. Until when is it extended? Write a day, month or quarter."
    ).format(code=code_with_plan(turn, item), asked=phrases.day(request.until), old=words.old_deadline(item))
    over = limits.reached(turn, item)
    said = (
        f"{over} " + _("A day that you write is an exception for this task.") + f"\n{text}" if over else text
    )
    return [turn.reply(turn.in_words(said), [[leave_button(mark)]], kind="question")]


def take_other(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The other day was typed; None for a text without a day."""
    request, item, instead = _open(turn, data["request"])
    if request is None or item is None:
        turn.done_asking()
        return instead
    until = words.until(turn, turn.incoming.text, item)
    if until is None:
        return None
    if wrong := limits.why_not_until(turn, item, until):
        return [turn.reply(wrong)]  # the question still waits
    turn.done_asking()
    return _extend(turn, request, item, until, edit=False)
