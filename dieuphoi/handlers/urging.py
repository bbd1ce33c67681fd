"""/dondoc PL1-2, PL1-4, or an agency: the coordinator or a leader asks for an update, at most once a day for a task."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import card, examples, pause_effects, phrases, refusals, task_lines
from dieuphoi.handlers.messages import LABEL, Button, Chat, Message, Rank, Reason, bold, in_rows
from dieuphoi.handlers.mornings import state_line
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, to_people
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import agencies, involved, nudges, people, tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

MOST = 20  # tasks at once
CHOICES = 8  # buttons


def command(turn: Turn, argument: str = "") -> list[Message]:
    """Ask those who answer for tasks; each unit that still has its part to do, where several have one."""
    if not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    codes = list(dict.fromkeys(str(mark.value) for mark in find_codes(argument)))
    if not codes and argument:
        return [_offered(turn, argument)]
    if not codes:
        text = _("Of which task, or of which agency? Write e.g. /dondoc {code}, or /dondoc Sở Tài chính")
        return [turn.reply(text.format(code=examples.code(turn)))]
    if len(codes) > MOST:
        text = _("At most {n} tasks at once. Nobody was asked; please name fewer.")
        return [turn.reply(text.format(n=MOST))]
    lines: list[str] = []
    asked: list[Message] = []
    about: list[int] = []
    for code in codes:
        items = tasks.by_code(turn.tx, code, turn.plan_ids)
        if not items:
            lines.append(card.not_found(turn, code))
            continue
        said, messages, open_ones = _urge(turn, items)
        lines += said
        asked += messages
        about += [item.id for item in open_ones]
    return [turn.reply("\n".join(dict.fromkeys(lines)), about=about), *asked]


def _offered(turn: Turn, name: str) -> Message:
    """The open tasks that an agency leads: nobody is asked before one of them, or all, is pressed."""
    sure, near = turn.office.names.meant(turn.tx, name)
    if sure is not None or len(near) == 1:
        return _open_of(turn, sure or near[0])
    if near:
        rows = [[Button(shortened(agency.name, LABEL), f"ua:{agency.id}")] for agency in near[:CHOICES]]
        return turn.reply(_("Which of these agencies is it? If none, type its full name."), rows)
    text = _(
        "I know neither a task nor an agency “{text}”. Write e.g. /dondoc {code}, or /dondoc Sở Tài chính"
    )
    return turn.reply(text.format(text=name[:60], code=examples.code(turn)))


def _open_of(turn: Turn, agency: Agency) -> Message:
    wanted = tasks.Filter(turn.plan_ids, agency_ids=(agency.id,), open_only=True)
    number, _more = tasks.count(turn.tx, wanted)
    if not number:
        return turn.reply(_("{agency} leads no open task.").format(agency=bold(agency.name)))
    shown = tasks.page(turn.tx, wanted, skip=0, size=CHOICES)
    lines = [
        _("{agency}: {n} open tasks. Of which is an update asked for?").format(agency=agency.name, n=number)
    ]
    for item in shown:
        name = f"{code_with_plan(turn, item)} · {item.short_title}"
        lines.append(f"• {name}; {phrases.deadline(item, turn.today)}; {phrases.standing(item)}")
    if number > len(shown):
        text = _("The {n} due first are shown. Of another: /dondoc and its code; all tasks: /viec {agency}")
        lines.append(text.format(n=len(shown), agency=agency.name))
    buttons = [Button(_("Ask for {code}").format(code=item.code), f"ut:{item.id}") for item in shown]
    return turn.reply("\n".join(lines), in_rows(buttons, 2), about=[item.id for item in shown])


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """An agency was chosen: its open tasks."""
    agency = agencies.get(turn.tx, int(args[0]))
    if agency is None or not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    return [_open_of(turn, agency)]


def press_task(turn: Turn, args: list[str]) -> list[Message]:
    """Those who answer for one part of a task are asked."""
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id):
        return [turn.reply(refusals.task_not_here())]
    if not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    lines, asked, about = _urge(turn, [item])
    return [turn.reply("\n".join(lines), about=[one.id for one in about]), *asked]


def _urge(turn: Turn, items: Sequence[Item]) -> tuple[list[str], list[Message], list[Item]]:
    """What came of asking for one task, the requests, and the parts that are still open."""
    open_ones = [item for item in items if item.open]
    if not open_ones:
        text = _("{code} is done: {state}. There is nothing to ask for.")
        return [text.format(code=bold(items[0].code), state=phrases.standing(items[0]))], [], []
    lines: list[str] = []
    asked: list[Message] = []
    alone: list[Item] = []
    for item in open_ones:
        before = nudges.last_asked(turn.tx, item.id, since=turn.today)
        if before is not None:
            text = _("{code}, {agency}: asked for today already ({at}); the next time is tomorrow.")
            lines.append(
                text.format(code=code_with_plan(turn, item), agency=item.agency, at=phrases.moment(before.at))
            )
        elif found := _ask(turn, item):
            lines += found[0]
            asked += found[1]
        else:
            alone.append(item)
    if alone:
        said, messages = _ask_coordinators(turn, alone)
        lines.append(said)
        asked += messages
    return lines, asked, open_ones


def _ask(turn: Turn, item: Item) -> tuple[list[str], list[Message]] | None:
    """Ask the focal points; None where there is nobody whom the bot can reach."""
    by = _asker(turn)
    focals = people.focals(turn.tx, involved.lead_ids(turn.tx, [item.id]).get(item.id, []))
    names = {f.person_id: f.full_name for f in focals if f.person_id != by}
    reached = people.accounts(turn.tx, names)
    if not reached:
        return None
    nudges.ask(turn.tx, item.id, by)
    end = _("Press the task, or reply to this message with a line, e.g. “70%, chờ thẩm định”.")
    messages = [_request(turn, [item], Chat(*places[0], private=True), end) for places in reached.values()]
    text = _("{code}: asked {names} ({agency}){when}. You are told as soon as they report.")
    said = text.format(
        code=code_with_plan(turn, item),
        names=", ".join(names[person] for person in reached),
        agency=item.agency,
        when=when(turn),
    )
    asked = [focal for focal in focals if focal.person_id in reached]
    return [said, *pause_effects.left_in_peace(turn, item, asked)], messages


def _asker(turn: Turn) -> int:
    assert turn.who.person_id is not None  # noqa: S101 - who may urge is a person that is known
    return turn.who.person_id


def _ask_coordinators(turn: Turn, items: Sequence[Item]) -> tuple[str, list[Message]]:
    """Agencies without a focal point: the coordinator is asked to find out; who is one is told so at once."""
    by = _asker(turn)
    names = people.names(turn.tx, set(people.with_role(turn.tx, Role.COORDINATOR)))
    reached = people.accounts(turn.tx, names)
    first, whose = items[0].agency, task_lines.units([item.agency for item in items])
    if by in names or not reached:
        text = _("{code}: no focal point whom the bot can reach: {agencies}. Invite one: /moi {agency}")
        return text.format(code=code_with_plan(turn, items[0]), agencies=whose, agency=first), []
    for item in items:
        nudges.ask(turn.tx, item.id, by)
    end = _("No focal point to remind, so this comes to you. Invite one: /moi {agency}").format(agency=first)
    messages = [_request(turn, items, Chat(*places[0], private=True), end) for places in reached.values()]
    text = _("{code}: no focal point yet: {agencies}; asked the coordinator: {names}{when}.")
    said = ", ".join(names[person] for person in reached)
    return text.format(
        code=code_with_plan(turn, items[0]), agencies=whose, names=said, when=when(turn)
    ), messages


def when(turn: Turn) -> str:
    """When a request goes out, where that is not now."""
    opening = turn.later
    if opening is None:
        return ""
    return _("; it is outside working hours, so it goes out at {at}").format(at=phrases.moment(opening))


def _request(turn: Turn, items: Sequence[Item], to: Chat, end: str) -> Message:
    """What one person is asked about a task: of one part of it, or of those of several units."""
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    lines = [
        _("{who} asks you for an update:").format(who=bold(who)),
        f"{code_with_plan(turn, items[0])} · {items[0].short_title}",
        task_lines.deadline(items, turn.today),
        state_line(items[0]) if len(items) == 1 else task_lines.progress(turn.tx, items),
        end,
    ]
    return Message(
        to,
        "\n".join(lines),
        ((Button(_("Open {code}").format(code=items[0].code), task_lines.opens(items)),),),
        rank=Rank.NOTICE,
        kind=nudges.ASKED,
        about=tuple(item.id for item in items),
        reasons=tuple(Reason(Why.ASKED, item.plan_id, item.id) for item in items),
        not_before=turn.later,
    )


def answers(turn: Turn, item: Item) -> list[Message]:
    """To those who asked for an update: it has come. A request that still waits for the morning goes no more."""
    waiting = [person for person in nudges.answered(turn.tx, item.id) if person != turn.who.person_id]
    nudges.withdraw_requests(turn.tx, item.id)
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    text = _("The update that you asked for: {code} · {title}: {state} ({who}).").format(
        code=code_with_plan(turn, item), title=item.short_title, state=bold(phrases.standing(item)), who=who
    )
    row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_people(turn.tx, waiting, text, [row], about=[item.id])
