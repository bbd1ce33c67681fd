"""What several handlers say in answer to one message, as one message."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers.messages import Message, Rank
from dieuphoi.handlers.turn import Turn


def joined(
    turn: Turn, messages: Sequence[Message], *, above: str = "", below: str = "", kind: str = ""
) -> list[Message]:
    """The answers in the chat as one, between two texts; notices to others stay as they are."""
    answers = [m for m in messages if m.rank is Rank.REPLY and m.to == turn.incoming.chat and not m.file_id]
    text = "\n\n".join(part for part in (above, *(answer.text for answer in answers), below) if part)
    if not text:
        return list(messages)
    one = turn.reply(
        text,
        [row for answer in answers for row in answer.buttons],
        edit=any(answer.edits is not None for answer in answers),
        about=tuple(dict.fromkeys(number for answer in answers for number in answer.about)),
        kind=kind or (answers[0].kind if answers else "reply"),
    )
    return [one, *(message for message in messages if message not in answers)]
