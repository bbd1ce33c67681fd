"""Agencies in a sentence: full names, short forms, initials; districts with or without "huyện"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark, Token
from dieuphoi.handlers.understanding.words import book, expression

_LONGEST = 14
_NO_DEPARTMENT = {"số", "sổ", "sơ", "sợ"}
_INITIALS = re.compile(r"[bcdfghklmnpqrstvx]{3,}")
_IGNORED = {"va", "-", "–", "&", ",", "."}


class AgencyIndex:
    """All spellings of the agencies, blanks and signs left out, with the full name that each stands for."""

    def __init__(self, agencies: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`agencies` are full names with further names; ministries and bodies of no own duty are left out."""
        own = [entry for entry in agencies if not _outside(entry[0])]
        self._names: dict[str, str] = {}
        for spellings in (_full, _given, _derived):
            for name, aliases in own:
                for spelling in spellings(name, aliases):
                    self._names.setdefault(spelling, name)
        self._names = {name: full for name, full in self._names.items() if name not in _words_of_talk()}
        self._starts = {spelling[:2] for spelling in self._names}
        self._proper = {place for name, _ in own for place in _bare_places(name)}

    def find(self, words: list[Token]) -> Iterator[Mark]:
        """The agencies among the words of a message, the longest name at each place."""
        position = 0
        while position < len(words):
            end, name = self._longest(words, position)
            if name and not _ministry(words, position):
                yield Mark("agency", name, words[position].start, words[end - 1].end)
            position = end

    def _longest(self, words: list[Token], start: int) -> tuple[int, str | None]:
        joined = ""
        best: tuple[int, str | None] = (start + 1, None)
        if not words[start].plain[:1].isalpha() or words[start].typed.lower() in _NO_DEPARTMENT:
            return best
        for position in range(start, min(start + _LONGEST, len(words))):
            word = words[position].plain
            if word in _IGNORED:
                continue
            joined += word
            if len(joined) >= 2 and joined[:2] not in self._starts:
                return best
            name = self._names.get(joined)
            if name and (joined not in self._proper or _proper(words, start)):
                best = (position + 1, name)
        return best


def _words_of_talk() -> frozenset[str]:
    return frozenset(plain_letters(word).replace(" ", "") for word in book("agencies")["words"])


def _ministry(words: list[Token], position: int) -> bool:
    """ "Bộ LĐTBXH", "phòng LĐTBXH huyện …": the same initials, but no department of the province."""
    before = [token.plain for token in words[max(0, position - 2) : position] if token.plain not in _IGNORED]
    return (
        bool(before) and before[-1] in ("bo", "lien", "phong") and words[position].plain not in ("so", "ubnd")
    )


def _outside(name: str) -> bool:
    plain = " ".join(_words(name))
    return any(re.match(expression(pattern), plain) for pattern in book("agencies")["outside"])


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", plain_letters(name))


def _squeezed(words: Iterable[str]) -> str:
    return "".join(word for word in words if word != "va")


def _full(name: str, _aliases: Sequence[str]) -> Iterator[str]:
    yield _squeezed(_words(name))


def _given(_name: str, aliases: Sequence[str]) -> Iterator[str]:
    for alias in aliases:
        squeezed = _squeezed(_words(alias))
        if len(squeezed) > 2 and not squeezed.startswith("bo"):
            yield squeezed


def _derived(name: str, aliases: Sequence[str]) -> Iterator[str]:
    for spelling in (name, *aliases):
        words = [word for word in _words(spelling) if word != "va"]
        if words[:1] == ["so"]:
            yield from _department(spelling, words[1:])
        else:
            yield from _district(words)
            yield from _other(words)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _department(name: str, rest: list[str]) -> Iterator[str]:
    """ "Sở Kế hoạch và Đầu tư": skhdt, so khdt, so ke hoach, so kh dau tu, ben khdt …"""
    short = _initials(rest)
    first = _words(re.split(r" - | – | và |,", name)[0])[1:]
    forms = {_squeezed(rest), short, _squeezed(first), _initials(first)}
    forms |= {_squeezed(rest[:cut]) + _initials(rest[cut:]) for cut in range(1, len(rest))}
    forms |= {_initials(rest[:cut]) + _squeezed(rest[cut:]) for cut in range(1, len(rest))}
    yield from (f"so{form}" for form in sorted(forms, key=len, reverse=True))
    yield "s" + short
    if len(short) >= 4:
        yield short
    yield from (f"{word}{_squeezed(rest)}" for word in ("ben", "phia", "nganh", "benso"))
    if len(rest) > 2:
        yield _squeezed(rest)
        yield from (f"ben{form}" for form in (_squeezed(first), short))


_LEVELS = {"huyen": ("huyen", "h"), "thi xa": ("thixa", "tx"), "thanh pho": ("thanhpho", "tp", "ctyp")}
_COMMITTEE = ("ubnd", "uybannhandan", "ub", "uyban", "")


def _district(words: list[str]) -> Iterator[str]:
    """ "UBND huyện Tuy Phong": huyện Tuy Phong, ubnd tuy phong, h. tuy phong, tuy phong."""
    plain = re.sub(r"^(?:ubnd|uy ban nhan dan) ", "", " ".join(words))
    for level, short in _LEVELS.items():
        if plain.startswith(level + " ") and not plain.endswith("huyen"):
            place = plain[len(level) :].replace(" ", "")
            yield from ("".join(form) for form in product(_COMMITTEE, (*short, ""), (place,)))


def _proper(words: list[Token], position: int) -> bool:
    """A place and no word: written with a capital, or without diacritics among words that have them."""
    typed = words[position].typed
    return typed[0].isupper() or (typed.isascii() and any(not word.typed.isascii() for word in words))


def _bare_places(name: str) -> Iterator[str]:
    """Short places that are words as well, and count only with a capital: "La Gi", "là gì"."""
    plain = re.sub(r"^(?:ubnd|uy ban nhan dan) ", "", " ".join(_words(name)))
    for level in _LEVELS:
        place = plain.removeprefix(level + " ").replace(" ", "")
        if plain.startswith(level + " ") and len(place) < 6:
            yield place


def _other(words: list[str]) -> Iterator[str]:
    """Names with the abbreviations of agencies.yaml applied, one after another, and without "tỉnh"."""
    forms = {" ".join(words)}
    for long, short in book("agencies")["abbreviations"]:
        old = plain_letters(long)
        forms |= {form.replace(old, plain_letters(short)) for form in forms if old in form}
    for form in sorted(forms, key=len, reverse=True):
        squeezed = form.replace(" ", "")
        yield squeezed
        bare = squeezed.removesuffix("tinh")
        if bare != squeezed and (len(form.split()) > 3 or _INITIALS.fullmatch(bare)):
            yield bare  # but "thống kê", "công an" are words, too
