"""Where a person is in a dialogue, kept so that a restart or another process goes on from there."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, null, select, update

from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.tables import dialogue

LIFETIME = timedelta(days=3)  # a question older than this is no longer what a short answer answers


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The question that waits for an answer, and what was said so far."""

    step: str
    data: dict[str, Any]
    asked: dict[str, Any] | None = None  # as it was put: text and buttons

    @property
    def mark(self) -> str:
        """What its buttons carry, so that a button of an older question never answers a newer one."""
        return f"{zlib.crc32(json.dumps([self.step, self.data], sort_keys=True).encode()):08x}"


def current(tx: Transaction, key: str) -> Dialogue | None:
    """The open dialogue of a person in a chat."""
    row = tx.connection.execute(
        select(dialogue.c.step, dialogue.c.data, dialogue.c.asked).where(
            dialogue.c.key == key, dialogue.c.at > tx.now - LIFETIME
        )
    ).first()
    return Dialogue(*row) if row else None


def begin(tx: Transaction, key: str, step: str, data: dict[str, Any]) -> str:
    """Open a dialogue, or take the next step in it; whatever was open there is left. Gives the question's mark."""
    values = {"step": step, "data": data, "asked": null(), "at": tx.now}
    statement = insert_into(tx, dialogue).values({"key": key} | values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))
    return Dialogue(step, data).mark


def put(tx: Transaction, key: str, asked: dict[str, Any]) -> None:
    """Keep how the open question was put."""
    tx.connection.execute(update(dialogue).where(dialogue.c.key == key).values(asked=asked))


def end(tx: Transaction, key: str) -> None:
    """Close the dialogue: what it was about is in the tables by now, or was given up."""
    tx.connection.execute(delete(dialogue).where(dialogue.c.key == key))
