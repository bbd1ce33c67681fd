"""What is said because somebody stands in for a focal point: when it is agreed, as it begins, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dieuphoi.handlers import handed_on, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.storage import people, registrations, stand_ins
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.stand_ins import StandIn
from dieuphoi.wording import _


def days(found: StandIn) -> str:
    """From which day to which, both counted."""
    return _("from {first} to the end of {last}").format(
        first=phrases.day(found.first), last=phrases.day(found.last)
    )


def end_button(found: StandIn) -> Button:
    """Ends it before its last day."""
    return Button(_("End it: {name}").format(name=found.person[:40]), f"ie:{found.id}")


def still_wanted(turn: Turn, found: registrations.Invitation) -> bool:
    """Whether an invitation to stand in can be taken up: the other has the seat, and the days are not over."""
    if found.agency_id is None or found.last is None or found.last < turn.today:
        return False
    focals = people.focals(turn.tx, [found.agency_id])
    return any(f.person_id == found.replaces and f.stands_in_for is None for f in focals)


def accepted(turn: Turn, found: registrations.Invitation, person_id: int) -> list[Message]:
    """An invitation to stand in was taken up. It is `still_wanted`."""
    assert found.agency_id and found.replaces and found.first and found.last  # noqa: S101 - looked at before
    return named(turn, person_id, found.replaces, found.agency_id, (found.first, found.last))


def named(turn: Turn, person_id: int, for_id: int, agency_id: int, span: tuple[date, date]) -> list[Message]:
    """Let a person stand in, and tell them, whom they stand in for, and the coordinators."""
    before = stand_ins.of(turn.tx, for_id, agency_id)
    made = stand_ins.begin(turn.tx, person_id, for_id, agency_id, *span)
    left = {one.id for one in stand_ins.of(turn.tx, for_id, agency_id)}
    now = made.first <= turn.today
    told = [
        *to_people(
            turn.tx, [person_id], _begins(turn.tx, made) if now else _later(made), [[end_button(made)]]
        ),
    ]
    if for_id != turn.who.person_id:
        told += to_people(turn.tx, [for_id], _to_other(made), [[end_button(made)]])
    text = _("{name} stands in for {other} ({agency}), {days}.").format(
        name=bold(made.person), other=bold(made.for_name), agency=made.agency, days=days(made)
    )
    told += to_coordinators(turn.tx, text, [[end_button(made)]], besides=turn.who.person_id)
    replaced = [one for one in before if one.id not in left]
    told += [message for one in replaced for message in ended(turn.tx, one, besides=for_id)]
    return [*told, *(renewed(turn)[1] if now else [])]


def _begins(tx: Transaction, found: StandIn) -> str:
    text = _(
        "Until {last} you stand in for {name}, focal point of {agency}: you report and are reminded in their place; the log names you both. It ends by itself. Tasks: /viec; requests for your part: /phoihop"
    ).format(last=phrases.day(found.last), name=bold(found.for_name), agency=bold(found.agency))
    return "\n".join([text, *handed_on.waits(tx, found.agency_id)])


def _later(found: StandIn) -> str:
    return _(
        "You stand in for {name}, focal point of {agency}, {days}. You hear from me on the first day; until then nothing is to be done."
    ).format(name=bold(found.for_name), agency=bold(found.agency), days=days(found))


def _to_other(found: StandIn) -> str:
    return _(
        "{name} stands in for you at {agency}, {days}: reminders go to them in these days. You can report as well; it ends by itself."
    ).format(name=bold(found.person), agency=bold(found.agency), days=days(found))


def later(turn: Turn) -> str:
    """For somebody whose days of standing in are still to come; empty for anybody else."""
    if turn.who.person_id is None or turn.who.known:
        return ""
    coming = [one for one in stand_ins.every(turn.tx, turn.who.person_id) if one.first > turn.today]
    return _later(coming[0]) + " " + _("For an agency of your own: /dangky and its name") if coming else ""


def ended_with(turn: Turn, person_id: int, agency: Agency) -> list[Message]:
    """Before a person leaves an agency: who stands in for them hears that it is over, and whom they stood in for."""
    over = _("{other} is no longer a focal point of {agency}, so you no longer stand in for them. Thank you.")
    said = [
        to_people(turn.tx, [one.person_id], over.format(other=bold(one.for_name), agency=bold(agency.name)))
        for one in stand_ins.of(turn.tx, person_id, agency.id)
    ]
    said += [ended(turn.tx, one, besides=person_id) for one in stand_ins.by(turn.tx, person_id, agency.id)]
    return [message for messages in said for message in messages]


def unnamed(turn: Turn, held: Sequence[Agency]) -> list[Message]:
    """Before somebody's data are deleted: who stands in for them, or is stood in for, hears of it without a name."""
    to_them = _(
        "The focal point of {agency} for whom you stand in has left; you no longer stand in. Thank you."
    )
    to_other = _("Who stood in for you at {agency} has left: you are reminded again. Your tasks: /viec")
    said: list[Message] = []
    person_id = turn.who.person_id
    if person_id is None:
        return said
    for agency in held:
        name = bold(agency.name)
        for one in stand_ins.of(turn.tx, person_id, agency.id):
            said += to_people(turn.tx, [one.person_id], to_them.format(agency=name))
        for one in stand_ins.by(turn.tx, person_id, agency.id):
            said += to_people(turn.tx, [one.for_id], to_other.format(agency=name))
    return said


def ended(tx: Transaction, found: StandIn, besides: int | None = None) -> list[Message]:
    """It is over: to both, but for who has ended it."""
    to_them = _("You no longer stand in for {name} at {agency}. Thank you; the log keeps what you reported.")
    to_other = _("{name} no longer stands in for you at {agency}: you are reminded again. Your tasks: /viec")
    texts = {
        found.person_id: to_them.format(name=bold(found.for_name), agency=bold(found.agency)),
        found.for_id: to_other.format(name=bold(found.person), agency=bold(found.agency)),
    }
    return [m for who, text in texts.items() if who != besides for m in to_people(tx, [who], text)]


def come_due(tx: Transaction) -> list[Message]:
    """Those whose days begin or are over, each once."""
    begun = stand_ins.begun(tx)
    said = [m for one in begun for m in to_people(tx, [one.person_id], _begins(tx, one), [[end_button(one)]])]
    return said + [message for one in stand_ins.over(tx) for message in ended(tx, one)]
