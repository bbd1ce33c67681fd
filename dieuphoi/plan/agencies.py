"""Agencies and the many ways of writing their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import yaml
from rapidfuzz import fuzz, process

from dieuphoi.plan.text import fold

EXACT = 100
_WRITTEN = 101  # a written name or alias goes before initials that happen to be the same
_BARE = 95  # the name without its "Sở": whoever writes "bên Tài chính" means the department
_FUZZY_FROM = 82
_AT_MOST = 8

_SHORT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "van phong": "vp"}
_LONG = {"tp": "thanh pho", "tx": "thi xa", "h": "huyen", "p": "phuong", "tt": "thi tran"}
_HEADS = frozenset(
    ["so", "bo", "ban", "ubnd", "hdnd", "uy", "cong", "hoi", "vp", "cuc", "chi", "dai", "doan"]
)
_UNIT = re.compile(r"ubnd (huyen|thi xa|thanh pho|xa|phuong|thi tran|dac khu) (.+)")
_GENERIC = _HEADS | frozenset(("tinh", "huyen", "thi", "xa", "thanh", "pho", "phuong", "an", "nha", "nuoc"))


class Kind(StrEnum):
    """What an agency is."""

    DEPARTMENT = "department"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNCIL = "council"
    PARTY = "party"
    UNION = "union"
    MINISTRY = "ministry"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency under its canonical name, with ways of writing it that do not follow from the name."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Match:
    """A canonical name that a text may mean; 100 is the name itself, an alias or its initials."""

    name: str
    score: int


@lru_cache(maxsize=1)
def vocabulary() -> tuple[Agency, ...]:
    """The agencies that plans commonly name, with the district-level units of Bình Thuận."""
    source = files("dieuphoi.plan") / "vocabulary" / "agencies.yaml"
    entries = yaml.safe_load(source.read_text(encoding="utf-8"))
    return tuple(Agency(e["name"], tuple(e.get("aliases", ())), Kind(e["kind"])) for e in entries)


_DISTRICT_GROUP = re.compile(
    r"(?:chu tich )?(?:ubnd )?(?:(?:cac|\d+) )?(?:(?:don vi|dia phuong) )?(?:cap huyen"
    r"|huyen (?:va )?(?:thi xa|thi|tx|thanh pho|tp)(?: .*)?)"
    r"|(?:chu tich )?(?:ubnd )?cac huyen(?: tren dia ban.*)?"
)


def is_district_group(name: str) -> bool:
    """Whether the name stands for all district-level units ("UBND các huyện, thị xã, thành phố")."""
    return bool(_DISTRICT_GROUP.fullmatch(" ".join(_standard(name, keep_and=True))))


class Directory:
    """The agencies that a written name may mean: by name, alias, initials, without diacritics, with typos."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._names: list[str] = []
        self._exact: dict[str, dict[int, int]] = {}
        self._initial: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
        self._by_word: dict[str, set[int]] = {}
        self._fuzzy: dict[str, set[int]] = {}
        for agency in agencies:
            self._add(agency)

    def _add(self, agency: Agency) -> None:
        index = len(self._names)
        self._names.append(agency.name)
        written = [words for text in (agency.name, *agency.aliases) if (words := _standard(text))]
        for words in written:
            for form, score in _forms(words):
                self._add_form(form, score, index)
            self._exact["".join(words)][index] = _WRITTEN
        for word in {word for words in written for word in words}:
            self._by_word.setdefault(word, set()).add(index)

    def _add_form(self, form: tuple[str, ...], score: int, index: int) -> None:
        for key in _keys(form):
            scores = self._exact.setdefault(key, {})
            scores[index] = max(score, scores.get(index, 0))
        self._initial.setdefault(form[0][0], []).append((form, score, index))
        for key in (" ".join(form), *_initials(form)):
            if len(key) >= 5:
                self._fuzzy.setdefault(key, set()).add(index)

    def knows(self, text: str) -> bool:
        """Whether `match` would be certain: the text is a name, an alias or initials of one."""
        words = _standard(text[:200])
        return bool(words) and max(self._certain(words).values(), default=0) >= EXACT

    def match(self, text: str) -> tuple[Match, ...]:
        """The agencies that `text` may mean, best first; several with the best score: ask which.

        Where the text is a name, an alias or initials, only such hits are returned; otherwise what is
        near, below 100. Nothing near gives an empty tuple.
        """
        words = _standard(text[:200])
        if not words:
            return ()
        scores = self._certain(words)
        best = max(scores.values(), default=0)
        if best >= EXACT:
            scores = {index: EXACT for index, score in scores.items() if score == best}
        else:
            for found in (self._containing(words), self._resembling(words)):
                scores = {i: max(scores.get(i, 0), found.get(i, 0)) for i in scores.keys() | found.keys()}
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Match(self._names[index], score) for index, score in ranked[:_AT_MOST])

    def _certain(self, words: tuple[str, ...]) -> dict[int, int]:
        scores = dict(self._exact.get("".join(words), {}))
        if not scores:
            for form, score, index in self._initial.get(words[0][0], ()):
                if _abbreviates(words, form):
                    scores[index] = max(score, scores.get(index, 0))
        if not scores and "tinh" in words[1:]:  # "Sở Y tế tỉnh Bình Thuận"
            at = words.index("tinh", 1)
            return self._certain(words[: at + 1]) if words[at + 1 :] else self._certain(words[:at])
        return scores

    def _containing(self, words: tuple[str, ...]) -> dict[int, int]:
        if all(word in _GENERIC for word in words):
            return {}
        indexes = set.intersection(*(self._by_word.get(word, set()) for word in words))
        return dict.fromkeys(indexes, 88)

    def _resembling(self, words: tuple[str, ...]) -> dict[int, int]:
        found = process.extract(
            " ".join(words), self._fuzzy.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM, limit=_AT_MOST
        )
        scores: dict[int, int] = {}
        for form, score, _key in found:
            if not _same_head(words[0], form.split()[0]):
                continue  # "Bộ Tài chính" is no slip of the finger for "Sở Tài chính"
            for index in self._fuzzy[form]:
                scores[index] = max(scores.get(index, 0), min(int(score), 94))
        return scores


@lru_cache(maxsize=4096)
def _standard(text: str, keep_and: bool = False) -> tuple[str, ...]:
    """The folded words of a name with its usual short forms brought to one form."""
    folded = f" {fold(text)} "
    for long, short in _SHORT.items():
        folded = folded.replace(f" {long} ", f" {short} ")
    words = folded.split()
    place = words and words[0] in {"ubnd", "h", "tx", "tp"}
    if place:
        words = " ".join(_LONG.get(word, word) for word in words).split()
    return tuple(word for word in words if keep_and or word != "va")


def _forms(words: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], int]]:
    """The name and what people cut off it: "tỉnh" at the end, "UBND" and "huyện" before a place, "Sở"."""
    yield words, EXACT
    place = _UNIT.fullmatch(" ".join(words))
    if place:
        rest = tuple(place[2].split())
        unit = tuple(place[1].split())
        yield from ((form, EXACT) for form in (rest, ("ubnd", *rest), (*unit, *rest)))
        yield (unit[0][0] + (unit[1][0] if len(unit) > 1 else ""), *rest), EXACT
    elif len(words) > 2 and words[-1] == "tinh":
        yield words[:-1], EXACT
    if words[0] in {"so", "bo"} and len(words) > 2:
        yield words[1:], _BARE


def _keys(form: tuple[str, ...]) -> Iterable[str]:
    """What the name looks like typed in one word: in full, "sokhdt", "skhdt"."""
    yield "".join(form)
    yield from (key.replace(" ", "") for key in _initials(form))


def _initials(form: tuple[str, ...]) -> tuple[str, ...]:
    """The name in initials, with and without its first word ("so khdt", "skhdt"); none for a short name."""
    letters = "".join(word[0] for word in form)
    return (letters, f"{form[0]} {letters[1:]}") if len(form) > 2 else ()


def _same_head(written: str, known: str) -> bool:
    """Whether a misspelt name may begin as a known one does."""
    return written[0] == known[0] and (written == known or not {written, known} <= _HEADS)


def _abbreviates(tokens: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each token is the next word, or the initials of the next words, with none left over."""
    at = 0
    for token in tokens:
        if at < len(words) and token == words[at]:
            at += 1
        elif len(token) > 1 and token == "".join(word[0] for word in words[at : at + len(token)]):
            at += len(token)
        else:
            return False
    return at == len(words)
