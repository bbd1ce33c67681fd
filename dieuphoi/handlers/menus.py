"""Choices on channels without buttons: numbered under the text, answered by a number in the chat.

A line of a list that a button opens has its own number already; further choices go on counting behind the list. So
“3” opens line 3, “3 xong” reports on it, and a number behind the last line presses what stands there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dieuphoi.handlers import languages
from dieuphoi.handlers.messages import Button, Event, Incoming, Lines, Message
from dieuphoi.handlers.phrases import moment
from dieuphoi.plan.text import fold
from dieuphoi.storage import outbox, shown
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

Rows = list[list[dict[str, Any]]]
_NUMBER = re.compile(r"\W*(\d{1,3})\W*")
_BACK = "0"
_FURTHER = frozenset(("tiep", "tiep theo", "xem tiep", "tiep tuc", "more", "next"))
_TURNS = ("tiep", "more", "next")  # how the label of a button begins that turns a page


def numbered(message: Message) -> tuple[str, Rows]:
    """A message's text with its choices below, and its buttons with the number by which each is chosen.

    A button that asks for one's own contact is left out: only a channel that has it can do that.
    """
    lines = {f"c:{part[0]}": n for n, part in _lines(message.lines) if len(part) == 1}
    following = max((n for n, _part in _lines(message.lines)), default=0) + 1
    below: list[str] = []
    rows: Rows = []
    for row in message.buttons:
        kept = []
        for button in row:
            if button.asks_contact:
                continue
            number = lines.get(button.data)
            if number is None:
                number, following = following, following + 1
                below.append(f"{number}. {button.label}")
            kept.append(_as_kept(button, number))
        rows += [kept] if kept else []
    if not below:
        return message.text, rows
    return "\n".join([message.text, "", *below, _("Answer with a number; 0 goes back.")]), rows


def without(text: str, rows: Rows) -> str:
    """A text without the menu that was written under it, for a channel that has buttons."""
    first = next((f"\n\n{b['number']}. {b['label']}" for row in rows for b in row if "number" in b), None)
    at = text.rfind(first) if first else -1
    return text[:at] if at >= 0 else text


def _lines(lines: Lines | None) -> list[tuple[int, tuple[int, ...]]]:
    return list(enumerate(lines.parts, lines.first)) if lines else []


def _as_kept(button: Button, number: int) -> dict[str, Any]:
    return {"label": button.label, "data": button.data, "number": number}


def pressed(tx: Transaction, incoming: Incoming) -> Incoming:
    """A number, or “tiếp”, as the press of what stands there in the chat's newest menu; anything else as it came."""
    if incoming.event is not Event.MESSAGE or incoming.attachment is not None:
        return incoming
    wanted = _wanted(incoming.text)
    if wanted is None:
        return incoming
    newest = shown.newest_choice(tx, incoming.chat.key, incoming.reply_to)  # never an older one
    if newest is None:
        return incoming
    vendor_id, rows = newest
    found = next((button for row in rows for button in row if _is_meant(button, wanted)), None)
    if found is None:
        return incoming
    return replace(incoming, event=Event.PRESSED, pressed=found["data"], pressed_on=vendor_id)


def _wanted(text: str) -> int | str | None:
    if found := _NUMBER.fullmatch(text):
        return int(found[1])
    said = fold(text).strip(" .!»>")
    return said if said in _FURTHER else None


def _is_meant(button: dict[str, Any], wanted: int | str) -> bool:
    if isinstance(wanted, int):
        return bool(button.get("number") == wanted)
    return fold(button["label"]).startswith(_TURNS)


def goes_back(incoming: Incoming) -> bool:
    """Whether a message asks for the menu before the newest one: "0"."""
    return incoming.event is Event.MESSAGE and incoming.text.strip() == _BACK


def back(tx: Transaction, incoming: Incoming, longest: int) -> list[int]:
    """Post the menu before the newest one again; another "0" goes back further. Gives the row, or nothing.

    It says of when it is, as what it tells may have changed; not where the text would be longer than a message may be.
    """
    found = shown.before_newest(tx, incoming.chat.key)
    if found is None:
        return []
    row, sent_at = found
    dated = languages.for_reader(
        tx, incoming.chat, lambda: _("Message of {moment}:").format(moment=moment(sent_at))
    )
    text = f"{dated}\n{row['text']}"
    return outbox.post(tx, [row | {"text": text}] if len(text) <= longest else [row])
