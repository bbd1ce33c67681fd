"""Files that are sent together come one by one, the words with any of them: one answer, and all belong to one report.

Telegram never says how many there are. So a question about files without words waits a few seconds for the words;
where they come later still, their answer takes the question's place. Whatever is kept of an album belongs to the
report that has one of its files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dieuphoi.handlers.messages import Message, Rank
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import albums, dialogues, files, outbox

PATIENCE = timedelta(seconds=4)  # the parts of an album arrive within a second or two
OVERHEARD = timedelta(hours=1)
Answer = Callable[[], list[Message]]


def receive(turn: Turn, key: str, words: str, keep: Callable[[], int], answer: Answer) -> list[Message]:
    """Answer the first of the files, and the one that has words; the others are kept without a word.

    `keep` keeps the file, `answer` answers to it as to one that came alone.
    """
    heard, waits = albums.heard(turn.tx, key), _question(turn, key)
    if words:
        albums.note(turn.tx, key, heard=True)
        asked = outbox.take_back(turn.tx, f"album:{key}")
        if waits:
            turn.done_asking()
        return _in_place_of(asked, answer())
    if heard is None:
        albums.note(turn.tx, key, heard=False)
        return [_patient(turn, key, message) for message in answer()]
    reported = albums.reported(turn.tx, key)
    if waits or reported:
        file_id = keep()
        if reported:
            files.attach(turn.tx, file_id)
    return []


def overhear(turn: Turn, keep: Callable[[], int]) -> list[Message]:
    """In a group, the words that make them a report may still come: kept for an hour, without a word."""
    old = albums.overheard(turn.tx, turn.incoming.chat.key, turn.tx.now - OVERHEARD)
    files.drop_unused(turn.tx, old)
    keep()
    return []


def known(turn: Turn, key: str) -> bool:
    """Whether one of the files was answered, so that the others are for the bot, too."""
    return albums.heard(turn.tx, key) is not None


def _question(turn: Turn, key: str) -> bool:
    """Whether the sender is asked about one of the files."""
    found = dialogues.current(turn.tx, turn.dialogue_key)
    kept = set(albums.file_ids(turn.tx, key))
    return found is not None and not kept.isdisjoint(files_in(found))


def files_in(question: dialogues.Dialogue) -> set[int]:
    """The files that an open question is about."""
    data = question.data
    proposals = [*data.get("proposals", ()), *([data["proposal"]] if "proposal" in data else [])]
    return {
        one for one in (data.get("file"), *(each.get("file_id") for each in proposals)) if one is not None
    }


def _patient(turn: Turn, key: str, message: Message) -> Message:
    if message.to != turn.incoming.chat or message.rank is not Rank.REPLY:
        return message
    return replace(message, key=f"album:{key}", not_before=turn.tx.now + PATIENCE)


def _in_place_of(asked: int | None, answers: list[Message]) -> list[Message]:
    """The answer takes the place of a question that has gone out already."""
    return [replace(one, edits=asked) if number == 0 else one for number, one in enumerate(answers)]
