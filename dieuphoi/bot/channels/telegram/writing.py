"""From the bot's words to Telegram's: bold marks as HTML, buttons as keyboards."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON

_MARKS = re.compile(f"([{BOLD_ON}{BOLD_OFF}])")
Rows = list[list[dict[str, Any]]]


def html(text: str) -> str:
    """The text in Telegram's HTML: everything escaped, bold opened and closed in turn whatever comes."""
    written, bold = [], False
    for part in _MARKS.split(text):
        if part in (BOLD_ON, BOLD_OFF):
            if bold != (part == BOLD_ON):
                written.append("</b>" if bold else "<b>")
                bold = not bold
        else:
            written.append(escape(part, quote=False))
    return "".join(written) + ("</b>" if bold else "")


def asks_contact(rows: Rows, private: bool) -> bool:
    """Whether the keyboard that shares one's number is called for; only private chats can have it."""
    return private and any(button.get("contact") for row in rows for button in row)


def keyboard(rows: Rows, private: bool) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """The buttons under a message. Beside a contact button, the others send their label as text."""
    if asks_contact(rows, private):
        keys = [[KeyboardButton(b["label"], request_contact=bool(b.get("contact"))) for b in r] for r in rows]
        return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
    return inline(rows)


def inline(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons that are pressed where they stand."""
    keys = [
        [InlineKeyboardButton(b["label"], callback_data=b["data"]) for b in row if not b.get("contact")]
        for row in rows
    ]
    keys = [row for row in keys if row]
    return InlineKeyboardMarkup(keys) if keys else None
