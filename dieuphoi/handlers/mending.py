"""Mending a draft before it is agreed to: a row's title, lead, deadline …, a row more or less, number and date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dieuphoi.handlers import draft_words, phrases
from dieuphoi.handlers.drafting import PAGE, View, change, open_draft, overview, view
from dieuphoi.handlers.messages import Message, in_rows
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.agency_lists import split_agencies
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.model import PlanDocument, Problem, Severity, Task
from dieuphoi.plan.text import fold, one_line
from dieuphoi.storage.drafts import Draft
from dieuphoi.wording import _

LENGTH = 1_000
_NUMBER = re.compile(r"\d{1,6}(?:\s?/\s?\d{4})?\s?/\s?[A-ZĐ][\wĐ&.-]*")
_ADDED = re.compile(r"(.*-)?(\d+)")


def ask_row(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """Which row is to be mended?"""
    turn.ask("draft_row", draft=seen.draft.id, revision=seen.draft.revision)
    tasks, problems = seen.document.tasks, seen.document.problems
    odd = [at for at, task in enumerate(tasks) if any(draft_words.is_about(p, task) for p in problems)]
    buttons = in_rows([seen.button(tasks[at].code, "row", at) for at in odd[:PAGE]])
    text = _("Which row? Write its code, e.g. “{code}”.").format(code=tasks[0].code if tasks else "PL1-1")
    return [turn.reply(text, [*buttons, [seen.button(_("Add a row"), "add"), seen.back]], kind="question")]


def take_row(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The code of a row was typed; None where it is none of the draft's."""
    seen = open_draft(turn, data["draft"], data["revision"])
    if isinstance(seen, Message):
        turn.done_asking()
        return [seen]
    typed = turn.incoming.text.strip()
    named = next((str(mark.value) for mark in find_codes(typed)), typed)
    at = next((at for at, task in enumerate(seen.document.tasks) if fold(task.code) == fold(named)), None)
    if at is None and fold(typed) == fold(_("Add a row")):
        return add(turn, seen, [])
    if at is None:
        return [
            turn.reply(
                _("The draft has no row “{code}”. See its rows, or write another code.").format(
                    code=named[:20]
                ),
                [[seen.button(_("See the tasks"), "rows", 0), seen.back]],
            )
        ]
    turn.done_asking()
    return open_row(turn, seen, [at])


def open_row(turn: Turn, seen: View, rest: list[int], above: str = "") -> list[Message]:
    """A row with all that it says, and a button for each part of it."""
    at = rest[0]
    if not 0 <= at < len(seen.document.tasks):
        return [overview(turn, seen.draft)]
    text = draft_words.whole_row(seen.document.tasks[at], seen.document.problems)
    parts = (
        (_("Title"), "title"),
        (_("Lead"), "lead"),
        (_("Coordinating"), "help"),
        (_("Deadline"), "due"),
        (_("Level"), "level"),
        (_("Delete the row"), "cut"),
    )
    buttons = in_rows([seen.button(label, what, at) for label, what in parts])
    return [turn.reply(f"{above}\n\n{text}" if above else text, [*buttons, [seen.back]], kind="draft")]


def ask(field: str) -> Callable[[Turn, View, list[int]], list[Message]]:
    """Asks for the new value of a part of a row."""

    def asked(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
        if not 0 <= rest[0] < len(seen.document.tasks):
            return [overview(turn, seen.draft)]
        turn.ask("draft_value", draft=seen.draft.id, revision=seen.draft.revision, row=rest[0], field=field)
        code = seen.document.tasks[rest[0]].code
        return [turn.reply(_question(field).format(code=code), [[seen.back]], kind="question")]

    return asked


def _question(field: str) -> str:
    return {
        "title": _("{code}: write the title."),
        "lead": _("{code}: which agency leads? Several are separated by commas."),
        "help": _("{code}: which agencies work with the lead? Separated by commas; “-” for none."),
        "due": _("{code}: by when? E.g. “Quý II/2022”, “30/6/2022”, “hằng năm”; “-” for none."),
        "level": _("{code}: submitted to whom? E.g. “UBND tỉnh”; “-” for nobody."),
    }[field]


def take_value(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The new value was typed: read as the document's own cells are, and shown back."""
    seen = open_draft(turn, data["draft"], data["revision"])
    if isinstance(seen, Message):
        turn.done_asking()
        return [seen]
    typed = one_line(turn.incoming.text)
    if not typed or len(typed) > LENGTH:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=LENGTH))]
    turn.done_asking()
    at = data["row"]
    before = seen.document.tasks[at]
    after, doubt = _mended(before, data["field"], "" if typed in ("-", "–") else typed, seen.document)
    if after is None:
        return [turn.reply(doubt), *ask(data["field"])(turn, seen, [at])]
    now = change(turn, seen, _with(seen.document, at, after, doubt), _told(before.code, data["field"], typed))
    return open_row(turn, view(turn, now), [at], above=_("Changed in the draft:"))


def _mended(task: Task, field: str, typed: str, document: PlanDocument) -> tuple[Task | None, str]:
    """The row with a new value, and what is uncertain about it; None where it can't be so."""
    if field == "title":
        return (replace(task, title=typed), "") if typed else (None, _("A task needs a title."))
    if field == "level":
        return replace(task, level=typed or None), ""
    if field == "due":
        found = read_deadline(typed, document.date.year if document.date else None)
        mended = replace(
            task,
            deadline_text=typed or None,
            due=found.due,
            recurrence=found.recurrence,
            milestones=found.milestones,
            condition=found.condition,
        )
        return mended, found.uncertain or ""
    names = split_agencies(typed) if typed else ()
    if field == "help":
        return replace(task, coordinators=names), ""
    return (replace(task, leads=names), "") if names else (None, _("A task needs a lead agency."))


def _with(document: PlanDocument, at: int, after: Task, doubt: str = "") -> PlanDocument:
    """The document with one row mended: whoever mends it has seen what was uncertain about it."""
    tasks = (*document.tasks[:at], after, *document.tasks[at + 1 :])
    kept = tuple(problem for problem in document.problems if not draft_words.is_about(problem, after))
    new = (Problem(after.line, Severity.WARNING, f"{after.code}: {doubt}"),) if doubt else ()
    return replace(document, tasks=tasks, problems=(*kept, *new))


def _told(code: str, field: str, typed: str) -> str:
    what = {
        "title": _("title"),
        "lead": _("lead"),
        "help": _("coordinating"),
        "due": _("deadline"),
        "level": _("level"),
    }[field]
    return f"• {code}, {what}: {typed[:80]}"


def cut(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """A row is no task: it is left out."""
    at = rest[0]
    if not 0 <= at < len(seen.document.tasks):
        return [overview(turn, seen.draft)]
    gone = seen.document.tasks[at]
    tasks = (*seen.document.tasks[:at], *seen.document.tasks[at + 1 :])
    problems = tuple(p for p in seen.document.problems if not draft_words.is_about(p, gone))
    told = _("• {code}: left out").format(code=gone.code)
    now = change(turn, seen, replace(seen.document, tasks=tasks, problems=problems), told)
    return [overview(turn, now, above=told, edit=True)]


def add(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """A row that the document lacks, at the end of the last appendix; its title is asked for first."""
    last = seen.document.tasks[-1] if seen.document.tasks else None
    appendix = last.appendix if last else None
    taken = {task.code for task in seen.document.tasks}
    stem = last.code.rpartition("-")[0] if last else "PL1"
    number = 1 + sum(task.appendix == appendix for task in seen.document.tasks)
    while f"{stem}-{number}" in taken:
        number += 1
    row = Task(f"{stem}-{number}", None, appendix, _("New task"), (), group=last.group if last else None)
    document = replace(seen.document, tasks=(*seen.document.tasks, row))
    now: Draft = change(turn, seen, document, _("• {code}: added").format(code=row.code))
    return ask("title")(turn, view(turn, now), [len(document.tasks) - 1])


def ask_head(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """The number and the date of the document."""
    turn.ask("draft_head", draft=seen.draft.id, revision=seen.draft.revision)
    text = _("Write the document’s number and date, e.g. “4506/KH-UBND 24/11/2021”.")
    return [turn.reply(text, [[seen.back]], kind="question")]


def take_head(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """Number and date were typed, or one of them."""
    seen = open_draft(turn, data["draft"], data["revision"])
    if isinstance(seen, Message):
        turn.done_asking()
        return [seen]
    typed = one_line(turn.incoming.text)[:200]
    number = _NUMBER.search(typed.upper())
    rest = typed.replace(typed[number.start() : number.end()], " ", 1) if number else typed
    day = read_deadline(rest).due
    if number is None and day is None:
        text = _("I found neither a number nor a date in it. Write e.g. “4506/KH-UBND 24/11/2021”.")
        return [turn.reply(text, [[seen.back]])]
    turn.done_asking()
    bare = re.sub(r"\s", "", number[0]) if number else seen.document.number
    document = replace(seen.document, number=bare, date=day or seen.document.date)
    told = f"• {bare or ''} {phrases.day(document.date) if document.date else ''}"
    return [overview(turn, change(turn, seen, document, told), above=_("Changed in the draft:"))]
