"""The language of what people read: English in the code, Vietnamese in locales/vi/*.po.

An office speaks one language, unless a person has chosen the other for what the bot tells them.

One .po file per subject (registration, tasks, reminders …) so that a translator finds the words of a
dialogue together. They are read once, on first use; nothing has to be compiled beforehand.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("vi", "en")
_offices = ["vi"]  # the language of the office that this process serves: one, set as it starts
_language: ContextVar[str | None] = ContextVar("language", default=None)


def serve_in(language: str) -> None:
    """Let this process speak an office's language wherever nobody has chosen another."""
    if language not in LANGUAGES:
        raise ValueError(f"one of {', '.join(LANGUAGES)}")
    _offices[0] = language


def office_language() -> str:
    """The office's language: of groups, and of people who have chosen none."""
    return _offices[0]


@lru_cache(maxsize=len(LANGUAGES))
def _catalog(chosen: str) -> _gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only when words are first needed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    joined = _gettext.NullTranslations()
    folder = files("dieuphoi") / "locales" / chosen
    if not folder.is_dir():
        return joined
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".po"):
            continue
        compiled = io.BytesIO()
        with entry.open("rb") as source:
            write_mo(compiled, read_po(source, locale=chosen))
        compiled.seek(0)
        translations = _gettext.GNUTranslations(compiled)
        translations.add_fallback(joined)
        joined = translations
    return joined


def _(message: str) -> str:
    """The message in the language being spoken; the English itself where there is no translation."""
    return _catalog(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for `count` things, in the language being spoken (Vietnamese has one form)."""
    return _catalog(language()).ngettext(one, many, count)


def language() -> str:
    """The language being spoken: "vi" or "en"."""
    return _language.get() or office_language()


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak `chosen` ("vi" or "en") inside the block."""
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)
