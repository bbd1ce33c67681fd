"""A question that waits while something else is asked: kept as it was put, and brought to mind after the answer."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers.messages import Button, Event, Message, Rank, plain
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import dialogues
from dieuphoi.storage.dialogues import Dialogue
from dieuphoi.wording import _

SHOWN = 160  # characters: enough to know which question it was


def keep_as_put(turn: Turn, messages: Sequence[Message]) -> None:
    """Keep the words and buttons of a question that this message has opened, or put again."""
    now = dialogues.current(turn.tx, turn.dialogue_key)
    if now is None or now.asked:
        return
    replies = [m for m in messages if m.rank is Rank.REPLY and m.to == turn.incoming.chat]
    put = next((m for m in reversed(replies) if _carries(m, now.mark)), replies[-1] if replies else None)
    if put is not None:
        rows = [
            [{"label": b.label, "data": b.data, "contact": b.asks_contact} for b in row]
            for row in put.buttons
        ]
        dialogues.put(turn.tx, turn.dialogue_key, {"text": plain(put.text), "buttons": rows})


def brought_to_mind(turn: Turn, before: Dialogue | None, messages: list[Message]) -> list[Message]:
    """The answer to something else, and after it the question that still waits, with its buttons."""
    now = dialogues.current(turn.tx, turn.dialogue_key)
    answered = [m for m in messages if m.rank is Rank.REPLY and m.to == turn.incoming.chat]
    if before is None or now is None or now.mark != before.mark or not now.asked or not answered:
        return messages
    if turn.incoming.event is Event.EDITED:
        return messages  # nothing new was asked
    question: str = now.asked["text"]
    if any(_carries(m, now.mark) or question in plain(m.text) for m in answered):
        return messages  # it has just been put again
    text = _("Still waiting for your answer: {question}").format(question=_in_short(question))
    rows = [[Button(b["label"], b["data"], b["contact"]) for b in row] for row in now.asked["buttons"]]
    return [*messages, turn.reply(text, rows, kind="question")]


def _in_short(question: str) -> str:
    """Up to its question mark: what follows ("nothing is recorded yet") was said of another message."""
    asked, mark, _rest = question.rpartition("?")
    return shortened(asked + mark if mark else question, SHOWN)


def _carries(message: Message, mark: str) -> bool:
    return any(button.data.endswith(mark) for row in message.buttons for button in row)
