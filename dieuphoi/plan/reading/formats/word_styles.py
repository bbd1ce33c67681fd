"""What Word keeps apart from the text: styles, and the numbers that it counts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dieuphoi.plan.reading.formats.packages import local

_LEVELS = 9
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST = 3999


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant along the names; None where one of them is missing."""
    for name in names:
        element = (
            next((inner for inner in element if local(inner) == name), None) if element is not None else None
        )
    return element


def value(element: etree._Element | None, *names: str, attribute: str = "val") -> str | None:
    """The attribute of the first descendant along the names; None where it is missing."""
    found = child(element, *names)
    return None if found is None else attribute_of(found, attribute)


def attribute_of(element: etree._Element, name: str) -> str | None:
    """An attribute, whatever its namespace."""
    return next((text for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def switched_on(element: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said."""
    found = child(element, name)
    return None if found is None else (attribute_of(found, "val") or "1") not in {"0", "false", "off"}


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    _by_id: dict[str, etree._Element]
    _defaults: etree._Element | None
    _normal: str | None

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        """From the part "styles"; none where the document has no such part."""
        found = {
            attribute_of(one, "styleId") or "": one
            for one in (() if root is None else root)
            if local(one) == "style"
        }
        normal = next(
            (
                key
                for key, one in found.items()
                if attribute_of(one, "type") == "paragraph"
                and attribute_of(one, "default") in {"1", "true", "on"}
            ),
            None,
        )
        return cls(found, child(root, "docDefaults", "rPrDefault", "rPr"), normal)

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        style = style or self._normal
        while style and style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value(self._by_id[style], "basedOn")

    def character(self, own: etree._Element | None, paragraph_style: str | None) -> Iterator[etree._Element]:
        """All that says how a run looks, the nearest first."""
        if own is not None:
            yield own
        run_style = value(own, "rStyle")
        for style in (*(self.chain(run_style) if run_style else ()), *self.chain(paragraph_style)):
            if (found := child(style, "rPr")) is not None:
                yield found
        if self._defaults is not None:
            yield self._defaults

    def numbering(self, style: str | None) -> tuple[str | None, str | None]:
        """The list and level that a paragraph style puts its paragraphs into."""
        for one in self.chain(style):
            found = child(one, "pPr", "numPr")
            if found is not None:
                return value(found, "numId"), value(found, "ilvl")
        return None, None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document; counts as Word does."""

    _lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: etree._Element | None) -> Numbering:
        """From the part "numbering"; no lists where the document has no such part."""
        numbering = cls()
        entries = () if root is None else tuple(root)
        abstract = {
            attribute_of(one, "abstractNumId") or "": one for one in entries if local(one) == "abstractNum"
        }
        for one in entries:
            if local(one) == "num":
                numbering._add(one, abstract)
        return numbering

    def _add(self, num: etree._Element, abstract: dict[str, etree._Element]) -> None:
        key = value(num, "abstractNumId") or ""
        levels = dict(_levels(abstract.get(key)))
        starts: dict[int, int] = {}
        for override in (one for one in num if local(one) == "lvlOverride"):
            at = _number(attribute_of(override, "ilvl"), 0)
            levels.update(_levels(override))
            if (start := value(override, "startOverride")) is not None:
                starts[at] = _number(start, 1)
        self._lists[attribute_of(num, "numId") or ""] = (key, levels, starts)

    def next(self, list_id: str | None, level: str | None) -> str:
        """The number of the next paragraph of that list, as it is printed; empty for no list."""
        if list_id not in self._lists or list_id is None:
            return ""
        key, levels, starts = self._lists[list_id]
        at = min(_number(level, 0), _LEVELS - 1)
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        self._count(list_id, at, counts, levels, starts)
        return _printed(at, counts, levels)

    def _count(
        self,
        list_id: str,
        at: int,
        counts: list[int | None],
        levels: dict[int, _Level],
        starts: dict[int, int],
    ) -> None:
        begin = levels[at].start if at in levels else 1
        before = counts[at]
        if at in starts and (list_id, at) not in self._begun:
            self._begun.add((list_id, at))
            before, begin = None, starts[at]
        counts[at] = begin if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)


def _levels(parent: etree._Element | None) -> Iterator[tuple[int, _Level]]:
    for one in () if parent is None else parent:
        if local(one) == "lvl":
            yield (
                _number(attribute_of(one, "ilvl"), 0),
                _Level(
                    _number(value(one, "start"), 1),
                    value(one, "numFmt") or "decimal",
                    value(one, "lvlText") or "",
                ),
            )


def _printed(at: int, counts: list[int | None], levels: dict[int, _Level]) -> str:
    level = levels.get(at)
    if level is None or level.form == "none":
        return ""
    if level.form == "bullet":
        return "-"
    text = level.text
    for other in range(_LEVELS):
        if f"%{other + 1}" in text:
            shown = levels.get(other, level)
            count = counts[other] if counts[other] is not None else shown.start
            text = text.replace(f"%{other + 1}", in_form(count or 0, shown.form))
    return text


def in_form(number: int, form: str) -> str:
    """A number as a list prints it; `form` is Word's name for that ("upperRoman")."""
    if form in {"upperRoman", "lowerRoman"} and 0 < number <= _LARGEST:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            written, number = written + letters, number - worth
    return written


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else otherwise
