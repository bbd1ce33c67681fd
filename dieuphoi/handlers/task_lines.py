"""A task in which several units have a part is told once: how many of them are still to report, and which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.storage import tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

_KIND = re.compile(r"UBND (?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu) ")
NAMED = 3  # units by name; the rest as a number


def by_task(items: Iterable[Item]) -> list[list[Item]]:
    """The parts of each task together, in the order in which the tasks come."""
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(item.task_id, []).append(item)
    return list(found.values())


def parts(whole: Iterable[Sequence[Item]]) -> tuple[tuple[int, ...], ...]:
    """The assignments of each line, as the record of a numbered list keeps them."""
    return tuple(tuple(item.id for item in units) for units in whole)


def numbered(entries: Iterable[str], first: int = 1) -> list[str]:
    """The entries of a list with their numbers, by which an answer may call them."""
    return [f"{number}. {entry}" for number, entry in enumerate(entries, first)]


def opens(units: Sequence[Item]) -> str:
    """What a button carries that opens a task: the one part's card, or the choice among several."""
    return f"c:{units[0].id}" if len(units) == 1 else f"w:{units[0].task_id}"


def number(items: Sequence[Item]) -> str:
    """How many: parts are what totals count; where a task has several, it is said of how many tasks they are."""
    whole = len(by_task(items))
    return str(whole) if whole == len(items) else parts_of(len(items), whole)


def parts_of(parts: int, whole: int) -> str:
    """How many parts of how many tasks."""
    text = ngettext("{parts} parts of {n} task", "{parts} parts of {n} tasks", whole)
    return text.format(parts=parts, n=whole)


def units(names: Sequence[str]) -> str:
    """Units by name, from the fourth on as a number; of what kind they are is said once where it stays the same."""
    kinds = [found[0] if (found := _KIND.match(name)) else "" for name in names]
    said = ", ".join(
        name.removeprefix(kind) if kind == before else name
        for name, kind, before in zip(names[:NAMED], kinds, ["", *kinds], strict=False)
    )
    more = len(names) - NAMED
    if more <= 0:
        return said
    return said + " " + ngettext("and {n} other unit", "and {n} other units", more).format(n=more)


def progress(tx: Transaction, parts: Sequence[Item]) -> str:
    """Which units still have their part to do, among all that have one: those without a report first."""
    every = tasks.of_task(tx, parts[0].task_id)
    left = [item for item in every if item.open]
    silent = [item for item in parts if item.reported_at is None]
    names = units([item.agency for item in [*silent, *(i for i in parts if i not in silent)]])
    if len(parts) < len(left):
        text = _("{n} of the {left} units that are not done (of {all} in all): {names}")
    elif len(silent) == len(parts):
        text = _("{n}/{all} units have not reported: {names}")
    elif silent:
        text = _("{n}/{all} units are not done, {silent} of them without a report: {names}")
    else:
        text = _("{n}/{all} units are not done: {names}")
    return text.format(n=len(parts), left=len(left), all=len(every), silent=len(silent), names=names)


def deadline(parts: Sequence[Item], today: date) -> str:
    """The deadline of the parts; the first one where they differ."""
    first = min(parts, key=lambda item: item.due or date.max)
    said = phrases.deadline(first, today)
    return said if len({item.due for item in parts}) == 1 else _("the first {deadline}").format(deadline=said)


def in_list(parts: Sequence[Item], today: date, *, several: bool) -> str:
    """A task as a list shows it, in three lines, with the states of the units that stand there."""
    first = parts[0]
    led_by = _("Lead: {agency}").format(agency=units([item.agency for item in parts]))
    states = Counter(phrases.state_name(item.state) for item in parts)
    said = "; ".join(f"{state} {n}" for state, n in states.items())
    head = f"{phrases.code(first, several=several)} · {first.short_title}"
    return f"{head}\n{led_by}; {deadline(parts, today)}\n{said}"
