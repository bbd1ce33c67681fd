"""A question that waits while something else is asked: kept as it was put, and brought to mind once after the answer."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Event, Message, Rank, plain
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import dialogues
from dieuphoi.storage.dialogues import Dialogue
from dieuphoi.wording import _

# The words, folded, that drop whatever is asked.
_CANCEL = frozenset(
    (
        "thoi",
        "thoi khong can",
        "thoi khong can nua",
        "bo qua",
        "bo",
        "huy",
        "huy bo",
        "de sau",
        "khong can nua",
        "cancel",
        "never mind",
        "skip",
    )
)
_REMINDED = "reminded"
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
            if _of_question(row, put, now.mark)
        ]
        dialogues.put(turn.tx, turn.dialogue_key, {"text": plain(put.text), "buttons": rows})


def brought_to_mind(
    turn: Turn, before: Dialogue | None, messages: list[Message], *, answering: bool = False
) -> list[Message]:
    """The answer to something else, and after it the question that still waits, with its buttons.

    Once is enough: whoever goes on to a third matter has seen it, and can still answer. The same where a question was
    answered (`answering`) for which an older one had been left: that is open again.
    """
    now = dialogues.current(turn.tx, turn.dialogue_key)
    answered = [m for m in messages if m.rank is Rank.REPLY and m.to == turn.incoming.chat]
    same = before is not None and now is not None and before.mark == now.mark
    if now is None or now.asked is None or not answered or (answering and same):
        return messages
    if turn.incoming.event is Event.EDITED or (same and now.asked.get(_REMINDED)):
        return messages  # nothing new was asked, or they know
    question: str = now.asked["text"]
    if any(_carries(m, now.mark) or question in plain(m.text) for m in answered):
        return messages  # it has just been put again
    dialogues.put(turn.tx, turn.dialogue_key, now.asked | {_REMINDED: True})
    text = _("Still waiting for your answer: {question}").format(question=in_short(question))
    rows = [[Button(b["label"], b["data"], b["contact"]) for b in row] for row in now.asked["buttons"]]
    return [*messages, turn.reply(text, rows, kind="question")]


def run_out(turn: Turn) -> list[Message]:
    """A word on a question that nobody has answered in time; it is closed by that, and told of once."""
    if not turn.private and not turn.incoming.addressed:
        return []
    old = dialogues.expired(turn.tx, turn.dialogue_key)
    if old is None or old.asked is None:
        return []
    text = _(
        "My question of {day} was left without an answer for {n} days and is closed; nothing was recorded: {question}"
    )
    said = text.format(
        day=phrases.day(old.at.date()), n=dialogues.LIFETIME.days, question=in_short(old.asked["text"])
    )
    return [turn.reply(said)]


def is_cancel(text: str) -> bool:
    """Whether a text drops the open question, and says nothing else."""
    return bare(text) in _CANCEL


def in_short(question: str) -> str:
    """The line that asks, up to its question mark: what stands before or after it was said of another message."""
    asking = [line for line in question.splitlines() if "?" in line]
    asked, mark, _rest = (asking[-1] if asking else question).rpartition("?")
    return shortened(asked + mark if mark else question, SHOWN)


def _of_question(row: Sequence[Button], put: Message, mark: str) -> bool:
    """Whether a row of buttons answers the question, and not what was said before it in the same message."""
    return not _carries(put, mark) or any(button.data.endswith(mark) for button in row)


def _carries(message: Message, mark: str) -> bool:
    return any(button.data.endswith(mark) for row in message.buttons for button in row)
