"""Tasks by description: which title do these words come from?

Vietnamese words are mostly pairs of syllables, so titles are compared by pairs ("quy chế", "phân bổ").
A pair that few titles have weighs much, one that all have weighs nothing, and words that people use to
talk about any task (words/titles.yaml) weigh little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.words import book, cue, remembered

_WORD = re.compile(r"[^\W\d_]+")
_OWNER = re.compile(
    r"(?<!\w)cua (?:(?!(?:ve|ban hanh|quy dinh|phe duyet|cho|tren|giai doan|thuc hien)(?!\w))\w+ ?)+"
)
_ENOUGH = 0.62
_CLEARLY_SHORTER = 1.5
Pair = tuple[str, str]


@remembered
def _small() -> frozenset[str]:
    return frozenset(plain_letters(word) for word in book("titles")["small"])


@remembered
def _common() -> frozenset[Pair]:
    return frozenset(pair for phrase in book("titles")["common"] for pair in _pairs(plain_letters(phrase)))


@remembered
def _kinds() -> frozenset[Pair]:
    return frozenset(pair for phrase in book("titles")["kinds"] for pair in _pairs(plain_letters(phrase)))


def _pairs(plain: str) -> list[Pair]:
    words = [word for word in _WORD.findall(plain) if plain_letters(word) not in _small()]
    return list(pairwise(words))


def _plain(pair: Pair) -> Pair:
    return plain_letters(pair[0]), plain_letters(pair[1])


def _telling(plain: str) -> list[Pair]:
    """The pairs of a text but those that stand between two common words: "bản chỉ" of "văn bản chỉ đạo"."""
    pairs = _pairs(plain)
    common = [False, *(pair in _common() for pair in pairs), False]
    return [pair for i, pair in enumerate(pairs) if not (common[i] and common[i + 2])]


class TitleIndex:
    """The pairs of all titles with their weights."""

    def __init__(self, tasks: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """`tasks` are codes with titles and further words."""
        self._of: dict[Pair, dict[str, float]] = defaultdict(dict)
        self._spelled: dict[Pair, set[Pair]] = defaultdict(set)
        self._size: Counter[str] = Counter()
        self._called: dict[str, frozenset[str]] = {}
        for code, title, keywords in tasks:
            if keywords:
                self._called[code] = frozenset(_WORD.findall(plain_letters(" ".join(keywords))))
            for text in (_named(title), *keywords):
                self._add(code, plain_letters(plain_text(text)))
                for pair in _pairs(text.lower()):
                    self._spelled[_plain(pair)].add(pair)
            self._size[code] = 0
        self._weight = {pair: self._weigh(pair) for pair in self._of}
        for codes in self._of.values():
            self._size.update(codes.keys())

    def _add(self, code: str, plain: str) -> None:
        """What a thing is of ("quy chế hoạt động *của Ban Chỉ đạo*") names it half as much as what it is."""
        owners = {pair for owner in _OWNER.findall(plain) for pair in _pairs(owner)}
        heads = set(_pairs(_OWNER.sub(" ; ", plain)))
        for pair in _telling(plain):
            share = 0.5 if pair in owners and pair not in heads else 1.0
            self._of[pair][code] = max(share, self._of[pair].get(code, 0.0))

    def _weigh(self, pair: Pair) -> float:
        if pair in _common():
            return 0.0
        rarity = 1 - log(len(self._of[pair])) / log(max(len(self._size), 2))
        return rarity / 2 if pair in _kinds() else rarity

    def called(self, code: str) -> frozenset[str]:
        """The plain words by which people call a task besides its title."""
        return self._called.get(code, frozenset())

    def best(self, plain: str) -> tuple[str, float] | None:
        """The one task that plain words describe, with how much of it they name; None if vague or ambiguous."""
        scores: dict[str, float] = defaultdict(float)
        for pair in self._known(plain):
            for code, share in self._of.get(pair, {}).items():
                scores[code] += self._weight[pair] * share
        ranking = sorted(scores, key=lambda code: (-scores[code], self._size[code]))
        if not ranking or scores[ranking[0]] < _ENOUGH:
            return None
        return (ranking[0], scores[ranking[0]]) if self._clear(ranking, scores) else None

    def _known(self, plain: str) -> set[Pair]:
        """The pairs of a text that may be those of a title: a word that kept its diacritics must be the same there."""
        telling = set(_telling(plain_letters(plain)))
        return {_plain(pair) for pair in _pairs(plain) if _plain(pair) in telling and self._fits(pair)}

    def _fits(self, pair: Pair) -> bool:
        if all(word.isascii() for word in pair):
            return True
        spelled = self._spelled.get(_plain(pair), ())
        return any(all(w.isascii() or w == s for w, s in zip(pair, there, strict=True)) for there in spelled)

    def _clear(self, ranking: list[str], scores: dict[str, float]) -> bool:
        if len(ranking) == 1:
            return True
        first, second = ranking[:2]
        if scores[first] - scores[second] > 0.1:
            return True
        return self._size[second] >= _CLEARLY_SHORTER * self._size[first]


def _named(title: str) -> str:
    """A title without the condition at its end ("sau khi có văn bản hướng dẫn …"), which names no task."""
    condition = cue("titles.conditions").search(plain_letters(title))
    return title[: condition.start()] if condition else title
