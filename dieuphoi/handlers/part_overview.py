"""Who has answered for their part: seen by the lead and the coordinator, who remind, set another date, or withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dieuphoi.handlers import examples, part_words, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.part_people import (
    asking,
    cannot,
    of_agency,
    open_row,
    part_of,
    seen_part,
    settle_waiting,
    source,
    title,
    to_agency,
)
from dieuphoi.handlers.part_sentences import read_until
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.history import Kind
from dieuphoi.storage import log, parts, rules, tasks
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LINES = 20  # requests, or tasks, that one message shows
WORDS = 8  # of the last comments


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/phoihop: what waits for one's agency, and what one waits for; /phoihop PL1-2: who has answered."""
    code = next((str(mark.value) for mark in find_codes(argument)), None)
    if code is None:
        return _all(turn)
    item = part_of(turn, code, Action.SEE_FOCALS)
    if isinstance(item, list):
        return item
    return [_overview(turn, item)]


def _all(turn: Turn) -> list[Message]:
    own = parts.waiting(turn.tx, agency_ids=turn.who.agency_ids, plan_ids=turn.plan_ids)
    lines = [bold(_("Asked of your agency"))] if own else []
    items = {item.id: item for item in tasks.many(turn.tx, [request.assignment_id for request in own])}
    lines += [
        f"• {phrases.code(items[r.assignment_id], several=turn.several)} · {part_words.asked(r, turn.today)}"
        for r in own[:LINES]
    ]
    asked = _asked_by(turn)
    lines += [bold(_("Asked by the lead"))] if asked else []
    lines += [
        f"• {phrases.code(item, several=turn.several)}: {part_words.answered(parts.of_assignment(turn.tx, item.id))}"
        for item in asked[:LINES]
    ]
    if not lines:
        return [
            turn.reply(
                _(
                    "No request for a part is open. To ask for one: open a task you lead, e.g. /viec {code}"
                ).format(code=examples.code(turn))
            )
        ]
    shown = list(items.values())[:LINES]
    rows = [
        [Button(item.code, f"c:{item.id}") for item in shown[at : at + 3]] for at in range(0, len(shown), 3)
    ]
    rows += [
        [part_words.overview_button(item, parts.of_assignment(turn.tx, item.id)), *open_row(item)]
        for item in asked[:6]
    ]
    return [turn.reply("\n".join(lines), rows, about=[*items, *(item.id for item in asked)])]


def _asked_by(turn: Turn) -> list[Item]:
    """The tasks with requests that wait, which the sender leads or coordinates."""
    waiting = parts.waiting(turn.tx, plan_ids=turn.plan_ids)
    items = tasks.many(turn.tx, list(dict.fromkeys(request.assignment_id for request in waiting)))
    return [item for item in items if turn.may(Action.ASK_PART, item)]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The button of who has answered."""
    item, refusal = seen_part(turn, int(args[0]), Action.SEE_FOCALS)
    return [turn.reply(refusal) if item is None else _overview(turn, item)]


def _overview(turn: Turn, item: Item, *, above: str = "", edit: bool = False) -> Message:
    requests = parts.of_assignment(turn.tx, item.id)
    lines = [above, ""] if above else []
    lines.append(title(turn, item))
    if requests:
        lines.append(part_words.coordination(requests))
        lines += [part_words.standing(request, turn.today) for request in requests[:LINES]]
    else:
        lines.append(_("No coordinating agency has been asked for its part."))
    said = log.contributions(turn.tx, [item.id])
    if said:
        lines += ["", part_words.contributed(said)]
        lines += [
            f"• {phrases.moment(line.at)}: {part_words.in_log(line, line.agency)}" for line in said[-WORDS:]
        ]
    return turn.reply("\n".join(lines), _rows(turn, item, requests), edit=edit, about=[item.id])


def _rows(turn: Turn, item: Item, requests: Sequence[Request]) -> list[list[Button]]:
    if item.ended or not item.open or not turn.may(Action.ASK_PART, item):
        return [open_row(item)]
    waiting = [request for request in requests if request.waits]
    rows = [[Button(_("Remind who has not answered"), f"xn:{item.id}")]] if waiting else []
    for request in waiting[:6]:
        name = shortened(request.agency, 30)
        rows.append(
            [
                Button(_("Another date: {agency}").format(agency=name), f"xd:{request.id}"),
                Button(_("Withdraw: {agency}").format(agency=name), f"xw:{request.id}"),
            ]
        )
    return [*rows, [Button(_("Ask another agency"), f"xq:{item.id}:0"), *open_row(item)]]


def remind(turn: Turn, args: list[str]) -> list[Message]:
    """Those who have not answered are reminded, each at most once a working day."""
    item, refusal = seen_part(turn, int(args[0]), Action.ASK_PART)
    if item is None:
        return [turn.reply(refusal)]
    waiting = [r for r in parts.of_assignment(turn.tx, item.id) if r.waits] if item.open else []
    if not waiting:
        return [turn.reply(_("{code}: nobody is left to be reminded.").format(code=bold(item.code)))]
    moment = turn.later
    day = moment.date() if moment else turn.today
    due = [r for r in waiting if r.reminded_on is None or r.reminded_on < day]
    reached = [request for request in due if of_agency(turn, request.agency_id)]
    parts.reminded(turn.tx, [request.id for request in reached], day)
    text = _("{who} reminds {agency} of its part:")
    told: list[Message] = []
    for request in reached:
        lines = [
            text.format(who=bold(asking(turn, item)), agency=bold(request.agency)),
            title(turn, item),
            f"“{request.what}”, {part_words.until(request.until, turn.today)}",
        ]
        told += to_agency(turn, request, item, "\n".join(lines), [part_words.answer_buttons(request)])
    return [turn.reply("\n".join(_reminded(item, waiting, due, reached, day, turn.today))), *told]


def _reminded(
    item: Item,
    waiting: Sequence[Request],
    due: Sequence[Request],
    reached: Sequence[Request],
    day: date,
    today: date,
) -> list[str]:
    """What is said of those who were reminded, of those who were before, and of those who can't be."""
    lines = []
    if reached:
        text = _("{code}: reminded {agencies}.")
        if day != today:
            text = _("{code}: {agencies} will be reminded as the working hours of {day} begin.")
        names = part_words.named(request.agency for request in reached)
        lines.append(text.format(code=bold(item.code), agencies=names, day=phrases.day(day)))
    before = [request.agency for request in waiting if request not in due]
    if before:
        text = _("Reminded on {day} already, the next time is the next working day: {agencies}.")
        lines.append(text.format(day=phrases.day(day), agencies=part_words.named(before)))
    alone = list(dict.fromkeys(request.agency for request in due if request not in reached))
    if alone:
        text = _("No focal point whom the bot can reach: {agencies}. Invite one: /moi {agency}")
        lines.append(text.format(agencies=part_words.named(alone), agency=alone[0]))
    return lines


def _waiting(turn: Turn, request_id: int) -> tuple[Request | None, Item | None, str]:
    """A request that the sender may change now, with its task; or why not."""
    request = parts.get(turn.tx, request_id)
    item = tasks.get(turn.tx, request.assignment_id) if request else None
    if request is None or item is None or not turn.sees(item.plan_id):
        return None, None, _("There is no such request. Please use the newest message.")
    if not turn.may(Action.ASK_PART, item):
        return None, None, cannot(turn, item, Action.ASK_PART)
    if not request.waits or not item.open:
        return None, None, _("This request is answered, withdrawn, or over; nothing was changed.")
    return request, item, ""


def ask_date(turn: Turn, args: list[str]) -> list[Message]:
    """Another date is to be set: which?"""
    request, item, refusal = _waiting(turn, int(args[0]))
    if request is None or item is None:
        return [turn.reply(refusal)]
    mark = turn.ask("part_date", request=request.id)
    text = _("{code}, {agency}: by which day instead of {day}? Write e.g. “đến 15/3”.")
    said = text.format(code=bold(item.code), agency=request.agency, day=phrases.day(request.until))
    return [turn.reply(turn.in_words(said), [[leave_button(mark)]], about=[item.id], kind="question")]


def take_date(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The date was typed; None for a text without one."""
    day = read_until(turn.incoming.text, turn.today, lambda: rules.working_days(turn.tx))
    return None if day is None else _set_date(turn, data["request"], day)


def grant(turn: Turn, args: list[str]) -> list[Message]:
    """The lead agrees to the date that an agency asked for. Raises ValueError for a day that no calendar has."""
    return _set_date(turn, int(args[0]), date.fromordinal(int(args[1])), edit=True)


def _set_date(turn: Turn, request_id: int, day: date, *, edit: bool = False) -> list[Message]:
    request, item, refusal = _waiting(turn, request_id)
    if request is None or item is None:
        turn.done_asking()
        return [turn.reply(refusal, edit=edit)]
    if day < turn.today:
        return [turn.reply(_("{day} has passed. Nothing was changed.").format(day=phrases.day(day)))]
    if item.due is not None and turn.today <= item.due < day:
        text = _(
            "{day} is after the deadline of {code} itself ({due}). Choose a day up to then. Nothing was changed."
        )
        said = text.format(day=phrases.day(day), code=bold(item.code), due=phrases.day(item.due))
        return [turn.reply(said)]
    turn.done_asking()
    parts.enter(turn.tx, request.id, item.id, Kind.PART_DATE, source(turn), due=day)
    text = _("{task}: {agency} is asked to answer by {day} (before: {old}).").format(
        task=title(turn, item),
        agency=bold(request.agency),
        day=bold(phrases.day(day)),
        old=phrases.day(request.until),
    )
    return [
        turn.reply(text, [open_row(item)], edit=edit, about=[item.id]),
        *settle_waiting(turn, request),
        *to_agency(turn, request, item, text, [part_words.answer_buttons(request)]),
    ]


def withdraw(turn: Turn, args: list[str]) -> list[Message]:
    """The request is withdrawn: the agency is told that no answer is needed."""
    request, item, refusal = _waiting(turn, int(args[0]))
    if request is None or item is None:
        return [turn.reply(refusal)]
    parts.enter(turn.tx, request.id, item.id, Kind.PART_OFF, source(turn))
    text = _("{who} does not need an answer any more: {task}, “{what}”.").format(
        who=asking(turn, item), task=title(turn, item), what=request.what
    )
    above = _("Withdrawn: {agency}, “{what}”.").format(agency=bold(request.agency), what=request.what)
    return [
        _overview(turn, item, above=above),
        *settle_waiting(turn, request),
        *to_agency(turn, request, item, text, []),
    ]
