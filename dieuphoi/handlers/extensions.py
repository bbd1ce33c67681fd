"""Asking for a later deadline: the focal point asks, the coordinator grants or declines, the original date stays."""

from __future__ import annotations

from datetime import date

from dieuphoi.handlers import phrases, posts, refusals, which_plan
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.recording import focals_of, reporting_agency
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.updates import own_part, replied_to
from dieuphoi.plan.history import Kind
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import extensions, log, tasks
from dieuphoi.storage.extensions import Extension
from dieuphoi.wording import _


def ask(turn: Turn, understood: Understood) -> list[Message]:
    """A message asks for a later deadline."""
    code = understood.slots.get("task")
    question = which_plan.ask_if_several(
        turn, [code] if code else [], lambda item: turn.may(Action.REPORT, item)
    )
    if question:
        return [question]
    item, refusal = _which(which_plan.by_reply(turn, [code] if code else []), code)
    until = _day(understood.slots.get("until"))
    if item is None or until is None:
        return [
            turn.reply(refusal or _("Until when? Write e.g. “PL1-3 extension until 31/7/2022, because …”."))
        ]
    if not item.open or (item.due is not None and until <= item.due):
        text = _("{code} needs no extension until {day}: {deadline}; {state}. Nothing was recorded.")
        return [
            turn.reply(
                text.format(
                    code=bold(item.code),
                    day=phrases.day(until),
                    deadline=phrases.deadline(item, turn.today),
                    state=phrases.standing(item),
                )
            )
        ]
    assert turn.who.person_id is not None  # noqa: S101 - who may report is a person that is known
    request_id = extensions.ask(turn.tx, item.id, turn.who.person_id, until, turn.incoming.text[:500])
    text = _(
        "Sent to the coordinator: {code}, extension from {old} to {new}. Until it is granted, the old deadline holds."
    )
    said = text.format(code=bold(item.code), old=_old(item), new=phrases.day(until))
    return [turn.reply(said, about=[item.id]), *_to_decide(turn, item, request_id, until)]


def _which(turn: Turn, code: str | None) -> tuple[tasks.Item | None, str]:
    if code:
        return own_part(turn, code)
    replied = replied_to(turn)
    if len(replied) == 1:
        return replied[0], ""
    return None, _("Of which task, and until when? Write e.g. “PL1-3 extension until 31/7/2022, because …”.")


def _day(until: str | None) -> date | None:
    """The last day of a stated quarter, or the stated day."""
    if until is None:
        return None
    return parse_code(until).last if "Q" in until else date.fromisoformat(until)


def _old(item: tasks.Item) -> str:
    return phrases.day(item.due) if item.due else _("no deadline in the document")


def _to_decide(turn: Turn, item: tasks.Item, request_id: int, until: date) -> list[Message]:
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    lines = [
        _("{agency}, {who}, asks for an extension:").format(agency=reporting_agency(turn, item), who=who),
        f"{code_with_plan(turn, item)} · {item.short_title}",
        _("from {old} to {new}").format(old=_old(item), new=bold(phrases.day(until))),
        f"“{turn.incoming.text[:300]}”",
    ]
    row = [
        Button(_("Grant the extension"), f"more:{request_id}"),
        Button(_("Decline the extension"), f"nomore:{request_id}"),
    ]
    return to_coordinators(turn.tx, "\n".join(lines), [row], besides=None)


def grant(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator grants a request: the current deadline moves, the original one is kept."""
    request, item, refusal = _decide(turn, args, "granted")
    if request is None or item is None:
        return [turn.reply(refusal, edit=True)]
    log.append(
        turn.tx,
        item.id,
        Kind.EXTEND,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        due=request.until,
    )
    text = _("Extension granted: {code}, deadline moved from {old} to {new}.").format(
        code=code_with_plan(turn, item), old=_old(item), new=bold(phrases.day(request.until))
    )
    return [
        turn.reply(text, edit=True, about=[item.id]),
        *to_people(turn.tx, focals_of(turn, item), text, about=[item.id]),
        *posts.without(turn.tx, item.id, turn.office.hours),  # what waits speaks of the old deadline
    ]


def decline(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator declines a request: the deadline stays."""
    request, item, refusal = _decide(turn, args, "declined")
    if request is None or item is None:
        return [turn.reply(refusal, edit=True)]
    text = _("Extension not granted: {code} stays due {old}.").format(
        code=code_with_plan(turn, item), old=_old(item)
    )
    return [
        turn.reply(text, edit=True, about=[item.id]),
        *to_people(turn.tx, focals_of(turn, item), text, about=[item.id]),
    ]


def _decide(turn: Turn, args: list[str], state: str) -> tuple[Extension | None, tasks.Item | None, str]:
    request = extensions.get(turn.tx, int(args[0]))
    item = tasks.get(turn.tx, request.assignment_id) if request else None
    if request is None or item is None or turn.who.person_id is None:
        return None, None, _("There is no such request. Please use the newest message.")
    if not turn.may(Action.GRANT_EXTENSION, item):
        refusal = refusals.of(turn, Action.GRANT_EXTENSION, item)
        return None, None, refusal
    if not extensions.decide(turn.tx, request.id, state, turn.who.person_id):
        return None, None, _("This request has been decided already, or replaced by a newer one.")
    return request, item, ""
