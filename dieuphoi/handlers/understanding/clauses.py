"""A message parted into what can be understood by itself: lines, and clauses that have a subject of their own.

"3 xong, 5 xin gia hạn sang quý I/2023, 2 vướng chưa có kinh phí" are three, "vướng do thiếu kinh phí, nhân lực" is
one. A subject is a task's code, or the number that a task has in a list which the message answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from dieuphoi.handlers.understanding import codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.states import standing
from dieuphoi.handlers.understanding.words import cue, remembered

_LIST = r"\d{1,2}(?:\s?(?:,|va|&|\+|-|den)\s?\d{1,2})*(?![\d%]|[/.,]\d)"
# "1 số 12/QĐ-UBND", "2: QĐ 15/QĐ-SKH": a document's number is all that some lines still lack.
_DOCUMENT = (
    r"(?:(?:qd|quyet dinh|nq|nghi quyet|cv|cong van|kh|ke hoach|van ban)\s*)?(?:so\s*:?\s*)?\d{1,5}/[a-z]{2}"
)
_BREAK = re.compile(
    r"(?:(?<!\d)[,.]|[,.](?!\d)|[;!?…]|(?<=\s)[-/|–](?=\s)|\s(?=(?:con|rieng|nhung|ma|va|trong khi)\s))\s*"
)
_BETWEEN = re.compile(r"(?:\s|[,;&+]|(?<!\w)(?:va|voi|den|cung|cung voi)(?!\w))*")
_WORD = re.compile(r"[a-z]{2,}|%|[^\w\s,;.:!?()/|–-]")
_BULLET = re.compile(r"\s*(?:[-–•*+·▪]\s*|\d{1,2}[.)]\s*(?=[a-zA-Z]{2}\s?\d))")


@remembered
def _numbers() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{cue('clauses.opening').pattern}[ ,:]+)*(?:[^:;.,\d]{{1,60}}:\s*)?"
        rf"(?:{cue('clauses.link').pattern} )*(?P<numbers>{_LIST})"
        rf"\s?(?:[.:)=–/-]\s*)?(?={cue('clauses.says').pattern}|{cue('addressing.speaker').pattern}|{_DOCUMENT}"
        r"|\d{1,3}\s?%|[✅✔☑❌])"
    )


@remembered
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue('clauses.link').pattern} )*")


@remembered
def _as_above() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{cue('clauses.as_above').pattern})\W*$")


@remembered
def _closed() -> re.Pattern[str]:
    return re.compile(rf"(?:{cue('clauses.closing').pattern}|%)\s*$")


def clauses(text: str) -> list[str]:
    """The parts of a message that are to be understood one by one, in order; none where the text is blank."""
    found: list[str] = []
    for typed in text.splitlines():
        bullet = _BULLET.match(typed)
        line = typed[bullet.end() if bullet else 0 :].strip()
        if found and line[:1].islower() and not _Line(line).subject and _Line(found[-1]).subject:
            found[-1] += " " + line  # the sentence of the line above goes on
        elif line:
            found += _Line(line).parts()
    return found


def numbered(clause: str) -> tuple[list[int], str] | None:
    """The numbers of a list that a clause begins with, and what it says of them: "3 và 5 xong" is [3, 5], "xong".

    None where it begins with no number, or with one that counts something else. "1-3" are three numbers.
    """
    clause = clause.strip()
    found = _numbers().match(plain_letters(clause))
    return (list(_spread(found["numbers"])), clause[found.end() :]) if found else None


def _spread(numbers: str) -> Iterator[int]:
    for piece in re.split(r"\s?(?:,|va|&|\+)\s?", numbers):
        first, *last = re.split(r"\s?(?:-|den)\s?", piece)
        yield from range(int(first), int(last[-1] if last else first) + 1)


class _Line:
    """One line in plain letters, and where the codes of tasks stand in it."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.plain = plain_letters(line)
        self.tasks = {mark.start: mark.end for mark in codes.find(line)}

    @cached_property
    def subject(self) -> bool:
        """Whether the line speaks of a task by its code or number."""
        return bool(self.tasks) or bool(_numbers().match(self.plain))

    def parts(self) -> list[str]:
        """The line cut where a clause with a subject of its own begins after one that has said all it has to say."""
        cuts = [0]
        for place in self._places():
            if self._complete(cuts[-1], place) and self._begins(place, cuts[-1]):
                cuts.append(place)
        ends = [*cuts[1:], len(self.line)]
        pieces = (self.line[start:end].strip(" \t,;") for start, end in zip(cuts, ends, strict=True))
        return [piece for piece in pieces if piece]

    def _places(self) -> list[int]:
        """Where a clause may begin: after a sign or a joining word; at a subject also after a closing word."""
        signs = {found.end() for found in _BREAK.finditer(self.plain)}
        numbers = {found.start() for found in _numbers().finditer(self.plain) if _numbers().match(self.plain)}
        closed = {place for place in (*self.tasks, *numbers) if _closed().search(self.plain[:place])}
        return sorted(signs | closed)

    def _complete(self, start: int, end: int) -> bool:
        """Whether a stretch names a subject and says something of it, behind it or before it."""
        first = next((place for place in self.tasks if start <= place < end), end)
        numbers = _numbers().match(self.plain, start)
        if numbers and numbers.end() < first:
            return bool(_WORD.search(self.plain[numbers.end() : end]))
        return first < end and (self._says(first, end) or self._state(start, first))

    def _says(self, start: int, end: int) -> bool:
        """Whether anything stands between two places but codes and the words that join them."""
        rest = "".join(
            " " if any(place <= at < stop for place, stop in self.tasks.items()) else self.plain[at]
            for at in range(start, end)
        )
        return bool(_WORD.search(cue("clauses.filler").sub(" ", rest)))

    def _state(self, start: int, end: int) -> bool:
        return standing(plain_text(self.line[start:end])) is not None

    def _begins(self, place: int, start: int) -> bool:
        """Whether a clause with its own subject and its own statement begins at a place."""
        if after := self._after_subject(place):
            said = self.plain[after : self._stop(after)]
            return bool(_WORD.search(said)) and not _as_above().match(said)
        # "Đã trình PL1-1, đang soạn PL1-2": the subject stands last, as in the clause before.
        here = next((task for task in self.tasks if place < task < self._stop(place)), None)
        before = next((task for task in self.tasks if start <= task < place), None)
        return (
            here is not None
            and before is not None
            and self._state(start, before)
            and self._state(place, here)
        )

    def _stop(self, place: int) -> int:
        return next(
            (found.start() for found in _BREAK.finditer(self.plain, place) if found.start() > place),
            len(self.plain),
        )

    def _after_subject(self, place: int) -> int | None:
        """Where the codes or numbers end that stand at a place; None where none do."""
        if found := _numbers().match(self.plain, place):
            return found.end("numbers")
        links = _links().match(self.plain, place)
        end = self.tasks.get(links.end() if links else place)
        while end and (between := _BETWEEN.match(self.plain, end)) and between.end() in self.tasks:
            end = self.tasks[between.end()]
        return end
