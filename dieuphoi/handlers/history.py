"""/lichsu: the log of a task, page by page, with what its reader may take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dieuphoi.handlers import card, entry_words, examples, extension_words, phrases, refusals, undoing
from dieuphoi.handlers.messages import Button, Message, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.history import Kind
from dieuphoi.storage import evidence, extensions, log, parts, tasks
from dieuphoi.wording import _

SHOWN = 8  # entries on a page: what a phone shows without much turning
IN_SHORT = 15  # of each unit's part, where several are shown at once
GONE = 3  # tasks that bore the code once


def show(turn: Turn, code: str = "") -> list[Message]:
    """The entries of a task's log, the newest last."""
    if not turn.may(Action.SEE_FOCALS):
        return [turn.reply(refusals.register_first())]
    if not code:
        return [turn.reply(_("Of which task? Write e.g. /lichsu {code}").format(code=examples.code(turn)))]
    items = tasks.by_code(turn.tx, code.strip(), turn.plan_ids)
    gone = tasks.withdrawn(turn.tx, code.strip(), turn.plan_ids)[:GONE]
    if not items and not gone:
        return [turn.reply(card.not_found(turn, code.strip()[:20]))]
    told = [item for item in items if item.revision] or items[:1]  # of ten units, those that have reported
    told += gone
    if len(told) == 1:
        return [_page(turn, told[0], 0)]
    text = "\n\n".join(_in_short(turn, item) for item in told)
    buttons = [Button(phrases.lead(item)[:60], f"h:{item.id}:0") for item in told[: card.UNITS]]
    return [turn.reply(text, [[button] for button in buttons], about=[item.id for item in told])]


def turn_page(turn: Turn, args: list[str]) -> list[Message]:
    """A page of one task's log; `args` are its key and how many newer entries are left out."""
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.SEE_FOCALS, item):
        return [turn.reply(refusals.task_not_here())]
    return [_page(turn, item, int(args[1]), edit=True)]


def _page(turn: Turn, item: tasks.Item, skip: int, *, edit: bool = False) -> Message:
    found = _told(turn, item)
    if not found:
        return turn.reply(f"{_head(turn, item)}\n" + _("No report yet."), edit=edit, about=[item.id])
    end = max(len(found) - skip, 1)
    begin = max(end - SHOWN, 0)
    shown = list(enumerate(found[begin:end], begin + 1))
    text = "\n".join([_head(turn, item), *(f"{number}. {said}" for number, (said, _line) in shown)])
    entries = [(number, line) for number, (_said, line) in shown if line is not None]
    return turn.reply(text, _rows(turn, item, entries, (skip, begin)), edit=edit, about=[item.id])


def _told(turn: Turn, item: tasks.Item) -> list[tuple[str, log.Line | None]]:
    """The log in words, oldest first, and between its entries the requests for a later deadline."""
    asked = parts.asked(turn.tx, item.id)
    found: list[tuple[datetime, str, log.Line | None]] = [
        (at, said, None) for at, said in extension_words.in_log(extensions.of_task(turn.tx, item.id))
    ]
    found += [(line.at, _line(item, line, asked), line) for line in log.lines(turn.tx, item.id)]
    return [(said, line) for _at, said, line in sorted(found, key=lambda told: told[0])]


def _rows(turn: Turn, item: tasks.Item, shown: list[tuple[int, log.Line]], at: tuple[int, int]) -> Rows:
    """What may be undone by who looks at it, the files, and the way to older and newer entries."""
    undo = [
        Button(_("Undo {n}").format(n=number), f"{_press_of(entry)}:{entry.entry.id}")
        for number, entry in shown
        if _press_of(entry) and not undoing.why_not(turn, entry, item)
    ]
    skip, older = at
    turning = [Button(_("« Older ({n})").format(n=older), f"h:{item.id}:{skip + SHOWN}")] if older else []
    if skip:
        turning.append(Button(_("Newer »"), f"h:{item.id}:{max(skip - SHOWN, 0)}"))
    opening = [Button(_("Open the files"), f"f:{item.id}")] if evidence.file_count(turn.tx, item.id) else []
    return [*in_rows(undo), *(row for row in (opening, turning) if row)]


def _press_of(found: log.Line) -> str:
    """The button that takes an entry back; empty for what can't be taken back."""
    if found.entry.kind in log.UNDOABLE:
        return "u"
    return "evu" if found.entry.kind is Kind.EVENT else ""


def _head(turn: Turn, item: tasks.Item) -> str:
    head = f"{phrases.code(item, several=turn.several)} · {item.short_title} · {item.agency}"
    extended = extension_words.of_item(turn, item)
    return "\n".join(
        [head, *([phrases.ended(item)] if item.ended else []), *([extended] if extended else [])]
    )


def _in_short(turn: Turn, item: tasks.Item) -> str:
    found = _told(turn, item)
    if not found:
        return f"{_head(turn, item)}\n" + _("No report yet.")
    begin = max(len(found) - IN_SHORT, 0)
    lines = [f"{number}. {said}" for number, (said, _line) in enumerate(found[begin:], begin + 1)]
    if begin:
        lines.insert(0, _("… {n} earlier entries").format(n=begin))
    return "\n".join([_head(turn, item), *lines])


def _line(item: tasks.Item, found: log.Line, asked: Mapping[int, str]) -> str:
    """Who, when, by which way, what; for which agency where that is not the one that heads the log."""
    who, own = found.person or _("the bot"), found.entry.kind in log.REPORTED
    who += " " + _("(in place of {name})").format(name=found.for_name) if found.for_name else ""
    agency = f" ({found.agency})" if own and found.agency not in (None, item.agency) else ""
    said = f"{phrases.moment(found.at)}, {_channel(found.channel)}, {who}{agency}: {entry_words.what(found, asked)}"
    return said + " " + _("(undone)") if found.undone else said


def _channel(name: str) -> str:
    """By which way an entry came."""
    return {
        "telegram": _("by Telegram"),
        "zalo": _("by Zalo"),
        "web": _("by the web chat"),
        "console": _("by the terminal"),
    }.get(name, _("by the command line"))
