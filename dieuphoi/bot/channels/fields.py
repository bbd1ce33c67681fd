"""Taking fields out of an update that may lack any of them, or hold something else in their place."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from dieuphoi.plan.calendar import ZONE

Raw = dict[str, Any]

# Control characters, half surrogate pairs, the private use area (the bot's own bold marks lie there)
# and the marks that turn the direction of writing round, by which a name can pose as another.
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text as the handlers may take it: NFC, lines kept, nothing invisible that could turn into markup."""
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def part(raw: Raw, *path: str) -> Raw:
    """The object at a path; an empty one where there is none."""
    for key in path:
        found = raw.get(key)
        raw = found if isinstance(found, dict) else {}
    return raw


def text(raw: Raw, key: str) -> str:
    """A cleaned text; empty where there is none."""
    found = raw.get(key)
    return clean(found) if isinstance(found, str) else ""


def number(raw: Raw, key: str) -> int | None:
    """A whole number."""
    found = raw.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def identity(raw: Raw, key: str = "id") -> str | None:
    """A number that only names something: chats, people and messages are texts outside this channel."""
    found = number(raw, key)
    return None if found is None else str(found)


def moment(raw: Raw, *keys: str) -> datetime:
    """The first of some Unix times, in local time; 1970 where an update has none."""
    for key in keys:
        seconds = number(raw, key)
        if seconds and 0 < seconds < 2**33:
            return datetime.fromtimestamp(seconds, ZONE)
    return datetime.fromtimestamp(0, ZONE)
