"""Days as people type them for the office's calendar and for pauses: one, a span, or "2 tuần"; from today on."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dieuphoi.handlers.understanding.dates import a_day, find
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import one_line

_BETWEEN = re.compile(r"\s+(?:den|toi)\s+(?:het\s+)?|\s+[-–—]\s+|(?<=\d)[-–—](?=\d+/)")
_WEEKDAY = re.compile(r"thu [2-7]")
_FROM = re.compile(r"(?:tu|trong)\s+")
_UNTIL = re.compile(r"(?:^|\s)(?:cho\s+)?(?:den|toi)\s+(?:het\s+)?")
_LENGTH = re.compile(r"(?:^|\s)(?:trong\s+)?(\d{1,3})\s*(ngay|tuan)$", re.ASCII)

Span = tuple[date, date]


def read_day(text: str, today: date) -> date | None:
    """One day and no other number beside it: of "28/12, 31/12" nobody should get the first alone."""
    typed = plain_letters(one_line(text))
    mark = next(find(typed, today), None)
    beside = typed[: mark.start] + typed[mark.end :] if mark else typed
    alone = not any(char.isdigit() for char in _WEEKDAY.sub("", beside))
    return a_day(typed, today) if alone else None


def read_span(text: str, today: date) -> Span | None:
    """A day, or the first and last of several: "28/12 đến 31/12"; None for anything else.

    Without a year it is the next one from today on; the last day, the next one from the first on.
    """
    typed = _FROM.sub("", plain_letters(one_line(text)), count=1)
    first, *rest = _BETWEEN.split(typed, maxsplit=1)
    begins = read_day(first, today)
    ends = read_day(rest[0], begins) if rest and begins else begins
    return (begins, ends) if begins and ends else None


def split_until(text: str, today: date) -> tuple[str, date | None]:
    """What a text says before its last day ("Sở Tài chính đến 15/3", "kế hoạch 2 tuần"), and that day.

    The text without a day, and None, where it ends with none.
    """
    text = one_line(text)
    typed = plain_letters(text)
    if found := _LENGTH.search(typed):
        days = int(found[1]) * (7 if found[2] == "tuan" else 1)
        return text[: found.start()].strip(), today + timedelta(days=days)
    for mark in reversed(list(_UNTIL.finditer(typed))):
        if day := read_day(typed[mark.end() :], today):
            return text[: mark.start()].strip(), day
    day = read_day(text, today)
    return ("", day) if day else (text, None)
