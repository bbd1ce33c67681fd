"""Reading a plan document: its head, the tasks of its appendices, the duties of its body text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dieuphoi.plan.model import PlanDocument, Problem, Severity
from dieuphoi.plan.reading.decoding import MOST_BYTES, ReadingError, check_size, decode, is_plain_text
from dieuphoi.plan.reading.duties import read_duties
from dieuphoi.plan.reading.formats import Kind, kind_of, read_file
from dieuphoi.plan.reading.formats.found import Spot, check_length
from dieuphoi.plan.reading.formats.markdown import is_markdown, without_marks
from dieuphoi.plan.reading.head import read_head
from dieuphoi.plan.reading.rows import nothing_found, read_tasks
from dieuphoi.plan.reading.tables import Element, elements, split_lines
from dieuphoi.wording import _

__all__ = ["MOST_BYTES", "ReadingError", "is_plain_text", "read_bytes", "read_plan"]

_UNPACKING = 0.5  # of the time goes into getting at lines and rows, the rest into understanding them
Progress = Callable[[float], None]


def read_bytes(data: bytes, name: str, progress: Progress = lambda _part: None) -> PlanDocument:
    """Read a plan from a file's content; its kind is seen from the content, `name` is for messages only.

    `progress` is told the part of the file that is done, from 0 to 1. Raises ReadingError. A file from
    somebody else may be made to do harm: `dieuphoi.bot.reading_room` reads it in a process with limits.
    """
    check_size(data, name)
    try:
        return _read(kind_of(data, name), data, name, progress)
    except MemoryError:
        raise ReadingError(
            _("{name} needs more memory than one document may have; send only the plan’s part").format(
                name=name
            )
        ) from None


def _read(kind: Kind, data: bytes, name: str, progress: Progress) -> PlanDocument:
    if kind is Kind.TEXT:
        lines = _of_text(decode(data, name))
        check_length(len(lines), name)
        return _read_elements(lines, progress)
    found = read_file(kind, data, name, lambda part: progress(part * _UNPACKING))
    document = _shown_at(_read_elements(found.elements, progress, _UNPACKING), found.spots)
    notes = [Problem(None, Severity.WARNING, note) for note in found.notes]
    return replace(document, problems=(*document.problems, *notes))


def read_plan(text: str) -> PlanDocument:
    """Read a plan from text in any of the known layouts. Never fails: what is uncertain becomes a problem."""
    return _read_elements(_of_text(text))


def _of_text(text: str) -> list[Element]:
    return list(elements(split_lines(without_marks(text) if is_markdown(text) else text)))


def _read_elements(
    found: Sequence[Element], progress: Progress = lambda _part: None, done: float = 0.0
) -> PlanDocument:
    """The plan in some elements; `done` is the part of the work that was done to get them."""

    head = read_head(found)
    tasks, problems = read_tasks(found, head.year, lambda part: progress(done + (1 - done) * part))
    if not tasks:
        problems.append(nothing_found(found))
    return PlanDocument(
        number=head.number,
        date=head.date,
        issuer=head.issuer,
        title=head.title,
        tasks=tuple(tasks),
        duties=tuple(read_duties(found)),
        problems=tuple(problems),
    )


def _shown_at(document: PlanDocument, spots: Mapping[int, Spot]) -> PlanDocument:
    """The document with its places as people find them in the file: a table's row, a sheet's cell, a page."""

    def line_of(line: int | None) -> int | None:
        spot = spots.get(line or 0)
        return line if spot is None or spot.line is None else spot.line

    return replace(
        document,
        tasks=tuple(replace(task, line=line_of(task.line)) for task in document.tasks),
        duties=tuple(replace(duty, line=line_of(duty.line)) for duty in document.duties),
        problems=tuple(
            replace(
                problem,
                line=line_of(problem.line),
                message=f"{problem.message} ({spot.words})"
                if (spot := spots.get(problem.line or 0))
                else problem.message,
            )
            for problem in document.problems
        ),
    )
