"""/lienket: one person on several channels: accounts are joined by a code, and reminders go where the person says."""

from __future__ import annotations

from datetime import timedelta

from dieuphoi.handlers import consent
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import consents, linking, people, registrations
from dieuphoi.storage.linking import Account
from dieuphoi.storage.registrations import Invitation
from dieuphoi.wording import _

ROLE = "account"  # what a code of this kind gives: another account of the person who asked for it
VALID = timedelta(minutes=15)
NAMES = {"telegram": "Telegram", "zalo": "Zalo", "web": "Web", "console": "Console"}


def command(turn: Turn, _argument: str = "") -> list[Message]:
    """One's accounts, and a code that joins another one."""
    if not turn.private or turn.who.person_id is None:
        return [turn.reply(_("Accounts are joined in private: write /lienket to me there."))]
    return [_shown(turn, turn.who.person_id)]


def _shown(turn: Turn, person_id: int, *, above: str = "", edit: bool = False) -> Message:
    every = linking.of_person(turn.tx, person_id)
    code = registrations.invite(turn.tx, ROLE, by=person_id, replaces=person_id, lifetime=VALID)
    lines = [above] if above else []
    lines += [bold(_("Your accounts")), *(_line(one, first=not n) for n, one in enumerate(every))]
    lines.append(
        _(
            "To join another one, e.g. on Zalo: send this code to the bot there, in private, within 15 minutes: {code}"
        ).format(code=bold(code))
    )
    rows = [
        [Button(_("Reminders by {channel}").format(channel=channel_name(one.channel)), f"lk:first:{one.id}")]
        for one in every[1:]
        if not one.closed
    ]
    rows += [
        [
            Button(
                _("Drop {channel} “{name}”").format(channel=channel_name(one.channel), name=one.name[:20]),
                f"lk:drop:{one.id}",
            )
        ]
        for one in every
        if one.id != turn.who.address_id
    ]
    return turn.reply("\n".join(lines), rows, edit=edit)


def channel_name(channel: str) -> str:
    """A channel as people call it."""
    return NAMES.get(channel, channel)


def _line(one: Account, *, first: bool) -> str:
    said = f"• {channel_name(one.channel)} “{one.name}”"
    if one.closed:
        return said + ": " + _("the bot can't reach it")
    return said + ": " + _("reminders come here") if first else said


def press(turn: Turn, args: list[str]) -> list[Message]:
    """Reminders are to come elsewhere, or an account is to be one's own no more."""
    own = turn.who.person_id
    every = linking.of_person(turn.tx, own) if turn.private and own is not None else []
    meant = next((one for one in every if one.id == int(args[1])), None)
    if meant is None or own is None:
        return [turn.reply(_("That account is not yours any more. See: /lienket"))]
    name = channel_name(meant.channel)
    if args[0] == "first":
        linking.prefer(turn.tx, meant.id)
        said = _("From now on reminders come by {channel}.").format(channel=name)
    elif meant.id == turn.who.address_id:
        return [turn.reply(_("This is the account that you write from; drop it from another one."))]
    else:
        linking.let_go(turn.tx, meant.id)
        said = _("The account {channel} “{name}” is no longer yours.").format(channel=name, name=meant.name)
    return [_shown(turn, own, above=said, edit=True)]


def join(turn: Turn, found: Invitation) -> list[Message]:
    """The code came in from another account: it is the same person's from now on, and they are told on the others."""
    person_id = found.replaces
    if person_id is None or turn.who.person_id == person_id:
        return [turn.reply(_("This is the account that the code is from. Send it from the other one."))]
    if turn.who.person_id is not None:
        text = _(
            "This account is registered as {name} already. To join it: /xoadulieu here first, then send a new code."
        )
        return [turn.reply(text.format(name=bold(turn.who.full_name or turn.who.shown_name)))]
    registrations.use(turn.tx, found.id, person_id)
    told = people.accounts(turn.tx, [person_id]).get(person_id, [])
    linking.join(turn.tx, turn.who.address_id, person_id)
    consents.give(turn.tx, turn.who.address_id, consent.VERSION)
    name, here = people.names(turn.tx, [person_id])[person_id], channel_name(turn.incoming.chat.channel)
    text = _("This account now belongs to {name}, too. Your tasks: /viec. Where reminders come: /lienket")
    warning = _(
        "The account {channel} “{account}” was joined with yours by your code. Not you? Drop it at once."
    )
    said = warning.format(channel=here, account=turn.who.shown_name)
    drop = Button(_("Drop it"), f"lk:drop:{turn.who.address_id}")
    return [
        turn.reply(text.format(name=bold(name))),
        *(
            Message(
                Chat(channel, external_id, private=True), said, ((drop,),), rank=Rank.NOTICE, kind="notice"
            )
            for channel, external_id in told
        ),
    ]
