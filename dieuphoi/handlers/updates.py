"""Status updates from focal points: by a card's buttons, by text, by replying to a reminder, with a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dieuphoi.handlers import (
    card,
    comments,
    crossing,
    examples,
    history,
    phrases,
    refusals,
    several,
    which_plan,
)
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import NOTE, Proposal
from dieuphoi.handlers.questions import CHOICES, ask_which, consider
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.words import cue
from dieuphoi.handlers.undoing import undo
from dieuphoi.plan.history import CONTRIBUTED
from dieuphoi.plan.results import State
from dieuphoi.storage import log, moves, tasks
from dieuphoi.wording import _

LATELY = timedelta(hours=1)  # after a report, "nhầm" without a task speaks of that one
SURE = 0.6  # below this, what was understood is asked about before it counts


def press_state(turn: Turn, args: list[str]) -> list[Message]:
    """A state button of a card was pressed."""
    item = tasks.get(turn.tx, int(args[0]))
    state, revision = State(args[1]), int(args[2])
    if item is None or not turn.sees(item.plan_id):
        return [turn.reply(refusals.task_not_here())]
    if not turn.may(Action.REPORT, item):
        return [turn.reply(not_yours(item) + " " + _("Nothing was recorded."))]
    if moves.has_moved(turn.tx, item.id, revision):
        return [card.show(turn, item, edit=True, above=_changed_since(turn, item, state, revision))]
    if state is State.BLOCKED:
        mark = turn.ask("blocked", assignment=item.id)
        text = _("{code}: what is in the way, and whom does it wait for? Write it in one message.")
        return [turn.reply(turn.in_words(text.format(code=bold(item.code))), [[leave_button(mark)]])]
    return consider(turn, [(item, Proposal(item.id, state=state))], sure=True, edit=True, seen=True)


def _changed_since(turn: Turn, item: tasks.Item, wanted: State, revision: int) -> str:
    if item.state is wanted:
        head = _("This was recorded already; nothing has changed:")
    else:
        head = _("This card was old, nothing was recorded. Since then:")
    return f"{head}\n{crossing.since(turn, item, revision)}"


def take_blocker(turn: Turn, data: dict[str, int]) -> list[Message]:
    """The reason of a block was written."""
    item, note = tasks.get(turn.tx, data["assignment"]), turn.incoming.text.strip()
    if item is None or not turn.may(Action.REPORT, item):
        return [turn.reply(refusals.task_not_here())]
    if not 0 < len(note) <= NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    turn.done_asking()
    return consider(turn, [(item, Proposal(item.id, state=State.BLOCKED, note=note))], sure=True)


def report(turn: Turn, understood: Understood, file_id: int | None = None) -> list[Message]:
    """A message reports on tasks: record what is plain, ask about the rest, refuse what is not theirs."""
    agency = understood.slots.get("agency")
    if agency and not turn.office.names.one_of(turn.tx, agency, turn.who.agencies):
        return [turn.reply(_not_your_agency(turn, agency))]
    ready: list[tuple[tasks.Item, Proposal]] = []
    refused: list[str] = []
    found_reports, certain = several.reports(turn, understood, file_id)
    codes = [code for code, _proposal in found_reports if code]
    question = which_plan.ask_if_several(turn, codes, lambda item: turn.may(Action.REPORT, item), file_id)
    if question:
        return [question]
    turn = which_plan.by_reply(turn, codes)
    for code, proposal in found_reports:
        if code is None:
            return _which_task(turn, proposal)
        found, refusal = own_part(turn, code, agency)
        if found is None:
            refused.append(refusal)
        else:
            ready.append((found, proposal.for_task(found.id)))
    if refused and not ready and (instead := _instead(turn, [code for code, _p in found_reports], file_id)):
        return instead
    sure = certain and understood.confidence >= SURE
    answers = consider(turn, ready, sure=sure) if ready else []
    if refused and not ready:
        refused.append(_("Nothing was recorded."))
    return [*answers, *([turn.reply("\n".join(refused))] if refused else [])]


def _instead(turn: Turn, codes: Sequence[str | None], file_id: int | None) -> list[Message]:
    """Whoever only works with the lead reports a state: it is asked what that is meant as. Empty for anybody else."""
    items = [i for code in codes if code for i in tasks.by_code(turn.tx, code, turn.plan_ids)]
    helped = [item for item in items if turn.may(Action.COMMENT, item)]
    spoken_to = turn.private or turn.incoming.addressed
    if len(helped) != 1 or len(items) != 1 or not spoken_to:
        return []
    return comments.instead_of_report(turn, helped[0], turn.incoming.text.strip(), file_id)


def own_part(turn: Turn, code: str, agency: str | None = None) -> tuple[tasks.Item | None, str]:
    """The sender's part of the task with a code, or why there is none; `agency` or a reply tells several apart."""
    items = tasks.by_code(turn.tx, code, turn.plan_ids)
    if not items:
        return None, card.not_found(turn, code)
    own = [item for item in items if turn.may(Action.REPORT, item)]
    if not own:
        return None, not_yours(items[0])
    if len(own) > 1:
        replied = {item.id for item in replied_to(turn)}
        named = [item for item in own if agency is not None and agency in (item.agency, item.formerly)]
        own = named or [item for item in own if item.id in replied] or own
    return (own[0], "") if len(own) == 1 else (None, several_parts(own))


def several_parts(own: list[tasks.Item]) -> str:
    """That somebody answers for several units, each with its own part of a task."""
    text = _("You have {n} parts in {code}: choose one with /viec {code}.")
    return text.format(n=len(own), code=own[0].code)


def not_yours(item: tasks.Item) -> str:
    """Why somebody reports nothing on a task: another agency leads it, or it has ended."""
    if item.ended:
        return phrases.ended(item)
    return _("{code} is led by {agency}: only its focal points report on it.").format(
        code=bold(item.code), agency="; ".join(item.leads) or item.agency
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
    mistaken = _mistaken(turn) if not replied else []
    if mistaken:
        return mistaken
    choices = replied or own_open(turn)
    if not choices:
        return [turn.reply(_nothing_to_report_on(turn))]
    return ask_which(turn, proposal, choices)


def _mistaken(turn: Turn) -> list[Message]:
    """ "Nhầm, chưa xong đâu" of no task in particular, right after a report of one's own: shall that be taken back?"""
    if turn.who.person_id is None or not cue("intents.correction").search(plain_text(turn.incoming.text)):
        return []
    last = log.latest_of(turn.tx, turn.who.person_id)
    item = tasks.get(turn.tx, last.assignment_id) if last else None
    if last is None or last.at < turn.tx.now - LATELY or item is None or not turn.may(Action.REPORT, item):
        return []
    text = _("Your last report: {code} · {title}: {state}. Shall it be undone? Nothing was changed yet.")
    said = text.format(code=bold(item.code), title=item.short_title, state=phrases.standing(item))
    undo_it = Button(_("Undo {code}").format(code=item.code), f"u:{last.entry.id}")
    return [
        turn.reply(
            said,
            [[undo_it, Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]],
            about=[item.id],
        )
    ]


def _nothing_to_report_on(turn: Turn) -> str:
    example = examples.of(turn)
    if not example.title or example.own:
        return _("You lead no open task to report on. See the tasks: /viec")
    text = _(
        "{agency} leads no open task to report on; on a task that you help with, write e.g. “{code} góp ý: …”. See the tasks: /viec"
    )
    return text.format(agency=", ".join(a.name for a in turn.who.agencies), code=examples.helped(turn))


def replied_to(turn: Turn) -> list[tasks.Item]:
    """One's own tasks that the message replied to speaks of."""
    if turn.incoming.reply_to is None:
        return []
    about = turn.about_of(turn.incoming.reply_to)
    reported = [item for item in tasks.many(turn.tx, about) if turn.may(Action.REPORT, item)]
    return [item for item in reported if item.plan_id in turn.plan_ids]


def own_open(turn: Turn) -> list[tasks.Item]:
    """The sender's own tasks that are not done, by deadline: as many as a choice shows."""
    if not turn.who.agencies:
        return []
    wanted = tasks.Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, open_only=True)
    return tasks.page(turn.tx, wanted, skip=0, size=CHOICES)


def undo_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """An undo button was pressed."""
    return _undo(turn, int(args[0]))


def _undo(turn: Turn, entry_id: int) -> list[Message]:
    """Take back a report, or what a coordinating agency added."""
    found = log.line(turn.tx, entry_id)
    if found is not None and found.entry.kind in CONTRIBUTED:
        return comments.undo(turn, found)
    return undo(turn, entry_id)


def undo_last(turn: Turn, code: str | None = None) -> list[Message]:
    """/hoantac, or the same in words: the sender's last report, of one task where it is named."""
    if turn.who.person_id is None:
        return [turn.reply(refusals.register_first())]
    assignment_id = None
    if code and turn.may(Action.CONFIRM) and not _own_entries(turn, turn.who.person_id, code):
        return history.show(turn, code)  # what others reported is taken back entry by entry, with its buttons
    if code:
        question = which_plan.ask_if_several(turn, [code], lambda item: turn.may(Action.REPORT, item))
        if question:
            return [question]
        added = _added(turn, turn.who.person_id, code)
        found, refusal = own_part(turn, code) if added is None else (added, "")
        if found is None:
            return [turn.reply(refusal)]
        assignment_id = found.id
    last = log.latest_of(turn.tx, turn.who.person_id, assignment_id)
    return _undo(turn, last.entry.id) if last else [turn.reply(_("You have no report to undo."))]


def _own_entries(turn: Turn, person_id: int, code: str) -> bool:
    """Whether the sender leads a task, or has entered something on it that can be taken back."""
    items = tasks.by_code(turn.tx, code, turn.plan_ids)
    return any(turn.may(Action.REPORT, i) or log.latest_of(turn.tx, person_id, i.id) for i in items)


def _added(turn: Turn, person_id: int, code: str) -> tasks.Item | None:
    """The task of a code to which the sender, who does not lead it, has added something that stands."""
    helped = [i for i in tasks.by_code(turn.tx, code, turn.plan_ids) if not turn.may(Action.REPORT, i)]
    return next((item for item in helped if log.latest_of(turn.tx, person_id, item.id)), None)
