"""Consent to what is kept of people, asked for before anything is.

Luật Bảo vệ dữ liệu cá nhân (Law 91/2025/QH15, in force from 1/1/2026), Article 9: consent counts only where it is
free and the person knows which data are handled and for what, who is in charge of them, and their rights; it is given
in a clear way, and silence is none. Article 4 lists the rights: to know, to agree or not and to take that back, to see
and mend, to have data handed out or deleted. Nghị định 13/2023/NĐ-CP, Article 9, said the same before. What must not
be sent here at all: Luật Bảo vệ bí mật nhà nước (117/2025/QH15, in force from 1/3/2026 in the place of 29/2018/QH14),
Article 5, which forbids to write or keep state secrets on anything that is connected to the Internet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dieuphoi.handlers.messages import Button, Event, Message, bold
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import consents, people
from dieuphoi.wording import _

VERSION = "2026-1"  # grows with every change of what the text promises; whoever agreed to an older one is asked anew

AGREED = frozenset(("dong y", "agree", "i agree"))


def text(turn: Turn) -> str:
    """What is kept, what for, who sees it, how long, and which rights one has."""
    lines = (
        _("• Kept: full name, position, phone number (if you give it), your chat account; what you write to the bot."),
        _("• For: reminding you of your agency's tasks, recording reports, and the coordinator reaching you. Nothing else."),
        _("• Seen by: all focal points see name and position; the coordinator and leaders the phone number; the operator runs the database. In charge: the agency that coordinates the plan."),
        _("• For how long: name, position, number and account until you delete them; messages {n} days; reports stay in your agency's log, without your name once you have deleted it."),
        _("• Your rights: to see it all and have it mended /dulieu; to take your consent back and delete it /xoadulieu."),
    )  # fmt: skip
    return "\n".join([*(line.format(n=turn.office.retention_days) for line in lines), secrets()])


def secrets() -> str:
    """The word of warning about state secrets."""
    return _(
        "• Never send state secrets to the bot, in words, files or photos (Law on the Protection of State Secrets, Article 5)."
    )


def needed(turn: Turn) -> bool:
    """Whether a stranger has to agree before anything more is asked."""
    return not turn.who.full_name and not given_now(turn)


def given_now(turn: Turn) -> bool:
    """Whether they have agreed to the text as it is today."""
    given = consents.of(turn.tx, turn.who)
    return given is not None and given.version == VERSION


def ask(turn: Turn, data: dict[str, Any], above: Sequence[str] = ()) -> list[Message]:
    """Ask a stranger; `data` is what they came with: an agency's name, or an invitation."""
    turn.ask("consent", **data)
    question = bold(_("Do you agree? Press a button, or write “agree”."))
    intro = _(
        "This bot follows the tasks of the provincial plan. Before you register as a focal point, please read this (Law on Personal Data Protection, No. 91/2025/QH15) and say whether you agree:"
    )
    whole = "\n".join([*above, intro, text(turn), question])
    return [turn.reply(whole, [buttons("agree")])]


def ask_again(turn: Turn, data: dict[str, Any], above: str) -> list[Message]:
    """Whoever has the text before them already is not given it a second time; /dangky shows it."""
    turn.ask("consent", **data)
    question = _(
        "Do you agree to what is said above on personal data? Press a button, or write “agree”; to read it again: /dangky"
    )
    return [turn.reply(f"{above}\n{bold(question)}", [buttons("agree")])]


def buttons(action: str) -> list[Button]:
    """The two answers; `action` says whose they are."""
    return [Button(_("Agree"), f"{action}:y"), Button(_("Do not agree"), f"{action}:n")]


def remind(turn: Turn) -> list[Message]:
    """Whoever was registered before there was a text is asked once, beside the answer to what they said."""
    if turn.incoming.event not in (Event.MESSAGE, Event.PRESSED) or not turn.private or not turn.who.known:
        return []
    still = people.person_at(turn.tx, turn.who.channel, turn.who.external_id)
    if still is None or given_now(turn):  # or they have just deleted everything
        return []
    if consents.asked(turn.tx, turn.who.address_id) == VERSION:
        return []
    consents.note_asked(turn.tx, turn.who.address_id, VERSION)
    intro = _("What the bot keeps about you. Please say once whether you agree; your work goes on meanwhile:")
    return [turn.reply(f"{intro}\n{text(turn)}", [buttons("keep")], kind="consent")]


def press_known(turn: Turn, args: list[str]) -> list[Message]:
    """Somebody registered before answered."""
    if not turn.private or not turn.who.known:
        return [turn.reply(_("This button is no longer in use. See the tasks: /viec"))]
    if args[0] == "y":
        consents.give(turn.tx, turn.who.address_id, VERSION)
        return [turn.reply(_("Thank you; noted. To see what is kept about you: /dulieu"), edit=True)]
    why = _(
        "Noted: you do not agree. Without your name and account the bot can't remind you or take your reports. To have them deleted: /xoadulieu (the coordinator is told, so that somebody takes over). Until then nothing changes."
    )
    return [turn.reply(why, edit=True)]


def agreed_in_words(turn: Turn) -> list[Message] | None:
    """“Đồng ý” from somebody who was asked and has not answered; None for anything else."""
    if not turn.private or not turn.who.known or bare(turn.incoming.text) not in AGREED:
        return None
    if given_now(turn) or consents.asked(turn.tx, turn.who.address_id) != VERSION:
        return None
    return press_known(turn, ["y"])
