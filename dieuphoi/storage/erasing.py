"""Deleting what names a person: their account, requests, messages and dialogues; their name in what others were sent.

What their agency reported stays in its log, by an unnamed person. Two things can't be cleaned here: what others have
on their own phones, and backups made before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, Table, cast, delete, func, or_, select, update

from dieuphoi.storage import calendar_links, papers, pauses
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Who
from dieuphoi.storage.tables import (
    address,
    album,
    blocker,
    dialogue,
    draft,
    extension,
    file,
    inbox,
    membership,
    outbox,
    paper,
    part_request,
    person,
    registration,
    report,
    seat,
    snapshot,
)

FAREWELL = "farewell"  # the kind of the last message to an account: its row is emptied once it has gone
OWN_DATA = "own_data"  # the kind of a message that carries a copy of what is kept about its reader
GONE = "erased"  # what stands in the place of an account
_BOLD = ("\ue000", "\ue001")


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person is found again: their accounts, and the words that name them."""

    accounts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Their private chats."""
        return [f"{channel}:{external_id}" for channel, external_id in self.accounts]


def traces(tx: Transaction, who: Who) -> Traces:
    """What names the person behind an account: every name and number they ever gave, and their accounts' own names."""
    mine = [address.c.id == who.address_id]
    if who.person_id is not None:
        mine.append(address.c.person_id == who.person_id)
    accounts = tx.connection.execute(
        select(address.c.id, address.c.channel, address.c.external_id, address.c.name).where(or_(*mine))
    ).all()
    given = tx.connection.execute(
        select(registration.c.full_name, registration.c.position, registration.c.phone).where(
            registration.c.address_id.in_([row.id for row in accounts])
        )
    ).all()
    known = tx.connection.execute(
        select(person.c.full_name, person.c.position, person.c.phone).where(person.c.id == who.person_id)
    ).all()
    words = [word for row in accounts for word in (row.external_id, row.name, who.shown_name)]
    for name, position, phone in [*given, *known]:
        words += [f"{name} ({position})" if position else name, name, phone or name]
    distinct = sorted(dict.fromkeys(filter(None, words)), key=len, reverse=True)
    return Traces(tuple((row.channel, row.external_id) for row in accounts), tuple(distinct))


def erase(tx: Transaction, who: Who, unnamed: str) -> None:
    """Delete everything that names the person behind an account; `unnamed` is said in place of the name."""
    found = traces(tx, who)
    _empty_chats(tx, found.keys)
    _empty_overheard(tx, found)
    _unname(tx, found.words, unnamed)
    if who.person_id is not None:
        _end_person(tx, who.person_id, unnamed)
    _forget_accounts(tx, who)


def _empty_chats(tx: Transaction, keys: Sequence[str]) -> None:
    """What was said in their private chats; what has come since and waits is a stranger's, and stays."""
    own = inbox.c.chat_key.in_(keys)
    handled_now = select(func.min(inbox.c.id)).where(own, inbox.c.status == "waiting")
    values = {"raw": {}, "chat_key": GONE}
    where = (own, or_(inbox.c.status != "waiting", inbox.c.id == handled_now.scalar_subquery()))
    tx.connection.execute(update(inbox).where(own, inbox.c.status == "set_aside").values(status="handled"))
    tx.connection.execute(update(inbox).where(*where).values(values))
    to_them = outbox.c.chat_key.in_(keys)
    _empty_copies(tx, to_them)
    on_way = (to_them, outbox.c.status == "sending")
    tx.connection.execute(update(outbox).where(*on_way).values(kind=FAREWELL))
    settled = (to_them, outbox.c.status != "sending")
    tx.connection.execute(
        update(outbox).where(*settled, outbox.c.status.in_(("waiting", "failed"))).values(status="withdrawn")
    )
    tx.connection.execute(update(outbox).where(*settled).values(_EMPTIED))
    tx.connection.execute(update(snapshot).where(snapshot.c.audience.in_(keys)).values(audience=GONE))
    waited_for = (paper.c.channel + ":" + paper.c.chat_id).in_(keys)
    nowhere = {"state": papers.State.FAILED, "channel": None, "chat_id": None}
    tx.connection.execute(update(paper).where(waited_for).values(nowhere))
    for key in keys:
        _loosen(tx, key)


def _loosen(tx: Transaction, chat_key: str) -> None:
    """Reports and files forget whose message they came with; what was sent together stays together."""
    in_chat = f"{chat_key}:"
    own = report.c.message.startswith(in_chat, autoescape=True)
    tx.connection.execute(update(report).where(own).values(message=None))
    sent = select(file.c.album, func.min(file.c.id)).where(file.c.album.startswith(in_chat, autoescape=True))
    for together, first in tx.connection.execute(sent.group_by(file.c.album)).all():
        tx.connection.execute(update(file).where(file.c.album == together).values(album=f"{GONE}:{first}"))
    tx.connection.execute(delete(album).where(album.c.key.startswith(in_chat, autoescape=True)))


_EMPTIED: dict[str, Any] = {
    "text": "",
    "buttons": [],
    "chat_id": GONE,
    "chat_key": GONE,
    "thread": None,
    "key": None,
}


def empty_farewells(tx: Transaction, outbox_id: int | None = None) -> int:
    """Forget whom a last message went to, now that it has gone or can't; of one message where it is given."""
    which = [outbox.c.id == outbox_id] if outbox_id is not None else []
    left = (
        outbox.c.kind == FAREWELL,
        outbox.c.chat_key != GONE,
        outbox.c.status.in_(("sent", "failed", "withdrawn")),
    )
    return tx.connection.execute(update(outbox).where(*left, *which).values(_EMPTIED)).rowcount


def _empty_copies(tx: Transaction, of: ColumnElement[bool]) -> None:
    copies = select(outbox.c.file_id).where(of, outbox.c.kind == OWN_DATA, outbox.c.file_id.is_not(None))
    values = {"content": None, "sha256": None, "vendor_id": None}
    tx.connection.execute(update(file).where(file.c.id.in_(copies)).values(values))


def _empty_overheard(tx: Transaction, found: Traces) -> None:
    """What they wrote in a group, or others about them: the row stays, what was said goes."""
    for row_id, raw in _containing(tx, inbox, inbox.c.raw, [*found.words, *(i for _c, i in found.accounts)]):
        if any(_names(value, found) for value in _scalars(raw)):
            own = (inbox.c.id == row_id, inbox.c.status != "waiting")
            tx.connection.execute(update(inbox).where(*own).values(raw={}))


def _names(value: str, found: Traces) -> bool:
    return any(value == external_id for _c, external_id in found.accounts) or bool(
        _pattern(found.words).search(value)
    )


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    elif value is not None:
        yield str(value)


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """Finds the words as wholes; a single short one, such as “An”, only where it is marked as a name."""
    marked = rf"(?:(?<=[{_BOLD[0]}“]){{}}(?=[{_BOLD[1]}”]))"
    whole = r"(?:(?<!\w){}(?!\w))"
    kinds = [
        (whole if " " in word or not word.isalpha() else marked).format(re.escape(word)) for word in words
    ]
    return re.compile("|".join(kinds) or r"(?!)")


def _containing(
    tx: Transaction, table: Table, column: ColumnElement[Any], words: Collection[str]
) -> Iterator[tuple[Any, Any]]:
    key = next(iter(table.primary_key.columns))
    text = cast(column, String)
    written = {form for word in words for form in (word, json.dumps(word, ensure_ascii=False)[1:-1])}
    like = or_(*(text.contains(word, autoescape=True) for word in sorted(written)))
    yield from [(row[0], row[1]) for row in tx.connection.execute(select(key, column).where(like))]


def _unname(tx: Transaction, words: Collection[str], unnamed: str) -> None:
    """Put `unnamed` where others read the name; dialogues of others that speak of the person are closed."""
    pattern = _pattern(words)
    for table, column in _TEXTS:
        key = next(iter(table.primary_key.columns))
        for row_id, text in _containing(tx, table, column, words):
            values = {column.key: pattern.sub(unnamed, text)}
            tx.connection.execute(update(table).where(key == row_id).values(values))
    for row_id, buttons in _containing(tx, outbox, outbox.c.buttons, words):
        kept = [[b for b in row if not pattern.search(b["label"])] for row in buttons]
        tx.connection.execute(
            update(outbox).where(outbox.c.id == row_id).values(buttons=[r for r in kept if r])
        )
    for row_id, key_text in _containing(tx, outbox, outbox.c.key, words):
        if pattern.search(key_text):
            tx.connection.execute(update(outbox).where(outbox.c.id == row_id).values(key=None))
    for column in (dialogue.c.data, dialogue.c.asked):
        for dialogue_key, data in _containing(tx, dialogue, column, words):
            if any(pattern.search(value) for value in _scalars(data)):
                tx.connection.execute(delete(dialogue).where(dialogue.c.key == dialogue_key))


_TEXTS = (
    (outbox, outbox.c.text),
    (report, report.c.note),
    (part_request, part_request.c.what),
    (extension, extension.c.reason),
    (extension, extension.c.answer),
    (blocker, blocker.c.waits_words),
    (membership, membership.c.ended_why),
    (file, file.c.name),
)


def _end_person(tx: Transaction, person_id: int, unnamed: str) -> None:
    values = {"full_name": unnamed, "position": None, "phone": None, "role": None, "erased_at": tx.now}
    tx.connection.execute(update(person).where(person.c.id == person_id).values(values))
    concerned = or_(membership.c.person_id == person_id, membership.c.stands_in_for == person_id)
    serving = (concerned, membership.c.until.is_(None))
    tx.connection.execute(update(membership).where(*serving).values(until=tx.now))
    waiting = (seat.c.person_id == person_id, seat.c.state == "waiting")
    tx.connection.execute(update(seat).where(*waiting).values(state="declined", answered_at=tx.now))
    pauses.end(tx, "person", person_id)
    calendar_links.revoke(tx, *calendar_links.of_person(tx, person_id))
    gone: dict[str, Any] = {"text": None, "document": None, "error": None, "work": {}, "state": "dropped"}
    open_drafts = (draft.c.person_id == person_id, draft.c.state != "done")
    sent_in = select(draft.c.file_id).where(*open_drafts, draft.c.file_id.is_not(None))
    tx.connection.execute(update(file).where(file.c.id.in_(sent_in)).values(content=None, vendor_id=None))
    tx.connection.execute(update(draft).where(*open_drafts).values(gone))
    tx.connection.execute(
        update(draft).where(draft.c.person_id == person_id).values(chat_id=GONE, sender_id=GONE)
    )


def _forget_accounts(tx: Transaction, who: Who) -> None:
    """Their requests, dialogues and accounts: who writes from one again is a stranger."""
    mine = [address.c.id == who.address_id]
    if who.person_id is not None:
        mine.append(address.c.person_id == who.person_id)
    rows = tx.connection.execute(
        select(address.c.id, address.c.channel, address.c.external_id).where(or_(*mine))
    ).all()
    for address_id, channel, external_id in rows:
        for key in (f"{channel}:{external_id}:", f"{channel}:"):
            own = dialogue.c.key.startswith(key, autoescape=True)
            ends = dialogue.c.key.endswith(f":{external_id}", autoescape=True)
            tx.connection.execute(delete(dialogue).where(own, ends))
        tx.connection.execute(delete(registration).where(registration.c.address_id == address_id))
        tx.connection.execute(delete(address).where(address.c.id == address_id))
