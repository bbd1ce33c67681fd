"""An office's own words: what a file of them may hold, and what is wrong in one, said for whoever wrote it.

A file has the name, the lists and the shape of a shipped one (words/*.yaml); what stands in it is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import tokens
from dieuphoi.handlers.understanding.words import MARKS, Book, expression, shipped
from dieuphoi.wording import _

# Lists of words as they are, and no expressions.
_WORDS = (
    "lookalikes.words",
    "documents.parts",
    "agencies.words",
    "titles.small",
    "titles.common",
    "titles.kinds",
)
_RECOGNISED = (*MARKS, "future")
_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")  # looks ahead or back: matches no letter itself


@dataclass(slots=True)
class Checked:
    """A file's lists made ready to be added, and what is wrong with it, in words; nothing where all is well."""

    book: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def known_files() -> list[str]:
    """The names of the files that there are, without ".yaml"."""
    folder = files("dieuphoi.handlers.understanding") / "words"
    return sorted(
        entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")
    )


def check(name: str, content: object) -> Checked:
    """Look through what stands in a file `name` ("states"): `content` is its YAML, read."""
    found = Checked()
    if content is None:  # an empty file
        return found
    if not isinstance(content, dict):
        found.wrong.append(_("here stand lists, each with its name: {lists}").format(lists=_lists(name)))
        return found
    for entry, value in content.items():
        if entry not in shipped(name):
            text = _("there is no list “{list}”; there are: {lists}")
            found.wrong.append(text.format(list=entry, lists=_lists(name)))
        elif value is not None:
            wrong = list(_kind(name, entry)(value))
            found.wrong += [f"{entry}: {what}" for what in wrong]
            if not wrong:
                found.book[entry] = _made_ready(f"{name}.{entry}", value)
    return found


def _lists(name: str) -> str:
    return ", ".join(shipped(name))


def _kind(name: str, entry: str) -> Callable[[object], Iterator[str]]:
    """What looks through the value of a list: gives what is wrong with it."""
    full, value = f"{name}.{entry}", shipped(name)[entry]
    kinds = {
        "agencies.abbreviations": _pairs,
        "agencies.names": _names,
        "titles.keywords": _keywords,
        "shorthand.words": _short_forms,
        "shorthand.typos": _meanings,
        "english.phrases": _meanings,
        "commands.commands": _commands,
    }
    if full in kinds:
        return kinds[full]
    assert isinstance(value, list), full  # noqa: S101 - every other shipped list is one of phrases or words
    return _words if full in _WORDS else _phrases


def _made_ready(full: str, value: Any) -> Any:
    """Short forms, typing errors and commands are looked for in small letters."""
    small = full in ("shorthand.words", "shorthand.typos", "english.phrases", "commands.commands")
    return {short.lower(): meaning for short, meaning in value.items()} if small else value


def _list_of_texts(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("here stands a list, each entry on a line that begins with “- ”")
        return
    for entry in value:
        if not isinstance(entry, str) or not entry.strip():
            yield _("“{entry}” is no text; put it in quotes").format(entry=entry)


def _words(value: object) -> Iterator[str]:
    yield from _list_of_texts(value)


def _phrases(value: object) -> Iterator[str]:
    if wrong := list(_list_of_texts(value)):
        yield from wrong
        return
    assert isinstance(value, list)  # noqa: S101 - _list_of_texts has looked
    for phrase in value:
        if why := _fault(phrase):
            yield _("“{phrase}” is no phrase: {why}").format(phrase=phrase, why=why)


def _fault(phrase: str) -> str | None:
    """Why a phrase can't be used as an expression; None where it can."""
    unknown = [mark for mark in re.findall(r"<(\w+)>", phrase) if mark not in _RECOGNISED]
    if unknown or re.search(r"\(\?[P(]|\\[1-9]", phrase):
        marks = ", ".join(f"<{mark}>" for mark in _RECOGNISED)
        return _("of what stands in < > there are {marks}; groups have no names or numbers").format(
            marks=marks
        )
    try:
        written = re.compile(rf"(?:{expression(phrase)})")
        bare = re.compile(_without_surroundings(phrase))
    except (re.error, RecursionError, OverflowError) as error:
        return _("signs such as ( ) [ ] ? * + | have a meaning; write \\( for ( ({error})").format(
            error=error
        )
    if written.fullmatch("") or bare.fullmatch(""):
        return _("it would be found in every message, for all of it may be missing")
    return None


def _without_surroundings(phrase: str) -> str:
    while (shorter := _AROUND.sub("", phrase)) != phrase:
        phrase = shorter
    return phrase


def _meanings(value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _("here stand lines such as “{line}”").format(line="dc: được")
        return
    for pair in value.items():
        for text in pair:
            if not isinstance(text, str) or not text.strip():
                yield _("“{entry}” is no text; put it in quotes").format(entry=text)


def _short_forms(value: object) -> Iterator[str]:
    if wrong := list(_meanings(value)):
        yield from wrong
        return
    assert isinstance(value, dict)  # noqa: S101 - _meanings has looked
    for short in value:
        if len(tokens(short)) != 1:
            yield _("“{entry}” is more than one word; what has several belongs under typos").format(
                entry=short
            )


def _commands(value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _("here stand lines such as “{line}”").format(line="quytoi: việc đến hạn quý sau")
        return
    for name, meaning in value.items():
        pair = isinstance(meaning, list) and len(meaning) == 2 and all(isinstance(m, str) for m in meaning)
        if not (isinstance(name, str) and re.fullmatch(r"[a-zA-Z]+", name)):
            yield _("“{entry}” is no command: only the letters a to z").format(entry=name)
        elif not (isinstance(meaning, str) or pair):
            yield _("“{entry}” stands for a sentence, or for two: with and without more").format(entry=name)


def _pairs(value: object) -> Iterator[str]:
    good = isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair) and pair[0]
        for pair in value
    )
    if not good:
        yield _("here stand lines such as “{line}”").format(line="- [Ủy ban nhân dân, UBND]")


def _names(value: object) -> Iterator[str]:
    """Full names of agencies, each with a list of further ones."""
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        yield _("here stand lines such as “{line}”").format(line="Kho bạc Nhà nước tỉnh: [kho bạc, KBNN]")
        return
    for name, further in value.items():
        yield from (f"{name}: {what}" for what in _list_of_texts(further))
        yield from (f"{name}: {what}" for what in _never_found(further))


def _never_found(names: Any) -> Iterator[str]:
    for name in names if isinstance(names, list) else []:
        squeezed = "".join(re.findall(r"\w", plain_letters(name))) if isinstance(name, str) else ""
        if 0 < len(squeezed) < 3:
            yield _("“{entry}” is too short; a name has three letters or more").format(entry=name)
        elif squeezed.startswith("bo"):
            yield _("“{entry}” begins with “bộ”: that is read as a ministry").format(entry=name)


def _keywords(value: object) -> Iterator[str]:
    """Numbers of plans, each with codes of tasks, each with a list of what people call it."""
    if not isinstance(value, dict) or not all(
        isinstance(number, str) and isinstance(codes, dict) for number, codes in value.items()
    ):
        yield _("here stands the number of a plan, under it the codes of its tasks, e.g. {example}").format(
            example="4506/KH-UBND: {PL1-5: [quy chế chung]}"
        )
        return
    for number, codes in value.items():
        for code, called in codes.items():
            where = f"{number}: {code}"
            yield from (f"{where}: {what}" for what in _list_of_texts(called))
            yield from (f"{where}: {what}" for what in _single(called))


def _single(called: Any) -> Iterator[str]:
    """A task is known by pairs of syllables: a single one says nothing."""
    for words in called if isinstance(called, list) else []:
        if isinstance(words, str) and len(re.findall(r"[^\W\d_]+", words)) < 2:
            text = _(
                "“{entry}” is one word; a task is known by two or more. A short form belongs into shorthand.yaml"
            )
            yield text.format(entry=words)


def replaced(books: dict[str, Book]) -> Iterator[tuple[str, str, str]]:
    """The shipped short forms and typing errors to which an office gave another meaning: form, old, new."""
    for entry in ("words", "typos"):
        old = {plain_letters(short): full for short, full in shipped("shorthand")[entry].items()}
        for short, full in books.get("shorthand", {}).get(entry, {}).items():
            if (before := old.get(plain_letters(short), full)) != full:
                yield short, before, full


def counted(books: Iterable[tuple[str, Book]]) -> Iterator[tuple[str, int]]:
    """How many entries were added to which list: "states.done", 3."""
    for name, book in books:
        for entry, value in book.items():
            yield f"{name}.{entry}", len(value)
