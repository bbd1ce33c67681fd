"""Who answers for an agency. Phone numbers are shown to the coordinator and leaders alone, in private."""

from __future__ import annotations

from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import agencies, people
from dieuphoi.wording import _


def show(turn: Turn, agency_name: str | None) -> list[Message]:
    """The focal points of an agency by name."""
    if not turn.may(Action.SEE_FOCALS):
        return [turn.reply(refusals.register_first())]
    found = turn.office.names.agency(turn.tx, agency_name) if agency_name else None
    if found is None:
        return [turn.reply(_("Of which agency? Write e.g. “who is the focal point of Sở Tài chính”."))]
    focals = people.focals(turn.tx, [found.id])
    if not focals:
        return [turn.reply(_("{agency} has no focal point yet.").format(agency=bold(found.name)))]
    numbers = turn.private and turn.who.role in ("coordinator", "leader")
    lines = [f"• {_line(focal, numbers=numbers)}" for focal in focals]
    return [turn.reply("\n".join([_("Focal points of {agency}:").format(agency=bold(found.name)), *lines]))]


def without(turn: Turn) -> list[Message]:
    """The agencies of the plans that nobody answers for, first those that lead tasks."""
    if not turn.may(Action.SEE_FOCALS):
        return [turn.reply(refusals.register_first())]
    found = agencies.without_focal(turn.tx)
    if not found:
        return [turn.reply(_("Every agency of the plans has a focal point."))]
    leading = [name for name, leads in found if leads]
    helping = [name for name, leads in found if not leads]
    lines = [
        *_listed(_("Agencies that lead tasks and have no focal point yet ({n}):"), leading),
        *_listed(_("Agencies that work with a lead and have no focal point yet ({n}):"), helping),
    ]
    if turn.may(Action.INVITE):
        lines.append(_("Invite one: /moi and the agency's name"))
    return [turn.reply("\n".join(lines))]


def _listed(heading: str, names: list[str]) -> list[str]:
    return [heading.format(n=len(names)), *(f"• {bold(name)}" for name in names)] if names else []


def _line(focal: people.Focal, *, numbers: bool) -> str:
    who = phrases.of_office(focal)
    return f"{who}, {focal.phone}" if numbers and focal.phone else who
