"""An edited message corrects the report that it made: the old one is undone and the new one recorded, or neither."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import extensions, line_answers, phrases, updates
from dieuphoi.handlers.hearing import read
from dieuphoi.handlers.lines_in_view import in_view
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.one_answer import joined
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.undoing import UNDO_WITHIN, take_back, undo, undo_notices
from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage import extensions as requests
from dieuphoi.storage import log, moves, tasks
from dieuphoi.wording import _


def hear(turn: Turn, text: str) -> list[Message]:
    """Correct what the message reported; nothing where it means the same, or never reported anything."""
    key = turn.incoming.message_key
    made = log.by_message(turn.tx, key) if key else []
    if not made:
        return _made_nothing(turn, text)
    ids = list(dict.fromkeys(line.assignment_id for line in made))
    before = _standings(turn, ids)
    asked = requests.waiting_of(turn.tx, made[0].person_id)
    with turn.tx.attempt() as leave_undone:
        answers = _anew(turn, text, made)
        anew = log.by_message(turn.tx, key or "")
        every = list(dict.fromkeys([*ids, *(line.assignment_id for line in anew)]))
        after = _standings(turn, every)
        same = set(ids) == {line.assignment_id for line in anew} and before == after
        changed = not same or requests.waiting_of(turn.tx, made[0].person_id) != asked
        refusal = _why_not(turn, made) if changed else ""
        kept = bool(anew) and changed and not refusal
        if not kept:
            leave_undone()
    if kept:
        return _said(turn, made, before, answers)
    if not changed:
        return []
    return [turn.reply(refusal)] if refusal else [_ask_to_drop(turn, made)]


def _made_nothing(turn: Turn, text: str) -> list[Message]:
    """Whatever else was edited is not answered twice; what would be a report now is to be sent anew."""
    if not turn.private or not turn.who.agencies or read(turn, text).intent not in ("update", "extend"):
        return []
    return [
        turn.reply(
            _(
                "An edited message is not read again. To correct a report, undo it (/hoantac) or send a new one."
            )
        )
    ]


def _anew(turn: Turn, text: str, made: Sequence[log.Line]) -> list[Message]:
    """What the edited message reports, after the old reports have been taken back."""
    for line in reversed(made):
        take_back(turn, line)
    file_id = next((line.file_id for line in made if line.file_id is not None), None)
    answer = line_answers.answer(turn, text, in_view(turn, at=made[0].at), file_id)
    if answer is not None:
        return answer
    understood = read(turn, text)
    if understood.intent == "extend":
        return extensions.ask(turn, understood)
    return updates.report(turn, understood, file_id) if understood.intent == "update" else []


def _standings(turn: Turn, ids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    """What is on record of each task, as far as a report says it."""
    return {
        item.id: (item.state, item.percent, item.note, item.document_number, item.document_date)
        for item in tasks.many(turn.tx, ids)
    }


def _why_not(turn: Turn, made: Sequence[log.Line]) -> str:
    """Why an edit changes nothing, and what to do; empty where it may."""
    for line in made:
        item = tasks.get(turn.tx, line.assignment_id)
        assert item is not None  # noqa: S101 - an assignment of the log is never deleted
        later = moves.moved_after(turn.tx, line, turn.incoming.message_key)
        if later is not None and later.entry.kind is not Kind.STATE:
            text = _(
                "The coordinator has looked at {code} since; your edit was not applied. Please send a new message."
            )
            return text.format(code=item.code)
        if later is not None:
            text = _(
                "{who} reported on {code} after you ({at}); your edit was not applied. If it has to be mended, please send a new message."
            )
            return text.format(
                who=later.person or later.agency or "", code=item.code, at=phrases.moment(later.at)
            )
        if turn.incoming.at - line.at > UNDO_WITHIN:
            text = _(
                "An edit after more than a day is not applied; {code} stays as it is. Please send a new message."
            )
            return text.format(code=item.code)
    return ""


def _said(
    turn: Turn, made: Sequence[log.Line], before: dict[int, tuple[object, ...]], answers: list[Message]
) -> list[Message]:
    """What it was and is now, how to take it back, and who else has to know."""
    lines = [_("Mended as your edited message says:")]
    notices: list[Message] = []
    for line in {line.assignment_id: line for line in made}.values():
        item = tasks.get(turn.tx, line.assignment_id)
        assert item is not None  # noqa: S101 - an assignment of the log is never deleted
        lines.append(
            _("{code}: it was “{before}”, now it is “{after}”.").format(
                code=phrases.code(item, several=turn.several),
                before=_shown(before[item.id]),
                after=phrases.standing(item),
            )
        )
        if line.entry.state in (State.DONE, State.BLOCKED) and item.state is not line.entry.state:
            notices += undo_notices(turn, line, item)
    return [*joined(turn, answers, above="\n".join(lines)), *notices]


def _shown(standing: tuple[object, ...]) -> str:
    state, percent, note, number, _dated = standing
    said = [phrases.state_name(State(str(state)))]
    said += [f"{percent}%"] if percent is not None and state not in (State.DONE, State.SUBMITTED) else []
    return "; ".join([*said, *(str(part) for part in (number, note) if part)])


def _ask_to_drop(turn: Turn, made: Sequence[log.Line]) -> Message:
    """The edited message reports nothing plainly any more: is the old report to go?"""
    mark = turn.ask("edited", entries=[line.entry.id for line in made])
    items = tasks.many(turn.tx, [line.assignment_id for line in made])
    said = "; ".join(f"{item.code}: {phrases.standing(item)}" for item in items)
    text = _("Your edited message says no state plainly any more. Drop what it reported before ({reports})?")
    row = [Button(_("Drop the old report"), f"e:{mark}"), leave_button(mark)]
    return turn.reply(text.format(reports=said), [row], about=[item.id for item in items], kind="question")


def drop(turn: Turn, args: list[str]) -> list[Message]:
    """The old report goes."""
    question = turn.question("edited", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. Please send it again."))]
    turn.done_asking()
    return joined(turn, [one for entry in question.data["entries"] for one in undo(turn, entry)])
