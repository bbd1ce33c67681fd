"""Coordinating agencies comment on a task and attach files: into its log, and before the lead. The state stays the lead's.

Several comments within minutes reach the lead as one notice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dieuphoi.handlers import part_answers, part_words, phrases
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.part_people import (
    helping_agency,
    lead_people,
    open_request,
    open_row,
    seen_part,
    to_lead,
)
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.handlers.undoing import UNDO_WITHIN, take_back
from dieuphoi.plan.history import Kind
from dieuphoi.storage import folding, log, parts, people, reminders, tasks
from dieuphoi.storage.log import Line
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LENGTH = 2_000  # characters: what is longer belongs in a document
FOLDED = timedelta(minutes=3)  # how long a notice waits for further comments
NOTICE = "comments"  # the kind of that notice
SHOWN = 10  # comments in one notice


def contribute(turn: Turn, item: Item, words: str | None, file_id: int | None = None) -> list[Message]:
    """Record words or a file on a task, as the answer where the agency is asked for its part. The sender must be allowed."""
    if words is not None and not 0 < len(words) <= LENGTH:
        text = _(
            "Please write it in words, at most {n} characters; a longer text as a file. Nothing was recorded."
        )
        return [turn.reply(text.format(n=LENGTH))]
    request = open_request(turn, item)
    if request is not None:
        return part_answers.answer(turn, request, item, Kind.PART_DONE, words, file_id)
    agency_id, agency = helping_agency(turn, item)
    entry = log.append(
        turn.tx,
        item.id,
        Kind.COMMENT,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        agency_id=agency_id,
        note=words,
        file_id=file_id,
    )
    what = _("comment") if words else _("file")
    what = _("comment and file") if words and file_id is not None else what
    text = _(
        "{recorded}: {what} of {agency} on {code}. The lead ({lead}) hears of it; the state stays as it is."
    )
    said = text.format(
        recorded=bold(_("Recorded")),
        what=what,
        agency=agency,
        code=code_with_plan(turn, item),
        lead=phrases.lead(item),
    )
    row = [Button(_("Undo"), f"u:{entry}"), *open_row(item)]
    return [turn.reply(said, [row], about=[item.id], kind="recorded"), *_tell(turn, item, entry)]


def _tell(turn: Turn, item: Item, entry_id: int, taken_back: str = "") -> list[Message]:
    """The notice to each of the lead's people, with what waits for a few minutes already.

    `taken_back` is said where the comment was taken back after the notice of it had gone out.
    """
    found: list[Message] = []
    for person, places in people.accounts(turn.tx, lead_people(turn, item)).items():
        to = Chat(*places[0], private=True)
        waiting = folding.held(turn.tx, to.key, NOTICE)
        first = int(waiting.post.key.rpartition(":")[2]) if waiting else entry_id
        if taken_back and (waiting is None or first > entry_id):
            found += to_people(turn.tx, [person], taken_back, [open_row(item)], about=[item.id])
        else:
            found += _notice(turn, to, f"{NOTICE}:{person}:{first}", item, waiting)
    return found


def _notice(turn: Turn, to: Chat, key: str, item: Item, waiting: folding.Held | None) -> list[Message]:
    """All comments since the first that the notice's key names; nothing where each was taken back."""
    about, when = [item.id], turn.later or turn.tx.now + FOLDED
    if waiting is not None:
        reminders.withdraw(turn.tx, [waiting.post])
        about, when = list(dict.fromkeys([*waiting.post.about, item.id])), waiting.until
    first = int(key.rpartition(":")[2])
    said = [line for line in log.contributions(turn.tx, about, first) if line.entry.kind is Kind.COMMENT]
    items = {one.id: one for one in tasks.many(turn.tx, [line.assignment_id for line in said])}
    if not said:
        return []
    lines = [bold(_("From coordinating agencies"))]
    lines += [_line(turn, line, items[line.assignment_id]) for line in said[:SHOWN]]
    if len(said) > SHOWN:
        lines.append(_("… and {n} more: /lichsu").format(n=len(said) - SHOWN))
    rows = tuple(tuple(open_row(one)) for one in items.values())
    return [
        Message(
            to,
            "\n".join(lines),
            rows,
            rank=Rank.NOTICE,
            kind=NOTICE,
            key=key,
            about=tuple(about),
            not_before=when,
        )
    ]


def _line(turn: Turn, line: Line, item: Item) -> str:
    words = f"“{shortened(line.entry.note, part_words.QUOTED)}”" if line.entry.note else _("a file")
    if line.entry.note:
        words = part_words.with_file(words, line.file_id)
    who = f"{line.agency}, {line.person}" if line.person else f"{line.agency}"
    return f"• {code_with_plan(turn, item)}, {who}: {words}"


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The card's button: the words are asked for."""
    item, refusal = seen_part(turn, int(args[0]), Action.COMMENT)
    if item is None:
        return [turn.reply(refusal)]
    mark = turn.ask("comment", assignment=item.id)
    text = _("{code}: write your comment in one message, or send a file. It goes to the lead ({lead}).")
    said = turn.in_words(text.format(code=bold(item.code), lead=phrases.lead(item)))
    return [turn.reply(said, [[leave_button(mark)]], about=[item.id], kind="question")]


def take(turn: Turn, data: dict[str, Any], file_id: int | None = None) -> list[Message]:
    """The words, or the file, that were asked for."""
    turn.done_asking()
    item, refusal = seen_part(turn, data["assignment"], Action.COMMENT)
    if item is None:
        return [turn.reply(refusal)]
    return contribute(turn, item, turn.incoming.text.strip() or None, file_id)


def instead_of_report(turn: Turn, item: Item, words: str, file_id: int | None = None) -> list[Message]:
    """Somebody who only works with the lead reports a state: what is it meant as? Nothing is recorded yet."""
    request = open_request(turn, item)
    mark = turn.ask(
        "instead",
        assignment=item.id,
        request=request.id if request else None,
        words=words[:LENGTH],
        file=file_id,
    )
    text = _("{code} is led by {lead}: its state is the lead's to report. How shall I take your message?")
    rows = [[Button(_("As a comment"), f"ci:comment:{mark}"), leave_button(mark)]]
    if request is not None:
        rows.insert(0, [Button(_("My agency's part is done"), f"ci:done:{mark}")])
    said = text.format(code=bold(item.code), lead=phrases.lead(item))
    return [turn.reply(said, rows, about=[item.id], kind="question")]


def press_instead(turn: Turn, args: list[str]) -> list[Message]:
    """What the message was meant as: the agency's part done, or a comment."""
    question = turn.question("instead", args[1])
    if question is None:
        return [turn.reply(_("This question is closed, or somebody else's. Please send it again."))]
    turn.done_asking()
    words, file_id = question.data["words"] or None, question.data["file"]
    if args[0] == "done":
        request, asked, refusal = part_answers.asked_of_sender(turn, question.data["request"] or 0)
        if request is None or asked is None:
            return [turn.reply(refusal)]
        return part_answers.answer(turn, request, asked, Kind.PART_DONE, words, file_id)
    item, refusal = seen_part(turn, question.data["assignment"], Action.COMMENT)
    return [turn.reply(refusal)] if item is None else contribute(turn, item, words, file_id)


def undo(turn: Turn, found: Line) -> list[Message]:
    """Take a comment, a file or an answer back: by its author within a day, by the coordinator at any time."""
    item = tasks.get(turn.tx, found.assignment_id)
    refusal = _why_not_undo(turn, found, item)
    if refusal or item is None:
        return [turn.reply(refusal)]
    take_back(turn, found)
    text = _("Taken back: what {agency} added to {code}.").format(
        agency=found.agency, code=code_with_plan(turn, item)
    )
    said = turn.reply(text, [open_row(item)], about=[item.id])
    request = parts.get(turn.tx, found.entry.part) if found.entry.part is not None else None
    if request is None:
        return [said, *_tell(turn, item, found.entry.id, text)]
    parts.settle(turn.tx, request.id, item.id)
    text = _("{agency} took its answer about {code} back. {state}").format(
        agency=bold(request.agency),
        code=bold(item.code),
        state=part_words.coordination(parts.of_assignment(turn.tx, item.id)),
    )
    return [said, *to_lead(turn, item, text, request=request)]


def _why_not_undo(turn: Turn, found: Line, item: Item | None) -> str:
    """Why it can't be taken back by this person now; empty where it can."""
    if item is None or not turn.sees(item.plan_id):
        return _("There is no such report to undo.")
    if found.undone:
        return _("This was taken back before.")
    if turn.may(Action.UNDO_OTHERS, item):
        return ""
    if found.person_id != turn.who.person_id or not turn.may(Action.COMMENT, item):
        return (
            phrases.ended(item)
            if item.ended
            else _("Only who wrote it, or the coordinator, can take it back.")
        )
    if turn.tx.now - found.at > UNDO_WITHIN:
        return _("It can be taken back within a day; please ask the coordinator.")
    return ""
