"""What a new document changes in a plan: which of its rows are old tasks, which are new, which old ones are gone.

A task is known again by its title, wherever it stands now: rows are renumbered more often than reworded. What
may be the same task or another one is a doubt, and a person decides; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from dieuphoi.plan.matching import match
from dieuphoi.plan.model import PlanDocument, Task

_DEADLINE = ("deadline_text", "due", "recurrence", "milestones", "condition")
_PLACE = ("code", "number", "appendix", "group", "line")


_UNTOLD = ("line", "number")


class Aspect(StrEnum):
    """What of a task a document changes."""

    CODE = "code"
    TITLE = "title"
    LEADS = "leads"
    DEADLINE = "deadline"
    COORDINATORS = "coordinators"
    LEVEL = "level"
    OTHER = "other"


_ASPECTS = {
    "code": Aspect.CODE,
    "title": Aspect.TITLE,
    "leads": Aspect.LEADS,
    "coordinators": Aspect.COORDINATORS,
    "level": Aspect.LEVEL,
} | dict.fromkeys(("deadline_text", "due"), Aspect.DEADLINE)


@dataclass(frozen=True, slots=True)
class Change:
    """One task as the plan had it and as the new document has it."""

    before: Task
    after: Task

    @property
    def aspects(self) -> frozenset[Aspect]:
        """What differs for people; the line in the document and a bare row number are no matter."""
        own = {"appendix": (self.before.appendix or "1", self.after.appendix or "1")}
        values = {
            field.name: own.get(
                field.name, (getattr(self.before, field.name), getattr(self.after, field.name))
            )
            for field in fields(Task)
            if field.name not in _UNTOLD
        }
        return frozenset(
            _ASPECTS.get(name, Aspect.OTHER) for name, (old, new) in values.items() if old != new
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of a plan's tasks; `rows` are all tasks afterwards, in order, each with its code of before."""

    rows: tuple[tuple[str | None, Task], ...]
    stays: tuple[Change, ...]
    added: tuple[Task, ...]
    removed: tuple[Task, ...]
    doubts: tuple[Change, ...]
    head: bool = False  # title, date or issuer differ
    duties: bool = False
    partial: bool = False  # the document speaks of some tasks alone

    @property
    def changed(self) -> tuple[Change, ...]:
        """The tasks that stay and are not as they were."""
        return tuple(change for change in self.stays if change.aspects)

    @property
    def empty(self) -> bool:
        """Whether the new document says what the plan says already."""
        tasks = self.changed or self.added or self.removed or self.doubts
        return not (tasks or self.head or self.duties)

    def of(self, aspect: Aspect) -> tuple[Change, ...]:
        """The tasks that stay and differ in one respect."""
        return tuple(change for change in self.stays if aspect in change.aspects)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has decided about doubts, as pairs of codes (before, after), and how much the document says."""

    same: frozenset[tuple[str, str]] = frozenset()
    other: frozenset[tuple[str, str]] = frozenset()
    partial: bool = False  # what the new document does not name stays as it is


def compare(before: PlanDocument, after: PlanDocument, answers: Answers | None = None) -> Difference:
    """What `after` changes in `before`. With `answers.partial` its rows stand for themselves alone."""
    given = answers or Answers()
    found = match(before.tasks, after.tasks, given.same, given.other)
    origin = {new: old for old, new in found.pairs}
    doubtful = {new: old for old, new in found.doubts}
    old, new = _by_code(before.tasks), _by_code(after.tasks)
    doubts = tuple(Change(old[was], new[now]) for was, now in found.doubts)
    if given.partial:
        rows = _merged(before.tasks, after.tasks, origin, doubtful)
    else:
        rows = [(origin.get(task.code), task) for task in after.tasks]
    gone = set(old) - {code for code, _task in rows} - set(doubtful.values())
    return Difference(
        rows=tuple(rows),
        stays=tuple(Change(old[code], task) for code, task in rows if code is not None),
        added=tuple(task for code, task in rows if code is None and task.code not in doubtful),
        removed=tuple(task for task in before.tasks if task.code in gone),
        doubts=doubts,
        head=not given.partial and _head(before) != _head(after),
        duties=not given.partial and _duties(before) != _duties(after),
        partial=given.partial,
    )


def _by_code(tasks: Iterable[Task]) -> dict[str, Task]:
    return {task.code: task for task in tasks}


def _head(document: PlanDocument) -> tuple[object, ...]:
    return document.title, document.date, document.issuer


def _duties(document: PlanDocument) -> list[tuple[str, str]]:
    return [(duty.code, duty.text) for duty in document.duties]


def _merged(
    before: Sequence[Task], after: Sequence[Task], origin: dict[str, str], doubtful: Collection[str]
) -> list[tuple[str | None, Task]]:
    """The old rows in their places, with what the new document says of them; its new rows behind their appendix."""
    said = {old: task for task in after if (old := origin.get(task.code)) is not None}
    rows: list[tuple[str | None, Task]] = [
        (task.code, _with(task, said[task.code]) if task.code in said else task) for task in before
    ]
    taken = {task.code for task in before}
    for task in after:
        if task.code not in origin:
            code = task.code if task.code in doubtful else _free(task, taken)
            taken.add(code)
            rows.insert(_end_of(task.appendix, rows), (None, replace(task, code=code)))
    return rows


def _with(before: Task, after: Task) -> Task:
    """An old row with what a new one says; a column that the new table lacks takes nothing away."""
    kept = {name: getattr(before, name) for name in _PLACE}
    for field in fields(Task):
        name = field.name
        silent = after.deadline_text is None if name in _DEADLINE else not getattr(after, name)
        if name not in kept and silent:
            kept[name] = getattr(before, name)
    return replace(after, **kept)


def _free(task: Task, taken: Collection[str]) -> str:
    """The row's own code where nobody has it, else the next of its appendix."""
    if task.code not in taken:
        return task.code
    stem = task.code.rpartition("-")[0]
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _end_of(appendix: str | None, rows: Sequence[tuple[str | None, Task]]) -> int:
    places = [
        at for at, (_code, task) in enumerate(rows, start=1) if (task.appendix or "1") == (appendix or "1")
    ]
    return places[-1] if places else len(rows)
