"""Requests for a later deadline on their way to the coordinator: put forward, told with what matters, listed as they wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dieuphoi.handlers import extension_limits as limits
from dieuphoi.handlers import extension_words as words
from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.recording import focals_of, reporting_agency
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.storage import extensions, people, tasks
from dieuphoi.storage.extensions import Extension
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

LISTED = 10


def put_forward(turn: Turn, item: Item, until: date, reason: str) -> list[Message]:
    """A complete request goes to the coordinators, in the place of one that still waits."""
    before = extensions.waiting_for(turn.tx, item.id)
    if before is not None and (before.until, before.reason) == (until, reason):
        text = _("This request waits for the coordinator already ({at}).")
        return [turn.reply(text.format(at=phrases.moment(before.asked_at)), about=[item.id])]
    assert turn.who.person_id is not None  # noqa: S101 - who may report is a person that is known
    request = extensions.get(turn.tx, extensions.ask(turn.tx, item.id, turn.who.person_id, until, reason))
    assert request is not None  # noqa: S101 - it has just been kept
    over = limits.reached(turn, item)
    told = to_coordinators(
        turn.tx,
        "\n".join([*_told(turn, item, request, reporting_agency(turn, item)), *_to_coordinator(over)]),
        words.decision_buttons(request, over=bool(over)),
    )
    lines = [_sent(item, until, reason), *_remarks(turn, item, until), *_to_focal(over)]
    if before is not None:
        lines.append(_("It replaces the request of before, to {day}.").format(day=phrases.day(before.until)))
    if not told:
        lines.append(_("There is no coordinator yet; the request is kept."))
    return [turn.reply("\n".join(lines), about=[item.id]), *told, *_replaced(turn, item, before, until)]


def _sent(item: Item, until: date, reason: str) -> str:
    text = _(
        "Sent to the coordinator: {code}, extension from {old} to {new}. Reason: {reason}. Until it is granted the old deadline holds."
    )
    return text.format(
        code=bold(item.code), old=words.old_deadline(item), new=phrases.day(until), reason=reason.rstrip(".")
    )


def _replaced(turn: Turn, item: Item, before: Extension | None, until: date) -> list[Message]:
    """A colleague whose request this one replaces hears of it."""
    if before is None or before.person_id == turn.who.person_id:
        return []
    text = _("{who} asks for another extension of {code}, to {day}; your request is replaced by it.").format(
        who=turn.who.full_name or turn.who.shown_name, code=bold(item.code), day=phrases.day(until)
    )
    return to_people(turn.tx, [before.person_id], text, [[words.open_button(item)]], about=[item.id])


def _remarks(turn: Turn, item: Item, until: date) -> Iterator[str]:
    """What both sides should know: that the task is overdue, that the plan will be over."""
    if item.due is not None and item.due < turn.today:
        late = (turn.today - item.due) // timedelta(days=1)
        text = ngettext(
            "It is {n} day overdue, and counts as overdue until an extension is granted.",
            "It is {n} days overdue, and counts as overdue until an extension is granted.",
            late,
        )
        yield text.format(n=late)
    if beyond := limits.beyond(turn, item, until):
        yield beyond


def _to_coordinator(over: str) -> Iterator[str]:
    if over:
        yield over
        yield _("To grant it is an exception for this task. To change the rule: /nhac gia hạn")


def _to_focal(over: str) -> Iterator[str]:
    if over:
        yield over
        yield _("The coordinator can grant it as an exception only; you will hear of it here.")


def waiting(turn: Turn, codes: Sequence[str] = ()) -> list[Message]:
    """The requests that wait for the coordinator, each with its buttons, the oldest first; of some tasks, or of all."""
    if not turn.may(Action.GRANT_EXTENSION):
        return []
    found = extensions.waiting(turn.tx, turn.plan_ids)
    items = {item.id: item for item in tasks.many(turn.tx, [one.assignment_id for one in found])}
    meant = [one for one in found if not codes or items[one.assignment_id].code in codes]
    return [_waiting(turn, items[one.assignment_id], one) for one in meant[:LISTED]]


def _waiting(turn: Turn, item: Item, request: Extension) -> Message:
    over = limits.reached(turn, item)
    at = _("Asked for at {at}.").format(at=phrases.moment(request.asked_at))
    lines = [*_told(turn, item, request, item.agency), *_to_coordinator(over), at]
    return turn.reply("\n".join(lines), words.decision_buttons(request, over=bool(over)), about=[item.id])


def _told(turn: Turn, item: Item, request: Extension, agency: str) -> list[str]:
    """A request as the coordinator reads it; who asked may have passed the work on since."""
    who, now = request.person, focals_of(turn, item)
    if request.person_id not in now:
        names = ", ".join(people.names(turn.tx, now).values()) or _("nobody")
        who = _("{person} (focal point now: {names})").format(person=who, names=names)
    lines = [
        _("{agency}, {who}, asks for an extension:").format(agency=agency, who=who),
        f"{code_with_plan(turn, item)} · {item.short_title}",
        _("from {old} to {new}").format(old=words.old_deadline(item), new=bold(phrases.day(request.until))),
        _("Reason: {reason}").format(reason=request.reason or _("not said")),
    ]
    extended = words.of_item(turn, item)
    return [*lines, *([extended] if extended else []), *_remarks(turn, item, request.until)]
