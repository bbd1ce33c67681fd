"""The report as an Excel workbook: totals, all tasks, what is overdue, what is held up."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, date

from xlsxwriter import Workbook

from dieuphoi.plan.blockers import Held
from dieuphoi.plan.results import Counter, Row, counter_of, done_of, share
from dieuphoi.reports import monitoring, obstacles, terms
from dieuphoi.reports.excel_sheet import Cell, Sheet, styles
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

Column = tuple[str, int, Callable[[Row], Cell]]

_FORM_WIDTHS = (6, 44, 32, 36, 30, 10, 34, 28)


def make(report: Report) -> bytes:
    """The .xlsx file."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "remove_timezone": True})
    _describe(book, report)
    _totals(_sheet(book, report, _("Totals")), report)
    _tasks(_sheet(book, report, _("Tasks")), report, report.rows)
    late = [row for row in report.rows if row.counter is Counter.OVERDUE]
    _tasks(_sheet(book, report, _("Overdue")), report, late)
    _obstacles(_sheet(book, report, _("Obstacles")), report)
    _monitoring(_sheet(book, report, _("Monitoring")), report)
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
    total = sum(counts.values())
    return [total, *counts.values(), share(done_of(counts), total)]


def _tasks(sheet: Sheet, report: Report, rows: Iterable[Row]) -> None:
    columns = _columns(report)
    sheet.head([(name, width) for name, width, _value in columns])
    for row in rows:
        sheet.row([value(row) for _name, _width, value in columns])
    if sheet.empty:
        sheet.remark(_("There is no task of this kind."))
    else:
        sheet.filter_and_freeze()


def _obstacles(sheet: Sheet, report: Report) -> None:
    """Every open blocker of the plan, the oldest first."""
    columns = _obstacle_columns(terms.local(report.results.as_of).date())
    sheet.head([(name, width) for name, width, _value in columns])
    for held in report.blockers:
        sheet.row([value(held) for _name, _width, value in columns])
    if sheet.empty:
        sheet.remark(_("There is no task of this kind."))
    else:
        sheet.filter_and_freeze()


def _monitoring(sheet: Sheet, report: Report) -> None:
    """The monitoring form, a line a task."""
    sheet.head(list(zip(monitoring.columns(), _FORM_WIDTHS, strict=True)))
    for line in monitoring.lines(report):
        sheet.row(monitoring.cells(line))
    if sheet.empty:
        sheet.remark(_("There is no task of this kind."))
    else:
        sheet.filter_and_freeze()
        sheet.remark(monitoring.legend())


def _obstacle_columns(today: date) -> list[tuple[str, int, Callable[[Held], Cell]]]:
    return [
        (_("Code"), 9, lambda held: plain(held.code)),
        (_("Task"), 40, lambda held: plain(held.title)),
        (_("Lead agency"), 26, lambda held: plain(held.lead)),
        (_("Obstacle"), 40, lambda held: plain(obstacles.what(held))),
        (_("Waits for whom"), 24, lambda held: plain(obstacles.whom(held.waits))),
        (_("Since"), 12, lambda held: held.since),
        (_("Days"), 8, lambda held: held.days(today)),
        (_("Asked and answered"), 44, lambda held: "; ".join(map(plain, obstacles.answered(held)))),
        (_("Put before the leaders"), 13, lambda held: held.referred_on),
        (_("Current deadline"), 13, lambda held: held.due),
    ]


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
        (_("Extended, times"), 10, lambda row: row.extended or None),
        (_("Extension asked for until"), 13, lambda row: row.asked_until),
        (_("State"), 22, lambda row: terms.state_name(row.state)),
        (_("Progress, %"), 10, lambda row: row.percent),
        (_("Counted as"), 26, lambda row: terms.counter_name(row.counter)),
        (_("By the original deadline"), 26, lambda row: _by_the_original(row, report)),
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


def _by_the_original(row: Row, report: Report) -> str:
    """What it would count as without its extension; empty where the deadline is the original one."""
    if row.due == row.original_due or row.original_due is None:
        return ""
    today = terms.local(report.results.as_of).date()
    return terms.counter_name(counter_of(row.state, row.original_due, row.done_on, today))


def _day(row: Row) -> date | None:
    return terms.local(row.reported_at).date() if row.reported_at else None
