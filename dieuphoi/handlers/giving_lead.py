"""Giving a task its lead, or another one: the coordinator names an agency, with a reason where there was a lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dieuphoi.handlers import card, phrases, refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.storage import agencies, leads, tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.changes import Source
from dieuphoi.wording import _

CHOICES = 8


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The card's button was pressed: which agency?"""
    item, refusal = _item(turn, int(args[0]), int(args[1]))
    if item is None:
        return [refusal]
    mark = turn.ask("lead_agency", assignment=item.id, before=item.agency_id)
    text = _("{code} · {title}\nLead now: {agency}. Which agency is to lead it? Type its name.")
    said = text.format(code=bold(item.code), title=item.short_title, agency=phrases.lead(item))
    return [turn.reply(said, [[leave_button(mark)]], about=[item.id])]


def asked(turn: Turn, items: list[tasks.Item], named: str) -> list[Message] | None:
    """Another lead was named in words; None where that is no agency."""
    sure, near = turn.office.names.meant(turn.tx, named)
    if len(items) != 1 or (sure is None and not near):
        return None
    item, refusal = _item(turn, items[0].id, items[0].agency_id)
    if item is None:
        return [refusal]
    data = {"assignment": item.id, "before": item.agency_id}
    return _chosen(turn, data, sure) if sure is not None else [_which(turn, data, near)]


def take_agency(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The agency was typed."""
    sure, near = turn.office.names.meant(turn.tx, turn.incoming.text)
    if sure is not None:
        return _chosen(turn, data, sure)
    return [_which(turn, data, near)]


def _which(turn: Turn, data: dict[str, Any], near: Sequence[Agency]) -> Message:
    mark = turn.ask("lead_agency", **data)
    rows = [[Button(agency.name[:60], f"gla:{agency.id}:{mark}")] for agency in near[:CHOICES]]
    text = _("Which of these agencies is it? If none, type its full name.")
    return turn.reply(text, [*rows, [leave_button(mark)]])


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """One of the agencies that were offered was pressed."""
    question, found = turn.question("lead_agency", args[1]), agencies.get(turn.tx, int(args[0]))
    if question is None or found is None:
        return [turn.reply(_("This question is closed. Please send it again."))]
    return _chosen(turn, question.data, found)


def _chosen(turn: Turn, data: dict[str, Any], agency: Agency) -> list[Message]:
    item, refusal = _item(turn, data["assignment"], data["before"])
    turn.done_asking()
    if item is None:
        return [refusal]
    if leads.of(turn.tx, item.id) == [agency.id]:
        text = _("{agency} leads {code} already; nothing was changed.")
        return [turn.reply(text.format(agency=agency.name, code=bold(item.code)))]
    if turn.office.names.ended(turn.tx, agency):
        return [turn.reply(_("{agency} is no more; nothing was changed.").format(agency=agency.name))]
    if not item.leads:
        return _give(turn, item, agency, None)
    mark = turn.ask("lead_reason", **data, agency=agency.id)
    text = _("{code}: from {old} to {new}. Why? Write the reason in one message; both agencies read it.")
    said = text.format(code=bold(item.code), old=phrases.lead(item), new=bold(agency.name))
    return [turn.reply(said, [[leave_button(mark)]])]


def take_reason(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The reason was written."""
    item, refusal = _item(turn, data["assignment"], data["before"])
    agency = agencies.get(turn.tx, data["agency"])
    reason = turn.incoming.text.strip()
    if item is not None and not 0 < len(reason) <= NOTE:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    turn.done_asking()
    return [refusal] if item is None or agency is None else _give(turn, item, agency, reason)


def _give(turn: Turn, item: tasks.Item, agency: Agency, reason: str | None) -> list[Message]:
    before = focals_of(turn, item)
    source = Source(turn.who.person_id, turn.incoming.chat.channel)
    entry_id = leads.give(turn.tx, item.id, agency.id, source, reason)
    now = tasks.get(turn.tx, item.id) or item
    after, text = focals_of(turn, now), _said(turn, now, agency, reason)
    opening = Button(_("Open {code}").format(code=now.code), f"c:{now.id}")
    undo = Button(_("Undo {code}").format(code=now.code), f"u:{entry_id}")
    nobody = _("It has no focal point yet; invite one: /moi {agency}").format(agency=agency.name)
    told = [person for person in dict.fromkeys((*before, *after)) if person != turn.who.person_id]
    return [
        turn.reply(text if after else f"{text}\n{nobody}", [[undo, opening]], about=[now.id]),
        *to_people(turn.tx, told, text, [[opening]], about=[now.id]),
        *renewed(turn)[1],
    ]


def _said(turn: Turn, item: tasks.Item, agency: Agency, reason: str | None) -> str:
    text = _("Now {agency} leads {code} · {title}; {deadline}.").format(
        agency=bold(agency.name),
        code=bold(item.code),
        title=item.short_title,
        deadline=phrases.deadline(item, turn.today),
    )
    return text + "\n" + _("Reason: {reason}").format(reason=reason) if reason else text


def _item(turn: Turn, assignment_id: int, before: int) -> tuple[tasks.Item | None, Message]:
    """The task, for who may give it a lead, while the agency that led it as they were asked still does; or why not."""
    item = tasks.get(turn.tx, assignment_id)
    if item is None or not turn.sees(item.plan_id):
        return None, turn.reply(refusals.task_not_here())
    if not turn.may(Action.GIVE_LEAD, item):
        return None, turn.reply(refusals.of(turn, Action.GIVE_LEAD, item))
    if item.agency_id != before:
        changed = _("{code} has changed since this message; nothing was done now:")
        return None, card.show(turn, item, above=changed.format(code=code_with_plan(turn, item)))
    return item, turn.reply("")
