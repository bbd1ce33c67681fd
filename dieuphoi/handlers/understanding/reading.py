"""A message as the rules read it: plain letters, short forms written out, and marks over what was recognised.

In `plain`, every letter of a recognised thing is its capital ("PL1-2" is "TTTTT", see words.MARKS), so that
phrases can speak of "a task" and offsets stay simple. `typed` goes back to the words of the sender.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dieuphoi.handlers.understanding.letters import decode_telex, decode_vni, plain_letters, typed_in_vni
from dieuphoi.handlers.understanding.words import MARKS, book, cue, lookalikes, own, remembered

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something recognised: its kind ("task", "date" …), what it is, and where it stands."""

    kind: str
    value: Any
    start: int
    end: int

    @property
    def codes(self) -> tuple[str, ...]:
        """The tasks that a "task" or a "span" of tasks names."""
        return self.value.codes if self.kind == "span" else (self.value,)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign as typed, with Telex keys decoded to plain letters, and its place in the text."""

    typed: str
    plain: str
    start: int
    end: int


@dataclass
class Reading:
    """See the module. Searches are remembered, since several rules ask for the same phrases."""

    text: str
    plain: str
    origins: list[tuple[int, int]]
    marks: list[Mark] = field(default_factory=list)
    _found: dict[str, re.Match[str] | None] = field(default_factory=dict)

    def find(self, name: str) -> re.Match[str] | None:
        """The first place where one of the phrases of a list stands."""
        if name not in self._found:
            self._found[name] = cue(name).search(self.plain)
        return self._found[name]

    def has(self, *names: str) -> bool:
        """Whether a phrase of any of these lists stands in the message."""
        return any(self.find(name) for name in names)

    def of(self, kind: str) -> list[Mark]:
        """All marks of a kind, in order."""
        return [mark for mark in self.marks if mark.kind == kind]

    @property
    def tasks(self) -> list[Mark]:
        """All places where tasks are named by their codes."""
        return [mark for mark in self.marks if mark.kind in ("task", "span")]

    @property
    def days(self) -> list[Mark]:
        """All days, past and ahead."""
        return [mark for mark in self.marks if mark.kind in ("date", "past")]

    def mark(self, marks: Iterable[Mark]) -> None:
        """Cover these places with their capitals; a place that is covered already stays as it is."""
        for found in marks:
            inside = self.plain[found.start : found.end]
            if not any(char.isupper() for char in inside):
                capital = MARKS[found.kind] * (found.end - found.start)
                self.plain = self.plain[: found.start] + capital + self.plain[found.end :]
                self.marks.append(found)
        self.marks.sort(key=lambda mark: mark.start)
        self._found.clear()

    def typed(self, start: int, end: int) -> str:
        """The sender's own words between two places of `plain`."""
        first = bisect_left(self.origins, start, key=lambda origin: origin[0])
        after = bisect_left(self.origins, end, key=lambda origin: origin[0])
        return self.text[self._origin(first) : self._origin(after)].strip()

    def _origin(self, position: int) -> int:
        return self.origins[position][1] if position < len(self.origins) else len(self.text)


def tokens(text: str) -> list[Token]:
    """The words and signs of a text."""
    decode = decode_vni if typed_in_vni(text) else decode_telex
    return [_token(found, decode) for found in _TOKEN.finditer(text)]


def _token(found: re.Match[str], decode: Callable[[str], str]) -> Token:
    typed = found[0]
    decoded = typed if plain_letters(typed) in _shorthand() else decode(typed)
    return Token(typed, plain_letters(decoded), found.start(), found.end())


@remembered
def _shorthand() -> dict[str, str]:
    return {plain_letters(short): full for short, full in book("shorthand")["words"].items()}


@remembered
def _typos() -> tuple[re.Pattern[str], dict[str, str]]:
    meant = own("shorthand", "words")  # an office's short form is none of the typing errors
    fixes = {typo: full for typo, full in book("shorthand")["typos"].items() if typo not in meant}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, fixes)) + r")(?!\w)", re.IGNORECASE), fixes


def written_out(word: str, plain: str) -> str:
    """A word with short forms in full, in plain letters save for lookalikes."""
    full = _shorthand().get(plain)
    if full is not None and not _other_word(word, plain):
        return " ".join(_keep(part) for part in full.split())
    return _keep(word.lower()) if word.lower() in lookalikes() else plain


def _other_word(word: str, plain: str) -> bool:
    """A short form typed with diacritics of its own ("tư", "cụ") is a word, not the short form."""
    return word.lower() not in book("shorthand")["words"] and word.lower().replace("đ", "d") != plain


def _keep(word: str) -> str:
    return word if word in lookalikes() else plain_letters(word)


def read(text: str, taken: Iterable[Mark], words: list[Token]) -> Reading:
    """Write the words out; `taken` are marks on `text` itself (codes, agencies, document numbers)."""
    covered = sorted(taken, key=lambda mark: mark.start)
    plain = ""
    origins: list[tuple[int, int]] = []
    marks: list[tuple[Mark, int]] = []
    last, queue = 0, list(covered)
    for token in words:
        if queue and token.start >= queue[0].end:
            queue.pop(0)
        inside = queue[0] if queue and token.start >= queue[0].start else None
        if inside and marks and marks[-1][0] is inside:
            continue
        blank = " " if token.start > last and plain else ""
        plain += blank
        origins.append((len(plain), token.start))
        piece = inside_piece(inside) if inside else written_out(token.typed, token.plain)
        if inside:
            marks.append((inside, len(plain)))
        plain += piece
        last = inside.end if inside else token.end
    placed = [Mark(mark.kind, mark.value, at, at + mark.end - mark.start) for mark, at in marks]
    return Reading(text, plain, origins, placed)


def inside_piece(mark: Mark) -> str:
    """A mark's capitals, as long as what it covers."""
    return MARKS[mark.kind] * (mark.end - mark.start)


@remembered
def _english() -> re.Pattern[str]:
    phrases = sorted(book("english")["phrases"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def corrected(text: str) -> str:
    """The text with frequent typing errors put right, and English phrases in Vietnamese."""
    pattern, fixes = _typos()
    text = pattern.sub(lambda found: fixes.get(found[0].lower(), found[0]), text)
    return _english().sub(lambda found: book("english")["phrases"][found[0].lower()], text)


def plain_text(text: str) -> str:
    """A text written out in plain letters, without marks."""
    return " ".join(written_out(token.typed, token.plain) for token in tokens(text))
