"""What a draft's owner looks at: its rows a page at a time, what is uncertain, what changes, agencies that are new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dieuphoi.handlers import draft_words
from dieuphoi.handlers.drafting import PAGE, View, change, newcomers, overview
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.amending_words import details
from dieuphoi.storage import agencies
from dieuphoi.wording import _


def rows(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """The rows, a page of them, each with a button to mend it."""
    return _paged(turn, seen, "rows", list(range(len(seen.document.tasks))), rest)


def odd(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """The rows that something is uncertain about, and what is uncertain about none of them."""
    tasks, problems = seen.document.tasks, seen.document.problems
    odd = [at for at, task in enumerate(tasks) if any(draft_words.is_about(p, task) for p in problems)]
    general = [p.message for p in problems if not any(draft_words.is_about(p, task) for task in tasks)]
    return _paged(turn, seen, "odd", odd, rest, above=general[:PAGE])


def _paged(
    turn: Turn, seen: View, what: str, places: Sequence[int], rest: list[int], above: Sequence[str] = ()
) -> list[Message]:
    skip = min(rest[0], max(0, len(places) - 1) // PAGE * PAGE)
    shown = places[skip : skip + PAGE]
    tasks = seen.document.tasks
    texts = [draft_words.row(tasks[at], seen.document.problems) for at in shown]
    title = _("Rows {first}–{last} of {n}").format(
        first=skip + 1 if shown else 0, last=skip + len(shown), n=len(places)
    )
    buttons = in_rows([seen.button(tasks[at].code, "row", at) for at in shown])
    text = "\n\n".join([bold(title), *(above if skip == 0 else ()), *texts])
    return [turn.reply(text, [*buttons, *_turning(seen, what, skip, len(places)), [seen.back]], edit=True)]


def _turning(seen: View, what: str, skip: int, total: int) -> list[list[Button]]:
    row = [seen.button(_("« Back"), what, max(0, skip - PAGE))] if skip else []
    if skip + PAGE < total:
        row.append(seen.button(_("More ({n}) »").format(n=total - skip - PAGE), what, skip + PAGE))
    return [row] if row else []


def diff(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """What the document changes, a line a task."""
    lines = details(seen.found.difference) if seen.found.difference else []
    size = 2 * PAGE
    skip = min(rest[0], max(0, len(lines) - 1) // size * size)
    title = _("What changes: {n} tasks").format(n=len(lines))
    row = [seen.button(_("« Back"), "diff", max(0, skip - size))] if skip else []
    row += [seen.button(_("More »"), "diff", skip + size)] if skip + size < len(lines) else []
    text = "\n".join([bold(title), *(line[:300] for line in lines[skip : skip + size])])
    return [turn.reply(text, [row, [seen.back]] if row else [[seen.back]], edit=True)]


def new(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """The leads that the directory does not have; each may be one that it has."""
    lines, buttons = [], []
    for at, one in enumerate(newcomers(turn, seen)[: 2 * PAGE]):
        question = _(" – is it {near}?").format(near=one.near.name) if one.near else ""
        lines.append(f"• {one.name}{question}")
        if one.near:
            label = _("It is {near}").format(near=one.near.name)[:60]
            buttons.append([seen.button(label, "is", at, one.near.id)])
    head = bold(_("These leads are new; they are added to the directory on “Agree”:"))
    return [turn.reply("\n".join([head, *lines]), [*buttons, [seen.back]], edit=True)]


def is_known(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """A written name stands for an agency of the directory."""
    known, near = newcomers(turn, seen), agencies.get(turn.tx, rest[1])
    if rest[0] >= len(known) or near is None:
        return [overview(turn, seen.draft)]
    old, new = known[rest[0]].name, near.name
    tasks = tuple(
        replace(task, leads=tuple(dict.fromkeys(new if name == old else name for name in task.leads)))
        for task in seen.document.tasks
    )
    told = _("“{old}” is {new}").format(old=old, new=new)
    now = change(turn, seen, replace(seen.document, tasks=tasks), told)
    return [overview(turn, now, above=told, edit=True)]
