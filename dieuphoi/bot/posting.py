"""From a message to outbox rows: split to what the channel can carry, written in the open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from dieuphoi.bot import folding
from dieuphoi.bot.channels import Limits
from dieuphoi.bot.links import as_link
from dieuphoi.handlers import languages
from dieuphoi.handlers.menus import numbered
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON, RETIRED, Message, plain
from dieuphoi.storage import outbox
from dieuphoi.storage.database import Transaction


def units(text: str) -> int:
    """Length in UTF-16 units without bold marks, as Telegram counts it after reading the markup."""
    return sum(2 if ord(c) > 0xFFFF else 1 for c in text if c not in (BOLD_ON, BOLD_OFF))


def split(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` units, at a line's end if possible, else at a blank.

    No character is lost but the white space at the cuts; bold goes on in the next piece. 0 is no limit;
    a limit of 1 could not hold a character of two units.
    """
    if limit <= 0 or units(text) <= limit:
        return [text]
    pieces, rest, bold = [], text, False
    while rest:
        piece = rest[: _cut(rest, limit)]
        rest = rest[len(piece) :].lstrip()
        piece = (BOLD_ON if bold else "") + piece.rstrip()
        bold = piece.rfind(BOLD_ON) > piece.rfind(BOLD_OFF)
        pieces.append(piece + (BOLD_OFF if bold else ""))
    return [p for p in pieces if plain(p).strip()]


def _cut(text: str, limit: int) -> int:
    """Where to cut: after the last line end, else the last blank, in the second half of what fits."""
    fits = _fitting(text, limit)
    if fits == len(text):
        return fits
    for mark in ("\n", " "):
        at = text.rfind(mark, fits // 2, fits + 1)
        if at > 0:
            return at
    return fits


def _fitting(text: str, limit: int) -> int:
    """How many characters of the text fit into `limit` units."""
    size = 0
    for number, character in enumerate(text):
        size += units(character)
        if size > limit:
            return number
    return len(text)


def post(
    tx: Transaction,
    messages: Iterable[Message],
    limits: Mapping[str, Limits],
    pages: Mapping[str, str] | None = None,
) -> list[int]:
    """Write messages into the outbox; buttons, file and edit go with the right piece of a long text.

    Each row is one call to the vendor, so that a failure half-way never repeats what went out. Where a channel has no
    buttons, choices are numbered; where it sends no files, there is a link to the bot's own `pages`, by channel.
    """
    rows: list[dict[str, Any]] = []
    for message in folding.folded(messages, limits):
        carried_by = limits.get(message.to.channel, Limits())
        if message.kind != RETIRED or carried_by.edits:
            page = (pages or {}).get(message.to.channel)
            rows += _carried(tx, message, carried_by, page)
    return outbox.post(tx, rows)


def _carried(tx: Transaction, message: Message, limits: Limits, page: str | None) -> list[dict[str, Any]]:
    """The rows of a message, with menu and link in its reader's language where the channel needs them."""
    if limits.buttons and limits.files:
        return _rows(message, limits)

    def say() -> list[dict[str, Any]]:
        return _rows(message if limits.files else as_link(tx, message, page), limits)

    return languages.for_reader(tx, message.to, say)


def _rows(message: Message, limits: Limits) -> list[dict[str, Any]]:
    text, buttons = (message.text, _buttons(message)) if limits.buttons else numbered(message)
    pieces = _pieces(replace(message, text=text), limits)
    last = len(pieces) - 1
    return [
        {
            "channel": message.to.channel,
            "chat_id": message.to.id,
            "thread": message.to.thread,
            "chat_key": message.to.key,
            "private": message.to.private,
            "rank": int(message.rank),
            "kind": message.kind,
            "text": piece,
            "buttons": buttons if number == last else [],
            "about": list(message.about),
            "lines": asdict(message.lines) if message.lines and message.lines.parts else None,
            "file_id": message.file_id if number == 0 else None,
            "edits": message.edits if number == 0 else None,
            "key": message.key and (message.key if number == 0 else f"{message.key}#{number}"),
            "reasons": [asdict(reason) for reason in message.reasons] if number == 0 else [],
            "not_before": message.not_before,
            "use_until": message.use_until,
        }
        for number, piece in enumerate(pieces)
    ]


def _pieces(message: Message, limits: Limits) -> list[str]:
    """The text's pieces; a file whose caption would be too long goes first and without one."""
    pieces = split(message.text, limits.text) or [""]
    caption_fits = not limits.caption or units(message.text) <= limits.caption
    if message.file_id is None or not limits.files or (caption_fits and len(pieces) == 1):
        return pieces
    return ["", *pieces]


def _buttons(message: Message) -> list[list[dict[str, Any]]]:
    return [
        [{"label": b.label, "data": b.data} | ({"contact": True} if b.asks_contact else {}) for b in row]
        for row in message.buttons
    ]
