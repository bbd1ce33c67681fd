"""Letting people in: by invitation, or by the coordinator's approval; what they see first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dieuphoi.handlers import handed_on, lists, standing_in_news
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.mornings import buttons
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.storage import agencies, people, registrations, seats, tasks
from dieuphoi.storage import parts as requests
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _, ngettext


def role_name(role: str) -> str:
    """A role as people call it."""
    return {
        "leader": _("leader"),
        "coordinator": _("coordinator"),
        "operator": _("operator"),
        "focal": _("focal point"),
    }[role]


def decided_before(turn: Turn, request: registrations.Registration) -> str:
    """That somebody else was first: what they decided on a request to register."""
    by = people.names(turn.tx, [request.decided_by]) if request.decided_by else {}
    who = by.get(request.decided_by or 0, _("the coordinator"))
    how = {
        "approved": _("approved by {who}").format(who=who),
        "declined": _("declined by {who}").format(who=who),
    }.get(request.state, _("replaced by a newer request, or by an invitation"))
    return _("The request of {name} has been decided already: {how}.").format(name=request.full_name, how=how)


def left_over(turn: Turn, agency: Agency) -> str:
    """How many focal points an agency has now and what waits for it; without any, what to do about it."""
    left = people.focals(turn.tx, [agency.id])
    if left:
        now = _("Focal points left: {n}.").format(n=len(left))
    else:
        now = _(
            "{agency} has no focal point now: its reminders come to you until somebody takes over. Invite: /moi {agency}"
        ).format(agency=agency.name)
    return " ".join([now, *_pending(turn, agency)])


def _pending(turn: Turn, agency: Agency) -> list[str]:
    """What an agency still has to do: its tasks, and what it was asked for."""
    wanted = tasks.Filter(turn.plan_ids, agency_ids=(agency.id,), open_only=True)
    led, _own = tasks.count(turn.tx, wanted)
    late, _own = tasks.count(turn.tx, replace(wanted, overdue_on=turn.today))
    asked = len(requests.waiting(turn.tx, agency_ids=[agency.id]))
    if not led and not asked:
        return []
    text = _(
        "Still waiting for this agency: open tasks {led}, overdue {late}, requests for its part {asked}."
    )
    return [text.format(led=led, late=late, asked=asked)]


def welcome_in(turn: Turn, person_id: int, agency_id: int) -> list[Message]:
    """What a new focal point sees: that they are in, and the agency's tasks."""
    found = agencies.get(turn.tx, agency_id)
    wanted = tasks.Filter(turn.plan_ids, agency_ids=(agency_id,), with_coordination=True, open_only=True)
    touching, _own = tasks.count(turn.tx, wanted)
    led, _own = tasks.count(turn.tx, replace(wanted, with_coordination=False))
    items = tasks.page(turn.tx, replace(wanted, mine=(agency_id,)), skip=0, size=lists.PAGE, own=led)
    parts = [
        _("You are now a focal point of {agency}. Open tasks: leading {led}, coordinating {rest}.").format(
            agency=bold(found.name if found else ""), led=led, rest=touching - led
        )
    ]
    parts += lists.entries(turn, items, (agency_id,))
    parts += ["\n".join(waiting)] if (waiting := handed_on.waits(turn.tx, agency_id)) else []
    if asked := len(requests.waiting(turn.tx, agency_ids=[agency_id])):
        text = ngettext(
            "{n} request for your agency's part waits for an answer: /phoihop",
            "{n} requests for your agency's part wait for an answer: /phoihop",
            asked,
        )
        parts.append(text.format(n=asked))
    parts.append(_("All tasks: /viec. Due this quarter: /quynay. How to report: /trogiup"))
    about = [item.id for item in items]
    return to_people(turn.tx, [person_id], "\n\n".join(parts), buttons(items), about=about)


def accept(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """An invited person is known by name now: let them in."""
    turn.done_asking()
    found = registrations.invitation_by_id(turn.tx, data["invitation"])
    if found is None:
        return [
            turn.reply(
                _(
                    "This invitation has been used or is no longer valid. Ask the coordinator for a new one, or register: /dangky"
                )
            )
        ]
    if found.first is not None and not standing_in_news.still_wanted(turn, found):
        return [turn.reply(_("This invitation to stand in is no longer needed. Please ask who sent it."))]
    role = found.role if found.role != "focal" else None
    person_id = people.add(
        turn.tx,
        turn.who.address_id,
        data["name"],
        position=data.get("position"),
        phone=data.get("phone"),
        role=role,
    )
    registrations.use(turn.tx, found.id, person_id)
    if found.first is not None:
        return standing_in_news.accepted(turn, found, person_id)
    notice = _("{name} has joined by invitation: {what}.").format(
        name=bold(data["name"]), what=data["agency_name"]
    )
    messages = [turn.reply(_greeting(role))] if role else []
    if found.agency_id is not None:
        registrations.withdraw(turn.tx, turn.who.address_id, found.agency_id)
        people.join(turn.tx, person_id, found.agency_id)
        messages += _take_over(turn, found, person_id, data["name"])
        messages += welcome_in(turn, person_id, found.agency_id)
    return [*messages, *to_coordinators(turn.tx, notice, besides=person_id)]


def _greeting(role: str) -> str:
    if role == "coordinator":
        return _(
            "You are now the coordinator. Totals: /tongketqua. Invite: /moi. Requests: /choduyet.\n"
            "Add the bot to the coordination group and send /gannhom there."
        )
    return _("You are now registered as {role}. Totals: /tongketqua. Overdue: /quahan.").format(
        role=role_name(role)
    )


def _take_over(turn: Turn, found: registrations.Invitation, person_id: int, name: str) -> list[Message]:
    """The invited person takes another's seat: that one leaves it now, and is told; what waits goes to the new one."""
    if found.replaces is None or found.agency_id is None:
        return []
    old = next((f for f in people.focals(turn.tx, [found.agency_id]) if f.person_id == found.replaces), None)
    if old is None:
        return []
    agency = agencies.get(turn.tx, found.agency_id)
    also = standing_in_news.ended_with(turn, found.replaces, agency) if agency else []
    people.leave(turn.tx, found.replaces, found.agency_id, by=found.by)
    people.set_deputy(turn.tx, person_id, found.agency_id, old.deputy)
    seats.settle(turn.tx, found.agency_id)
    _line, posts = renewed(turn)
    text = _("{name} has taken over from you as focal point. Thank you.").format(name=bold(name))
    passed = handed_on.to_successors(turn.tx, old, [person_id])
    return [*to_people(turn.tx, [found.replaces], text), *passed, *also, *posts]
