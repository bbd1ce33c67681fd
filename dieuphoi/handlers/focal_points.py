"""/daumoi: the coordinator lets a focal point go who is on leave or has been transferred, or has another take the seat."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import admission, handed_on, invitations, phrases, refusals, standing_in_news
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, leave_button, to_coordinators, to_people
from dieuphoi.storage import agencies, people, registrations, seats
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.people import Focal
from dieuphoi.wording import _

AGENCIES, FORMER = 10, 5


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/daumoi Sở Tài chính: its focal points, each with buttons to let them go or be replaced."""
    if not turn.may(Action.CHANGE_FOCALS):
        return [_refused(turn)]
    if not argument:
        return [turn.reply(_("Of which agency? Write e.g. “/daumoi Sở Tài chính”."), _manned(turn))]
    sure, near = turn.office.names.meant(turn.tx, argument)
    if sure is not None:
        return [_listed(turn, sure)]
    if near:
        return [turn.reply(_("Which of these agencies is it? If none, type its full name."), _choices(near))]
    return [turn.reply(refusals.unknown_agency(argument))]


def _refused(turn: Turn) -> Message:
    return turn.reply(refusals.of(turn, Action.CHANGE_FOCALS))


def _manned(turn: Turn) -> list[list[Button]]:
    """The agencies that somebody answers for."""
    ids = dict.fromkeys(focal.agency_id for focal in people.all_focals(turn.tx))
    return _choices([found for number in ids if (found := agencies.get(turn.tx, number))])


def _choices(near: list[Agency]) -> list[list[Button]]:
    return [[Button(agency.name[:60], f"fa:{agency.id}")] for agency in near[:AGENCIES]]


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """The agency was chosen."""
    agency = agencies.get(turn.tx, int(args[0]))
    if agency is None or not turn.may(Action.CHANGE_FOCALS):
        return [_refused(turn)]
    return [_listed(turn, agency)]


def _listed(turn: Turn, agency: Agency, above: str = "") -> Message:
    focals = people.focals(turn.tx, [agency.id])
    if focals:
        lines = [_("Focal points of {agency}:").format(agency=bold(agency.name))]
        lines += [f"• {phrases.of_office(focal)}" for focal in focals]
    else:
        lines = [_("{agency} has no focal point yet. Invite one: /moi {agency}").format(agency=agency.name)]
    former = people.former(turn.tx, agency.id, FORMER)
    lines += [_("Before:")] if former else []
    lines += [f"• {_gone(left)}" for left in former]
    return turn.reply(
        "\n".join([above, *lines] if above else lines),
        [_row(focal) for focal in focals if focal.stands_in_for is None],
    )


def _row(focal: Focal) -> list[Button]:
    name = focal.full_name[:30]
    return [
        Button(_("Let {name} go").format(name=name), f"fr:{focal.agency_id}:{focal.person_id}"),
        Button(_("Replace {name}").format(name=name), f"fp:{focal.agency_id}:{focal.person_id}"),
    ]


def _gone(left: people.Former) -> str:
    text = _("{name}, until {day}").format(name=left.full_name, day=phrases.day(left.until.date()))
    if left.by:
        text += _(" (by {who})").format(who=left.by)
    return f"{text}: {left.why}" if left.why else text


def ask_removing(turn: Turn, args: list[str]) -> list[Message]:
    """Somebody is to go: why is asked, and the answer confirms it."""
    agency, meant = _meant(turn, args)
    if agency is None or meant is None:
        return [_changed(turn, agency)]
    mark = turn.ask("let_go", agency=agency.id, person=meant.person_id)
    lines = [
        bold(_("{name} stops as focal point of {agency}?").format(name=meant.full_name, agency=agency.name)),
        _("They can no longer report from that moment, and are told. The log keeps what they reported."),
        _("Press why, or write it in words:"),
    ]
    why = [Button(text, f"fy:{mark}:{key}") for key, text in _reasons().items()]
    return [turn.reply("\n".join(lines), [why, [leave_button(mark)]])]


def _reasons() -> dict[str, str]:
    return {"leave": _("On leave"), "moved": _("Transferred"), "other": _("Other reason")}


def confirm_removing(turn: Turn, args: list[str]) -> list[Message]:
    """The reason was pressed."""
    question = turn.question("let_go", args[0])
    if question is None:
        return [turn.reply(_("This question is closed; nothing was changed. To ask again: /daumoi"))]
    return _removed(turn, question.data, _reasons()[args[1]])


def take_reason(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The reason was written."""
    return _removed(turn, data, " ".join(turn.incoming.text.split())[:200])


def _removed(turn: Turn, data: dict[str, Any], why: str) -> list[Message]:
    turn.done_asking()
    agency, meant = _meant(turn, [str(data["agency"]), str(data["person"])])
    if agency is None or meant is None:
        return [_changed(turn, agency)]
    also = standing_in_news.ended_with(turn, meant.person_id, agency)
    people.leave(turn.tx, meant.person_id, agency.id, by=turn.who.person_id, why=why)
    registrations.revoke(turn.tx, meant.person_id, agency.id)
    seats.settle(turn.tx, agency.id)
    line, posts = renewed(turn)
    done = _("{name} is no longer a focal point of {agency}.").format(
        name=bold(meant.full_name), agency=agency.name
    )
    done += " " + admission.left_over(turn, agency)
    done, passed = handed_on.from_leaver(turn.tx, meant, done)
    by = turn.who.full_name or turn.who.shown_name
    text = _(
        "The coordinator ({who}) has ended your work as focal point of {agency}: {why}. Your reports stay in the log. If that is a mistake, call the coordinator."
    ).format(who=by, agency=bold(agency.name), why=why)
    return [
        turn.reply(f"{done}\n{line}", [[_invite(agency)]]),
        *to_people(turn.tx, [meant.person_id], text),
        *to_coordinators(turn.tx, f"{done} ({by}: {why})", besides=turn.who.person_id),
        *passed,
        *also,
        *posts,
    ]


def _invite(agency: Agency) -> Button:
    return Button(_("Invite a new one"), f"fi:{agency.id}")


def invite(turn: Turn, args: list[str]) -> list[Message]:
    """After somebody has gone, another is to come."""
    agency = agencies.get(turn.tx, int(args[0]))
    if agency is None:
        return [_refused(turn)]
    return invitations.invite(turn, agency.name)


def ask_replacing(turn: Turn, args: list[str]) -> list[Message]:
    """Somebody is to be replaced: what that means is said before."""
    agency, meant = _meant(turn, args)
    if agency is None or meant is None:
        return [_changed(turn, agency)]
    mark = turn.ask("replace", agency=agency.id, person=meant.person_id)
    lines = [
        bold(
            _("Another takes the seat of {name} at {agency}?").format(
                name=meant.full_name, agency=agency.name
            )
        ),
        _(
            "You get a code for the new person. Once it is used they have the agency's tasks, requests and reminders; {name} can no longer report from then on, and is told. To end that at once: “Let go”."
        ).format(name=meant.full_name),
    ]
    row = [Button(_("Make the code"), f"fc:{mark}"), leave_button(mark)]
    return [turn.reply("\n".join(lines), [row])]


def confirm_replacing(turn: Turn, args: list[str]) -> list[Message]:
    """The code is made."""
    question = turn.question("replace", args[0])
    if question is None:
        return [turn.reply(_("This question is closed; nothing was changed. To ask again: /daumoi"))]
    turn.done_asking()
    agency, meant = _meant(turn, [str(question.data["agency"]), str(question.data["person"])])
    if agency is None or meant is None:
        return [_changed(turn, agency)]
    return [invitations.in_place_of(turn, agency, meant.person_id)]


def _meant(turn: Turn, args: list[str]) -> tuple[Agency | None, Focal | None]:
    """The agency, and its focal point as things stand; None for what is not, or not the sender's to change."""
    if not turn.may(Action.CHANGE_FOCALS):
        return None, None
    agency, person_id = agencies.get(turn.tx, int(args[0])), int(args[1])
    focals = people.focals(turn.tx, [agency.id]) if agency else []
    return agency, next((focal for focal in focals if focal.person_id == person_id), None)


def _changed(turn: Turn, agency: Agency | None) -> Message:
    if agency is None:
        return _refused(turn)
    return _listed(turn, agency, _("This has changed meanwhile."))
