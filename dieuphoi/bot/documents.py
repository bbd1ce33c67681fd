"""`dieuphoi plan …`: reading a document, showing it, storing it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from dieuphoi.bot.reading_room import read_safely
from dieuphoi.plan.document import to_json, to_yaml
from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import MOST_BYTES, ReadingError
from dieuphoi.storage import plans
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

STDIN = "-"


class DocumentError(SystemExit):
    """The work failed: the reason goes to stderr, the exit code is 1."""

    def __init__(self, message: str) -> None:
        sys.stderr.write(message + "\n")
        super().__init__(1)


def read(file: Path) -> PlanDocument:
    """Read a document from a file, or from stdin for "-". Ends with a clear message where it can't be read."""
    return read_with_digest(file)[0]


def read_with_digest(file: Path) -> tuple[PlanDocument, str]:
    """The same, with the SHA-256 of the file."""
    try:
        content = _content(file)
        with _progress() as progress:
            return read_safely(content, file.name, progress=progress), hashlib.sha256(content).hexdigest()
    except OSError as error:
        raise DocumentError(
            _("The file {name} can't be opened: {why}").format(name=file, why=error.strerror)
        ) from None
    except ReadingError as error:
        raise DocumentError(str(error)) from None


def _content(file: Path) -> bytes:
    """What can be read of a file, and a byte too much where it is too large: a device has no end."""
    if str(file) == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


@contextmanager
def _progress() -> Iterator[Callable[[float], None] | None]:
    """A bar on stderr while a person watches; nothing for programs."""
    if not sys.stderr.isatty():
        yield None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Reading"), total=1)
        yield lambda part: bar.update(task, completed=part)


def show(document: PlanDocument, *, as_json: bool) -> None:
    """Show a document: as one JSON document, or as tables for people."""
    if as_json:
        sys.stdout.write(json.dumps(to_json(document), ensure_ascii=False, indent=1) + "\n")
        return
    console = Console()
    console.print(
        f"{document.number or '?'} · {document.date or '?'} · {document.issuer or '?'}", markup=False
    )
    console.print(document.title or "", markup=False)
    table = Table(*(_("Code"), _("Task"), _("Lead"), _("Deadline"), _("Level")))
    for task in document.tasks:
        due = f"{task.deadline_text or ''} → {task.due}" if task.due else task.deadline_text or "–"
        table.add_row(task.code, task.title[:80], "; ".join(task.leads), due, task.level or "–")
    console.print(table)
    console.print(_("Duties: {n}").format(n=len(document.duties)), markup=False)
    for problem in document.problems:
        where = _("! line {line}: {message}") if problem.line else "! {message}"
        console.print(where.format(line=problem.line, message=problem.message), markup=False)


def find(tx: Transaction, number: str) -> PlanDocument:
    """A plan of the database. Ends with the numbers that there are where there is no such plan."""
    return plans.document_of(tx, named(tx, number).id)


def named(tx: Transaction, number: str) -> plans.Plan:
    """A plan by its number. Ends with the numbers that there are where there is no such plan."""
    found = plans.by_number(tx, number)
    if found is None:
        numbers = ", ".join(plan.number for plan in plans.every(tx)) or "–"
        raise DocumentError(
            _("There is no plan {number}. Plans: {numbers}.").format(number=number, numbers=numbers)
        )
    return found


def as_yaml(tx: Transaction, number: str) -> str:
    """A plan of the database as reviewable YAML."""
    return to_yaml(find(tx, number))


def list_plans(tx: Transaction, *, as_json: bool) -> None:
    """The plans of the database."""
    rows = [
        {"number": plan.number, "date": plan.date.isoformat() if plan.date else None, "title": plan.title}
        for plan in plans.every(tx)
    ]
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{row['number']} · {row['date']} · {row['title']}\n" for row in rows)
