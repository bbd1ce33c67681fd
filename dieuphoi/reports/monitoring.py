"""The monitoring form in words: a line a task, the same cells in Word and in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from dieuphoi.plan.history import Entry, Kind
from dieuphoi.plan.monitoring import Followed, Pace
from dieuphoi.plan.results import State
from dieuphoi.reports import obstacles, terms
from dieuphoi.reports.letterhead import Letterhead, letterhead
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a task."""

    position: int
    title: str
    role: str
    in_period: str
    so_far: str
    pace: str
    difficulty: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that the form says."""

    head: Letterhead
    title: str
    stamp: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    no_lines: str
    legend: str


def form(report: Report) -> Form:
    """The form of a report's period in words."""
    return Form(
        head=letterhead(report),
        title=_("MONITORING FORM: TASKS AND THEIR PROGRESS"),
        stamp=terms.stamp(report.results),
        columns=columns(),
        lines=lines(report),
        no_lines=_("No task is due, overdue or reported on in this period."),
        legend=legend(),
    )


def columns() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Row"),
        _("Task"),
        _("Role"),
        _("Results in the period"),
        _("Results so far"),
        _("Pace"),
        _("Difficulties"),
        _("Proposals"),
    )


def legend() -> str:
    """Which tasks stand in the form and what the words of the pace mean."""
    return _(
        "Tasks due in the period, reported on in it, or overdue since before it. Ahead of time: completed in a quarter "
        "before that of the deadline; on time: completed in time or within the term; behind: completed late or overdue."
    )


def lines(report: Report) -> tuple[Line, ...]:
    """The tasks of the form, in the order of their deadlines."""
    return tuple(_line(report, position, one) for position, one in enumerate(report.followed, 1))


def cells(line: Line) -> list[str | int]:
    """The cells of a line in the order of the columns."""
    return list(asdict(line).values())


def _line(report: Report, position: int, one: Followed) -> Line:
    row = one.row
    today = terms.local(report.results.as_of).date()
    due = terms.deadline(row)
    return Line(
        position=position,
        title=f"{plain(row.code)}. {plain(row.title).rstrip('.')}"
        + (_(" (deadline: {deadline})").format(deadline=due) if due else ""),
        role=_role(one),
        in_period="; ".join(_told(entry) for entry in one.told) or _("No report in the period"),
        so_far="; ".join(filter(None, (terms.situation(row), terms.proof(row)))),
        pace=pace_name(one.pace),
        difficulty="; ".join(
            f"{plain(obstacles.what(held))} ({obstacles.since(held, today)})" for held in one.held
        ),
        proposal="; ".join(_proposals(one)),
    )


def pace_name(pace: Pace) -> str:
    """A pace in words."""
    return {Pace.AHEAD: _("Ahead of time"), Pace.ON: _("On time"), Pace.BEHIND: _("Behind")}[pace]


def _role(one: Followed) -> str:
    lead = _("Lead: {agency}").format(agency=plain(one.row.lead))
    if not one.row.coordinators:
        return lead
    names = ", ".join(map(plain, one.row.coordinators))
    return lead + "; " + _("coordinating: {agencies}").format(agencies=names)


def _told(entry: Entry) -> str:
    """A report of the period: day, state, percentage, document, words; an obstacle has a column of its own."""
    said = []
    if entry.state is not None:
        percent = f" ({entry.percent}%)" if entry.percent is not None else ""
        said.append(terms.state_name(entry.state) + percent)
    if entry.document_number:
        number = plain(entry.document_number)
        day = terms.short_date(entry.document_date) if entry.document_date else ""
        said.append(_("{number} of {day}").format(number=number, day=day) if day else number)
    elif entry.kind is Kind.DOCUMENT and entry.document_date is None:
        said.append(_("no number yet"))
    if entry.note and entry.state is not State.BLOCKED:
        said.append(plain(entry.note))
    return f"{terms.short_date(entry.day)}: {', '.join(said)}"


def _proposals(one: Followed) -> Iterator[str]:
    for held in one.held:
        if held.waits:
            yield _("{whom} to clear the obstacle").format(whom=plain(obstacles.whom(held.waits)))
        if held.referred_on:
            yield _("Put before the leaders on {day}").format(day=terms.short_date(held.referred_on))
    if one.row.asked_until:
        yield _("Asks for an extension until {day}").format(day=terms.short_date(one.row.asked_until))
