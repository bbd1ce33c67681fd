"""Status updates from focal points: by a card's buttons, by text, by replying to a reminder, with a file."""

from __future__ import annotations

from dieuphoi.handlers import card, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import Proposal, from_json, from_message
from dieuphoi.handlers.recording import is_unusual, record, undo
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.plan.results import State
from dieuphoi.storage import dialogues, log, tasks
from dieuphoi.wording import _

SURE = 0.6  # below this, what was understood is asked about before it counts
CHOICES = 8


def press_state(turn: Turn, args: list[str]) -> list[Message]:
    """A state button of a card was pressed."""
    item = tasks.get(turn.tx, int(args[0]))
    state, revision = State(args[1]), int(args[2])
    if item is None or item.plan_id not in turn.plan_ids:
        return [turn.reply(_("This task can't be shown here. See your tasks: /viec"))]
    if not turn.may(Action.REPORT, item):
        return [turn.reply(_not_yours(item))]
    if item.revision != revision:
        return [card.show(turn, item, edit=True, above=_changed_since(turn, item, state))]
    if state is State.BLOCKED:
        turn.ask("blocked", assignment=item.id)
        text = _("{code}: what is in the way, and whom does it wait for? Write it in one message.")
        return [turn.reply(text.format(code=bold(item.code)), [[Button(_("Leave it"), "n")]])]
    return consider(turn, [(item, Proposal(item.id, state=state))], sure=True, edit=True)


def _changed_since(turn: Turn, item: tasks.Item, wanted: State) -> str:
    last = log.latest_report(turn.tx, item.id)
    at = f" ({last.person or ''}, {phrases.moment(last.at)})" if last else ""
    if item.state is wanted:
        return _("This was recorded before{by}; nothing has changed.").format(by=at)
    return _(
        "This card was old: the task has been updated since{by}. Nothing was recorded; see it now:"
    ).format(by=at)


def take_blocker(turn: Turn, data: dict[str, int]) -> list[Message]:
    """The reason of a block was written."""
    turn.done_asking()
    item = tasks.get(turn.tx, data["assignment"])
    note = turn.incoming.text.strip()[:500]
    if item is None or not turn.may(Action.REPORT, item):
        return [turn.reply(_("This task can't be shown here. See your tasks: /viec"))]
    if not note:
        return [turn.reply(_("Please write what is in the way, in words."))]
    return consider(turn, [(item, Proposal(item.id, state=State.BLOCKED, note=note))], sure=True)


def report(turn: Turn, understood: Understood, file_id: int | None = None) -> list[Message]:
    """A message reports on tasks: record what is plain, ask about the rest, refuse what is not theirs."""
    agency = understood.slots.get("agency")
    if agency and agency not in {a.name for a in turn.who.agencies}:
        return [turn.reply(_not_your_agency(turn, agency))]
    ready: list[tuple[tasks.Item, Proposal]] = []
    refused: list[str] = []
    for code, proposal in from_message(understood, file_id):
        if code is None:
            return _which_task(turn, proposal)
        found, refusal = own_part(turn, code)
        if found is None:
            refused.append(refusal)
        else:
            ready.append((found, proposal.for_task(found.id)))
    answers = consider(turn, ready, sure=understood.confidence >= SURE) if ready else []
    return [*answers, *([turn.reply("\n".join(refused))] if refused else [])]


def own_part(turn: Turn, code: str) -> tuple[tasks.Item | None, str]:
    """The sender's part of the task with a code, or why there is none."""
    items = tasks.by_code(turn.tx, code, turn.plan_ids)
    if not items:
        return None, card.not_found(turn, code)
    own = [item for item in items if turn.may(Action.REPORT, item)]
    if not own:
        return None, _not_yours(items[0])
    return own[0], ""


def _not_yours(item: tasks.Item) -> str:
    return _("{code} is led by {agency}: only its focal points report on it. Nothing was recorded.").format(
        code=bold(item.code), agency=item.agency
    )


def _not_your_agency(turn: Turn, agency: str) -> str:
    own = ", ".join(a.name for a in turn.who.agencies) or _("none")
    return _("You are not a focal point of {agency} (yours: {own}). Nothing was recorded.").format(
        agency=agency, own=own
    )


def _which_task(turn: Turn, proposal: Proposal) -> list[Message]:
    """No task was named: the one that was replied to, or a choice of one's own open tasks."""
    replied = replied_to(turn)
    if len(replied) == 1:
        return consider(turn, [(replied[0], proposal.for_task(replied[0].id))], sure=True)
    choices = replied or _own_open(turn)
    if not choices:
        return [turn.reply(_("You have no open task to report on. See the tasks: /viec"))]
    turn.ask("which", proposal=proposal.to_json())
    buttons = [[Button(f"{i.code} · {i.short_title}"[:60], f"p:{i.id}")] for i in choices[:CHOICES]]
    return [
        turn.reply(
            _("Which task is it about? Choose it; nothing is recorded yet."),
            [*buttons, [Button(_("Leave it"), "n")]],
        )
    ]


def replied_to(turn: Turn) -> list[tasks.Item]:
    """One's own tasks that the message replied to speaks of."""
    if turn.incoming.reply_to is None:
        return []
    about = turn.about_of(turn.incoming.reply_to)
    return [item for item in tasks.many(turn.tx, about) if turn.may(Action.REPORT, item)]


def _own_open(turn: Turn) -> list[tasks.Item]:
    if not turn.who.agencies:
        return []
    wanted = tasks.Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, open_only=True)
    return tasks.page(turn.tx, wanted, skip=0, size=CHOICES)


def pick(turn: Turn, args: list[str]) -> list[Message]:
    """The task was chosen."""
    open_question = dialogues.current(turn.tx, turn.dialogue_key)
    if open_question is None or open_question.step != "which":
        return [turn.reply(_("This question is closed. Please send the report again."))]
    turn.done_asking()
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or item.plan_id not in turn.plan_ids or not turn.may(Action.REPORT, item):
        return [turn.reply(_("This task can't be shown here. See your tasks: /viec"))]
    proposal = from_json(open_question.data["proposal"]).for_task(item.id)
    return consider(turn, [(item, proposal)], sure=True, edit=True)


def consider(
    turn: Turn, reports: list[tuple[tasks.Item, Proposal]], *, sure: bool, edit: bool = False
) -> list[Message]:
    """Record what is plain; ask about what is unusual or was not surely understood."""
    plain = [pair for pair in reports if sure and not is_unusual(turn, *pair)]
    doubtful = [pair for pair in reports if pair not in plain]
    answers = record(turn, plain, edit=edit) if plain else []
    if doubtful:
        turn.ask("sure", proposals=[proposal.to_json() for _item, proposal in doubtful])
        answers.append(_ask_sure(turn, doubtful))
    return answers


def _ask_sure(turn: Turn, doubtful: list[tuple[tasks.Item, Proposal]]) -> Message:
    lines = [_("Please confirm, nothing is recorded yet:")]
    for item, proposal in doubtful:
        lines.append(
            _("{code}: “{before}” → “{after}”").format(
                code=bold(item.code), before=phrases.standing(item), after=_shown(item, proposal)
            )
        )
    return turn.reply("\n".join(lines), [[Button(_("Right, record it"), "y"), Button(_("Leave it"), "n")]])


def _shown(item: tasks.Item, proposal: Proposal) -> str:
    said = [phrases.state_name(proposal.state or item.state)]
    if proposal.percent is not None:
        said.append(f"{proposal.percent}%")
    if proposal.document_number:
        said.append(phrases.document(proposal.document_number, proposal.document_date))
    if proposal.note:
        said.append(proposal.note)
    return "; ".join(said)


def yes(turn: Turn, _args: list[str]) -> list[Message]:
    """What was asked about is right."""
    question = dialogues.current(turn.tx, turn.dialogue_key)
    if question is None or question.step != "sure":
        return [turn.reply(_("This question is closed. Please send the report again."))]
    turn.done_asking()
    reports = []
    for proposal in map(from_json, question.data["proposals"]):
        item = tasks.get(turn.tx, proposal.assignment_id or 0)
        if item is not None and turn.may(Action.REPORT, item):
            reports.append((item, proposal))
    return record(turn, reports, edit=True) if reports else [turn.reply(_("Nothing was recorded."))]


def no(turn: Turn, _args: list[str]) -> list[Message]:
    """What was asked about is dropped."""
    turn.done_asking()
    return [turn.reply(_("All right, nothing was recorded."), edit=True)]


def undo_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """An undo button was pressed."""
    return undo(turn, int(args[0]))


def undo_last(turn: Turn, code: str | None = None) -> list[Message]:
    """/hoantac, or the same in words: the sender's last report, of one task where it is named."""
    if turn.who.person_id is None:
        return [turn.reply(_("Please register first: /dangky"))]
    assignment_id = None
    if code:
        found, refusal = own_part(turn, code)
        if found is None:
            return [turn.reply(refusal)]
        assignment_id = found.id
    last = log.latest_of(turn.tx, turn.who.person_id, assignment_id)
    return undo(turn, last.entry.id) if last else [turn.reply(_("You have no report to undo."))]
