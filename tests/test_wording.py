"""Every text that people can see has its Vietnamese, with the same places to fill in; nothing is left over."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import dieuphoi

ROOT = Path(dieuphoi.__file__).parent
CALLS = {"_": None, "ngettext": (1, 2)}
Message = str | tuple[str, ...]


@cache
def in_code() -> set[Message]:
    """Every text between `_(` and `)` in the code."""
    found = extract_from_dir(ROOT, [("**.py", "python")], keywords=CALLS)
    return {
        tuple(message) if isinstance(message, (tuple, list)) else message for _f, _l, message, *_rest in found
    }


@cache
def in_files() -> list[tuple[str, Message, tuple[str, ...]]]:
    """Every entry of the Vietnamese files: file, text, translations."""
    return list(_entries())


def _entries() -> Iterator[tuple[str, Message, tuple[str, ...]]]:
    for entry in (files("dieuphoi") / "locales" / "vi").iterdir():
        if entry.name.endswith(".po"):
            with entry.open("rb") as source:
                for message in read_po(source, locale="vi"):
                    if message.id:
                        given = (
                            message.string if isinstance(message.string, (tuple, list)) else [message.string]
                        )
                        yield (
                            entry.name,
                            tuple(message.id) if message.pluralizable else message.id,
                            tuple(given),
                        )


def places(text: str) -> set[str]:
    """The names in curly brackets of a text."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_text_in_the_code_is_translated() -> None:
    written = in_code()
    assert len(written) > 100
    missing = written - {message for _file, message, given in in_files() if all(given)}
    assert sorted(map(str, missing)) == []


def test_no_translation_is_left_over() -> None:
    assert (
        sorted(f"{file}: {message}" for file, message, _given in in_files() if message not in in_code()) == []
    )


def test_a_text_has_one_translation_wherever_it_stands() -> None:
    every: dict[Message, set[tuple[str, ...]]] = {}
    for _file, message, given in in_files():
        every.setdefault(message, set()).add(given)
    assert [message for message, given in every.items() if len(given) > 1] == []


def test_no_text_stands_twice_in_a_file() -> None:
    tally = Counter((file, message) for file, message, _given in in_files())
    assert [entry for entry, number in tally.items() if number > 1] == []


@pytest.mark.parametrize("file", sorted({file for file, _message, _given in in_files()}))
def test_a_translation_has_the_same_places_to_fill_in(file: str) -> None:
    for name, message, given in in_files():
        if name == file:
            wanted = places(message if isinstance(message, str) else message[-1])
            assert all(places(text) == wanted for text in given), message


def test_no_text_is_built_where_a_translator_cannot_see_it() -> None:
    for path in ROOT.rglob("*.py"):
        assert '_(f"' not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("mark", "⚠✓✔✗✘→←⇒≥≤−")
def test_no_mark_carries_a_meaning_that_a_screen_reader_leaves_out(mark: str) -> None:
    for name, message, given in in_files():
        texts = [message] if isinstance(message, str) else list(message)
        for text in (*texts, *given):
            assert mark not in text, f"{name}: {text}"
            assert not text.startswith(("+ ", "~ ", "? ")), f"{name}: {text}"
