"""The new seats of focal points whose agency has ended: they are asked, and answer with a button."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import agency_words, phrases
from dieuphoi.handlers.admission import welcome_in
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.turn import Turn, to_coordinators
from dieuphoi.plan.succession import Change
from dieuphoi.storage import agencies, changes, handing_over, people, seats, tasks, waiting_tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.seats import Answer, Seat
from dieuphoi.wording import _


def question(tx: Transaction, asked: Seat, to: Chat) -> Message | None:
    """The question to one person; None where nobody succeeds."""
    entry = changes.get(tx, asked.change_id)
    rows = buttons(tx, asked)
    if entry is None or not rows:
        return None
    names = agencies.named(tx, (*entry.change.before, *entry.change.after))
    lines = [
        f"{bold(agency_words.title(entry.change, names))}, {agency_words.since(entry.change)}.",
        _ask(tx, asked, entry.change),
        _(
            "Until you answer you are reminded of the tasks of {agency} as before, and can report on them."
        ).format(agency=names.get(asked.agency_id, "")),
    ]
    return Message(to, "\n".join(lines), rows, rank=Rank.NOTICE, kind="notice")


def _heirs(tx: Transaction, asked: Seat) -> dict[int, str]:
    heirs = changes.succession(tx).heirs(asked.agency_id, tx.now.date())
    return agencies.named(tx, heirs)


def _ask(tx: Transaction, asked: Seat, change: Change) -> str:
    heirs = list(_heirs(tx, asked).values())
    codes = _codes(tx, asked.agency_id, change)
    about = _(" of {codes}").format(codes=codes) if codes else ""
    if len(heirs) == 1:
        return _("Are you still the focal point{about} at {agency}?").format(
            about=about, agency=bold(heirs[0])
        )
    return _("At which agency are you a focal point from now on?")


def _codes(tx: Transaction, agency_id: int, change: Change) -> str:
    """The open tasks that passed on from an agency, by their codes."""
    passed = tasks.many(tx, handing_over.passed_from(tx, agency_id, change.id))
    return agency_words.listed([item.code for item in passed if item.open and not item.withdrawn], 8)


def buttons(tx: Transaction, asked: Seat) -> tuple[tuple[Button, ...], ...]:
    """The answers: a successor, or none."""
    heirs = _heirs(tx, asked)
    if not heirs:
        return ()
    if len(heirs) == 1:
        (only,) = heirs
        rows = [(Button(_("Yes, at {agency}").format(agency=heirs[only][:50]), f"sy:{asked.id}:{only}"),)]
    else:
        rows = [(Button(name[:60], f"sy:{asked.id}:{agency_id}"),) for agency_id, name in heirs.items()]
    stops = (Button(_("No, I stop"), f"sn:{asked.id}"), Button(_("That is not me"), f"sx:{asked.id}"))
    return (*rows, stops)


def reminder(tx: Transaction, person_id: int) -> tuple[list[str], tuple[tuple[Button, ...], ...]]:
    """For a reminder: that a person has not said anything about the new seat, with the buttons to say so."""
    for asked in seats.waiting(tx, [person_id]):
        rows = buttons(tx, asked)
        entry = changes.get(tx, asked.change_id)
        if rows and entry:
            names = agencies.named(tx, (asked.agency_id,))
            text = _(
                "{agency} no longer exists since {day}: please say with a button below where you are a focal point now."
            )
            return [text.format(agency=names[asked.agency_id], day=phrases.day(entry.change.on))], rows
    return [], ()


def take(turn: Turn, args: list[str]) -> list[Message]:
    """The new seat is confirmed, or chosen."""
    asked, agency_id = _own(turn, args), int(args[1])
    if asked is None:
        return [_answered(turn)]
    heirs = _heirs(turn.tx, asked)
    if agency_id not in heirs:
        rows = buttons(turn.tx, asked)
        return [turn.reply(_("That agency has changed meanwhile; please choose again."), rows, edit=True)]
    seats.answer(turn.tx, asked, Answer.CONFIRMED, agency_id)
    text = _("Thank you. You are a focal point of {agency}.").format(agency=bold(heirs[agency_id]))
    notice = _("{name} is now a focal point of {agency} (before: {old}).").format(
        name=bold(asked.person), agency=heirs[agency_id], old=_old(turn, asked)
    )
    return [
        turn.reply(text, edit=True),
        *welcome_in(turn, asked.person_id, agency_id),
        *to_coordinators(
            turn.tx, "\n".join([notice, *without_focals(turn.tx, heirs)]), besides=asked.person_id
        ),
    ]


def decline(turn: Turn, args: list[str]) -> list[Message]:
    """The person stops being a focal point."""
    return _leave(turn, args, Answer.DECLINED)


def not_me(turn: Turn, args: list[str]) -> list[Message]:
    """The person says never to have been one."""
    return _leave(turn, args, Answer.NOT_ME)


def _leave(turn: Turn, args: list[str], said: Answer) -> list[Message]:
    asked = _own(turn, args)
    if asked is None:
        return [_answered(turn)]
    heirs = _heirs(turn.tx, asked)
    seats.answer(turn.tx, asked, said)
    text = {
        Answer.DECLINED: _("{name} stops as focal point ({agency})."),
        Answer.NOT_ME: _("{name} says that they are not a focal point of {agency}; please check who is."),
    }[said].format(name=bold(asked.person), agency=_old(turn, asked))
    return [
        turn.reply(_("Noted; you will no longer be reminded. Your reports stay in the log."), edit=True),
        *to_coordinators(
            turn.tx, "\n".join([text, *without_focals(turn.tx, heirs)]), besides=asked.person_id
        ),
    ]


def without_focals(tx: Transaction, agency_ids: Sequence[int] | dict[int, str]) -> list[str]:
    """The agencies among some that lead open tasks and that nobody answers for, a line each."""
    lines = []
    ids = list(agency_ids)
    manned = {focal.agency_id for focal in people.focals(tx, ids)}
    for agency_id, name in agencies.named(tx, [a for a in ids if a not in manned]).items():
        number = waiting_tasks.open_led(tx, agency_id)
        if number:
            text = _("{agency} leads {n} open tasks and has no focal point. Invite one: /moi {agency}")
            lines.append(text.format(agency=bold(name), n=number))
    return lines


def _own(turn: Turn, args: list[str]) -> Seat | None:
    """The seat of the one who presses; nobody answers for another."""
    asked = seats.get(turn.tx, int(args[0]))
    return asked if asked and turn.private and asked.person_id == turn.who.person_id else None


def _answered(turn: Turn) -> Message:
    return turn.reply(_("This has been answered, or is for somebody else. Your tasks: /viec"))


def _old(turn: Turn, asked: Seat) -> str:
    return agencies.named(turn.tx, (asked.agency_id,)).get(asked.agency_id, "")
