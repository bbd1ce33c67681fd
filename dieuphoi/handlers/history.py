"""/lichsu: the log of a task, and the files attached to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dieuphoi.handlers import card, part_words, phrases
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.history import BY_DOCUMENT, Entry, Kind
from dieuphoi.storage import log, parts, tasks
from dieuphoi.wording import _

SHOWN = 15
GONE = 3  # tasks that bore the code once


def show(turn: Turn, code: str = "") -> list[Message]:
    """The entries of a task's log, the newest last."""
    if not turn.may(Action.SEE_FOCALS):
        return [turn.reply(_("Please register first: /dangky"))]
    if not code:
        return [turn.reply(_("Of which task? Write e.g. /lichsu PL1-2"))]
    items = tasks.by_code(turn.tx, code.strip(), turn.plan_ids)
    gone = tasks.withdrawn(turn.tx, code.strip(), turn.plan_ids)[:GONE]
    if not items and not gone:
        return [turn.reply(card.not_found(turn, code.strip()[:20]))]
    told = [item for item in items if item.revision] or items[:1]  # of ten units, those that have reported
    told += gone
    text = "\n\n".join(_text(turn, item) for item in told)
    return [turn.reply(text, about=[item.id for item in told])]


def _text(turn: Turn, item: tasks.Item) -> str:
    found = log.lines(turn.tx, item.id)
    head = f"{phrases.code(item, several=turn.several)} · {item.short_title} · {item.agency}"
    if item.ended:
        head += f"\n{phrases.ended(item)}"
    if not found:
        return f"{head}\n" + _("No report yet.")
    asked = parts.asked(turn.tx, item.id)
    lines = [_line(entry, asked) for entry in found[-SHOWN:]]
    if len(found) > SHOWN:
        lines.insert(0, _("… {n} earlier entries").format(n=len(found) - SHOWN))
    return "\n".join([head, *lines])


def _line(found: log.Line, asked: Mapping[int, str]) -> str:
    who = found.person or _("the bot")
    said = f"• {phrases.moment(found.at)}, {who}: {_what(found, asked)}"
    return said + " " + _("(undone)") if found.undone else said


def _what(found: log.Line, asked: Mapping[int, str]) -> str:
    entry = found.entry
    if beside := part_words.in_log(found, asked.get(entry.part or 0)):
        return beside
    if entry.kind is Kind.CONFIRM:
        return _("confirmed")
    if entry.kind is Kind.RETURN:
        return _("returned: {reason}").format(reason=entry.note)
    if entry.kind is Kind.EXTEND and entry.due is not None:
        return _("extended to {day}").format(day=phrases.day(entry.due))
    if entry.kind is Kind.EVENT and entry.happened_on is not None:
        return _event(entry.happened_on, entry.due)
    if entry.kind is Kind.PASS:
        by = phrases.document(entry.document_number, entry.document_date) if entry.document_number else "–"
        return _("passed on: {way} ({by})").format(way=entry.note, by=by)
    if entry.kind is Kind.WITHDRAW and entry.note:
        return _("ended with {agency}, nobody takes it over").format(agency=entry.note)
    if entry.kind in BY_DOCUMENT:
        return _amended(entry)
    if entry.kind is Kind.UNDO:
        return _("undid an entry")
    if entry.kind is Kind.FILE:
        return _("attached a file")
    said = [phrases.state_name(entry.state)] if entry.state else []
    said += [f"{entry.percent}%"] if entry.percent is not None else []
    said += [phrases.document(entry.document_number, entry.document_date)] if entry.document_number else []
    said += [entry.note] if entry.note else []
    return "; ".join(said)


def _amended(entry: Entry) -> str:
    """What an amended plan did to the task."""
    if entry.kind is Kind.DEADLINE:
        due = phrases.day(entry.due) if entry.due else entry.note or _("none")
        return _("the plan was amended: deadline {due}").format(due=due)
    if entry.kind is Kind.AMEND:
        return _("the plan was amended: {what}").format(what=entry.note)
    if entry.kind is Kind.WITHDRAW:
        return _("the plan was amended: taken out")
    return _("the plan was amended: taken in again")


def _event(happened_on: date, due: date | None) -> str:
    said = _("the event happened on {day}").format(day=phrases.day(happened_on))
    return f"{said}; " + _("due {day}").format(day=phrases.day(due)) if due else said


def open_files(turn: Turn, args: list[str]) -> list[Message]:
    """The files of a task, for who may see the task."""
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.SEE_FOCALS, item):
        return [turn.reply(_("This task can't be shown here. See your tasks: /viec"))]
    ids = log.file_ids(turn.tx, item.id)
    if not ids:
        return [turn.reply(_("No file is attached to {code}.").format(code=item.code))]
    return [
        Message(turn.incoming.chat, bold(item.code), file_id=file_id, kind="file", about=(item.id,))
        for file_id in ids[-10:]
    ]
