"""One-time invitations: they skip the wait. Also leaving an agency, and handing one's seat over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dieuphoi.handlers import admission, consent, handed_on, linking, refusals, registration, standing_in_news
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn, to_coordinators
from dieuphoi.plan.text import fold
from dieuphoi.storage import agencies, people, registrations, seats
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _

_CODE = re.compile(r"(?i)\bDP-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")


def code_in(text: str) -> str | None:
    """The invitation code in a message, e.g. after /start of a Telegram link."""
    found = _CODE.search(text)
    return found[0].upper() if found else None


def invite(turn: Turn, argument: str = "") -> list[Message]:
    """/moi Sở Tài chính, /moi lãnh đạo, /moi điều phối: the coordinator makes a link or code to pass on."""
    if not turn.may(Action.INVITE):
        return [turn.reply(refusals.of(turn, Action.INVITE))]
    if not argument:
        return [turn.reply(_("Whom? Write e.g. “/moi Sở Tài chính”, “/moi lãnh đạo” or “/moi điều phối”."))]
    role = {"lanh dao": "leader", "dieu phoi": "coordinator"}.get(fold(argument), "focal")
    agency = None
    if role == "focal":
        agency, near = turn.office.names.meant(turn.tx, argument)
        if agency is None:
            names = "; ".join(found.name for found in near[:5]) or _("none")
            text = _("I'm not sure which agency that is. Nearest: {names}. Write its full name after /moi.")
            return [turn.reply(text.format(names=names))]
    code = registrations.invite(turn.tx, role, agency_id=agency.id if agency else None, by=turn.who.person_id)
    whom = agency.name if agency else admission.role_name(role)
    return [turn.reply(how_to_use(turn, whom, code))]


def link(bot_names: dict[str, str], code: str) -> str | None:
    """The Telegram link that carries a code; None where the bot is not on Telegram.

    A deep link's payload has at most 64 characters of A-Z, a-z, 0-9, _ and - (core.telegram.org/bots/features).
    """
    name = bot_names.get("telegram")
    return f"https://t.me/{name}?start={code}" if name else None


def how_to_use(turn: Turn, whom: str, code: str) -> str:
    """An invitation as it is passed on: for whom, link, code."""
    lines = [_("Invitation for {whom}, for one person, valid 7 days:").format(whom=bold(whom))]
    address = link(turn.office.bot_names, code)
    if address:
        lines.append(address)
    lines.append(_("Code (to send to the bot in private): {code}").format(code=bold(code)))
    lines.append(_("Pass it on to that person only."))
    return "\n".join(lines)


def redeem(turn: Turn, code: str) -> list[Message]:
    """A code came in: whoever is known is let in at once, a stranger gives name and position first."""
    if not turn.private:
        return [turn.reply(_("Please send the code in private; here everybody can read it."))]
    found = registrations.open_invitation(turn.tx, code)
    if found is None:
        return [
            turn.reply(
                _(
                    "This invitation has been used or is no longer valid. Ask the coordinator for a new one, or register: /dangky"
                )
            )
        ]
    if found.role == linking.ROLE:
        return linking.join(turn, found)
    if (turn.who.role == "coordinator" and found.role != "focal") or found.agency_id in turn.who.agency_ids:
        return [turn.reply(_("You have this already, so the invitation was not used. Pass it on."))]
    agency = agencies.get(turn.tx, found.agency_id) if found.agency_id else None
    name = agency.name if agency else admission.role_name(found.role)
    data: dict[str, Any] = {"invitation": found.id, "agency_name": name}
    if turn.who.full_name:
        return admission.accept(turn, data | {"name": turn.who.full_name, "position": turn.who.position})
    return consent.ask(turn, data) if consent.needed(turn) else registration.ask_name(turn, data)


def leave(turn: Turn, _argument: str = "") -> list[Message]:
    """/roi: stop answering for an agency; asked about first."""
    return _choose_agency(turn, _("Stop being a focal point of which agency?"), "go", turn.who.agencies)


def hand_over(turn: Turn, _argument: str = "") -> list[Message]:
    """/bangiao: make an invitation for whoever takes one's seat."""
    return _choose_agency(turn, _("Hand over the work for which agency?"), "hand", turn.who.own_agencies)


def _choose_agency(turn: Turn, question: str, action: str, held: Sequence[Agency]) -> list[Message]:
    if not turn.private or not held:
        return [turn.reply(_("This is for focal points, in private. To register: /dangky"))]
    buttons = [[Button(agency.name[:60], f"{action}:{agency.id}")] for agency in held]
    return [turn.reply(question, [*buttons, [Button(_("Cancel"), "n")]])]


def leave_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The agency to leave was chosen."""
    agency = _own(turn, args)
    if agency is None or turn.who.person_id is None:
        return [turn.reply(_("You are not a focal point of that agency."), edit=True)]
    leaver = next(f for f in people.focals(turn.tx, [agency.id]) if f.person_id == turn.who.person_id)
    also = standing_in_news.ended_with(turn, turn.who.person_id, agency)
    people.leave(turn.tx, turn.who.person_id, agency.id, by=turn.who.person_id)
    registrations.revoke(turn.tx, turn.who.person_id, agency.id)
    seats.settle(turn.tx, agency.id)
    notice = _("{name} is no longer a focal point of {agency}.").format(
        name=bold(turn.who.full_name), agency=agency.name
    )
    notice += " " + admission.left_over(turn, agency)
    notice, passed = handed_on.from_leaver(turn.tx, leaver, notice)
    text = _("You no longer answer for {agency}. Your reports stay in the log.").format(
        agency=bold(agency.name)
    )
    told = to_coordinators(turn.tx, notice, besides=turn.who.person_id)
    return [turn.reply(text, edit=True), *told, *passed, *also]


def hand_over_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The agency to hand over was chosen."""
    agency = _own(turn, args)
    if agency is None or agency.id in turn.who.lent or turn.who.person_id is None:
        return [turn.reply(_("You are not a focal point of that agency."), edit=True)]
    made = in_place_of(turn, agency, turn.who.person_id)
    text = made.text + "\n" + _("Until the code is used you stay the focal point.")
    return [turn.reply(text, edit=True)]


def in_place_of(turn: Turn, agency: Agency, person_id: int) -> Message:
    """An invitation to the seat of a focal point."""
    code = registrations.invite(
        turn.tx, "focal", agency_id=agency.id, by=turn.who.person_id, replaces=person_id
    )
    return turn.reply(how_to_use(turn, agency.name, code))


def _own(turn: Turn, args: list[str]) -> Agency | None:
    if not turn.private:  # a code that is shown in a group is everybody's
        return None
    return next((agency for agency in turn.who.agencies if agency.id == int(args[0])), None)
