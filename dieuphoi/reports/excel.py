"""The report as an Excel workbook: totals, all tasks, what is overdue, what is held up."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, date

from xlsxwriter import Workbook

from dieuphoi.plan.results import Counter, Row, State, share
from dieuphoi.reports import terms
from dieuphoi.reports.excel_sheet import Cell, Sheet, styles
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

Column = tuple[str, int, Callable[[Row], Cell]]


def make(report: Report) -> bytes:
    """The .xlsx file."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "remove_timezone": True})
    _describe(book, report)
    _totals(_sheet(book, report, _("Totals")), report)
    _tasks(_sheet(book, report, _("Tasks")), report, report.rows)
    late = [row for row in report.rows if row.counter is Counter.OVERDUE]
    _tasks(_sheet(book, report, _("Overdue")), report, late)
    blocked = [row for row in report.rows if row.state is State.BLOCKED]
    _tasks(_sheet(book, report, _("Obstacles")), report, blocked)
    book.close()
    return out.getvalue()


def _describe(book: Workbook, report: Report) -> None:
    book.set_properties(
        {
            "title": terms.subject(report.results, report.period)[:255],
            "author": plain(report.office.issuer)[:255],
            "comments": terms.stamp(report.results),
            "created": report.results.as_of.astimezone(UTC),
        }
    )


def _sheet(book: Workbook, report: Report, name: str) -> Sheet:
    sheet = Sheet(book.add_worksheet(name), styles(book))
    sheet.heading(terms.subject(report.results, report.period), terms.stamp(report.results))
    return sheet


def _totals(sheet: Sheet, report: Report) -> None:
    results = report.results
    names = [terms.counter_name(counter) for counter in Counter]
    sheet.head(
        [(_("Lead agency"), 40), (_("Total"), 10), *((name, 16) for name in names), (_("Completed, %"), 14)]
    )
    for agency in results.agencies():
        sheet.row([plain(agency), *_numbers(results.counters(agency=agency))])
    sheet.filter_and_freeze()
    sheet.row([_("Total"), *_numbers(results.counters())], "sum")


def _numbers(counts: dict[Counter, int]) -> list[Cell]:
    total, done = sum(counts.values()), counts[Counter.DONE_IN_TIME] + counts[Counter.DONE_LATE]
    return [total, *counts.values(), share(done, total)]


def _tasks(sheet: Sheet, report: Report, rows: Iterable[Row]) -> None:
    columns = _columns(report)
    sheet.head([(name, width) for name, width, _value in columns])
    for row in rows:
        sheet.row([value(row) for _name, _width, value in columns])
    if sheet.empty:
        sheet.remark(_("There is no task of this kind."))
    else:
        sheet.filter_and_freeze()


def _columns(report: Report) -> list[Column]:
    return [
        (_("Code"), 9, lambda row: plain(row.code)),
        (_("Task"), 50, lambda row: plain(row.title)),
        (_("Lead agency"), 28, lambda row: plain(row.lead)),
        (_("Coordinating agencies"), 30, lambda row: "; ".join(plain(name) for name in row.coordinators)),
        (_("Submission level"), 18, lambda row: plain(row.level)),
        (_("Deadline as written"), 16, lambda row: plain(row.deadline_text)),
        (_("Original deadline"), 13, lambda row: row.original_due),
        (_("Current deadline"), 13, lambda row: row.due),
        (_("State"), 22, lambda row: terms.state_name(row.state)),
        (_("Progress, %"), 10, lambda row: row.percent),
        (_("Counted as"), 26, lambda row: terms.counter_name(row.counter)),
        (_("Days overdue"), 10, lambda row: terms.days_overdue(row, report.results) or None),
        (_("Completed on"), 13, lambda row: row.done_on),
        (_("Confirmed"), 12, lambda row: "x" if row.confirmed else ""),
        (_("Document number"), 20, _number),
        (_("Document date"), 13, lambda row: row.document_date),
        (_("Evidence files"), 30, terms.files),
        (_("Note"), 40, lambda row: plain(row.note)),
        (_("Last report"), 13, _day),
    ]


def _number(row: Row) -> str:
    return _("no number yet") if row.without_number else plain(row.document_number)


def _day(row: Row) -> date | None:
    return terms.local(row.reported_at).date() if row.reported_at else None
