"""Reports of a large plan in each format, and of many plans into a folder, beside bare writing of as many cells."""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from xlsxwriter import Workbook

from bench.arguments import positive
from bench.plans import START, fill, made_up
from dieuphoi import reports
from dieuphoi.bot import report_files
from dieuphoi.handlers import paper_making
from dieuphoi.handlers.office import LETTERHEAD
from dieuphoi.plan.periods import Period
from dieuphoi.reports import Form
from dieuphoi.storage import agencies, plans
from dieuphoi.storage.database import Database

PERIOD = Period(date(2022, 1, 1), date(2024, 12, 31))  # in which every task is due
COLUMNS = 9  # of the appendix, which is most of a report
ROUNDS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said on the command line."""
    parser.add_argument("--plans", type=positive, default=100)
    parser.add_argument("--tasks", type=positive, default=500, help="of each plan")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """The figures; wrong is a folder that has not as many papers as there are plans."""
    with tempfile.TemporaryDirectory() as folder:
        database = _filled(Path(folder) / "bench.db", given.plans, given.tasks)
        figures = _of_one(database, given.tasks)
        written = 0
        for format_ in ("docx", "xlsx"):
            seconds, files = _of_all(database, format_, Path(folder) / format_)
            figures[f"{given.plans} plans, {format_}: seconds"] = round(seconds, 1)
            written += files
        database.close()
    return figures, written == 2 * given.plans


def _filled(path: Path, number: int, tasks: int) -> Database:
    database = Database(fill(path, tasks, "lan"))
    with database.begin(START) as tx:
        names = [one.name for one, _aliases in agencies.every(tx) if one.kind in ("department", "district")]
        for at in range(2, number):  # the shipped plan and the first made-up one are there
            plans.add(tx, made_up(tasks, names, f"{at}/KH-BENCH"))
    return database


def _of_all(database: Database, format_: str, out: Path) -> tuple[float, int]:
    """The seconds that the papers of every plan take, and how many were written."""
    out.mkdir()
    wanted = report_files.Wanted(PERIOD, format_, Form.REPORT, LETTERHEAD)
    seconds = _time(lambda: report_files.write(lambda: database.begin(START), wanted, out))
    return seconds, len(list(out.iterdir()))


def _of_one(database: Database, tasks: int) -> dict[str, Any]:
    def gather() -> reports.Report:
        with database.look(START) as tx:
            return paper_making.of(tx, plans.every(tx)[-1], PERIOD, LETTERHEAD)

    report = gather()
    figures: dict[str, Any] = {"tasks of a plan": report.results.total}
    figures["looked up: ms"] = _median(gather)
    bare = {"docx": _median(lambda: _bare_word(tasks)), "xlsx": _median(lambda: _bare_excel(tasks))}
    for format_ in reports.FORMATS:
        reports.make(report, format_)  # what is loaded once is no part of it
        figures[f"{format_}: ms"] = _median(lambda format_=format_: reports.make(report, format_))
        if format_ in bare:
            figures[f"{format_}: times a bare table"] = round(figures[f"{format_}: ms"] / bare[format_], 2)
    return figures


def _bare_word(rows: int) -> None:
    document = Document()
    table = document.add_table(rows, COLUMNS)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "nội dung"
    document.save(io.BytesIO())


def _bare_excel(rows: int) -> None:
    book = Workbook(io.BytesIO())
    sheet = book.add_worksheet()
    for row in range(rows):
        for column in range(COLUMNS):
            sheet.write_string(row, column, "nội dung")
    book.close()


def _median(work: Callable[[], Any]) -> float:
    return round(1000 * statistics.median(_time(work) for _round in range(ROUNDS)), 1)


def _time(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
