"""/dondoc PL1-2: the coordinator or a leader asks for an update now, at most once a day for a task."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import card, phrases
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, Reason, bold
from dieuphoi.handlers.mornings import state_line
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.turn import Turn, to_people
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import nudges, people, rules, tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def command(turn: Turn, argument: str = "") -> list[Message]:
    """Ask those who answer for a task; each unit that still has its part to do, where several have one."""
    if not turn.may(Action.URGE):
        return [turn.reply(_("Only the coordinator and leaders ask for an update this way."))]
    found = next(iter(find_codes(argument)), None)
    if found is None:
        return [turn.reply(_("Of which task? Write e.g. /dondoc PL1-2"))]
    items = tasks.by_code(turn.tx, str(found.value), turn.plan_ids)
    if not items:
        return [turn.reply(card.not_found(turn, str(found.value)))]
    open_ones = [item for item in items if item.open]
    if not open_ones:
        text = _("{code} is done: {state}. There is nothing to ask for.")
        return [turn.reply(text.format(code=bold(items[0].code), state=phrases.standing(items[0])))]
    return _urge(turn, open_ones)


def _urge(turn: Turn, items: Sequence[Item]) -> list[Message]:
    assert turn.who.person_id is not None  # noqa: S101 - who may urge is a person that is known
    lines: list[str] = []
    asked: list[Message] = []
    for item in items:
        before = nudges.last_asked(turn.tx, item.id, since=turn.today)
        if before is not None:
            text = _("{code}, {agency}: asked for today already ({at}); the next time is tomorrow.")
            lines.append(
                text.format(code=code_with_plan(turn, item), agency=item.agency, at=phrases.moment(before.at))
            )
            continue
        said, messages = _ask(turn, item, turn.who.person_id)
        lines.append(said)
        asked += messages
    return [turn.reply("\n".join(lines), about=[item.id for item in items]), *asked]


def _ask(turn: Turn, item: Item, by: int) -> tuple[str, list[Message]]:
    focals = people.focals(turn.tx, tasks.lead_ids(turn.tx, [item.id]).get(item.id, []))
    names = {f.person_id: f.full_name for f in focals if f.person_id != by}
    reached = people.accounts(turn.tx, names)
    if not reached:
        return _ask_coordinators(turn, item, by)
    nudges.ask(turn.tx, item.id, by)
    end = _("Press the task, or reply to this message with a line, e.g. “70%, chờ thẩm định”.")
    messages = [_request(turn, item, Chat(*places[0], private=True), end) for places in reached.values()]
    text = _("{code}: asked {names} ({agency}){when}. You are told as soon as they report.")
    return text.format(
        code=code_with_plan(turn, item),
        names=", ".join(names[person] for person in reached),
        agency=item.agency,
        when=_when(turn),
    ), messages


def _ask_coordinators(turn: Turn, item: Item, by: int) -> tuple[str, list[Message]]:
    """An agency without a focal point: the coordinator is asked to find out; who is one is told so at once."""
    names = people.names(turn.tx, set(people.with_role(turn.tx, Role.COORDINATOR)))
    reached = people.accounts(turn.tx, names)
    if by in names or not reached:
        text = _("{code}: {agency} has no focal point whom the bot can reach. Invite one: /moi {agency}")
        return text.format(code=code_with_plan(turn, item), agency=item.agency), []
    nudges.ask(turn.tx, item.id, by)
    end = _("No focal point to remind, so this comes to you. Invite one: /moi {agency}").format(
        agency=item.agency
    )
    messages = [_request(turn, item, Chat(*places[0], private=True), end) for places in reached.values()]
    text = _("{code}: {agency} has no focal point; asked the coordinator: {names}{when}.")
    said = ", ".join(names[person] for person in reached)
    return text.format(
        code=code_with_plan(turn, item), agency=item.agency, names=said, when=_when(turn)
    ), messages


def _when(turn: Turn) -> str:
    """When it goes out, where that is not now."""
    hours, calendar = turn.office.hours, rules.working_days(turn.tx)
    if hours.open_at(turn.tx.now, calendar):
        return ""
    return _("; it is outside working hours, so it goes out at {at}").format(
        at=phrases.moment(hours.next_opening(turn.tx.now, calendar))
    )


def _request(turn: Turn, item: Item, to: Chat, end: str) -> Message:
    hours, calendar = turn.office.hours, rules.working_days(turn.tx)
    later = None if hours.open_at(turn.tx.now, calendar) else hours.next_opening(turn.tx.now, calendar)
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    lines = [
        _("{who} asks you for an update:").format(who=bold(who)),
        f"{code_with_plan(turn, item)} · {item.short_title}",
        phrases.deadline(item, turn.today),
        state_line(item),
        end,
    ]
    return Message(
        to,
        "\n".join(lines),
        ((Button(_("Open {code}").format(code=item.code), f"c:{item.id}"),),),
        rank=Rank.NOTICE,
        kind=nudges.ASKED,
        about=(item.id,),
        reasons=(Reason(Why.ASKED, item.plan_id, item.id),),
        not_before=later,
    )


def answers(turn: Turn, item: Item) -> list[Message]:
    """To those who asked for an update: it has come. A request that still waits for the morning goes no more."""
    nudges.withdraw_requests(turn.tx, item.id)
    waiting = [person for person in nudges.answered(turn.tx, item.id) if person != turn.who.person_id]
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    text = _("The update that you asked for: {code} · {title}: {state} ({who}).").format(
        code=code_with_plan(turn, item), title=item.short_title, state=bold(phrases.standing(item)), who=who
    )
    row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_people(turn.tx, waiting, text, [row], about=[item.id])
