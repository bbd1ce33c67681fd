"""The buttons of a question that is over say so and what to do, and write nothing: for every question there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dieuphoi.handlers.messages import Event, Rank, plain
from dieuphoi.storage import shown
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import metadata
from tests.handlers.office import happen
from tests.handlers.test_open_questions import OPENED, opened
from tests.stage import Stage

SAID = {
    "inbox",
    "outbox",
    "dialogue",
    "mark",
    "address",
}  # what was said and shown; all else is what has happened
# What is said of a question that is over: that it is, or what stands now; and always the way on.
OVER = ("đã kết thúc", "đã đóng", "không còn dùng", "chưa thay đổi gì", "gửi lại", "thay đổi")


def kept(tx: Transaction) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that has happened, by table."""
    return {
        table.name: [tuple(row) for row in tx.connection.execute(table.select())]
        for table in metadata.sorted_tables
        if table.name not in SAID
    }


def marked(tx: Transaction, who: str, mark: str) -> list[str]:
    """What the buttons carry that belong to a question, all that somebody has before them."""
    found = shown.with_buttons(tx, f"console:{who}")
    every = (button["data"] for _number, rows in found for row in rows for button in row)
    return [data for data in dict.fromkeys(every) if mark in data.split(":")]


@pytest.mark.parametrize("step", OPENED)
def test_after_it_was_dropped(office: Stage, tmp_path: Path, step: str) -> None:
    who, question = opened(office, tmp_path, step)
    buttons = office.look(lambda tx: marked(tx, who, question.mark))
    office.say(who, "thôi")
    before = office.look(kept)
    for data in buttons:
        heard = happen(office, who, Event.PRESSED, pressed=data)
        told = plain("\n".join(m.text for m in heard if m.rank is Rank.REPLY))
        assert any(words in told for words in OVER), (data, told)
        assert [m for m in heard if m.rank is not Rank.REPLY] == []
        assert office.look(kept) == before, data
