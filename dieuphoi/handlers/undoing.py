"""Taking an entry of the log back: by its author within a day, by the coordinator at any time. The log keeps both."""

from __future__ import annotations

from datetime import timedelta

from dieuphoi.handlers import card, part_ends, phrases, posts, refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage import extensions, leads, log, people, tasks
from dieuphoi.storage.changes import Source
from dieuphoi.wording import _

UNDO_WITHIN = timedelta(days=1)


def undo(turn: Turn, entry_id: int) -> list[Message]:
    """Take back a report, or the coordinator's word or extension; the answer says what stands now."""
    found = log.line(turn.tx, entry_id)
    if found is None or found.entry.kind not in log.UNDOABLE:
        return [turn.reply(_("There is no such entry to undo."))]
    item = tasks.get(turn.tx, found.assignment_id)
    refusal = why_not(turn, found, item)
    if refusal or item is None:
        return [turn.reply(refusal)]
    source = Source(turn.who.person_id, turn.incoming.chat.channel)
    if found.entry.kind is Kind.LEAD and not leads.put_back(turn.tx, item.id, entry_id, source):
        text = _("The lead of {code} has changed since; give it another from its card.")
        return [turn.reply(text.format(code=bold(item.code)), about=[item.id])]
    take_back(turn, found)
    now = tasks.get(turn.tx, item.id) or item
    text = _("Undone. {code} is again: {state}.").format(
        code=bold(now.code), state=bold(_stands(turn, found, now))
    )
    rows = [[Button(_("Open {code}").format(code=now.code), f"c:{now.id}")]]
    if found.entry.kind in log.DECIDED and now.awaits_word:
        rows.insert(0, card.confirm_buttons(now.id, now.revision))
    told = _of_blocker if found.entry.kind in log.ON_BLOCKERS else undo_notices
    told = _of_decision if found.entry.kind in log.DECIDED else told
    moved = found.entry.kind in (Kind.EXTEND, Kind.LEAD)
    waiting = posts.without(turn.tx, now.id, turn.office.hours) if moved else []
    return [
        turn.reply(text, rows, about=[now.id]),
        *told(turn, found, now),
        *waiting,
        *part_ends.of_change(turn.tx, item, turn.office.hours),
    ]


def take_back(turn: Turn, found: log.Line) -> None:
    """Enter that the sender takes an entry back; who may was looked at before."""
    log.append(
        turn.tx,
        found.assignment_id,
        Kind.UNDO,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        undoes=found.entry.id,
    )
    if found.entry.kind is Kind.EXTEND:
        extensions.undone(turn.tx, found.entry.id)


def _stands(turn: Turn, found: log.Line, now: tasks.Item) -> str:
    """Where the task stands; with its deadline where that has moved."""
    standing = phrases.standing(now)
    if found.entry.kind is Kind.LEAD:
        return f"{phrases.lead(now)}; {standing}"
    return f"{standing}; {phrases.deadline(now, turn.today)}" if found.entry.kind is Kind.EXTEND else standing


def why_not(turn: Turn, found: log.Line, item: tasks.Item | None) -> str:
    """Why an entry can't be undone by this person now; empty where it can."""
    if item is None or not turn.sees(item.plan_id):
        return _("There is no such entry to undo.")
    if item.ended:
        return phrases.ended(item)
    if found.undone:
        return _("This was undone before. {code} is: {state}.").format(
            code=item.code, state=phrases.standing(item)
        )
    if turn.may(Action.UNDO_OTHERS, item):
        return ""
    if found.entry.kind in log.DECIDED:
        return _("Only the coordinator can undo this.")
    may = Action.ANSWER_BLOCKER if found.entry.kind is Kind.ANSWER else Action.REPORT
    if found.person_id != turn.who.person_id or not turn.may(may, item):
        return refusals.of(turn, Action.UNDO_OTHERS)
    if item.confirmed:
        return _("The coordinator has confirmed {code}; please ask the coordinator.").format(code=item.code)
    if turn.tx.now - found.at > UNDO_WITHIN:
        return _("A report can be undone within a day; please ask the coordinator.")
    return ""


def _of_decision(turn: Turn, found: log.Line, item: tasks.Item) -> list[Message]:
    """The focal points hear that the coordinator took a word or an extension back."""
    what = {
        Kind.CONFIRM: _("The coordinator took back the confirmation of {code} · {title}. Now: {state}."),
        Kind.RETURN: _("The coordinator took back the return of {code} · {title}. Now: {state}."),
        Kind.LEAD: _("The coordinator took back the change of lead of {code} · {title}. Now: {state}."),
        Kind.EXTEND: _("The coordinator took back an extension of {code} · {title}. Now: {state}."),
    }[found.entry.kind]
    text = what.format(code=bold(item.code), title=item.short_title, state=_stands(turn, found, item))
    row = [[Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]]
    lost = [leads.given(turn.tx, found.entry.id)] if found.entry.kind is Kind.LEAD else []
    losing = (focal.person_id for focal in people.focals(turn.tx, lost))
    every = dict.fromkeys((*focals_of(turn, item), *losing))
    heard = [person for person in every if person != turn.who.person_id]
    return to_people(turn.tx, heard, text, row, about=[item.id])


def _of_blocker(turn: Turn, found: log.Line, item: tasks.Item) -> list[Message]:
    """Who heard of it hears that a blocker is open again, or that what was said or done about it is taken back."""
    what = {
        Kind.ANSWER: _("{who} took back what was answered on the blocker of {code}: “{note}”. Now: {state}."),
        Kind.REFER: _("{who} took back that the blocker of {code} was put before the leaders. Now: {state}."),
        Kind.LIFT: _("{who} took back that the blocker of {code} was lifted. Now: {state}."),
    }[found.entry.kind]
    text = what.format(
        who=turn.who.full_name or turn.who.shown_name,
        code=bold(item.code),
        note=found.entry.note,
        state=phrases.standing(item),
    )
    row = [[Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]]
    heard_of_it = (
        people.with_role(turn.tx, Role.LEADER) if found.entry.kind is Kind.REFER else focals_of(turn, item)
    )
    author = [found.person_id] if found.person_id is not None else []
    every = dict.fromkeys((*heard_of_it, *people.with_role(turn.tx, Role.COORDINATOR), *author))
    heard = [person for person in every if person != turn.who.person_id]
    return to_people(turn.tx, heard, text, row, about=[item.id])


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
    row = card.confirm_buttons(item.id, item.revision) if item.awaits_word else []
    return to_coordinators(turn.tx, text, [row] if row else (), besides=turn.who.person_id)
