"""/duphong: which focal points of an agency are deputies, who are reminded only when the others do not answer."""

from __future__ import annotations

from dieuphoi.handlers import refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, to_people
from dieuphoi.storage import agencies, people, rules
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.people import Focal
from dieuphoi.wording import _

AGENCIES = 10


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/duphong Sở Tài chính: its focal points, each with a button to switch."""
    if not turn.may(Action.SET_REMINDERS):
        return [_not_allowed(turn)]
    if not argument:
        return _which(turn)
    sure, near = turn.office.names.meant(turn.tx, argument)
    if sure is not None:
        return [_listed(turn, sure)]
    if near:
        return [turn.reply(_("Which of these agencies is it? If none, type its full name."), _buttons(near))]
    return [turn.reply(refusals.unknown_agency(argument))]


def _which(turn: Turn) -> list[Message]:
    """The agencies with several focal points: only there somebody can be a deputy."""
    every: dict[int, int] = {}
    for focal in people.all_focals(turn.tx):
        every[focal.agency_id] = every.get(focal.agency_id, 0) + 1
    found = [agencies.get(turn.tx, number) for number, size in every.items() if size > 1]
    text = _("Of which agency? Write e.g. “/duphong Sở Tài chính”.")
    if not found:
        text += " " + _("No agency has two focal points yet; to invite one more: /moi Sở Tài chính")
    return [turn.reply(text, _buttons([agency for agency in found if agency]))]


def _buttons(near: list[Agency]) -> list[list[Button]]:
    return [[Button(agency.name[:60], f"da:{agency.id}")] for agency in near[:AGENCIES]]


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """The agency was chosen."""
    agency = agencies.get(turn.tx, int(args[0]))
    if agency is None or not turn.may(Action.SET_REMINDERS):
        return [_not_allowed(turn)]
    return [_listed(turn, agency)]


def _listed(turn: Turn, agency: Agency, above: str = "", *, edit: bool = False) -> Message:
    focals = _seated(turn, agency)
    if not focals:
        text = _("{agency} has no focal point yet. Invite one: /moi {agency}")
        return turn.reply(text.format(agency=agency.name), edit=edit)
    lines = [_("Focal points of {agency}:").format(agency=bold(agency.name))]
    lines += [f"• {focal.full_name}: {bold(_kind(focal.deputy))}" for focal in focals]
    rule = _("A deputy is reminded only when an overdue task has had no report for long ({days}).")
    lines.append(rule.format(days=_days(turn)))
    text = "\n".join(([above, ""] if above else []) + lines)
    return turn.reply(text, [[_switch(focal)] for focal in focals] if len(focals) > 1 else (), edit=edit)


def _seated(turn: Turn, agency: Agency) -> list[Focal]:
    """Its focal points; who stands in for one of them for some days is reminded as that one is."""
    return [focal for focal in people.focals(turn.tx, [agency.id]) if focal.stands_in_for is None]


def _kind(deputy: bool) -> str:
    return _("deputy") if deputy else _("main")


def _switch(focal: Focal) -> Button:
    label = _("Make {name} {kind}").format(name=focal.full_name[:40], kind=_kind(not focal.deputy))
    return Button(label, f"ds:{focal.agency_id}:{focal.person_id}:{int(not focal.deputy)}")


def _days(turn: Turn) -> str:
    """After how many days the plans' rules pass a task on to deputies."""
    days = sorted({rules.of_plan(turn.tx, plan.id).deputy for plan in turn.plans})
    return ", ".join(_("{n} days").format(n=number) if number else _("off") for number in days) or _("off")


def press_switch(turn: Turn, args: list[str]) -> list[Message]:
    """A focal point becomes a deputy, or a main one again; one main one must stay."""
    agency, person_id, deputy = agencies.get(turn.tx, int(args[0])), int(args[1]), args[2] == "1"
    if agency is None or not turn.may(Action.SET_REMINDERS):
        return [_not_allowed(turn)]
    focals = _seated(turn, agency)
    meant = next((focal for focal in focals if focal.person_id == person_id), None)
    if meant is None or meant.deputy is deputy:
        return [_listed(turn, agency, _("This has changed meanwhile."), edit=True)]
    if deputy and not any(not f.deputy for f in focals if f.person_id != person_id):
        text = _("{name} is the only main focal point of {agency}; at least one must stay.")
        return [turn.reply(text.format(name=meant.full_name, agency=agency.name))]
    people.set_deputy(turn.tx, person_id, agency.id, deputy)
    line, messages = renewed(turn)
    done = _("Done: {name} is now {kind}.").format(name=bold(meant.full_name), kind=_kind(deputy))
    return [
        _listed(turn, agency, f"{done} {line}", edit=True),
        *to_people(turn.tx, [person_id], _notice(turn, agency, deputy)),
        *messages,
    ]


def _notice(turn: Turn, agency: Agency, deputy: bool) -> str:
    if not deputy:
        return _(
            "You are a main focal point of {agency} again: you are reminded of every task of the agency. Your tasks: /viec"
        ).format(agency=bold(agency.name))
    return _(
        "The coordinator has made you a deputy focal point of {agency}: you are reminded only when an overdue task has had no report for long ({days}), or while the main focal points are away. You can report as before: /viec"
    ).format(agency=bold(agency.name), days=_days(turn))


def _not_allowed(turn: Turn) -> Message:
    return turn.reply(
        _(
            "Only the coordinator says who is a deputy. Focal points of an agency: ask “who is the focal point of Sở Tài chính”."
        )
    )
