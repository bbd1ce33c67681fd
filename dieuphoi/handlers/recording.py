"""Writing reports into the log, with the answer that says what was recorded and the notices that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dieuphoi.handlers import (
    blockers,
    card,
    crossing,
    files,
    number_question,
    part_ends,
    phrases,
    posts,
    urging,
    whom,
)
from dieuphoi.handlers.messages import RECORDED, Button, Message, bold
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import Proposal
from dieuphoi.handlers.turn import Turn, to_coordinators
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.history import Entry, Kind
from dieuphoi.plan.results import State
from dieuphoi.plan.ways import Doubt, doubt_of
from dieuphoi.storage import involved, log, people, plans, stand_ins, tasks
from dieuphoi.wording import _, ngettext


def doubt(turn: Turn, item: tasks.Item, report: Proposal) -> Doubt | None:
    """Why a report must be asked about before it counts; None where it need not."""
    entry = Entry(
        id=0,
        kind=Kind.STATE,
        day=turn.today,
        state=report.state,
        percent=report.percent,
        document_number=report.document_number,
        document_date=report.document_date,
    )
    plan = plans.get(turn.tx, item.plan_id)
    return doubt_of(log.standing_of(turn.tx, item.id), entry, plan.date if plan else None)


def says_nothing_new(item: tasks.Item, report: Proposal) -> bool:
    """Whether everything in a report is on record already."""
    return (
        report.file_id is None
        and report.state in (None, item.state)
        and report.percent in (None, item.percent)
        and report.note in (None, item.note)
        and report.document_number in (None, item.document_number)
        and report.document_date in (None, item.document_date)
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one report: the lines about it, its buttons, who else hears of it; no item where nothing changed."""

    said: str
    item: tasks.Item | None = None
    buttons: tuple[Button, ...] = ()
    notices: tuple[Message, ...] = ()
    unclear: Held | None = None  # a blocker of which nobody has said whom it waits for


def record(
    turn: Turn, reports: Sequence[tuple[tasks.Item, Proposal]], *, edit: bool = False, asking: bool = True
) -> list[Message]:
    """Write reports and answer with what was recorded, how to undo it, and what comes next.

    Each report must have passed the permission table and the question about unusual ones. A number that is missing is
    asked for, or whom a blocker waits for, unless another question follows (`asking`).
    """
    outcomes = [_enter(turn, before, report) for before, report in reports]
    changed = [outcome.item for outcome in outcomes if outcome.item is not None]
    said = [outcome.said for outcome in outcomes]
    buttons = [list(outcome.buttons) for outcome in outcomes if outcome.buttons]
    if changed:
        at = phrases.moment(turn.tx.now)
        said.insert(0, _("{recorded} at {at}.").format(recorded=bold(_("Recorded")), at=at))
    if asking:
        question, choices = number_question.ask(turn, changed)
        unclear = [outcome.unclear for outcome in outcomes if outcome.unclear is not None]
        if unclear and not question:
            question, choices = whom.ask(turn, unclear[0])
        said, buttons = said + question, buttons + choices
    about = [item.id for item, _report in reports]
    answer = turn.reply("\n\n".join(said), buttons, edit=edit, about=about, kind=RECORDED)
    return [answer, *(notice for outcome in outcomes for notice in outcome.notices)]


def _enter(turn: Turn, before: tasks.Item, report: Proposal) -> _Outcome:
    """Write one report, unless it says nothing new; a file that the task has already is not attached again."""
    known = files.known(turn, before, report.file_id)
    report = replace(report, file_id=None) if known else report
    last = log.latest_report(turn.tx, before.id)
    if (last is not None or known) and says_nothing_new(before, report):
        return _Outcome(known or _already(turn, before, last))
    other = crossing.newest(turn, before)
    entry_id = _append(turn, before, report)
    item = tasks.get(turn.tx, before.id) or before
    news = blockers.after_report(turn, before, item, entry_id, reporting_agency(turn, item))
    lines = [_recorded(item, report, several=turn.several), *([known] if known else []), *news.lines]
    lines += [crossing.line_about(other)] if other else []
    buttons = (
        Button(_("Undo {code}").format(code=item.code), f"u:{entry_id}"),
        Button(_("Open {code}").format(code=item.code), f"c:{item.id}"),
    )
    others = [*(news.notices or _notices(turn, before, item)), *urging.answers(turn, item)]
    others += crossing.tell_first(turn, item, other)
    others += posts.without(turn.tx, item.id, turn.office.hours)
    others += part_ends.of_change(turn.tx, before, turn.office.hours)
    return _Outcome("\n".join(lines), item, buttons, tuple(others), news.unclear)


def _append(turn: Turn, item: tasks.Item, report: Proposal) -> int:
    kind = _kind(item, report)
    return log.append(
        turn.tx,
        item.id,
        kind,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        agency_id=involved.is_lead(turn.tx, item.id, turn.who.agency_ids),
        state=None if kind is Kind.DOCUMENT else report.state or _state_with(report.percent),
        percent=report.percent,
        note=report.note,
        document_number=report.document_number,
        document_date=report.document_date,
        file_id=report.file_id,
        message=turn.incoming.message_key,
    )


def _kind(item: tasks.Item, report: Proposal) -> Kind:
    """What a report does: "issued, No. 12" of what is issued already only adds the number, as a number by itself does."""
    same = report.state is None or report.state is item.state is State.DONE
    if not same or report.percent is not None or report.note not in (None, item.note):
        return Kind.STATE
    if report.document_number or report.document_date:
        return Kind.DOCUMENT
    return Kind.FILE if report.file_id is not None and report.state is None else Kind.STATE


def _state_with(percent: int | None) -> State | None:
    """A percentage alone says that the work goes on."""
    return None if percent is None else State.IN_PROGRESS


def _recorded(item: tasks.Item, report: Proposal, *, several: bool) -> str:
    code = phrases.code(item, several=several)
    lines = [f"{code} · {item.short_title}: {bold(phrases.standing(item))}"]
    if report.file_id is not None:
        lines.append(_("The file is attached."))
    lines.append(_("Next: {next}").format(next=phrases.next_step(item)))
    return "\n".join(lines)


def _already(turn: Turn, item: tasks.Item, last: log.Line | None) -> str:
    assert last is not None  # noqa: S101 - the caller has looked
    other = last.person if last.person_id != turn.who.person_id else None
    at = phrases.moment(last.at)
    return _("{code} was recorded as “{state}” before ({at}); nothing has changed.").format(
        code=bold(item.code), state=phrases.standing(item), at=f"{other}, {at}" if other else at
    )


def _notices(turn: Turn, before: tasks.Item, item: tasks.Item) -> list[Message]:
    """A "done" waits for the coordinator's word, also anew; a blocker, or one reopened, is put before them."""
    if not _worth_telling(before, item):
        return []
    who = _reporter(turn, item)
    added = item.state is before.state is State.DONE
    head = _("{agency}, {who}, adds the document:") if added else _("{agency}, {who}, reports:")
    lines = [
        head.format(agency=reporting_agency(turn, item), who=who),
        f"{code_with_plan(turn, item)} · {item.short_title}: {bold(phrases.standing(item))}",
    ]
    if item.state is State.DONE:
        lines.append(_in_time(item))
        row = [] if item.confirmed else card.confirm_buttons(item.id, item.revision)
    else:
        row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_coordinators(turn.tx, "\n".join(lines), [row], besides=turn.who.person_id)


def _reporter(turn: Turn, item: tasks.Item) -> str:
    """Who reports; where somebody stands in, in whose place."""
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    own = involved.is_lead(turn.tx, item.id, turn.who.agency_ids)
    other = stand_ins.in_whose_place(turn.tx, turn.who.person_id, own)
    if other is None:
        return who
    return who + " " + _("(in place of {name})").format(name=people.names(turn.tx, [other])[other])


def _in_time(item: tasks.Item) -> str:
    """The deadline of what is done, and whether it was kept."""
    if item.due is None or item.done_on is None:
        return _("no deadline in the document")
    due = _("due {day}").format(day=phrases.day(item.due))
    if item.done_on <= item.due:
        return f"{due}: " + _("done in time")
    late = (item.done_on - item.due).days
    return f"{due}: " + ngettext("done {n} day late", "done {n} days late", late).format(n=late)


def reporting_agency(turn: Turn, item: tasks.Item) -> str:
    """The agency that the sender reports for: of several that lead jointly, their own."""
    own = involved.is_lead(turn.tx, item.id, turn.who.agency_ids)
    return next((agency.name for agency in turn.who.agencies if agency.id == own), item.agency)


def _worth_telling(before: tasks.Item, item: tasks.Item) -> bool:
    if item.state is State.BLOCKED:
        return (item.state, item.note) != (before.state, before.note)
    done = State.DONE in (before.state, item.state)
    shown = (item.state, item.confirmed, item.document_number, item.document_date)
    return done and shown != (before.state, before.confirmed, before.document_number, before.document_date)


def focals_of(turn: Turn, item: tasks.Item) -> list[int]:
    """The people who answer for the agencies that lead an assignment."""
    ids = involved.lead_ids(turn.tx, [item.id]).get(item.id, [])
    return list(dict.fromkeys(focal.person_id for focal in people.focals(turn.tx, ids)))
