"""The text of a Word paragraph as a reader of the paper sees it: numbered, accepted changes, without what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dieuphoi.plan.reading.formats.packages import local
from dieuphoi.plan.reading.formats.word_styles import (
    Numbering,
    Styles,
    attribute_of,
    child,
    switched_on,
    value,
)
from dieuphoi.plan.reading.legacy import Scheme, from_scheme, scheme_of_font

_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "footnoteReference", "rt"}
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}


@dataclass(slots=True)
class Paragraphs:
    """Reads paragraphs one after the other, for Word's own numbers count on."""

    styles: Styles
    numbering: Numbering
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes met on the way, to be read after

    def text(self, paragraph: etree._Element) -> str:
        """The text of a paragraph with its number; tabs and line breaks stay."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle")
        runs = _Runs(self.styles, style)
        for piece in paragraph:
            runs.take(piece)
        self.boxes.extend(runs.boxes)
        return f"{self._number(properties, style)} {runs.joined()}".strip(" ")

    def _number(self, properties: etree._Element | None, style: str | None) -> str:
        own = child(properties, "numPr")
        of_style = self.styles.numbering(style)
        list_id = value(own, "numId") or of_style[0]
        return self.numbering.next(list_id, value(own, "ilvl") or of_style[1] or "0")


@dataclass(slots=True)
class _Runs:
    styles: Styles
    style: str | None
    boxes: list[etree._Element] = field(default_factory=list)
    pieces: list[tuple[str, Scheme | None]] = field(default_factory=list)

    def take(self, top: etree._Element) -> None:
        """Take in an element with all that is in it, without going deeper into Python's own stack."""
        waiting = [top]
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name == "r":
                self._take_run(element)
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name not in _LEFT_OUT:
                waiting.extend(reversed(element))

    def _take_run(self, run: etree._Element) -> None:
        looks = list(self.styles.character(child(run, "rPr"), self.style))
        if _first(looks, "vanish"):
            return
        text = "".join(self._texts(run))
        scheme = scheme_of_font(_font(looks))
        if _first(looks, "caps"):
            text = text.upper() if scheme is None else text
            scheme = Scheme.TCVN3_CAPITALS if scheme is Scheme.TCVN3 else scheme
        self.pieces.append((text, scheme))

    def _texts(self, run: etree._Element) -> Iterator[str]:
        waiting = list(reversed(run))
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name not in _LEFT_OUT:
                waiting.extend(reversed(element))

    def joined(self) -> str:
        """All runs; letters of VNI may be cut in two by a run's end, so like goes with like."""
        groups: list[tuple[str, Scheme | None]] = []
        for text, scheme in self.pieces:
            if groups and groups[-1][1] is scheme:
                groups[-1] = (groups[-1][0] + text, scheme)
            elif text:
                groups.append((text, scheme))
        return "".join(from_scheme(text, scheme) for text, scheme in groups)


def _first(looks: list[etree._Element], name: str) -> bool:
    return next((on for look in looks if (on := switched_on(look, name)) is not None), False)


def _font(looks: list[etree._Element]) -> str | None:
    for look in looks:
        fonts = child(look, "rFonts")
        if fonts is not None and (name := attribute_of(fonts, "ascii") or attribute_of(fonts, "hAnsi")):
            return name
    return None
