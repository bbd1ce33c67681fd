"""The directory of an office's own words (DIEUPHOI_WORDS): read as the process starts, wrong ones named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dieuphoi.bot.settings import Settings, SettingsError
from dieuphoi.handlers.understanding import own_words, words
from dieuphoi.storage import agencies, plans
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import OF_PLAN
from dieuphoi.wording import _

_SETTING = "DIEUPHOI_WORDS"


def take_up(settings: Settings) -> None:
    """Understand by the office's own words, too, from now on. Raises SettingsError naming each that is wrong."""
    words.add(read(settings.words) if settings.words else {})


def read(folder: Path) -> dict[str, words.Book]:
    """The office's words by file. Raises SettingsError naming each file and list that is wrong, and what is allowed."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    except OSError:
        raise SettingsError(
            _("{setting}: there is no readable directory {folder}.").format(setting=_SETTING, folder=folder)
        ) from None
    books: dict[str, words.Book] = {}
    wrong: list[str] = []
    for path in found:
        checked = _file(path)
        books[path.stem] = checked.book
        wrong += [f"{path}: {what}" for what in checked.wrong]
    if wrong:
        raise SettingsError("\n".join(f"{_SETTING}: {what}" for what in wrong))
    return books


def _file(path: Path) -> own_words.Checked:
    known = own_words.known_files()
    if path.name not in (f"{name}.yaml" for name in known):
        files = ", ".join(f"{name}.yaml" for name in known)
        return own_words.Checked(wrong=[_("no such file; there are: {files}").format(files=files)])
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        return own_words.Checked(wrong=[error.strerror or "?"])
    except UnicodeDecodeError:
        return own_words.Checked(wrong=[_("not written in UTF-8; save it anew in that encoding")])
    except yaml.YAMLError as error:
        return own_words.Checked(wrong=[_where(error)])
    return own_words.check(path.stem, content)


def _where(error: yaml.YAMLError) -> str:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    text = _("line {line}: no valid YAML ({why}). Put entries with signs such as : # [ * & in quotes.")
    return text.format(line=mark.line + 1 if mark else "?", why=problem or "?")


def findings(tx: Transaction, folder: Path) -> list[tuple[bool, str]]:
    """For `dieuphoi doctor`: what is added and replaced, and which names stand for nothing that the office has."""
    books = read(folder)
    counts = ", ".join(f"{name} {number}" for name, number in own_words.counted(books.items())) or "–"
    found = [(True, _("Own words ({folder}): {counts}").format(folder=folder, counts=counts))]
    for short, before, now in own_words.replaced(books):
        text = _("Own words: “{short}” now means “{now}” instead of “{before}”")
        found.append((True, text.format(short=short, now=now, before=before)))
    return [*found, *((False, what) for what in (*_strangers(tx, books), *_no_tasks(tx, books)))]


def _strangers(tx: Transaction, books: dict[str, words.Book]) -> Iterator[str]:
    for name in books.get("agencies", {}).get("names", {}):
        if agencies.by_name(tx, name) is None:
            text = _("Own words, agencies.names: no agency is called “{name}”; write its full name")
            yield text.format(name=name)


def _no_tasks(tx: Transaction, books: dict[str, words.Book]) -> Iterator[str]:
    codes = {(number, code.partition(OF_PLAN)[0]) for code, _title, number in plans.known_tasks(tx)}
    for number, tasks in books.get("titles", {}).get("keywords", {}).items():
        for code in tasks:
            if (number, code) not in codes:
                text = _("Own words, titles.keywords: no open plan {number} has a task {code}")
                yield text.format(number=number, code=code)
