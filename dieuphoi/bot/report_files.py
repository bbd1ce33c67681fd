"""`dieuphoi report`: the paper of a plan as a file, or those of every running plan into a folder."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from dieuphoi import reports
from dieuphoi.handlers import paper_making
from dieuphoi.plan.periods import Period
from dieuphoi.storage import plans
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, office_language, serve_in

AHEAD = 16  # papers that are being made while the next is looked up
Transactions = Callable[[], AbstractContextManager[Transaction]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers are wanted; of one plan where a number is given."""

    period: Period
    format: str
    form: reports.Form
    letterhead: reports.Office
    structure: date | None = None
    number: str | None = None


def write(transaction: Transactions, wanted: Wanted, out: Path) -> None:
    """Write the paper of the plan that is named, or of the newest, to a file; into a folder that of every running plan.

    Each plan is looked up in a transaction of its own, so that a running bot is not held up; the files of several are
    made on all cores, and counted on a terminal. Raises ValueError with what is allowed, OSError for the file.
    """
    if wanted.format not in reports.formats(wanted.form):
        raise ValueError(
            _("No such format: {format}. Choose one of: {allowed}.").format(
                format=wanted.format, allowed=", ".join(reports.formats(wanted.form))
            )
        )
    if not out.is_dir():
        with transaction() as tx:
            report = _report(tx, _named(tx, wanted.number), wanted)
        out.write_bytes(reports.make(report, wanted.format, wanted.form))
        return
    with transaction() as tx:
        chosen = [_named(tx, wanted.number)] if wanted.number else plans.running(tx)
    if not chosen:
        raise ValueError(_nothing())
    _write_every(transaction, wanted, chosen, out)
    text = _("{n} reports were written to {folder}")
    sys.stderr.write(text.format(n=len(chosen), folder=out) + "\n")


def _write_every(transaction: Transactions, wanted: Wanted, chosen: list[plans.Plan], out: Path) -> None:
    under_way: deque[tuple[Path, Future[bytes]]] = deque()
    names: Counter[str] = Counter()
    with _progress() as progress, _workers() as workers:
        counted = progress.add_task(_("Reports"), total=len(chosen))

        def settle(ahead: int) -> None:
            while len(under_way) > ahead:
                file, made = under_way.popleft()
                file.write_bytes(made.result())
                progress.advance(counted)

        for plan in chosen:
            with transaction() as tx:
                report = _report(tx, plan, wanted)
            name = Path(reports.file_name(report, wanted.format, wanted.form))
            names[name.name] += 1
            again = (
                f"-{names[name.name]}" if names[name.name] > 1 else ""
            )  # numbers that read alike in plain letters
            file = out / f"{name.stem}{again}{name.suffix}"
            under_way.append((file, workers.submit(reports.make, report, wanted.format, wanted.form)))
            settle(AHEAD)
        settle(0)


def _named(tx: Transaction, number: str | None) -> plans.Plan:
    """The plan of a number, or the newest."""
    plan = plans.by_number(tx, number) if number else next(iter(plans.every(tx)[-1:]), None)
    if plan is not None:
        return plan
    if number is None:
        raise ValueError(_nothing())
    known = ", ".join(one.number for one in plans.running(tx)) or _nothing()
    raise ValueError(_("There is no plan {number}. Running: {known}").format(number=number, known=known))


def _nothing() -> str:
    return _("There is no plan yet. The operator imports one: dieuphoi plan import FILE")


def _report(tx: Transaction, plan: plans.Plan, wanted: Wanted) -> reports.Report:
    return paper_making.of(tx, plan, wanted.period, wanted.letterhead, wanted.structure)


def _workers() -> ProcessPoolExecutor:
    """A process for each core, speaking the office's language: making a file is reckoning alone."""
    return ProcessPoolExecutor(
        mp_context=get_context("spawn"), initializer=serve_in, initargs=(office_language(),)
    )


@contextmanager
def _progress() -> Iterator[Progress]:
    """How many are written, on a terminal; nothing where the output goes elsewhere."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        yield shown
