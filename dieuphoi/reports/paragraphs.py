"""For each lead agency a paragraph of its results, in administrative prose, from the rows of the report alone.

What is done and by which document, what goes on, what is late, what is in the way, what was extended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dieuphoi.plan.blockers import Held
from dieuphoi.plan.results import Counter, Row, State
from dieuphoi.reports import obstacles, terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _, ngettext

NAMED = 5  # tasks of a kind; the appendix has them all
_LENGTH = 140  # characters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is told of an agency."""

    agency: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph as it follows from the log, of the agency as the totals name it.

    `facts` is a digest of what it was drawn from, without what changes by itself from one day to the next.
    """

    agency: str
    text: str
    facts: str


def paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """A paragraph for each agency that leads something in the period, in the order of the table by agency.

    As the coordinator has written it, where the report says so; without those that were left out (None).
    """
    told = ((one.agency, report.wording.get(one.agency, one.text)) for one in drawn(report))
    return tuple(Paragraph(plain(agency), plain(text)) for agency, text in told if text is not None)


def drawn(report: Report) -> tuple[Drawn, ...]:
    """The paragraphs from the log alone, whatever was decided on them."""
    led: dict[str, list[Row]] = {}
    for row in report.rows:
        led.setdefault(row.lead, []).append(row)
    return tuple(
        Drawn(name, " ".join(_sentences(report, led[name])), _facts(report, led[name]))
        for name in report.results.agencies()
    )


def _facts(report: Report, rows: Sequence[Row]) -> str:
    known = [
        (
            *(row.code, row.counter, row.state, row.percent, row.due, row.confirmed, row.note),
            *(row.document_number, row.document_date, row.extended, row.asked_until),
        )
        for row in rows
    ]
    held = [(one.code, obstacles.what(one), obstacles.whom(one.waits)) for one in _held(report, rows)]
    return sha256(repr((known, held)).encode()).hexdigest()[:16]


def _sentences(report: Report, rows: Sequence[Row]) -> Iterator[str]:
    text = ngettext("Leads {n} task.", "Leads {n} tasks.", len(rows))
    yield text.format(n=len(rows))
    done = [row for row in rows if row.state is State.DONE]
    late = [row for row in rows if row.counter is Counter.OVERDUE]
    going_on = [row for row in rows if row.counter is Counter.IN_PROGRESS]
    begun = [row for row in going_on if row.state is not State.NOT_STARTED]
    waiting = [row for row in going_on if row.state is State.NOT_STARTED]
    yield from _listed(_("Completed {n}: {tasks}."), done, _done)
    yield from _listed(_("Carrying out {n}: {tasks}."), begun, _begun)
    yield from _listed(_("Not begun yet, within the term, {n}: {tasks}."), waiting, _titled)
    yield from _listed(_("Overdue {n}: {tasks}."), late, lambda row: _late(report, row))
    yield from _stuck(report, rows)
    yield from _later(rows)


def _listed(text: str, rows: Sequence[Row], said: Callable[[Row], str]) -> Iterator[str]:
    if rows:
        named = [said(row) for row in rows[:NAMED]]
        if len(rows) > NAMED:
            named.append(_("and {n} other tasks (in the appendix)").format(n=len(rows) - NAMED))
        yield text.format(n=len(rows), tasks="; ".join(named))


def _titled(row: Row) -> str:
    return f"{_cut(row.title)} ({plain(row.code)})"


def _cut(text: str) -> str:
    """The beginning of a long text, up to a whole word: it stands in full elsewhere in the report."""
    whole = plain(text).rstrip(". ")
    return whole if len(whole) <= _LENGTH else whole[:_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def _done(row: Row) -> str:
    by = terms.document_by_kind(row)
    late = _("after the deadline") if row.counter is Counter.DONE_LATE else ""
    unconfirmed = "" if row.confirmed else _("awaiting confirmation")
    return _with(row, by, late, unconfirmed)


def _begun(row: Row) -> str:
    return _with(row, terms.inside(terms.situation(row)), _("deadline {day}").format(day=terms.deadline(row)))


def _late(report: Report, row: Row) -> str:
    days = terms.days_overdue(row, report.results)
    overdue = ngettext("{n} day overdue", "{n} days overdue", days).format(n=days)
    return _with(row, overdue, terms.inside(terms.situation(row)))


def _with(row: Row, *said: str) -> str:
    return ", ".join([_titled(row), *(part for part in said if part)])


def _held(report: Report, rows: Iterable[Row]) -> list[Held]:
    codes = {(row.code, row.lead) for row in rows}
    return [one for one in report.blockers if (one.code, one.lead) in codes]


def _stuck(report: Report, rows: Iterable[Row]) -> Iterator[str]:
    if held := _held(report, rows):
        named = [
            _("{code}: {what}, waiting for {whom}").format(
                code=plain(one.code),
                what=_cut(obstacles.what(one)),
                whom=plain(obstacles.whom(one.waits)),
            )
            for one in held[:NAMED]
        ]
        text = _("Obstacles not cleared, {n}: {tasks}.")
        yield text.format(n=len(held), tasks="; ".join(named))


def _later(rows: Sequence[Row]) -> Iterator[str]:
    extended = [row for row in rows if row.extended]
    yield from _listed(
        _("Deadlines extended, {n}: {tasks}."),
        extended,
        lambda row: f"{plain(row.code)} {terms.deadline(row)}",
    )
    asked = [row for row in rows if row.asked_until]
    yield from _listed(
        _("Extensions asked for and not decided on, {n}: {tasks}."),
        asked,
        lambda row: f"{plain(row.code)} {terms.short_date(row.asked_until) if row.asked_until else ''}",
    )
