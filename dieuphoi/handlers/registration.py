"""Becoming a focal point: a stranger is asked for agency, name, position and perhaps a phone number, and waits
for the coordinator's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from dieuphoi.handlers import (
    admission,
    confirm_list,
    consent,
    extension_requests,
    identity,
    phrases,
    refusals,
    standing_in_news,
)
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Rows, Turn, to_coordinators
from dieuphoi.storage import agencies, people, plan_rows, registrations
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.registrations import Registration
from dieuphoi.wording import _

CHOICES = 8
DAY = timedelta(days=1)
# The words, bare, that leave out the phone number.
_NO_NUMBER = frozenset(
    ("bo qua", "skip", "khong", "ko", "khong can", "khong co", "khong cung cap", "no", "none")
)
REQUESTS_A_DAY = 5  # of one account; whoever asks more often is to call


def begin(turn: Turn, argument: str = "") -> list[Message]:
    """/dangky, or the first message of a stranger in private."""
    if not turn.private:
        return [
            turn.reply(
                _("Please write to me in private to register: names and numbers stay out of the group.")
            )
        ]
    if not argument and (later := standing_in_news.later(turn)):
        return [turn.reply(later)]
    waiting = registrations.waiting(turn.tx, turn.who.address_id)
    if waiting and not argument:
        text = _("Your request for {agency} waits for the coordinator; you will hear from me here.").format(
            agency=bold(waiting[0].agency)
        )
        return [turn.reply(text, [[Button(_("Register again"), "again")]])]
    if consent.needed(turn):
        return consent.ask(turn, {"typed": argument} if argument else {})
    if argument:
        return take_agency(turn, {}, argument)
    return _ask_agency(turn, _welcome())


def again(turn: Turn, _args: list[str]) -> list[Message]:
    """Start over, in the place of a request that waits."""
    if not turn.private or consent.needed(turn):
        return begin(turn)
    return _ask_agency(turn, _welcome())


def resume(turn: Turn) -> list[Message]:
    """A stranger does something else on the way: the open question is put again, nothing of it is lost."""
    asked, first = turn.question("consent"), _("That works once you are registered.")
    if asked is not None:
        return consent.ask_again(turn, asked.data, first)
    for step, put in (("name", ask_name), ("position", _ask_position), ("phone", _ask_phone)):
        question = turn.question(step)
        if question is not None:
            (again,) = put(turn, question.data)
            return [replace(again, text=f"{first}\n{again.text}")]
    return begin(turn)


def _welcome() -> str:
    return _("Thank you. Four short questions follow: agency, full name, position, phone number (optional).")


def _ask_agency(turn: Turn, above: str) -> list[Message]:
    turn.ask("agency")
    leads = [
        Button(name[:60], f"a:{agency_id}")
        for agency_id, name in agencies.leading(turn.tx)
        if name != plan_rows.no_lead() and not turn.office.names.ended(turn.tx, Agency(agency_id, name))
    ]
    buttons = [[button] for button in leads[:CHOICES]]
    question = _("1/4. Which agency do you work for? Choose it or type its name (e.g. “Sở KHĐT”).")
    return [turn.reply(f"{above}\n\n{bold(question)}" if above else bold(question), buttons)]


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """An agency was chosen."""
    if not turn.private:
        return begin(turn)
    found = agencies.get(turn.tx, int(args[0]))
    if consent.needed(turn):
        return begin(turn, found.name if found else "")
    return _with_agency(turn, found) if found else _ask_agency(turn, "")


def take_agency(turn: Turn, _data: dict[str, Any], typed: str | None = None) -> list[Message]:
    """An agency was typed: by its name, an abbreviation, without diacritics."""
    text = (typed or turn.incoming.text).strip()
    sure, offered = turn.office.names.meant(turn.tx, text)
    if sure is not None:
        return _with_agency(turn, sure)
    turn.ask("agency")
    if not offered:
        hint = _(
            "I don't know the agency “{text}”. Type its full name or a usual abbreviation; if it is not on the list, ask the coordinator to add it."
        )
        return _ask_agency(turn, hint.format(text=text[:60]))
    buttons = [[Button(agency.name[:60], f"a:{agency.id}")] for agency in offered[:CHOICES]]
    return [turn.reply(_("Which of these agencies is it? If none, type its full name."), buttons)]


def _with_agency(turn: Turn, found: Agency) -> list[Message]:
    ended = turn.office.names.ended(turn.tx, found)
    if ended and len(ended[1]) != 1:
        return _which_now(turn, found, ended[1])
    found = ended[1][0] if ended else found
    if found.id in turn.who.agency_ids:
        turn.done_asking()
        return [
            turn.reply(
                _("You are a focal point of {agency} already. Your tasks: /viec").format(agency=found.name)
            )
        ]
    data = {"agency": found.id, "agency_name": found.name}
    if turn.who.full_name:  # known already, for another agency or by a role
        return _send_request(turn, data | {"name": turn.who.full_name, "position": turn.who.position})
    return ask_name(turn, data)


def _which_now(turn: Turn, old: Agency, heirs: Sequence[Agency]) -> list[Message]:
    """The agency has ended, and not one alone succeeds it."""
    turn.ask("agency")
    buttons = [[Button(agency.name[:60], f"a:{agency.id}")] for agency in heirs[:CHOICES]]
    text = _("{agency} no longer exists. For which of these do you register?")
    return [turn.reply(text.format(agency=old.name), buttons)]


def ask_name(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The question after the agency, or after an invitation."""
    turn.ask("name", **data)
    question = bold(_("2/4. Your full name?"))
    return [turn.reply(f"{data['agency_name']}.\n{question}")]


def take_name(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The full name was typed."""
    name = identity.written_name(turn.incoming.text)
    wrong = identity.wrong_name(name)
    return [turn.reply(wrong)] if wrong else _ask_position(turn, data | {"name": name})


def _ask_position(turn: Turn, data: dict[str, Any]) -> list[Message]:
    turn.ask("position", **data)
    return [turn.reply(bold(_("3/4. Your position? (e.g. “Chuyên viên”, “Trưởng phòng”)")))]


def take_position(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The position was typed."""
    position = identity.written_position(turn.incoming.text)
    wrong = identity.wrong_position(position)
    return [turn.reply(wrong)] if wrong else _ask_phone(turn, data | {"position": position})


def _ask_phone(turn: Turn, data: dict[str, Any]) -> list[Message]:
    turn.ask("phone", **data)
    question = bold(_("4/4. Your phone number? It is optional; only the coordinator and leaders see it."))
    buttons: Rows = [[Button(_("Share my number"), "share", asks_contact=True)], [Button(_("Skip"), "skip")]]
    return [turn.reply(question, buttons)]


def take_phone(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """A phone number was shared or typed; another person's contact is refused."""
    contact, typed = turn.incoming.contact, turn.incoming.text.strip()
    if contact is not None and not contact.own:
        return [turn.reply(_("That is another person's contact. Share your own number, or press “Skip”."))]
    phone = contact.phone if contact else typed
    if contact is None and bare(typed) in _NO_NUMBER:
        return _send_request(turn, data)
    wrong = identity.wrong_phone(phone)
    if wrong:
        return [turn.reply(wrong, [[Button(_("Skip"), "skip")]])]
    return _send_request(turn, data | {"phone": phone})


def share_pressed(turn: Turn, _args: list[str]) -> list[Message]:
    """The button that shares one's number was pressed on a channel that can't: the number is typed."""
    return [turn.reply(_("Please type your phone number, or press “Skip”."), [[Button(_("Skip"), "skip")]])]


def skip_phone(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The phone number was skipped."""
    return _send_request(turn, data)


def _send_request(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """All is known: an invited person is let in at once, another waits for the coordinator."""
    turn.done_asking()
    if data.get("invitation"):
        return admission.accept(turn, data)
    asked = agencies.get(turn.tx, data["agency"])
    ended = turn.office.names.ended(turn.tx, asked) if asked else None
    if asked and ended and len(ended[1]) != 1:
        return _which_now(turn, asked, ended[1])
    if ended:  # it became another while the questions were answered
        data |= {"agency": ended[1][0].id, "agency_name": ended[1][0].name}
    if registrations.asked_since(turn.tx, turn.who.address_id, turn.tx.now - DAY) >= REQUESTS_A_DAY:
        text = _("You have asked {n} times today; please wait, or call the coordinator. Try again tomorrow.")
        return [turn.reply(text.format(n=REQUESTS_A_DAY))]
    request_id = registrations.ask(
        turn.tx, turn.who.address_id, data["agency"], data["name"], data.get("position"), data.get("phone")
    )
    request = registrations.get(turn.tx, request_id)
    notices = _to_decide(turn, request) if request else []
    text = _(
        "Sent: {name}, {agency}. Please wait for the coordinator; your tasks will come here at once."
    ).format(name=phrases.person(data["name"], data.get("position")), agency=bold(data["agency_name"]))
    if not notices:
        text += "\n" + _("There is no coordinator yet; the request is kept.")
    return [turn.reply(text), *notices]


def _to_decide(turn: Turn, request: Registration) -> list[Message]:
    return to_coordinators(turn.tx, _request_text(request), [_decision_buttons(request)])


def _request_text(request: Registration) -> str:
    lines = [
        bold(_("Request to register as focal point")),
        phrases.person(request.full_name, request.position),
        request.agency,
    ]
    account = _("Account: “{account}” ({channel}). The account's own name proves nothing: if in doubt, call.")
    lines.append(account.format(account=request.account, channel=request.channel.capitalize()))
    if request.phone:
        lines.append(_("Phone: {phone}").format(phone=request.phone))
    return "\n".join(lines)


def _decision_buttons(request: Registration) -> list[Button]:
    return [Button(_("Approve"), f"in:{request.id}"), Button(_("Decline"), f"out:{request.id}")]


def list_waiting(turn: Turn, _argument: str = "") -> list[Message]:
    """/choduyet: the requests that wait, each with its buttons; then what was done and waits for a word."""
    if not turn.may(Action.DECIDE_REGISTRATION):
        return [turn.reply(refusals.of(turn, Action.DECIDE_REGISTRATION))]
    found = registrations.waiting(turn.tx)
    asked = [turn.reply(_request_text(request), [_decision_buttons(request)]) for request in found[:10]]
    asked += extension_requests.waiting(turn)
    if confirm_list.number_waiting(turn):
        asked.append(confirm_list.show(turn))
    return asked or [turn.reply(_("Nothing waits for you: no registration, no extension, no report."))]


def approve(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator lets a person in: they see their agency's tasks at once."""
    request, refusal = _decide(turn, int(args[0]), "approved")
    if request is None:
        return [turn.reply(refusal, edit=True)]
    person_id = people.add(
        turn.tx, request.address_id, request.full_name, position=request.position, phone=request.phone
    )
    people.join(turn.tx, person_id, request.agency_id)
    text = _("Approved: {name}, {agency}.").format(name=bold(request.full_name), agency=request.agency)
    return [turn.reply(text, edit=True), *admission.welcome_in(turn, person_id, request.agency_id)]


def decline(turn: Turn, args: list[str]) -> list[Message]:
    """The coordinator refuses a request."""
    request, refusal = _decide(turn, int(args[0]), "declined")
    if request is None:
        return [turn.reply(refusal, edit=True)]
    text = _("Declined: {name}, {agency}.").format(name=bold(request.full_name), agency=request.agency)
    notice = _(
        "The coordinator did not approve your request for {agency}. If that is a mistake, call the coordinator, or register again: /dangky"
    )
    return [
        turn.reply(text, edit=True),
        *_to_account(turn, request.channel, request.external_id, notice.format(agency=request.agency)),
    ]


def _decide(turn: Turn, request_id: int, state: str) -> tuple[Registration | None, str]:
    if not turn.may(Action.DECIDE_REGISTRATION) or turn.who.person_id is None:
        return None, refusals.of(turn, Action.DECIDE_REGISTRATION)
    request = registrations.get(turn.tx, request_id)
    if request is None:
        return None, _("There is no such request. Please use the newest message.")
    if not registrations.decide(turn.tx, request_id, state, turn.who.person_id):
        return None, admission.decided_before(turn, request)
    return request, ""


def _to_account(turn: Turn, channel: str, external_id: str, text: str) -> list[Message]:
    return [Message(Chat(channel, external_id, private=True), text, rank=Rank.NOTICE, kind="notice")]
