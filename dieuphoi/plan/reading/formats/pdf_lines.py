"""Words of a page put together into lines, and lines into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dieuphoi.plan.reading.formats.pdf_page import Word

_WIDE = 1.6  # of a line's height: a gap as wide as this parts the two sides of a letterhead, or two cells
_BEGINS = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*\s?[.)/]|[a-zđ]\s?[.)]|[IVXLC]{1,6}\s?[.)]|[A-Z]\s?[.)]|[-–+•*]\s|Điều \d|Phụ lục|PHỤ LỤC"
    r"|Căn cứ|Nơi nhận|TM\.|KT\.|TL\.|Số\s?:|\()"
)
_BLANK = 0.2  # of a line's height: how wide a blank is
_FULL = 0.88  # of the width of the text: a line that reaches this far may go on in the next
_INDENT = 24.0  # points: a list hangs by less, a first line is moved in by more


@dataclass(frozen=True, slots=True)
class Line:
    """Words at one height, from left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(word.right for word in self.words)

    @property
    def bottom(self) -> float:
        """The foot of its letters."""
        return min(word.bottom for word in self.words)

    @property
    def top(self) -> float:
        """The head of its letters."""
        return max(word.top for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    def parts(self, wide: float = _WIDE) -> list[tuple[Word, ...]]:
        """The words between gaps of `wide` heights of the line."""
        height = self.words[0].top - self.words[0].bottom
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.left - parts[-1][-1].right <= wide * height:
                parts[-1].append(word)
            else:
                parts.append([word])
        return [tuple(part) for part in parts]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words in lines, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.middle[1]):
        last = rows[-1] if rows else None
        if last and abs(last[0].middle[1] - word.middle[1]) < (last[0].top - last[0].bottom) / 2:
            last.append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda one: one.left))) for row in rows]


def text_of(words: Iterable[Word], right: float) -> str:
    """The text of a cell whose lines may reach to `right`.

    A line ends where it does because the next word had no room, which means nothing, or because whoever wrote it
    ended it: that stays a line break.
    """
    text, before = "", None
    for line in lines_of(words):
        if before is not None:
            room = right - before.right
            first = line.words[0]
            blank = (line.top - line.bottom) * _BLANK
            text += " " if room < first.right - first.left + blank else "\n"
        text += line.text
        before = line
    return text


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """Lines that go on in the next, together; `left` and `right` are the edges of the text."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1][-1], line, left, right):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    reaches = before.right >= left + _FULL * (right - left)
    near = before.bottom - line.top < 1.2 * (line.top - line.bottom)
    return (
        reaches
        and near
        and line.left < left + _INDENT
        and not _BEGINS.match(line.text)
        and len(line.parts()) == len(before.parts()) == 1
    )
