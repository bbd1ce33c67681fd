"""A command that there is not: the nearest ones are offered, with what they do."""

from __future__ import annotations

from collections.abc import Collection

from dieuphoi.handlers import doors
from dieuphoi.handlers.command_names import nearest
from dieuphoi.handlers.command_words import what_they_do
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.turn import Turn
from dieuphoi.wording import _


def offer(turn: Turn, name: str, argument: str, known: Collection[str]) -> list[Message]:
    """What may have been meant, of what the sender may do here; a press does it where nothing followed the name."""
    words = what_they_do()
    open_here = [one for one in known if one in words and doors.command(turn, one) is None]
    found = nearest(name, open_here)
    text = _("There is no command /{name}.").format(name=name[:30])
    if not found:
        return [turn.reply(text + " " + _("What you can do: /trogiup"))]
    typed = f" {argument[:60]}" if argument else ""
    lines = [f"• /{one}{typed} – {words[one]}" for one in found]
    rows = [] if argument else [[Button(_("Do /{name}").format(name=one), f"do:{one}")] for one in found]
    text += " " + _("Did you mean:")
    return [turn.reply("\n".join([text, *lines, _("Everything: /trogiup")]), rows)]
