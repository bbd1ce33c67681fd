"""What somebody else wrote and the sender passes on: it is nobody's report until the sender says that it is theirs."""

from __future__ import annotations

from dieuphoi.handlers import files
from dieuphoi.handlers.hearing import read
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding.lines import spoken
from dieuphoi.wording import _

QUOTED = 200


def ask(turn: Turn, text: str) -> list[Message] | None:
    """Ask whether a message that was passed on counts as the sender's report; None where it reports nothing."""
    attachment = turn.incoming.attachment
    if read(turn, text).intent not in ("update", "extend") and spoken(text) is None:
        return None
    if not turn.who.agencies or not (turn.private or turn.incoming.addressed):
        return None if turn.private else []
    refusal = files.refusal(turn, attachment) if attachment else ""
    if refusal:
        return [turn.reply(refusal)]
    file_id = files.keep(turn, attachment) if attachment else None
    mark = turn.ask("forwarded", text=text, file=file_id, reply_to=turn.incoming.reply_to)
    name = turn.incoming.forwarded_from or "?"
    said = _("{name} wrote this: “{text}”. Is it to be recorded as your report? Nothing is recorded yet.")
    row = [Button(_("Record it as mine"), f"fw:{mark}"), leave_button(mark)]
    return [turn.reply(said.format(name=name, text=shortened(text, QUOTED)), [row], kind="question")]
