"""Reports on their way: what is put into one, who gets it when it is made, and what they read with it.

A small one is made while its message is answered. A large one is asked for, made beside the bot's other work
(bot/drawing.py), and sent when it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dieuphoi import reports
from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, in_rows
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import Period
from dieuphoi.storage import (
    agenda,
    blockers,
    course,
    files,
    monitoring,
    papers,
    paragraphs,
    people,
    plans,
    tasks,
    totals,
)
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.papers import Paper, Place
from dieuphoi.storage.paragraphs import Decision
from dieuphoi.wording import _, office_language, speaking

AT_ONCE = 150  # tasks: a report of more is made beside, while others are answered
DRAWING = "drawing"  # the kind of a message that says that a report is being made
KIND = "report"
NAMED = 3  # agencies


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report is asked for."""

    plan: plans.Plan
    period: Period
    format: str = "docx"
    form: reports.Form = reports.Form.REPORT
    structure: date | None = None


def answer(turn: Turn, wanted: Wanted) -> Message:
    """The report as a file, or the word that it is being made."""
    number, _own = tasks.count(turn.tx, tasks.Filter((wanted.plan.id,)))
    paper = _ordered(turn, wanted)
    if number > AT_ONCE:
        text = _("The report on plan {number}, {period}, is being made. It comes here as a file in a moment.")
        said = text.format(number=wanted.plan.number, period=wanted.period.label)
        return turn.reply(said, kind=DRAWING)
    report = contents(turn.tx, paper, turn.office.letterhead)
    [message] = settle(turn.tx, paper, report, content(paper, report))
    return message


def _ordered(turn: Turn, wanted: Wanted) -> Paper:
    chat = turn.incoming.chat
    key = papers.order(
        turn.tx,
        wanted.plan.id,
        wanted.period,
        wanted.form,
        wanted.format,
        structure=wanted.structure,
        by=turn.who.person_id,
        place=Place(chat.channel, chat.id, chat.private, chat.thread),
    )
    paper = papers.get(turn.tx, key)
    assert paper is not None  # noqa: S101 - it was just asked for
    return paper


def order_by_its_day(tx: Transaction, plan: plans.Plan, period: Period) -> None:
    """Its day asks for a report: once, for the coordinators."""
    if not papers.by_its_day(tx, plan.id, period):
        papers.order(tx, plan.id, period, reports.Form.REPORT, "docx")


def contents(tx: Transaction, paper: Paper, letterhead: reports.Office) -> reports.Report:
    """What goes into a report that was asked for, as things stand now."""
    plan = plans.get(tx, paper.plan_id)
    assert plan is not None  # noqa: S101 - plans are closed, not deleted
    return of(tx, plan, paper.period, letterhead, paper.structure)


def content(paper: Paper, report: reports.Report) -> bytes:
    """The file of a report, in the office's language: without the database, for it may take seconds."""
    with speaking(office_language()):
        return reports.make(report, paper.format, reports.Form(paper.form))


def settle(tx: Transaction, paper: Paper, report: reports.Report, made: bytes) -> list[Message]:
    """Keep a report that was made, and send it where it is waited for: to the coordinators where its day asked."""
    form = reports.Form(paper.form)
    name = reports.file_name(report, paper.format, form)
    places = _places(tx, paper)
    file_id = files.keep(tx, places[0].channel if places else "bot", name, content=made)
    papers.made(tx, paper.id, file_id, {str(c): n for c, n in report.results.counters().items()})
    text = "\n".join((_said(paper, report, form), *(_rewritten_since(tx, paper, report))))
    message = (
        Message(places[0], text, _further(tx, paper, form), kind=KIND, file_id=file_id) if places else None
    )
    rank = Rank.NOTICE if paper.place is None else Rank.REPLY
    return [replace(message, to=place, rank=rank) for place in places if message]


def failed(tx: Transaction, paper: Paper) -> list[Message]:
    """A report can't be made: whoever waits for it is told, with the number that the log has."""
    papers.failed(tx, paper.id)
    text = _(
        "The report on {period} could not be made (number {id}). Please tell the operator; totals: /tongketqua"
    )
    said = text.format(period=paper.period.label, id=paper.id)
    return [Message(place, said, rank=Rank.NOTICE, kind="notice") for place in _places(tx, paper)]


def _places(tx: Transaction, paper: Paper) -> list[Chat]:
    if paper.place is not None:
        return [Chat(paper.place.channel, paper.place.chat_id, paper.place.private, paper.place.thread)]
    accounts = people.accounts(tx, people.with_role(tx, Role.COORDINATOR))
    return [Chat(*places[0], private=True) for places in accounts.values() if places]


def _said(paper: Paper, report: reports.Report, form: reports.Form) -> str:
    if form is reports.Form.MONITORING:
        text, count = _("Monitoring form of plan {number}, {period}: {n} lines."), len(report.followed)
    elif paper.place is None:
        text = _(
            "Today is the day to report on {period}: plan {number}, {n} tasks. A draft to check and sign."
        )
        count = report.results.total
    else:
        text = _("Report on plan {number}, {period}: {n} tasks. A draft to check and sign.")
        count = report.results.total
    return text.format(number=report.results.plan_number, period=report.results.scope, n=count)


def _rewritten_since(tx: Transaction, paper: Paper, report: reports.Report) -> Iterator[str]:
    """A warning about paragraphs that were written by hand from other facts than today's."""
    if not report.wording:
        return
    decided = paragraphs.of_report(tx, paper.plan_id, paper.period)
    outdated = [
        one.agency
        for one in drawn(report)
        if report.wording.get(one.agency) and decided[one.agency].facts != one.facts
    ]
    if outdated:
        text = _(
            "Written by hand, and the log has changed since: {agencies}. Look through them: /baocao soạn {period}"
        )
        named = ", ".join(outdated[:NAMED]) + (" …" if len(outdated) > NAMED else "")
        yield text.format(agencies=named, period=paper.period.label)


def _further(tx: Transaction, paper: Paper, form: reports.Form) -> tuple[tuple[Button, ...], ...]:
    """What the coordinator does next with a report: its paragraphs, what is missing, earlier editions."""
    own = paper.place is None or (
        paper.place.private and paper.by_id in people.with_role(tx, Role.COORDINATOR)
    )
    if form is reports.Form.MONITORING or not own:
        return ()
    named = f"{paper.plan_id}:{paper.period.code}"
    return in_rows(
        [
            Button(_("Edit paragraphs"), f"pz:{named}:0"),
            Button(_("What is missing"), f"pm:{named}"),
            Button(_("Editions"), f"pv:{paper.plan_id}:0"),
        ],
        3,
    )


def of(
    tx: Transaction,
    plan: plans.Plan,
    period: Period,
    letterhead: reports.Office,
    structure: date | None = None,
) -> reports.Report:
    """What is reported of a plan for a period: the totals of what is due in it, and the tasks behind them."""
    scope = f"{period.label}, {phrases.by_structure(structure)}" if structure else period.label
    key, extent = (plan.number, plan.title or ""), totals.Extent(plan.id, period, structure=structure)
    known = course.of_plan(tx, key, extent)
    return reports.Report(
        totals.results(tx, key, extent, scope=scope),
        totals.rows(tx, extent),
        period,
        letterhead,
        upcoming=totals.rows(tx, replace(extent, period=period.next())),
        followed=monitoring.of_plan(tx, extent, period),
        blockers=tuple(blockers.open_in(tx, [plan.id])),
        structure=structure,
        course=known.quarters,
        whole=known.whole,
        occasions=tuple(
            one for one in agenda.of_plan(tx, plan.id) if one.day in period or one.day in period.next()
        ),
        wording=_wording(tx, plan, period) if structure is None else {},
    )


def drawn(report: reports.Report) -> tuple[reports.Drawn, ...]:
    """The paragraphs from the log alone, in the office's language, as the report has them."""
    with speaking(office_language()):
        return reports.drawn(report)


def _wording(tx: Transaction, plan: plans.Plan, period: Period) -> dict[str, str | None]:
    """The paragraphs that the coordinator wrote anew, or left out."""
    decided = paragraphs.of_report(tx, plan.id, period).values()
    return {one.agency: one.text for one in decided if one.decision is not Decision.AS_DRAWN}
