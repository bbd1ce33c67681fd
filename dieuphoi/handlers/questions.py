"""What the bot asks back before it records: which task is meant, and whether an unusual report is right.

Each button carries its question's mark: one of an older question never answers a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dieuphoi.handlers import crossing, phrases, refusals, which_plan, whole_question
from dieuphoi.handlers.albums import files_in
from dieuphoi.handlers.messages import LABEL, Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import Proposal, from_json, shortened
from dieuphoi.handlers.recording import doubt, record
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.ways import Doubt
from dieuphoi.storage import dialogues, files, moves, tasks
from dieuphoi.wording import _

CHOICES = 8
_CHECKS = ("sure", whole_question.STEP)
Report = tuple[tasks.Item, Proposal]
# The words, folded, that answer "is this right?" as the buttons do.
_YES = frozenset(
    ("dung", "dung roi", "dung vay", "chinh xac", "vang", "da", "co", "u", "uh", "ok", "oke", "dong y")
)
_NO = frozenset(
    ("khong", "khong phai", "ko", "k", "thoi", "sai", "nham", "huy", "bo qua", "hoan tac", "undo")
)


def consider(
    turn: Turn,
    reports: list[Report],
    *,
    sure: bool,
    edit: bool = False,
    seen: bool = False,
    besides: Sequence[Report] = (),
    asking: bool = True,
) -> list[Message]:
    """Record what is plain; ask about what is unusual, not surely understood, or `besides`, and whether 100% is done.

    What another has reported within minutes is asked about too, unless the sender has `seen` how the task stands.
    Without `asking` nothing is asked for that is missing in what is recorded: another question follows.
    """
    _drop_overtaken(turn, reports)
    reports = [(item, whole_question.settled(item, report)) for item, report in reports]
    whole = [pair for pair in reports if sure and whole_question.is_whole(*pair)]
    others = [] if seen else [pair for pair in reports if crossing.overwritten(turn, *pair)]
    plain = [p for p in reports if sure and p not in whole and p not in others and not doubt(turn, *p)]
    doubtful = [*(p for p in reports if p in others or (p not in plain and p not in whole)), *besides]
    if doubtful:  # one question at a time: what is asked about shows the percentage, too
        doubtful, whole = [*(pair for pair in reports if pair not in plain), *besides], []
    answers = record(turn, plain, edit=edit, asking=asking and not (doubtful or whole)) if plain else []
    asked = _ask_sure(turn, doubtful) if doubtful else whole_question.ask(turn, whole) if whole else None
    return [*answers, *([asked] if asked else [])]


def _drop_overtaken(turn: Turn, reports: list[Report]) -> None:
    """A newer report of the sender's takes the place of one on the same tasks that was asked about and not answered.

    A question with a file stays: the file is nowhere else.
    """
    told = {item.id for item, report in reports if report.state is not None or report.percent is not None}

    def over(question: dialogues.Dialogue) -> bool:
        asked = {one.get("assignment_id") for one in question.data.get("proposals", ())}
        return question.step in _CHECKS and asked <= told and not files_in(question)

    if told:
        dialogues.drop(turn.tx, turn.dialogue_key, over)


def unless_crossing(turn: Turn, reports: list[Report]) -> list[Message]:
    """Record what was asked about and answered, unless another has reported on it meanwhile: that is asked about."""
    others = [pair for pair in reports if crossing.overwritten(turn, *pair)]
    ready = [pair for pair in reports if pair not in others]
    answers = record(turn, ready, edit=True) if ready else []
    return [*answers, *([_ask_sure(turn, others)] if others else [])]


def _ask_sure(turn: Turn, doubtful: list[Report], asked_at: Mapping[int, int] | None = None) -> Message:
    """Is this right? `asked_at` has, by assignment, the revision that the sender was asked at before."""
    mark = turn.ask(
        "sure",
        proposals=[proposal.to_json() for _item, proposal in doubtful],
        revisions=[item.revision for item, _proposal in doubtful],
    )
    lines = [_("Please check; this is not recorded yet:")]
    for item, proposal in doubtful:
        lines.append(
            _("{code}: from “{before}” to “{after}”").format(
                code=phrases.code(item, several=turn.several),
                before=phrases.standing(item),
                after=_shown(item, proposal),
            )
        )
        why = doubt(turn, item, proposal)
        lines += [_reasons()[why]] if why else []
        lines += _meanwhile(turn, item, proposal, (asked_at or {}).get(item.id))
    return turn.reply(
        "\n".join(lines), [[Button(_("Yes, record it"), f"y:{mark}"), leave_button(mark)]], kind="question"
    )


def _reasons() -> dict[Doubt, str]:
    return {
        Doubt.BACK: _("It goes back to an earlier step."),
        Doubt.FALLING: _("The percentage is lower than before."),
        Doubt.PART_DONE: _("Done is 100%; here it is less."),
        Doubt.AHEAD: _("The document's date is still to come."),
        Doubt.OLDER: _("The document's date is before the plan's."),
        Doubt.NUMBER: _("The number does not look like a document's, e.g. “12/QĐ-UBND”."),
    }


def _meanwhile(turn: Turn, item: tasks.Item, proposal: Proposal, revision: int | None) -> list[str]:
    """What others have written that the sender may not have read."""
    if revision is not None:
        return [_("Meanwhile:"), crossing.since(turn, item, revision)]
    other = crossing.overwritten(turn, item, proposal)
    return [crossing.line_about(other)] if other else []


def _shown(item: tasks.Item, proposal: Proposal) -> str:
    said = [phrases.state_name(proposal.state or item.state)]
    if proposal.percent is not None:
        said.append(f"{proposal.percent}%")
    if proposal.document_number:
        said.append(phrases.document(proposal.document_number, proposal.document_date))
    if proposal.note:
        said.append(proposal.note)
    return "; ".join(said)


def yes(turn: Turn, args: list[str]) -> list[Message]:
    """What was asked about is right; where the task has moved meanwhile, it is asked about once more."""
    question = turn.question("sure", args[0])
    if question is None:
        return [closed(turn)]
    turn.done_asking()
    ready: list[Report] = []
    moved: list[Report] = []
    asked_at: dict[int, int] = {}
    for proposal, revision in zip(
        map(from_json, question.data["proposals"]), question.data["revisions"], strict=True
    ):
        item = tasks.get(turn.tx, proposal.assignment_id or 0)
        if item is not None and turn.may(Action.REPORT, item):
            (moved if moves.has_moved(turn.tx, item.id, revision) else ready).append((item, proposal))
            asked_at[item.id] = revision
    if not ready and not moved:
        return [turn.reply(_("Nothing was recorded."))]
    answers = record(turn, ready, edit=True) if ready else []
    return [*answers, *([_ask_sure(turn, moved, asked_at)] if moved else [])]


def is_yes(text: str) -> bool:
    """Whether a text says yes, and nothing else."""
    return bare(text) in _YES


def no(turn: Turn, args: list[str]) -> list[Message]:
    """What was asked about is dropped."""
    if args:
        dialogues.take_up(turn.tx, turn.dialogue_key, args[0])
        question = dialogues.current(turn.tx, turn.dialogue_key)
        if question is None or question.mark != args[0]:
            return [closed(turn)]
        turn.done_asking()
        files.drop_unused(turn.tx, files_in(question))
    return [turn.reply(_("All right, nothing was changed."), edit=True)]


def take_sure(turn: Turn, _data: dict[str, Any]) -> list[Message] | None:
    """ "Đúng" or "không" in words; None for anything else."""
    said, question = bare(turn.incoming.text), turn.question("sure")
    if question is None or said not in _YES | _NO:
        return None
    return (yes if said in _YES else no)(turn, [question.mark])


def ask_which(turn: Turn, proposal: Proposal, choices: Sequence[tasks.Item]) -> list[Message]:
    """Which task a report is about."""
    mark = turn.ask("which", proposal=proposal.to_json(), choices=[item.id for item in choices])
    buttons = [
        [Button(shortened(_label(turn, item), LABEL), f"p:{item.id}:{mark}")] for item in choices[:CHOICES]
    ]
    text = _("Which task is it about? Choose it or write its code; nothing is recorded yet.")
    return [turn.reply(turn.in_words(text), [*buttons, [leave_button(mark)]], kind="question")]


def _label(turn: Turn, item: tasks.Item) -> str:
    plan = f"{phrases.plan(item.plan_number)} · " if turn.several else ""
    return f"{plan}{item.code} · {item.short_title}"


def pick(turn: Turn, args: list[str]) -> list[Message]:
    """The task was chosen."""
    question = turn.question("which", args[1])
    return [closed(turn)] if question is None else _about(turn, int(args[0]), question.data)


def take_which(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The code of one of the choices was typed, and nothing else; None for any other text."""
    seen = which_plan.named(turn, turn.incoming.text)
    if isinstance(seen, Message):
        return [seen]
    turn, text = seen, seen.incoming.text.strip()
    codes = [mark.value for mark in find_codes(text) if mark.start == 0 and mark.end == len(text)]
    own = [
        i for i in tasks.many(turn.tx, data["choices"]) if [i.code] == codes and i.plan_id in turn.plan_ids
    ]
    return _about(turn, own[0].id, data) if len(own) == 1 else None


def _about(turn: Turn, assignment_id: int, data: dict[str, Any]) -> list[Message]:
    turn.done_asking()
    item = tasks.get(turn.tx, assignment_id)
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.REPORT, item):
        return [turn.reply(refusals.task_not_here())]
    return consider(turn, [(item, from_json(data["proposal"]).for_task(item.id))], sure=True, edit=True)


def closed(turn: Turn) -> Message:
    """What is said where a question waits no more."""
    return turn.reply(_("This question is closed, or somebody else's. Please send the report again."))
