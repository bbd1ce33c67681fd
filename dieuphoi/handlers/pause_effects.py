"""What follows from a pause: who is reminded instead, and who is told of it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.pause_targets import Whom
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.storage import agencies, pauses, people
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.people import Focal
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def lines(turn: Turn, whom: Whom) -> list[str]:
    """Who hears instead, or what still goes on; for whoever has just paused something."""
    if whom.kind == "person":
        return [*(_stand_in(turn, whom, agency) for agency in turn.who.agencies), *_of_role(turn, whom)]
    if whom.kind == "agency":
        return [
            _("Deadlines stay as they are; the group still reads of the agency's tasks."),
            _("Its focal points have been told.")
            if _focals(turn, whom)
            else _("It has no focal point yet; nobody had to be told."),
        ]
    return [_("Deadlines stay as they are; neither the group nor anybody in private is reminded.")]


def _stand_in(turn: Turn, whom: Whom, agency: Agency) -> str:
    others = stand_ins(turn, whom.number, agency.id)
    if others:
        text = _("Tasks of {agency}: {names} reminded instead.")
        return text.format(agency=agency.name, names=", ".join(others))
    return _(
        "Tasks of {agency}: you are its only focal point, so the coordinator is reminded and has been told."
    ).format(agency=agency.name)


def stand_ins(turn: Turn, person_id: int, agency_id: int) -> list[str]:
    """Those of an agency who are there while somebody is away: the deputies where no main one is."""
    away = pauses.running(turn.tx, turn.today).people
    there = [f for f in people.focals(turn.tx, [agency_id]) if f.person_id not in {*away, person_id}]
    return [f.full_name for f in there if not f.deputy] or [f.full_name for f in there]


def left_in_peace(turn: Turn, item: Item, asked: Sequence[Focal]) -> list[str]:
    """For whoever asks about a task: which of those who are asked pause reminders, until when, and who stands in."""
    now = pauses.running(turn.tx, turn.today)
    found = [(_("Plan {number}").format(number=item.plan_number), now.plans.get(item.plan_id))]
    for number in dict.fromkeys(focal.agency_id for focal in asked):
        agency = agencies.get(turn.tx, number)
        found.append((agency.name if agency else "", now.agencies.get(number)))
    text = _("{whom}: reminders are paused until the end of {day}; asked all the same.")
    lines = [text.format(whom=whom, day=phrases.day(day)) for whom, day in found if day]
    away = [(focal, now.people[focal.person_id]) for focal in asked if focal.person_id in now.people]
    return lines + [_away(turn, focal, until) for focal, until in away]


def _away(turn: Turn, focal: Focal, until: date) -> str:
    there = ", ".join(stand_ins(turn, focal.person_id, focal.agency_id))
    text = _("{name} pauses reminders until the end of {day}; asked all the same. Standing in: {others}.")
    return text.format(name=focal.full_name, day=phrases.day(until), others=there or _("the coordinator"))


def _of_role(turn: Turn, whom: Whom) -> list[str]:
    if turn.who.role not in (Role.COORDINATOR, Role.LEADER):
        return []
    away = pauses.running(turn.tx, turn.today).people
    there = [n for n in people.with_role(turn.tx, turn.who.role) if n not in {*away, whom.number}]
    if there:
        return []
    if turn.who.role == Role.LEADER:
        return [_("No other leader is there: what is passed on to leaders comes to the coordinator.")]
    return [_("No other coordinator is there: what nobody else can be reminded of still comes to you.")]


def notices(turn: Turn, whom: Whom, until: date | None) -> list[Message]:
    """To those whom it concerns: the coordinator where nobody is left, the focal points of a paused agency.

    `until` is None where the pause has ended.
    """
    if whom.kind == "agency":
        return to_people(turn.tx, _focals(turn, whom), _to_focals(whom, until))
    if whom.kind == "plan" or until is None:
        return []
    alone = [a.name for a in turn.who.agencies if not stand_ins(turn, whom.number, a.id)]
    if not alone:
        return []
    text = _(
        "{name} pauses reminders until the end of {day}. No other focal point is there for {agencies}: you are reminded instead. To invite one: /moi {first}"
    )
    said = text.format(
        name=bold(whom.shown), day=phrases.day(until), agencies=", ".join(alone), first=alone[0]
    )
    return to_coordinators(turn.tx, said, besides=whom.number)


def _focals(turn: Turn, whom: Whom) -> list[int]:
    return [focal.person_id for focal in people.focals(turn.tx, [whom.number])]


def _to_focals(whom: Whom, until: date | None) -> str:
    if until is None:
        return _(
            "The coordinator has ended the pause: reminders for {agency} come again. Your tasks: /viec"
        ).format(agency=bold(whom.shown))
    return _(
        "The coordinator has paused reminders for {agency} until the end of {day}. Deadlines stay as they are; you can report as before: /viec"
    ).format(agency=bold(whom.shown), day=phrases.day(until))
