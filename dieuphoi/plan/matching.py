"""Which row of a new document is which task of the old one: by title first, then by code, then by likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from dieuphoi.plan.model import Task
from dieuphoi.plan.text import fold

SAME_CODE = 90  # of 100: so alike under the same code, a title was only mended
MOVED = 94  # so alike under another code, and nothing else nearly so alike
MARGIN = 6
LONG = 5  # words: a title of fewer is contained in many others
DOUBTFUL = 72  # alike enough to be asked about; under the same code less will do
DOUBTFUL_IN_PLACE = 50
_NUMBERS = re.compile(r"\d+")
Pair = tuple[str, str]


@dataclass(slots=True)
class Matches:
    """Pairs of codes (before, after): of the same task surely, and perhaps."""

    pairs: list[Pair] = field(default_factory=list)
    doubts: list[Pair] = field(default_factory=list)


class _Matching:
    """Rows that have no partner yet, and those that have found one."""

    def __init__(self, before: Sequence[Task], after: Sequence[Task]) -> None:
        self.old = {task.code: task for task in before}
        self.new = {task.code: task for task in after}
        self.pairs: list[Pair] = []

    def take(self, old: str, new: str) -> None:
        self.pairs.append((old, new))
        del self.old[old], self.new[new]

    def by(self, key: Callable[[Task], Hashable]) -> None:
        """Pair the rows whose keys are the same, where it is plain which: as many before as after."""
        groups: dict[Hashable, tuple[list[str], list[str]]] = {}
        for side, tasks in enumerate((self.old, self.new)):
            for task in tasks.values():
                groups.setdefault(key(task), ([], []))[side].append(task.code)
        for old, new in groups.values():
            if len(old) == len(new):
                for pair in zip(old, new, strict=True):
                    self.take(*pair)


def match(
    before: Sequence[Task], after: Sequence[Task], same: Collection[Pair] = (), other: Collection[Pair] = ()
) -> Matches:
    """Find each task again. `same` and `other` are what a person has decided about pairs of codes."""
    rows = _Matching(before, after)
    for old, new in same:
        if old in rows.old and new in rows.new:
            rows.take(old, new)
    keys: tuple[Callable[[Task], Hashable], ...] = (
        lambda task: (task.code, fold(task.title), task.leads),
        lambda task: (task.code, fold(task.title)),
        lambda task: (_title(task), task.leads, task.appendix or "1", task.due),
        lambda task: (_title(task), task.leads, task.appendix or "1"),
        lambda task: (_title(task), task.leads),
        _title,
    )
    for key in keys:
        rows.by(key)
    scores = _Scores(rows, other)
    for old, new in scores.plain():
        rows.take(old, new)
    return Matches(rows.pairs, scores.doubtful(rows))


def _title(task: Task) -> Hashable:
    """A title to be found again by; a row without one is only itself, under its code."""
    return fold(task.title) or ("", task.code)


class _Scores:
    """How alike the titles are of the rows that are left."""

    def __init__(self, rows: _Matching, other: Collection[Pair]) -> None:
        old, new = list(rows.old.values()), list(rows.new.values())
        titles = [[fold(task.title) for task in side] for side in (old, new)]
        self._found: list[tuple[float, Task, Task]] = []
        if old and new:
            table = process.cdist(*titles, scorer=fuzz.ratio, score_cutoff=DOUBTFUL_IN_PLACE)
            for row, column in zip(*table.nonzero(), strict=True):
                one, two = old[row], new[column]
                if (one.code, two.code) not in other:
                    self._found.append((float(table[row, column]), one, two))
        self._found.sort(key=lambda found: (-found[0], found[1].code != found[2].code))

    def plain(self) -> list[Pair]:
        """The pairs that are surely the same task: each the other's best, and no number in them differs."""
        best: dict[tuple[int, str], list[float]] = {}
        for score, old, new in self._found:
            best.setdefault((0, old.code), []).append(score)
            best.setdefault((1, new.code), []).append(score)
        pairs: dict[str, str] = {}
        for score, old, new in self._found:
            if old.code in pairs or new.code in pairs.values() or _numbers(old) != _numbers(new):
                continue
            rivals = [best[0, old.code][1:2], best[1, new.code][1:2]]
            leads = score == best[0, old.code][0] == best[1, new.code][0]
            clear = leads and all(not rival or rival[0] <= score - MARGIN for rival in rivals)
            mended = old.code == new.code and (score >= SAME_CODE or _longer(old, new))
            if clear and (mended or score >= MOVED):
                pairs[old.code] = new.code
        return list(pairs.items())

    def doubtful(self, rows: _Matching) -> list[Pair]:
        """The pairs that may be the same task, each row in one of them, the most alike first."""
        pairs: dict[str, str] = {}
        for score, old, new in self._found:
            enough = score >= DOUBTFUL or old.code == new.code
            free = old.code in rows.old and new.code in rows.new
            if enough and free and old.code not in pairs and new.code not in pairs.values():
                pairs[old.code] = new.code
        return list(pairs.items())


def _numbers(task: Task) -> list[str]:
    """The numbers in a title: "đề án số 1" and "đề án số 2" are alike, and two tasks."""
    return sorted(_NUMBERS.findall(task.title))


def _longer(one: Task, two: Task) -> bool:
    """Whether a title only gained or lost words, under the same lead."""
    words = [set(fold(task.title).split()) for task in (one, two)]
    shorter = min(words, key=len)
    return one.leads == two.leads and len(shorter) >= LONG and shorter == words[0] & words[1]
