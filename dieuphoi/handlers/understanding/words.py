"""The vocabulary: words/*.yaml, read once and compiled, with what an office adds to them.

Phrases are written with diacritics and match with or without them, except that a word of
lookalikes.yaml written out with its diacritics ("mời") is never taken for its neighbour ("mới").
A phrase is a regular expression: `(a|b)` are alternatives, `x?` is optional; besides, `…` stands for up to
four words, `word!` for a lookalike that must have its diacritics, and <task>, <agency>, <quarter>, <year>, <date>, <future> (a day ahead), <document>, <percent> for what was recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, cast

import yaml

from dieuphoi.handlers.understanding.letters import plain_letters

MARKS = {
    "task": "T",
    "span": "T",
    "agency": "A",
    "quarter": "Q",
    "year": "Y",
    "date": "D",
    "past": "H",
    "document": "N",
    "percent": "P",
}
_CAPITALS = {*MARKS.values(), "DH"}
_WORD = re.compile(r"(?<!\\)([^\W\d_]+)(!?)")

Book = Mapping[str, Any]
Said = TypeVar("Said", bound=Callable[..., Any])

_own: dict[str, Book] = {}  # the words of the office that this process serves, by file: set as it starts
_following: list[Callable[[], None]] = []
_edition = [0]


def add(books: Mapping[str, Book]) -> None:
    """Use an office's own words (see own_words.py) besides the shipped ones from now on, in the whole process."""
    if _own == books:
        return
    _own.clear()
    _own.update(books)
    _edition[0] += 1
    for forget in _following:
        forget()


def own(name: str, entry: str) -> Any:
    """What the office added to a list of a file; empty where nothing was."""
    return _own.get(name, {}).get(entry, ())


def edition() -> int:
    """Another number whenever the vocabulary has become another."""
    return _edition[0]


def follows(forget: Callable[[], None]) -> None:
    """Have something forgotten whenever the vocabulary becomes another, for it was made from that."""
    _following.append(forget)


def remembered(function: Said) -> Said:
    """Work out once what follows from the vocabulary, and anew when that has become another."""
    kept = cache(function)
    follows(kept.cache_clear)
    return cast(Said, kept)


@cache
def shipped(name: str) -> dict[str, Any]:
    """One file of the vocabulary as it is shipped."""
    text = (files(__package__) / "words" / f"{name}.yaml").read_text(encoding="utf-8")
    return cast(dict[str, Any], yaml.safe_load(text))


@remembered
def book(name: str) -> dict[str, Any]:
    """One file of the vocabulary with what the office adds: to lists at the end, in maps before the shipped."""
    joined = dict(shipped(name))
    for entry, added in _own.get(name, {}).items():
        joined[entry] = joined[entry] | added if isinstance(added, dict) else [*joined[entry], *added]
    return joined


@remembered
def lookalikes() -> frozenset[str]:
    """Words that keep their diacritics because without them they would read as another word."""
    return frozenset(book("lookalikes")["words"])


def _spelling(word: re.Match[str]) -> str:
    written = word[1].lower()
    plain = plain_letters(written)
    if word[2]:
        return written
    return f"(?:{written}|{plain})" if written in lookalikes() else plain


def expression(phrase: str) -> str:
    """The regular expression for one phrase, over text in plain letters."""
    phrase = phrase.replace("<date>", "[DH]+").replace("<future>", "D+")
    phrase = re.sub(r"<(\w+)>", lambda found: MARKS[found[1]] + "+", phrase)
    phrase = phrase.replace(r"\w+", r"\w++")  # a whole word, never its beginning
    phrase = phrase.replace(" … ", "(?: [^ ,;.:?!()]+){0,4}? ")
    return _WORD.sub(lambda word: word[0] if word[1] in _CAPITALS else _spelling(word), phrase)


@remembered
def cue(name: str) -> re.Pattern[str]:
    """The compiled phrases of "file.list"."""
    file, entry = name.split(".")
    phrases = "|".join(expression(str(phrase)) for phrase in book(file)[entry])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")
