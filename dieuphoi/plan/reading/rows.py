"""Going through a document: tasks of its tables and its text, coded by appendix and position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from dieuphoi.plan.model import Problem, Severity, Task
from dieuphoi.plan.reading.appendices import count_appendices
from dieuphoi.plan.reading.bullets import directives, labelled_items
from dieuphoi.plan.reading.elements import Element
from dieuphoi.plan.reading.entries import Entry
from dieuphoi.plan.reading.sections import Passage, Table, period_of, sections
from dieuphoi.plan.reading.table_rows import entries_of
from dieuphoi.plan.reading.tasks import Place, read_task
from dieuphoi.wording import _

_TOLD_EVERY = 50


def read_tasks(
    elements: Sequence[Element], year: int | None, progress: Callable[[float], None] = lambda _part: None
) -> tuple[list[Task], list[Problem]]:
    """The tasks of all tables and of the text, coded by appendix and position, and what is uncertain about them.

    `progress` is told the part done, from 0 to 1.
    """
    parts = sections(elements)
    problems: list[Problem] = []
    entries = [(part.appendix, entry) for part in parts for entry in _entries(part, problems)]
    if not entries:
        passages = [part for part in parts if isinstance(part, Passage)]
        entries = [(part.appendix, entry) for part in passages for entry in directives(part.lines)]
    tasks = _coded(_watched(entries, progress), year, count_appendices(elements) > 1, problems)
    return tasks, sorted(problems, key=lambda problem: problem.line or 0)


def _entries(part: Table | Passage, problems: list[Problem]) -> Iterable[Entry]:
    if isinstance(part, Passage):
        return labelled_items(part.lines)
    entries, apart = entries_of(part)
    why = _("a row stands apart from its table and was left out; check it")
    problems.extend(Problem(line, Severity.WARNING, why) for line in apart)
    return entries


def _watched(
    entries: Sequence[tuple[int, Entry]], progress: Callable[[float], None]
) -> Iterator[tuple[int, Entry]]:
    """The entries, telling now and then how many are done: names and deadlines are what takes time."""
    for at, entry in enumerate(entries):
        if at % _TOLD_EVERY == 0:
            progress(at / len(entries))
        yield entry


def _coded(
    entries: Iterable[tuple[int, Entry]], year: int | None, several: bool, problems: list[Problem]
) -> list[Task]:
    tasks: list[Task] = []
    positions: Counter[int] = Counter()
    for appendix, entry in entries:
        chapter = (appendix or 1) if several else 1
        positions[chapter] += 1
        code = f"PL{chapter}-{positions[chapter]}"
        period = period_of(entry.group)
        place = Place(code, str(appendix) if appendix else None, entry.group, entry.line, year, period)
        task, why = read_task(entry.cells, entry.columns, place)
        tasks.append(task)
        reasons = [*why, *entry.doubts]
        problems.extend(Problem(entry.line, Severity.WARNING, f"{code}: {reason}") for reason in reasons)
    return tasks


def nothing_found(elements: Sequence[Element] = ()) -> Problem:
    """The problem of a document without any task: which tables there are, and what a table of tasks needs."""
    tables = [part.line for part in sections(elements) if isinstance(part, Table) and part.headings]
    why = _("no task found; a table needs the columns “Nội dung”, “Cơ quan chủ trì”, “Thời gian”")
    if tables:
        lines = ", ".join(map(str, tables[:10]))
        why = _("{why}; the tables at {lines} hold no tasks").format(why=why, lines=lines)
    return Problem(None, Severity.ERROR, why)
