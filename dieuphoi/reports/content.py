"""What the Word and the PDF report say, in finished words: their templates only lay it out.

The parts and their order follow Nghị định 30/2020/NĐ-CP, Phụ lục I and mẫu 1.5 (báo cáo) of Phụ lục III.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dieuphoi.plan.blockers import Held, tasks_of
from dieuphoi.plan.calendar import written_day
from dieuphoi.plan.results import Counter, Row, State, counter_of
from dieuphoi.reports import obstacles, terms
from dieuphoi.reports.letterhead import Letterhead, letterhead
from dieuphoi.reports.paragraphs import Paragraph, paragraphs
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _, ngettext


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """A line of the table by agency; `counts` are the four counters in their order."""

    name: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of a table of tasks; a table shows the cells that it needs."""

    position: int
    code: str
    title: str
    lead: str
    coordinators: str
    deadline: str
    days_overdue: int
    situation: str
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the templates write; docs/mau-bao-cao.md explains each field."""

    head: Letterhead
    opening: str
    stamp: str
    results_heading: str
    results: tuple[str, ...]
    agencies_sentence: str
    agency_columns: tuple[str, ...]
    agencies: tuple[AgencyLine, ...]
    all_agencies: AgencyLine
    paragraphs_sentence: str
    paragraphs: tuple[Paragraph, ...]
    overdue_heading: str
    overdue_sentence: str
    overdue_columns: tuple[str, ...]
    overdue: tuple[TaskLine, ...]
    obstacles_heading: str
    obstacles: tuple[str, ...]
    next_heading: str
    next_sentence: str
    next_columns: tuple[str, ...]
    next_tasks: tuple[TaskLine, ...]
    requests_heading: str
    requests: tuple[str, ...]
    closing: str
    appendix_label: str
    appendix_title: str
    appendix_reference: str
    appendix_columns: tuple[str, ...]
    no_tasks: str
    tasks: tuple[TaskLine, ...]


def content(report: Report) -> Content:
    """The report in words; every number is one of the results or the length of a list of rows."""
    results = report.results
    head = letterhead(report)
    overdue = _lines(report, _overdue(report))
    next_tasks = _lines(report, _due_next(report))
    return Content(
        head=head,
        opening=_opening(report),
        stamp=terms.stamp(results),
        results_heading=_("I. RESULTS"),
        results=_results(report),
        agencies_sentence=_agencies_sentence(report),
        agency_columns=(_("No."), _("Lead agency"), _("Total"), *map(terms.counter_name, Counter)),
        agencies=tuple(_agency(report, name) for name in results.agencies()),
        all_agencies=_agency(report, None),
        paragraphs_sentence=_("Results of each agency:"),
        paragraphs=paragraphs(report),
        overdue_heading=_("II. OVERDUE TASKS"),
        overdue_sentence=_overdue_sentence(len(overdue)),
        overdue_columns=(
            _("No."),
            _("Task"),
            _("Lead agency"),
            _("Deadline"),
            _("Days overdue"),
            _("Status"),
        ),
        overdue=overdue,
        obstacles_heading=_("III. DIFFICULTIES AND OBSTACLES"),
        obstacles=_obstacles(report),
        next_heading=_("IV. TASKS DUE NEXT AND PROPOSALS"),
        next_sentence=_next_sentence(report, len(next_tasks)),
        next_columns=(_("No."), _("Task"), _("Lead agency"), _("Deadline"), _("Status")),
        next_tasks=next_tasks,
        requests_heading=_("2. Proposals"),
        requests=_requests(report),
        closing=_("This is the report on {subject}./.").format(subject=_subject_inside(report)),
        appendix_label=_("Appendix"),
        appendix_title=_("LIST OF TASKS AND THEIR PROGRESS"),
        appendix_reference=_("(Attached to report {number}, {day})").format(number=head.code, day=head.day),
        appendix_columns=(
            _("No."),
            _("Code"),
            _("Task"),
            _("Lead agency"),
            _("Coordinating agencies"),
            _("Deadline"),
            _("Status"),
            _("Resulting document"),
            _("Note"),
        ),
        no_tasks=_("No task is assigned in this period."),
        tasks=_lines(report, report.rows),
    )


def _subject_inside(report: Report) -> str:
    return terms.inside(terms.subject(report.results, report.period))


def _agencies_sentence(report: Report) -> str:
    """What the table by agency shows; of which day's agencies, where they are not today's."""
    if report.structure is None:
        return _("Results by lead agency:")
    day = written_day(report.structure)
    return _("Results by lead agency, by the structure of {day}:").format(day=day)


def _opening(report: Report) -> str:
    number, title = plain(report.results.plan_number), plain(report.results.plan_title)
    # Documents print their titles in capitals; inside a sentence those would shout, and the number is enough.
    plan = number if not title or title.isupper() else f"{number} ({title})"
    return _("Carrying out plan No. {plan}, the coordinating agency reports on {period} as follows:").format(
        plan=plan, period=terms.within(report.period)
    )


def _results(report: Report) -> tuple[str, ...]:
    results = report.results
    if not results.total:
        return (_("No task is assigned in this period."),)
    counts = results.counters()
    total = ngettext(
        "{total} task is followed, counted once for each lead agency, of which:",
        "{total} tasks are followed, counted once for each lead agency, of which:",
        results.total,
    ).format(total=results.total)
    percent = results.percentages()
    lines = [_counter_sentence(counter, counts[counter], percent[counter]) for counter in Counter]
    return (total, *lines, *_remarks(report))


def _counter_sentence(counter: Counter, count: int, percent: int) -> str:
    end = "." if counter is Counter.OVERDUE else ";"
    return (
        "- "
        + _("{counter}: {count} tasks ({share}%)").format(
            counter=terms.counter_name(counter), count=count, share=percent
        )
        + end
    )


def _remarks(report: Report) -> Iterable[str]:
    results = report.results
    if results.awaiting_confirmation:
        yield _("{count} tasks reported as completed still await confirmation.").format(
            count=results.awaiting_confirmation
        )
    if results.without_deadline:
        yield _("{count} tasks have no fixed deadline.").format(count=results.without_deadline)
    yield from _extensions(report)


def _extensions(report: Report) -> Iterable[str]:
    """How many deadlines were extended, and what the results would be by the original ones."""
    extended = [row for row in report.rows if row.extended]
    if extended:
        late = [row for row in extended if _late_by_the_original(row, report)]
        yield _(
            "The deadlines of {count} tasks were extended. The results go by the deadlines that hold now; "
            "by the original ones {late} of these tasks are late."
        ).format(count=len(extended), late=len(late))
    if asked := sum(1 for row in report.rows if row.asked_until):
        yield _("{count} requests for an extension wait for a decision.").format(count=asked)


def _late_by_the_original(row: Row, report: Report) -> bool:
    today = terms.local(report.results.as_of).date()
    counter = counter_of(row.state, row.original_due, row.done_on, today)
    return counter in (Counter.DONE_LATE, Counter.OVERDUE)


def _agency(report: Report, name: str | None) -> AgencyLine:
    counts = tuple(report.results.counters(agency=name).values())
    return AgencyLine(_("Total") if name is None else plain(name), sum(counts), counts)


def _overdue(report: Report) -> list[Row]:
    late = [row for row in report.rows if row.counter is Counter.OVERDUE]
    return sorted(late, key=lambda row: -terms.days_overdue(row, report.results))


def _overdue_sentence(count: int) -> str:
    if not count:
        return _("At the time of reporting, no task is overdue.")
    return _("At the time of reporting, {count} tasks are overdue and not completed:").format(count=count)


def _obstacles(report: Report) -> tuple[str, ...]:
    """Every open blocker of the plan: one that is not lifted is not left out because its task was due before."""
    if not report.blockers:
        return (_("No agency has reported an obstacle."),)
    head = _("{blockers} obstacles to {count} tasks are not cleared yet:").format(
        blockers=len(report.blockers), count=tasks_of(report.blockers)
    )
    day = terms.local(report.results.as_of).date()
    return (head, *(_obstacle(position, held, day) for position, held in enumerate(report.blockers, 1)))


def _obstacle(position: int, held: Held, day: date) -> str:
    where = f"{position}. {plain(held.lead)}: {plain(held.title)} ({plain(held.code)})"
    said = [
        _("Obstacle: {note}").format(note=plain(obstacles.what(held))),
        _("Waits for: {whom}").format(whom=plain(obstacles.whom(held.waits))),
        obstacles.since(held, day),
        *map(plain, obstacles.answered(held)),
    ]
    return ". ".join(f"{part[:1].upper()}{part[1:]}".rstrip(".") for part in (where, *said)) + "."


def _due_next(report: Report) -> list[Row]:
    """What falls due in the next period and is not done: in the report's own rows or beyond them."""
    rows = dict.fromkeys((*report.rows, *report.upcoming))
    period = report.period.next()
    due = [row for row in rows if row.due and row.due in period and row.state is not State.DONE]
    return sorted(due, key=lambda row: (str(row.due), row.code))


def _next_sentence(report: Report, count: int) -> str:
    period = terms.within(report.period.next())
    if not count:
        return _("1. No unfinished task falls due in {period}.").format(period=period)
    return _("1. {count} unfinished tasks fall due in {period}:").format(count=count, period=period)


def _requests(report: Report) -> tuple[str, ...]:
    requests = []
    if report.results.counters()[Counter.OVERDUE]:
        requests.append(
            _("- Lead agencies of overdue tasks: complete them and report the reason and a date.")
        )
    if report.blockers:
        requests.append(
            _(
                "- The People's Committee of {province}: direct how to clear the obstacles of part III."
            ).format(province=plain(report.office.province))
        )
    return tuple(requests) or (_("There is no proposal; the coordinating agency keeps following the plan."),)


def _lines(report: Report, rows: Iterable[Row]) -> tuple[TaskLine, ...]:
    return tuple(_line(report, position, row) for position, row in enumerate(rows, 1))


def _line(report: Report, position: int, row: Row) -> TaskLine:
    return TaskLine(
        position=position,
        code=plain(row.code),
        title=plain(row.title),
        lead=plain(row.lead),
        coordinators="; ".join(plain(name) for name in row.coordinators),
        deadline=terms.deadline(row),
        days_overdue=terms.days_overdue(row, report.results),
        situation=terms.situation(row),
        document=terms.proof(row),
        note=plain(row.note),
    )
