"""What strangers answer to the text on what is kept of them: on with registering, or everything is deleted at once."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import consent, own_data, registration
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import consents
from dieuphoi.wording import _

_YES = consent.AGREED | {"co", "vang", "da", "dung", "ok", "oke", "yes"}
_NO = frozenset(("khong dong y", "chua dong y", "khong", "ko", "disagree", "i disagree", "no"))


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A stranger pressed one of the buttons."""
    question = turn.question("consent")
    if not turn.private or question is None or turn.who.known:  # let in meanwhile, from another account
        return registration.begin(turn)
    return _go_on(turn, question.data) if args[0] == "y" else _declined(turn)


def take(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """A stranger answered in words; whoever names an agency already is not asked for it again."""
    said = bare(turn.incoming.text)
    if said in _YES:
        return _go_on(turn, data)
    if said in _NO:
        return _declined(turn)
    named, _near = turn.office.names.meant(turn.tx, turn.incoming.text)
    if named is None or data.get("invitation"):
        return consent.ask_again(turn, data, _("That works once you are registered."))
    return consent.ask_again(
        turn, {"typed": named.name}, _("{agency}: noted.").format(agency=bold(named.name))
    )


def _go_on(turn: Turn, data: dict[str, Any]) -> list[Message]:
    consents.give(turn.tx, turn.who.address_id, consent.VERSION)
    turn.done_asking()
    if data.get("invitation"):
        return registration.ask_name(turn, data)
    return registration.begin(turn, data.get("typed", ""))


def _declined(turn: Turn) -> list[Message]:
    """Nothing is kept: not even that this account has ever written."""
    own_data.erase_stranger(turn)
    thanks = _(
        "All right: nothing about you has been kept, and what you wrote here has been deleted. Should you want to register later: /dangky"
    )
    return [turn.reply(thanks, kind=own_data.FAREWELL)]
