"""What is done about a blocker: the coordinator answers, passes it to the leaders, or it is lifted."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import blocker_words, card, phrases, refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.history import Kind
from dieuphoi.reports import obstacles
from dieuphoi.storage import blockers, log, people, tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def _open(turn: Turn, blocker_id: int, action: Action) -> tuple[Item | None, Held | None, Message | None]:
    """A blocker about which this person can do something now; or what has changed since the button was drawn."""
    item, held = blockers.one(turn.tx, blocker_id)
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.SEE_TASKS, item):
        return None, None, turn.reply(refusals.task_not_here())
    if not turn.may(action, item):
        return None, None, turn.reply(refusals.of(turn, action, item))
    if held is None:
        above = f"{_closed_by(turn, item, blocker_id)} " + _("See the task as it is now:")
        return None, None, card.show(turn, item, above=above)
    return item, held, None


def _closed_by(turn: Turn, item: Item, blocker_id: int) -> str:
    """How a blocker has ended: taken back, lifted, or by a later report."""
    lines = log.lines(turn.tx, item.id)
    raised = next((line for line in lines if line.entry.id == blocker_id), None)
    if raised is None or raised.undone:
        return _("This blocker was taken back.")
    for line in lines:
        after = line.entry.id > blocker_id and not line.undone
        by_report = line.entry.kind is Kind.STATE and line.entry.state not in (None, raised.entry.state)
        if after and (by_report or (line.entry.kind is Kind.LIFT and line.entry.about == blocker_id)):
            text = _("This blocker was lifted by {who}, {at}.")
            return text.format(who=line.person or _("the bot"), at=phrases.moment(line.at))
    return _("This blocker is no longer open.")


def _note(turn: Turn, item: Item, held: Held, kind: Kind, note: str | None = None) -> int:
    return log.append(
        turn.tx,
        item.id,
        kind,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        note=note,
        about=held.id,
    )


def _with_task(turn: Turn, item: Item, held: Held) -> str:
    return f"{code_with_plan(turn, item)} · {item.short_title}: “{blocker_words.what(held)}”"


def ask_answer(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator or a leader wants to answer: in words. What was answered before is shown."""
    item, held, refusal = _open(turn, int(args[0]), Action.ANSWER_BLOCKER)
    if refusal or item is None or held is None:
        return [refusal] if refusal else []
    mark = turn.ask("blocker_answer", assignment=item.id, blocker=held.id, seen=len(held.answers))
    text = _("{blocker}\nYour answer? Write it in one message; it goes to the focal points.")
    blocker = "\n".join([_with_task(turn, item, held), *_said(held)])
    said = text.format(blocker=blocker)
    return [turn.reply(turn.in_words(said), [[leave_button(mark)]], about=[item.id], kind="question")]


def _said(held: Held) -> list[str]:
    """The last answer, where there is one."""
    return [next(obstacles.answered(held))] if held.answers else []


def take_answer(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The answer was written; where somebody else answered meanwhile, that is shown before this one is sent."""
    item, held, refusal = _open(turn, data["blocker"], Action.ANSWER_BLOCKER)
    answer = turn.incoming.text.strip()
    if held is not None and not 0 < len(answer) <= NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    turn.done_asking()
    if refusal or item is None or held is None:
        return [refusal] if refusal else []
    if len(held.answers) > data["seen"]:
        return [_ask_second(turn, item, held, answer)]
    return _answered(turn, item, held, answer)


def in_words(turn: Turn, items: list[Item], answer: str) -> list[Message] | None:
    """An answer that names the task, to its one open blocker; None where there is none, or more than one."""
    held = blockers.open_of(turn.tx, [item for item in items if turn.may(Action.ANSWER_BLOCKER, item)])
    if len(held) != 1:
        return None
    item = next(item for item in items if item.id == held[0].assignment_id)
    return _answered(turn, item, held[0], answer)


def _ask_second(turn: Turn, item: Item, held: Held, answer: str) -> Message:
    mark = turn.ask("second_answer", assignment=item.id, blocker=held.id, answer=answer)
    lines = [
        _with_task(turn, item, held),
        *_said(held),
        _("This was answered while you wrote. Your answer is not sent yet: “{text}”").format(text=answer),
    ]
    rows = [[Button(_("Send mine too"), f"bs:{mark}"), leave_button(mark)]]
    return turn.reply("\n".join(lines), rows, about=[item.id], kind="question")


def send_second(turn: Turn, args: list[str]) -> list[Message]:
    """The second answer is to go out, too."""
    question = turn.question("second_answer", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. Open blockers: /vuongmac"))]
    turn.done_asking()
    item, held, refusal = _open(turn, question.data["blocker"], Action.ANSWER_BLOCKER)
    if refusal or item is None or held is None:
        return [refusal] if refusal else []
    return _answered(turn, item, held, question.data["answer"], edit=True)


def _answered(turn: Turn, item: Item, held: Held, answer: str, *, edit: bool = False) -> list[Message]:
    """Enter the answer: the blocker stays open, and is marked as answered; the focal points and the office hear it."""
    entry = _note(turn, item, held, Kind.ANSWER, answer)
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    text = _(
        "{who} ({role}) on the blocker of {blocker}\n{answer}\nIt stays open until it is lifted."
    ).format(who=bold(who), role=_role(turn), blocker=_with_task(turn, item, held), answer=answer)
    heard = [person for person in focals_of(turn, item) if person != turn.who.person_id]
    focals = to_people(turn.tx, heard, text, blocker_words.focals_buttons(held), about=[item.id])
    # Before anybody is registered for the lead there is nobody to read it.
    nobody = _("Nobody answers for {agency} yet.").format(agency=item.agency)
    reply = _("Answer kept. {reached} The blocker stays open, as “answered”, until it is lifted.").format(
        reached=_("Sent to the focal points.") if focals else nobody
    )
    told = [person for person in _coordinators(turn) if person not in heard]
    return [
        turn.reply(reply, [*_rows(turn, item, held), [_undo(entry)]], edit=edit, about=[item.id]),
        *focals,
        *to_people(turn.tx, told, text, blocker_words.coordinators_buttons(held), about=[item.id]),
    ]


def _role(turn: Turn) -> str:
    leads = turn.who.role == Role.LEADER
    return _("leader") if leads else _("coordinator")


def _coordinators(turn: Turn) -> list[int]:
    """The coordinators, but for who acts."""
    return [p for p in people.with_role(turn.tx, Role.COORDINATOR) if p != turn.who.person_id]


def _undo(entry_id: int) -> Button:
    return Button(_("Undo"), f"u:{entry_id}")


def _rows(turn: Turn, item: Item, held: Held) -> list[list[Button]]:
    """What is still to be done after an answer."""
    return [row for row in blocker_words.buttons(turn, item, held) if row[0].data != f"ba:{held.id}"]


def pass_on(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator puts it before the leaders, once."""
    item, held, refusal = _open(turn, int(args[0]), Action.PASS_BLOCKER)
    if refusal or item is None or held is None:
        return [refusal] if refusal else []
    if held.referred_on is not None:
        text = _("{code}: it was put before the leaders on {day} already.")
        return [turn.reply(text.format(code=bold(item.code), day=phrases.day(held.referred_on)))]
    leaders = [p for p in people.with_role(turn.tx, Role.LEADER) if p != turn.who.person_id]
    reached = people.accounts(turn.tx, leaders)
    if not reached:
        text = _("No leader is registered yet, so nobody could be told. Invite one: /moi lãnh đạo")
        return [turn.reply(text)]
    entry = _note(turn, item, held, Kind.REFER)
    names = ", ".join(people.names(turn.tx, reached).values())
    lines = [
        _("The coordinator puts a blocker before you:"),
        _with_task(turn, item, held),
        f"{item.agency}; {phrases.deadline(item, turn.today)}",
        obstacles.since(held, turn.today).capitalize(),
        blocker_words.waiting_for(held),
    ]
    if held.answers:
        lines.append(next(obstacles.answered(held)))
    text = _("{code}: put before the leaders ({names}). Their answer comes to you and to the focal points.")
    return [
        turn.reply(
            text.format(code=code_with_plan(turn, item), names=names), [[_undo(entry)]], about=[item.id]
        ),
        *to_people(turn.tx, list(reached), "\n".join(lines), blocker_words.leaders_buttons(held)),
    ]


def lift(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator or a focal point of the lead says that it is out of the way."""
    item, held, refusal = _open(turn, int(args[0]), Action.LIFT_BLOCKER)
    if refusal or item is None or held is None:
        return [refusal] if refusal else []
    entry = _note(turn, item, held, Kind.LIFT)
    now = tasks.get(turn.tx, item.id) or item
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    blocker = _with_task(turn, item, held)
    state = bold(phrases.standing(now))
    text = _("Lifted: {blocker}\nThe task is again: {state}").format(blocker=blocker, state=state)
    notice = _("{who} lifted the blocker of {blocker}\nThe task is again: {state}").format(
        who=bold(who), blocker=blocker, state=state
    )
    opens = [[Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]]
    return [
        turn.reply(text, [[_undo(entry), *opens[0]]], about=[item.id]),
        *to_people(turn.tx, _others(turn, item), notice, opens, about=[item.id]),
    ]


def _others(turn: Turn, item: Item) -> list[int]:
    """Who hears of what one of them did: the lead's focal points and the coordinators."""
    every = dict.fromkeys((*focals_of(turn, item), *_coordinators(turn)))
    return [person for person in every if person != turn.who.person_id]
