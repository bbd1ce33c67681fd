"""Reading a plan document: its head, the tasks of its appendices, the duties of its body text."""

from __future__ import annotations

from collections.abc import Callable

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading.decoding import MOST_BYTES, ReadingError, decode, is_plain_text
from dieuphoi.plan.reading.duties import read_duties
from dieuphoi.plan.reading.head import read_head
from dieuphoi.plan.reading.rows import nothing_found, read_tasks
from dieuphoi.plan.reading.tables import elements, split_lines

__all__ = ["MOST_BYTES", "ReadingError", "is_plain_text", "read_bytes", "read_plan"]


def read_bytes(
    data: bytes, name: str, progress: Callable[[float], None] = lambda _part: None
) -> PlanDocument:
    """Read a plan from a file's content; `name` is for messages only. Raises ReadingError."""
    return read_plan(decode(data, name))


def read_plan(text: str) -> PlanDocument:
    """Read a plan from text in any of the known layouts. Never fails: what is uncertain becomes a problem."""
    found = list(elements(split_lines(text)))
    head = read_head(found)
    tasks, problems = read_tasks(found, head.date.year if head.date else None)
    if not tasks:
        problems.append(nothing_found())
    return PlanDocument(
        number=head.number,
        date=head.date,
        issuer=head.issuer,
        title=head.title,
        tasks=tuple(tasks),
        duties=tuple(read_duties(found)),
        problems=tuple(problems),
    )
