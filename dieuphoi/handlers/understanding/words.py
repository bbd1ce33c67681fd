"""The vocabulary: words/*.yaml, read once and compiled.

Phrases are written with diacritics and match with or without them, except that a word of
lookalikes.yaml written out with its diacritics ("mời") is never taken for its neighbour ("mới").
A phrase is a regular expression: `(a|b)` are alternatives, `x?` is optional; besides, `…` stands for up to
four words, `word!` for a lookalike that must have its diacritics, and <task>, <agency>, <quarter>, <year>, <date>, <future> (a day ahead), <document>, <percent> for what was recognised.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, cast

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


@cache
def book(name: str) -> dict[str, Any]:
    """One file of the vocabulary as it stands."""
    text = (files(__package__) / "words" / f"{name}.yaml").read_text(encoding="utf-8")
    return cast(dict[str, Any], yaml.safe_load(text))


@cache
def lookalikes() -> frozenset[str]:
    """Words that keep their diacritics because without them they would read as another word."""
    return frozenset(book("lookalikes")["words"])


def _spelling(word: re.Match[str]) -> str:
    plain = plain_letters(word[1])
    if word[2]:
        return word[1]
    return f"(?:{word[1]}|{plain})" if word[1] in lookalikes() else plain


def expression(phrase: str) -> str:
    """The regular expression for one phrase, over text in plain letters."""
    phrase = phrase.replace("<date>", "[DH]+").replace("<future>", "D+")
    phrase = re.sub(r"<(\w+)>", lambda found: MARKS[found[1]] + "+", phrase)
    phrase = phrase.replace(r"\w+", r"\w++")  # a whole word, never its beginning
    phrase = phrase.replace(" … ", "(?: [^ ,;.:?!()]+){0,4}? ")
    return _WORD.sub(lambda word: word[0] if word[1] in _CAPITALS else _spelling(word), phrase)


@cache
def cue(name: str) -> re.Pattern[str]:
    """The compiled phrases of "file.list"."""
    file, entry = name.split(".")
    phrases = "|".join(expression(str(phrase)) for phrase in book(file)[entry])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")
