"""A coordinating agency answers for its part: done, nothing to say, words or a file; or it asks for a later date."""

from __future__ import annotations

from datetime import date
from typing import Any

from dieuphoi.handlers import part_words, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.part_people import (
    cannot,
    open_row,
    sender,
    settle_waiting,
    source,
    title,
    to_agency,
    to_lead,
)
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.typed_days import read_day
from dieuphoi.plan.history import Kind
from dieuphoi.plan.parts import PartState, working_days_on
from dieuphoi.storage import parts, rules, tasks
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LATER = (2, 5, 10)  # working days that are offered to put a part off by


def press(turn: Turn, args: list[str]) -> list[Message]:
    """One of the answers under a request was pressed."""
    kind = Kind.PART_NONE if args[1] == "none" else Kind.PART_DONE
    request, item, refusal = asked_of_sender(turn, int(args[0]))
    if request is None or item is None:
        return [turn.reply(refusal)]
    return answer(turn, request, item, kind)


def asked_of_sender(turn: Turn, request_id: int) -> tuple[Request | None, Item | None, str]:
    """A request that the sender's agency may answer now, with its task; or why it may not."""
    request = parts.get(turn.tx, request_id)
    item = tasks.get(turn.tx, request.assignment_id) if request else None
    if request is None or item is None or not turn.sees(item.plan_id):
        return None, None, _("There is no such request. Please use the newest message.")
    if request.agency_id not in turn.who.agency_ids or not turn.may(Action.ANSWER_PART, item):
        text = _("Only focal points of {agency} answer this request.").format(agency=request.agency)
        return None, None, cannot(turn, item, Action.ANSWER_PART) if item.ended else text
    if refusal := _over(request, item):
        return None, None, refusal
    return request, item, ""


def _over(request: Request, item: Item) -> str:
    """Why a request needs no answer any more; empty where it does."""
    if request.state is PartState.ANSWERED:
        return _("{agency} has answered this request before. To add something: “{code} góp ý: …”.").format(
            agency=request.agency, code=item.code
        )
    if not request.waits:
        return _("This request about {code} was withdrawn; no answer is needed.").format(code=item.code)
    if not item.open:
        return _("{code} is done: {state}. No answer is needed.").format(
            code=bold(item.code), state=phrases.standing(item)
        )
    return ""


def answer(
    turn: Turn,
    request: Request,
    item: Item,
    kind: Kind,
    words: str | None = None,
    file_id: int | None = None,
) -> list[Message]:
    """Record an answer, and tell the lead at once. The sender must be allowed to answer."""
    entry = parts.enter(
        turn.tx,
        request.id,
        item.id,
        kind,
        source(turn),
        agency_id=request.agency_id,
        note=words,
        file_id=file_id,
    )
    said = _("no comment") if kind is Kind.PART_NONE else _("part given")
    lines = [
        _("{recorded}: {agency}, {code}: {said}. The lead ({lead}) has been told.").format(
            recorded=bold(_("Recorded")),
            agency=request.agency,
            code=bold(item.code),
            said=said,
            lead=phrases.lead(item),
        )
    ]
    if words is None and file_id is None and kind is Kind.PART_DONE:
        lines.append(_("To add words or a file, reply to this message."))
    row = [Button(_("Undo"), f"u:{entry}"), *open_row(item)]
    told = [
        _("{agency}, {who}, answers about {task}:").format(
            agency=bold(request.agency), who=sender(turn), task=title(turn, item)
        ),
        _quoted(said, words, file_id),
        part_words.coordination(parts.of_assignment(turn.tx, item.id)),
    ]
    return [
        turn.reply("\n".join(lines), [row], about=[item.id], kind="recorded"),
        *to_lead(turn, item, "\n".join(told), _rows(turn, item, file_id), request=request),
        *settle_waiting(turn, request),
    ]


def _quoted(said: str, words: str | None, file_id: int | None) -> str:
    quoted = f"“{shortened(words, part_words.QUOTED)}”" if words else said
    return part_words.with_file(quoted, file_id)


def _rows(turn: Turn, item: Item, file_id: int | None) -> list[list[Button]]:
    files = [Button(_("Open the files"), f"f:{item.id}")] if file_id is not None else []
    requests = parts.of_assignment(turn.tx, item.id)
    return [[part_words.overview_button(item, requests), *files], open_row(item)]


def ask_later(turn: Turn, args: list[str]) -> list[Message]:
    """A later date is wanted: which?"""
    request, item, refusal = asked_of_sender(turn, int(args[0]))
    if request is None or item is None:
        return [turn.reply(refusal)]
    mark = turn.ask("part_later", request=request.id)
    calendar = rules.working_days(turn.tx)
    start = max(request.until, turn.today)
    days = [working_days_on(start, number, calendar) for number in LATER]
    row = [Button(phrases.day(day), f"xld:{request.id}:{day.toordinal()}") for day in days]
    text = _("{code}: by when can {agency} answer? Choose, or write e.g. “25/3”. The lead decides.")
    said = text.format(code=bold(item.code), agency=request.agency)
    return [turn.reply(turn.in_words(said), [row, [leave_button(mark)]], about=[item.id], kind="question")]


def press_later(turn: Turn, args: list[str]) -> list[Message]:
    """A later date was pressed. Raises ValueError for a day that no calendar has."""
    return _later(turn, int(args[0]), date.fromordinal(int(args[1])))


def take_later(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """A later date was typed; None for a text without one."""
    day = read_day(turn.incoming.text, turn.today)
    return None if day is None else _later(turn, data["request"], day)


def _later(turn: Turn, request_id: int, day: date) -> list[Message]:
    request, item, refusal = asked_of_sender(turn, request_id)
    if request is None or item is None:
        turn.done_asking()
        return [turn.reply(refusal)]
    if day <= max(request.until, turn.today):
        text = _("{day} is not later than {until}. Choose a later day.")
        return [turn.reply(text.format(day=phrases.day(day), until=phrases.day(request.until)))]
    turn.done_asking()
    parts.enter(
        turn.tx,
        request.id,
        item.id,
        Kind.PART_LATER,
        source(turn),
        agency_id=request.agency_id,
        due=day,
    )
    said = _(
        "Sent to the lead ({lead}): {agency} asks to answer about {code} by {day}. Until it agrees, {old} holds."
    )
    told = _("{agency}, {who}, asks to answer about {task} by {day} (now {old}): “{what}”")
    words = {
        "agency": bold(request.agency),
        "day": bold(phrases.day(day)),
        "old": phrases.day(request.until),
    }
    row = [
        Button(_("Agree: {day}").format(day=phrases.day(day)), f"xg:{request.id}:{day.toordinal()}"),
        Button(_("Keep {day}").format(day=phrases.day(request.until)), f"xk:{request.id}"),
    ]
    notice = told.format(who=sender(turn), task=title(turn, item), what=request.what, **words)
    return [
        turn.reply(said.format(lead=phrases.lead(item), code=bold(item.code), **words), about=[item.id]),
        *to_lead(turn, item, notice, [row, open_row(item)], request=request),
    ]


def keep_date(turn: Turn, args: list[str]) -> list[Message]:
    """The lead does not agree to a later date: the agency is told."""
    request = parts.get(turn.tx, int(args[0]))
    item = tasks.get(turn.tx, request.assignment_id) if request else None
    if request is None or item is None or not turn.sees(item.plan_id):
        return [turn.reply(_("There is no such request. Please use the newest message."))]
    if not turn.may(Action.ASK_PART, item):
        return [turn.reply(cannot(turn, item, Action.ASK_PART))]
    if refusal := _over(request, item):
        return [turn.reply(refusal, edit=True)]
    text = _("{task}: the date stays {day} for {agency}.").format(
        task=title(turn, item), day=bold(phrases.day(request.until)), agency=request.agency
    )
    buttons = [part_words.answer_buttons(request)]
    return [
        turn.reply(text, edit=True, about=[item.id]),
        *to_agency(turn, request, item, text, buttons),
    ]
