"""The language that people read: the one they have chosen, else the office's; a group's is the office's.

Handlers know of one language at a time. What goes to somebody who reads another is said once more in that one:
the same is done again, taken back, and only its words are kept. So no handler has to think of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from dieuphoi.handlers.messages import Chat, Message
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import account_languages
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, office_language, speaking

T = TypeVar("T")
Chosen = dict[tuple[str, str], str]


def spoken(tx: Transaction, say: Callable[[], list[Message]], to: Chat | None = None) -> list[Message]:
    """What `say` does and says, each message in the language of its reader; `to` is whoever is answered.

    Where several languages are needed, `say` is called several times, and all but the last is taken back.
    """
    chosen = account_languages.chosen(tx)
    first = _read_in(to, chosen)
    if not chosen:  # most offices
        return _in(first, say)
    with tx.attempt() as take_back:
        messages = _in(first, say)
        others = {_read_in(message.to, chosen) for message in messages} - {first}
        if others:
            take_back()
    if not others:
        return messages
    worded = {language: _tried(tx, language, say) for language in others}
    return _merged(_in(first, say), worded, chosen)


def for_reader(tx: Transaction, chat: Chat, say: Callable[[], T]) -> T:
    """What `say` words, in the language that is read in the chat."""
    return _in(_read_in(chat, account_languages.chosen(tx)), say)


def _read_in(chat: Chat | None, chosen: Chosen) -> str:
    """The language that is read in a chat."""
    if chat is None or not chat.private:
        return office_language()
    return chosen.get((chat.channel, chat.id), office_language())


def _in(language: str, say: Callable[[], T]) -> T:
    with speaking(language):
        return say()


def _tried(tx: Transaction, language: str, say: Callable[[], list[Message]]) -> list[Message]:
    with tx.attempt() as take_back:
        messages = _in(language, say)
        take_back()
    return messages


def _merged(kept: list[Message], worded: dict[str, list[Message]], chosen: Chosen) -> list[Message]:
    """What was kept, with the words of another language for those who read it."""
    found = []
    for number, message in enumerate(kept):
        others = worded.get(_read_in(message.to, chosen))
        alike = others is not None and len(others) == len(kept) and others[number].to == message.to
        found.append(_with_words(message, others[number]) if others and alike else message)
    return found


def _with_words(message: Message, other: Message) -> Message:
    """A message in other words. What its buttons carry stays: numbers that were given to what was taken back are no more."""
    if [len(row) for row in message.buttons] != [len(row) for row in other.buttons]:
        return message
    rows = tuple(
        tuple(replace(button, label=worded.label) for button, worded in zip(row, words, strict=True))
        for row, words in zip(message.buttons, other.buttons, strict=True)
    )
    return replace(message, text=other.text, buttons=rows)


def choose(turn: Turn, language: str) -> list[Message]:
    """/english, /tiengviet: from now on this account is spoken to in that language."""
    if not turn.private:
        return [turn.reply(_("Everybody here reads the same language. Choose yours in private."))]
    account_languages.choose(turn.tx, turn.who.address_id, language)
    with speaking(language):
        text = _(
            "From now on I write to you in English. For Vietnamese: /tiengviet. How to use the bot: /trogiup"
        )
        if language == "vi":
            text = _(
                "From now on I write to you in Vietnamese. For English: /english. How to use the bot: /trogiup"
            )
        return [turn.reply(text)]
