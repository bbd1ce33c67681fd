"""Writing reports into the log, with the answer that says what was recorded and the notices that follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dieuphoi.handlers import card, part_ends, phrases, posts, urging
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import Proposal
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.plan.history import Entry, Kind, unusual
from dieuphoi.plan.results import State
from dieuphoi.storage import involved, log, people, plans, tasks
from dieuphoi.wording import _, ngettext

UNDO_WITHIN = timedelta(days=1)


def is_unusual(turn: Turn, item: tasks.Item, report: Proposal) -> bool:
    """Whether a report must be asked about before it counts."""
    entry = Entry(
        id=0,
        kind=Kind.STATE,
        day=turn.today,
        state=report.state,
        percent=report.percent,
        document_date=report.document_date,
    )
    plan = plans.get(turn.tx, item.plan_id)
    return unusual(log.standing_of(turn.tx, item.id), entry, plan.date if plan else None)


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


def record(
    turn: Turn, reports: Sequence[tuple[tasks.Item, Proposal]], *, edit: bool = False
) -> list[Message]:
    """Write reports and answer with what was recorded, how to undo it, and what comes next.

    Each report must have passed the permission table and the question about unusual ones.
    """
    said: list[str] = []
    buttons: list[list[Button]] = []
    notices: list[Message] = []
    for before, report in reports:
        last = log.latest_report(turn.tx, before.id)
        if last is not None and says_nothing_new(before, report):
            said.append(_already(before, last))
            continue
        entry_id = _append(turn, before, report)
        item = tasks.get(turn.tx, before.id) or before
        said.append(_recorded(item, report, several=turn.several))
        buttons.append(
            [
                Button(_("Undo {code}").format(code=item.code), f"u:{entry_id}"),
                Button(_("Open {code}").format(code=item.code), f"c:{item.id}"),
            ]
        )
        notices += _notices(turn, before, item)
        notices += [*urging.answers(turn, item), *posts.without(turn.tx, item.id, turn.office.hours)]
        notices += part_ends.of_change(turn.tx, before, turn.office.hours)
    head = _("{recorded} at {at}.").format(recorded=bold(_("Recorded")), at=phrases.moment(turn.tx.now))
    text = "\n\n".join([head, *said] if buttons else said)
    about = [item.id for item, _report in reports]
    return [turn.reply(text, buttons, edit=edit, about=about, kind="recorded"), *notices]


def _append(turn: Turn, item: tasks.Item, report: Proposal) -> int:
    only_file = report.file_id is not None and report.state is None and report.percent is None
    return log.append(
        turn.tx,
        item.id,
        Kind.FILE if only_file and not report.document_number else Kind.STATE,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        agency_id=involved.is_lead(turn.tx, item.id, turn.who.agency_ids),
        state=report.state or (State.IN_PROGRESS if report.percent is not None else None),
        percent=report.percent,
        note=report.note,
        document_number=report.document_number,
        document_date=report.document_date,
        file_id=report.file_id,
        message=turn.incoming.message_key,
    )


def _recorded(item: tasks.Item, report: Proposal, *, several: bool) -> str:
    code = phrases.code(item, several=several)
    lines = [f"{code} · {item.short_title}: {bold(phrases.standing(item))}"]
    if report.file_id is not None:
        lines.append(_("The file is attached."))
    if item.state is State.DONE and not item.document_number:
        lines.append(
            _("If a document was issued, send its number: “{code} No. 12/QĐ-UBND of 28/3”.").format(
                code=item.code
            )
        )
    lines.append(_("Next: {next}").format(next=phrases.next_step(item)))
    return "\n".join(lines)


def _already(item: tasks.Item, last: log.Line) -> str:
    return _("{code} was recorded as “{state}” before ({at}); nothing has changed.").format(
        code=bold(item.code), state=phrases.standing(item), at=phrases.moment(last.at)
    )


def _notices(turn: Turn, before: tasks.Item, item: tasks.Item) -> list[Message]:
    """A "done" waits for the coordinator's word, also anew; a blocker, or one reopened, is put before them."""
    if not _worth_telling(before, item):
        return []
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    lines = [
        _("{agency}, {who}, reports:").format(agency=reporting_agency(turn, item), who=who),
        f"{code_with_plan(turn, item)} · {item.short_title}: {bold(phrases.standing(item))}",
    ]
    if item.state is State.DONE:
        lines.append(_in_time(item))
        row = card.confirm_buttons(item.id, item.revision)
    else:
        row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_coordinators(turn.tx, "\n".join(lines), [row], besides=turn.who.person_id)


def _in_time(item: tasks.Item) -> str:
    """The deadline of what is done, and whether it was kept."""
    if item.due is None or item.done_on is None:
        return _("no deadline in the document")
    due = _("due {day}").format(day=phrases.day(item.due))
    if item.done_on <= item.due:
        return f"{due}: " + _("done in time")
    late = (item.done_on - item.due).days
    return f"{due}: " + ngettext("done {n} day late", "done {n} days late", late).format(n=late)


def undo(turn: Turn, entry_id: int) -> list[Message]:
    """Take a report back: by its author within a day, by the coordinator at any time. The log keeps both."""
    found = log.line(turn.tx, entry_id)
    if found is None or found.entry.kind not in (Kind.STATE, Kind.FILE):
        return [turn.reply(_("There is no such report to undo."))]
    item = tasks.get(turn.tx, found.assignment_id)
    refusal = _why_not_undo(turn, found, item)
    if refusal or item is None:
        return [turn.reply(refusal)]
    log.append(
        turn.tx,
        found.assignment_id,
        Kind.UNDO,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        undoes=entry_id,
    )
    now = tasks.get(turn.tx, item.id) or item
    text = _("Undone. {code} is again: {state}.").format(
        code=bold(now.code), state=bold(phrases.standing(now))
    )
    buttons = [[Button(_("Open {code}").format(code=now.code), f"c:{now.id}")]]
    return [
        turn.reply(text, buttons, about=[now.id]),
        *undo_notices(turn, found, now),
        *part_ends.of_change(turn.tx, item, turn.office.hours),
    ]


def _why_not_undo(turn: Turn, found: log.Line, item: tasks.Item | None) -> str:
    """Why a report can't be undone by this person now; empty where it can."""
    if item is None or not turn.sees(item.plan_id):
        return _("There is no such report to undo.")
    if found.undone:
        return _("This report was undone before. {code} is: {state}.").format(
            code=item.code, state=phrases.standing(item)
        )
    if turn.may(Action.UNDO_OTHERS, item):
        return ""
    if found.person_id != turn.who.person_id or not turn.may(Action.REPORT, item):
        return _("Only who made the report, or the coordinator, can undo it.")
    if item.confirmed:
        return _("The coordinator has confirmed {code}; please ask the coordinator.").format(code=item.code)
    if turn.tx.now - found.at > UNDO_WITHIN:
        return _("A report can be undone within a day; please ask the coordinator.")
    return ""


def reporting_agency(turn: Turn, item: tasks.Item) -> str:
    """The agency that the sender reports for: of several that lead jointly, their own."""
    own = involved.is_lead(turn.tx, item.id, turn.who.agency_ids)
    return next((agency.name for agency in turn.who.agencies if agency.id == own), item.agency)


def _worth_telling(before: tasks.Item, item: tasks.Item) -> bool:
    if item.state is State.BLOCKED:
        return (item.state, item.note) != (before.state, before.note)
    done = State.DONE in (before.state, item.state)
    return done and (item.state, item.confirmed) != (before.state, before.confirmed)


def undo_notices(turn: Turn, found: log.Line, item: tasks.Item) -> list[Message]:
    """The coordinator hears of a "done" taken back or in force again, an author of who else took theirs back."""
    if found.person_id is not None and found.person_id != turn.who.person_id:
        text = _("The coordinator undid your report on {code}. It is again: {state}.")
        return to_people(
            turn.tx, [found.person_id], text.format(code=bold(item.code), state=phrases.standing(item))
        )
    if not {found.entry.state, item.state} & {State.DONE, State.BLOCKED}:
        return []
    text = _("{agency} took back its report on {code}. It is again: {state}.").format(
        agency=found.agency or item.agency, code=bold(item.code), state=phrases.standing(item)
    )
    waits = item.state is State.DONE and not item.confirmed
    row = card.confirm_buttons(item.id, item.revision) if waits else []
    return to_coordinators(turn.tx, text, [row] if row else (), besides=turn.who.person_id)


def focals_of(turn: Turn, item: tasks.Item) -> list[int]:
    """The people who answer for the agencies that lead an assignment."""
    ids = involved.lead_ids(turn.tx, [item.id]).get(item.id, [])
    return list(dict.fromkeys(focal.person_id for focal in people.focals(turn.tx, ids)))
