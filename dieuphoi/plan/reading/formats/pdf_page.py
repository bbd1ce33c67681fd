"""What is drawn on a page of a PDF: words and straight rules, with their places as the page is held when read."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_SPACE = 0.25  # of a letter's height: a wider gap parts words
_THIN = 3.0  # points; a filled rectangle thinner than this is a rule
_SHORT = 4.0  # points; what is shorter rules nothing
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 5_000

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the box around it, in points from the lower left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page: where it stands across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read."""

    width: float
    height: float
    words: list[Word]
    across: list[Rule]
    down: list[Rule]
    pictures: bool


def read_page(page: pypdfium2.PdfPage) -> Page:
    """The words and rules of a page, turned as the page is turned for reading."""
    width, height = page.get_size()  # as held when read
    turn = _turn(page.get_rotation(), width, height)
    across, down, pictures = _rules(page, turn)
    return Page(width, height, list(_words(page, turn)), across, down, pictures)


def _turn(rotation: int, width: float, height: float) -> Turn:
    if rotation == 90:
        return lambda x, y: (y, height - x)
    if rotation == 180:
        return lambda x, y: (width - x, height - y)
    if rotation == 270:
        return lambda x, y: (width - y, x)
    return lambda x, y: (x, y)


def _words(page: pypdfium2.PdfPage, turn: Turn) -> Iterator[Word]:
    text = page.get_textpage()
    letters: list[tuple[str, float, float, float, float]] = []
    for letter in _letters(text, turn):
        if letter is None or (letters and _apart(letters[-1], letter)):
            yield from _word(letters)
            letters = []
        if letter is not None:
            letters.append(letter)
    yield from _word(letters)
    text.close()


def _letters(
    text: pypdfium2.PdfTextPage, turn: Turn
) -> Iterator[tuple[str, float, float, float, float] | None]:
    """The letters with their boxes in the order of the file; None between two words."""
    box = pdfium.FS_RECTF()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if code == 0xAD:  # a letter of TCVN3, where it has a width
            letter = "\u00ad"
        elif not letter.strip() or code < 0x20:
            yield None
            continue
        if pdfium.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            x0, y0 = turn(box.left, box.bottom)
            x1, y1 = turn(box.right, box.top)
            yield letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _apart(
    before: tuple[str, float, float, float, float], after: tuple[str, float, float, float, float]
) -> bool:
    height = max(before[4] - before[2], 1.0)
    gap = after[1] - before[3]
    return gap > _SPACE * height or gap < -height or abs(after[2] - before[2]) > height / 2


def _word(letters: list[tuple[str, float, float, float, float]]) -> Iterator[Word]:
    if letters:
        yield Word(
            min(one[1] for one in letters),
            min(one[2] for one in letters),
            max(one[3] for one in letters),
            max(one[4] for one in letters),
            "".join(one[0] for one in letters),
        )


def _rules(page: pypdfium2.PdfPage, turn: Turn) -> tuple[list[Rule], list[Rule], bool]:
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = False
    for number, thing in enumerate(page.get_objects(max_depth=3)):
        if number > _MOST_OBJECTS:
            break
        pictures |= thing.type == pdfium.FPDF_PAGEOBJ_IMAGE
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            for (x0, y0), (x1, y1) in _strokes(thing, turn):
                if abs(y1 - y0) < 1 and abs(x1 - x0) > _SHORT:
                    across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) < 1 and abs(y1 - y0) > _SHORT:
                    down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return across, down, pictures


def _strokes(
    path: pypdfium2.PdfObject, turn: Turn
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a path; of a thin filled rectangle the line along its middle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        left, bottom, right, top = path.get_bounds()
        if min(right - left, top - bottom) < _THIN:
            middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
            if right - left > top - bottom:
                yield turn(left, middle_y), turn(right, middle_y)
            else:
                yield turn(middle_x, bottom), turn(middle_x, top)
        return
    yield from _segments(path, turn)


def _segments(
    path: pypdfium2.PdfObject, turn: Turn
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for at in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, first
            last = first
