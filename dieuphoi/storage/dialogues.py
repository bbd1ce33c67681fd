"""Where a person is in a dialogue, kept so that a restart or another process goes on from there.

One question is open at a time. What was asked before and left waits under it, and is open again once it has ended.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.tables import dialogue

LIFETIME = timedelta(days=3)  # a question older than this is no longer what a short answer answers
DEPTH = 3  # questions that wait under the open one; who leaves more has forgotten the first


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The question that waits for an answer, and what was said so far."""

    step: str
    data: dict[str, Any]
    at: datetime
    asked: dict[str, Any] | None = None  # as it was put: text and buttons
    under: tuple[Dialogue, ...] = ()  # what was asked before and left, the newest first

    @property
    def mark(self) -> str:
        """What its buttons carry, so that a button of an older question never answers a newer one."""
        return _mark(self.step, self.data)


def current(tx: Transaction, key: str) -> Dialogue | None:
    """The open dialogue of a person in a chat."""
    found = _kept(tx, key)
    return found if found and _alive(tx, found) else None


def begin(tx: Transaction, key: str, step: str, data: dict[str, Any], *, beside: bool = False) -> str:
    """Open a dialogue, or take the next step in it; gives the question's mark.

    With `beside`, what was open waits under it; without, it is left, and what waited under it waits on.
    """
    mark, before = _mark(step, data), current(tx, key)
    under = () if before is None else (before, *before.under) if beside else before.under
    waiting = [one for one in under if one.mark != mark and one.asked][:DEPTH]
    _keep(tx, key, Dialogue(step, data, tx.now, None, tuple(waiting)))
    return mark


def put(tx: Transaction, key: str, asked: dict[str, Any]) -> None:
    """Keep how the open question was put."""
    found = current(tx, key)
    if found:
        _keep(tx, key, replace(found, asked=asked))


def end(tx: Transaction, key: str) -> None:
    """Close the dialogue: what it was about is in the tables by now, or was given up. What waited is open again."""
    found = _kept(tx, key)
    waiting = [one for one in found.under if _alive(tx, one)] if found else []
    if waiting:
        _keep(tx, key, replace(waiting[0], under=tuple(waiting[1:])))
    else:
        tx.connection.execute(delete(dialogue).where(dialogue.c.key == key))


def take_up(tx: Transaction, key: str, mark: str) -> None:
    """Open the question of this mark, where it waits under another; that one waits under it then."""
    found = current(tx, key)
    for one in found.under if found else ():
        if found and one.mark == mark and _alive(tx, one):
            others = tuple(other for other in found.under if other is not one)
            _keep(tx, key, replace(one, under=(replace(found, under=()), *others)))


def drop(tx: Transaction, key: str, over: Callable[[Dialogue], bool]) -> None:
    """Close the questions, open or waiting under another, that are over; the newest of the others is open then."""
    found = current(tx, key)
    every = (found, *found.under) if found else ()
    left = [replace(one, under=()) for one in every if not over(one)]
    if found is None or len(left) == len(every):
        return
    if left:
        _keep(tx, key, replace(left[0], under=tuple(left[1:])))
    else:
        tx.connection.execute(delete(dialogue).where(dialogue.c.key == key))


def files_named(tx: Transaction) -> set[int]:
    """The files that anybody's open or waiting question is about."""
    keys = tx.connection.execute(select(dialogue.c.key)).scalars().all()
    found = [one for key in keys if (one := current(tx, key))]
    every = [one for open_one in found for one in (open_one, *open_one.under)]
    return {file_id for one in every if _alive(tx, one) for file_id in _files_in(one.data)}


def _files_in(data: Any) -> Iterator[int]:
    """Whatever stands under "file" or "file_id", however deep."""
    if isinstance(data, list):
        for each in data:
            yield from _files_in(each)
    elif isinstance(data, dict):
        for name, value in data.items():
            if name in ("file", "file_id") and isinstance(value, int):
                yield value
            yield from _files_in(value)


def expired(tx: Transaction, key: str) -> Dialogue | None:
    """The question that nobody has answered in time, once: it is closed by that."""
    found = _kept(tx, key)
    if found is None or _alive(tx, found):
        return None
    end(tx, key)
    return found


def _mark(step: str, data: dict[str, Any]) -> str:
    return f"{zlib.crc32(json.dumps([step, data], sort_keys=True).encode()):08x}"


def _alive(tx: Transaction, found: Dialogue) -> bool:
    return found.at > tx.now - LIFETIME


def _kept(tx: Transaction, key: str) -> Dialogue | None:
    columns = (dialogue.c.step, dialogue.c.data, dialogue.c.at, dialogue.c.asked)
    row = tx.connection.execute(select(*columns).where(dialogue.c.key == key)).first()
    if row is None:
        return None
    step, data, at, kept = row
    kept = kept or {}
    asked = kept.get("asked", kept if "text" in kept else None)
    under = [
        Dialogue(one["step"], one["data"], datetime.fromisoformat(one["at"]), one["asked"])
        for one in kept.get("under", ())
    ]
    return Dialogue(step, data, at, asked, tuple(under))


def _keep(tx: Transaction, key: str, kept: Dialogue) -> None:
    under = [
        {"step": one.step, "data": one.data, "at": one.at.isoformat(), "asked": one.asked}
        for one in kept.under
    ]
    values = {
        "step": kept.step,
        "data": kept.data,
        "asked": {"asked": kept.asked, "under": under},
        "at": kept.at,
    }
    statement = insert_into(tx, dialogue).values({"key": key} | values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))
